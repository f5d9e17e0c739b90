"""Hypothesis books whatever comes to mind, right and nearly right; database and auditor must agree on every answer and every balance."""
import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from proposals.funding import ledger, verify
from proposals.funding.models import STAGES, Account, ClosedPeriod
from proposals.funding.split import Scheme, capped
from tests.rooms.funding import bare
from tests.rooms.funding.auditor import MAY_JOIN, Auditor, Line
from workflow import SYSTEM, Refused

AMOUNT, AHEAD, BEHIND = 100_003, "2286-11-20", "2000-01-01"
SETS = (Scheme.plain((60, 40)), Scheme.plain((50, 30, 20)), Scheme.plain((40, 30, 20, 10)), Scheme.plain((7, 3, 3, 2, 1)),
        capped((1, 60, 40), caps=(777, None, None)))
FEN = st.one_of(st.integers(1, 5), st.integers(1, 60_000))
tried: Counter = Counter()


def auditor_of(books):
    """The auditor reads the agreement: amounts and weights as signed."""
    rows, lines, before = books.scheme.rows(AMOUNT), [], dict.fromkeys(books.funds, 0)
    for band in sorted({row.band for row in rows}):
        of_band = {books.funds[row.source]: row for row in rows if row.band == band}
        lines.append(Line(next(iter(of_band.values())).start_fen, {fund: row.weight for fund, row in of_band.items()}, dict(before)))
        before = {fund: before[fund] + of_band[fund].amount_fen for fund in before}
    assert before == dict(zip(books.funds, books.signed, strict=True)) and sum(before.values()) == AMOUNT
    return Auditor(before, lines)


class Machine(RuleBasedStateMachine):
    """One season in one transaction that is never kept."""

    engine = books = None

    def __init__(self):
        super().__init__()
        self.session, self.auditor, self.ids, self.keys = bare.writing(self.engine), auditor_of(self.books), [], 0

    def teardown(self):
        assert [finding for finding in verify.findings(self.session) if finding.kind.startswith("ledger")] == []
        self.session.close()

    def book(self, kind, moves, *, project=0, key=None, day=AHEAD):
        """Ask the books and the auditor; they say the same."""
        self.keys += key is None
        key, places = key or f"k{self.keys}", {fund: (bare.STREET, None) for fund, *stages, _fen in moves if "allot" in stages}
        wanted, posted, known = self.auditor.accepts(key, kind=kind, project=project, moves=moves, day=day), None, len(self.auditor.entries)
        try:
            with self.session.begin_nested():
                posted = ledger.post(self.session, kind=kind, season_id=self.books.season, commitment_id=project or None, legs=moves, idem_key=key,
                                     actor=SYSTEM, at=bare.FAR_AHEAD, occurred_on=ledger.date.fromisoformat(day), places=places)
        except (Refused, IntegrityError) as refusal:
            tried["refused", kind] += 1
            assert not wanted, (kind, moves, refusal)
        else:
            tried["booked", kind] += 1
            assert wanted, (kind, moves, posted)
            self.ids += [posted.id] if known > len(self.ids) else []

    def legs(self, source, target, parts):
        return bare.split_legs(self.books, source, target, parts=parts)

    def borne(self, project):
        return list(self.auditor.borne(project).values())

    @initialize(depth=st.integers(0, 4), fen=st.integers(1, 60_000))
    def begin(self, depth, fen):
        """Somewhere on the way of a project: deep states are rare otherwise."""
        project = self.books.commitments[0]
        self.book("receipt", self.legs("origin", "pool", [AMOUNT * 2 if depth else 50_000] * len(self.books.funds)))
        if depth > 0:
            self.commit(project, 0)
        if depth > 1:
            self.order(project, fen, 0)
        for kind, source, target in (("pay", "order", "held"), ("spend", "held", "spent"))[:max(0, depth - 2)]:
            parts = [part - part // 3 if kind == "spend" else part for part in self.borne(project)]
            self.book(kind, self.legs(source, target, parts), project=project)

    @rule(data=st.data(), kind=st.sampled_from(("receipt", "pledge", "allot", "recall", "surplus")), fen=FEN)
    def one_fund(self, data, kind, fen):
        source, target = data.draw(st.sampled_from(sorted(MAY_JOIN[kind])))
        self.book(kind, [(data.draw(st.sampled_from(self.books.funds)), source, target, fen)])

    @rule(data=st.data(), skew=st.sampled_from((0, 0, 0, 1, -1)))
    def signs(self, data, skew):
        self.commit(data.draw(st.sampled_from(self.books.commitments)), skew)

    def commit(self, project, skew):
        parts = list(self.books.signed)
        parts[-1] += skew
        self.book("commit", self.legs("pool", "commit", parts), project=project)

    @rule(data=st.data(), fen=FEN, skew=st.sampled_from((0, 0, 0, 1, -1, 2)))
    def orders(self, data, fen, skew):
        self.order(data.draw(st.sampled_from(self.books.commitments)), fen, skew)

    def order(self, project, fen, skew):
        if sum(self.borne(project)) + fen <= AMOUNT:
            parts = list(self.books.scheme.of_payment(fen, paid=self.borne(project)))
            self.skewed("order", ("commit", "order"), parts, skew, project)

    @rule(data=st.data(), fen=FEN, skew=st.sampled_from((0, 0, 0, 1, -1)))
    def refunds(self, data, fen, skew):
        project = data.draw(st.sampled_from(self.books.commitments))
        held = sum(self.auditor.fen[fund, "held", project] for fund in self.books.funds)
        fen = min(fen, held) if held else fen
        if sum(self.borne(project)) >= fen:
            parts = [-part for part in self.books.scheme.of_payment(-fen, paid=self.borne(project))]
            self.skewed("refund", ("held", "returned"), parts, skew, project)

    def skewed(self, kind, stages, parts, skew, project):
        parts[0], parts[-1] = parts[0] + skew, parts[-1] - skew
        if min(parts) >= 0 and any(parts):
            self.book(kind, self.legs(*stages, parts), project=project)

    @rule(data=st.data(), kind=st.sampled_from(("void", "pay", "spend", "disallow", "release")), whole=st.booleans(), fen=FEN)
    def one_leg(self, data, kind, whole, fen):
        project, fund = data.draw(st.sampled_from(self.books.commitments)), data.draw(st.sampled_from(self.books.funds))
        source, target = data.draw(st.sampled_from(sorted(MAY_JOIN[kind])))
        self.book(kind, [(fund, source, target, self.auditor.fen[fund, source, project] or fen if whole else fen)], project=project)

    @rule(data=st.data(), kind=st.sampled_from(sorted(MAY_JOIN)), bound=st.booleans())
    def anything(self, data, kind, bound):
        leg = st.tuples(st.sampled_from(self.books.funds), st.sampled_from(STAGES), st.sampled_from(STAGES), FEN).filter(lambda leg: leg[1] != leg[2])
        self.book(kind, data.draw(st.lists(leg, min_size=1, max_size=3)), project=self.books.commitments[0] if bound else 0)

    @precondition(lambda self: self.auditor.told)
    @rule(data=st.data(), more=st.sampled_from((0, 0, 1)))
    def the_same_key_again(self, data, more):
        key = data.draw(st.sampled_from(sorted(self.auditor.told)))
        kind, project, moves = self.auditor.told[key]
        self.book(kind, [*moves[:-1], (*moves[-1][:3], moves[-1][3] + more)], project=project, key=key)

    @precondition(lambda self: self.ids)
    @rule(data=st.data())
    def takes_back(self, data):
        latest = [place for place in range(len(self.ids)) if place not in self.auditor.undone][-3:]
        place = data.draw(st.sampled_from(latest) | st.integers(0, len(self.ids) - 1))
        self.keys += 1
        wanted = self.auditor.reverses(place)
        try:
            with self.session.begin_nested():
                self.ids.append(ledger.reverse(self.session, entry_id=self.ids[place], idem_key=f"k{self.keys}", actor=SYSTEM, at=bare.FAR_AHEAD).id)
            tried["booked", "reverse"] += 1
        except (Refused, IntegrityError) as refusal:
            tried["refused", "reverse"] += 1
            assert not wanted, refusal
        else:
            assert wanted

    @rule(fund=st.integers(0, 1), fen=FEN)
    def books_late(self, fund, fen):
        self.book("receipt", [(self.books.funds[fund], "origin", "pool", fen)], day=BEHIND)

    @precondition(lambda self: not self.auditor.closed_through)
    @rule()
    def closes(self):
        self.auditor.closed_through = "2001-01-01"
        self.session.add(ClosedPeriod(season_id=self.books.season, through="2001-01-01", actor="p1", at_us=1))
        self.session.flush()

    @invariant()
    def the_balances_agree(self):
        asked = select(Account.fund_id, Account.stage, Account.commitment_id, Account.credits_fen - Account.debits_fen)
        rows = self.session.connection().execute(asked.where(Account.fund_id.in_(self.books.funds)))
        found = {(fund, stage, project or 0): fen for fund, stage, project, fen in rows if fen}
        assert found == {key: fen for key, fen in self.auditor.fen.items() if fen}


def played(engine, books, *, examples):
    chosen = random.randrange(10**6)
    print(f"seed {chosen}")
    machine = seed(chosen)(type("Machine", (Machine,), {"engine": engine, "books": books}))
    run_state_machine_as_test(machine, settings=settings(
        max_examples=examples, stateful_step_count=40, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)))


@pytest.mark.slow
@pytest.mark.parametrize("unwarned", [False, True], ids=["program-and-database", "database-alone"])
def test_database_and_auditor_never_differ(database_url, monkeypatch, unwarned):
    """Once as it is, once with the program's own look at the balance blindfolded, so that the database alone refuses."""
    if unwarned:
        monkeypatch.setattr(ledger, "OVERDRAFT", STAGES)
    bare.made(database_url)
    seasons = [bare.signed(database_url, season=number, scheme=scheme, amount_fen=AMOUNT, commitments=2) for number, scheme in enumerate(SETS, start=1)]
    engine, sqlite = bare.opened(database_url), database_url.startswith("sqlite")
    tried.clear()
    for books in seasons:
        played(engine, books, examples=10 if sqlite else 3)
    engine.dispose()
    print(sum(tried.values()), dict(tried))
    assert sum(tried.values()) > (1200 if sqlite else 300)
    assert {kind for answer, kind in tried if answer == "booked"} >= {"commit", "order", "pay", "reverse"}
    assert {kind for answer, kind in tried if answer == "refused"} >= {"commit", "order", "refund", "reverse"}
