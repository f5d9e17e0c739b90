"""Eight at once, each with a connection of its own: one payment is booked once, and neither a pool nor a commitment gives more than it holds."""
import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, OperationalError

from proposals.funding import ledger, verify
from proposals.funding.bank import matching
from proposals.funding.bank.facts import Proposal as Match
from proposals.funding.models import Entry, Payment
from proposals.funding.split import Scheme
from proposals.storage import db
from tests.drive import banking, funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding import bare
from tests.rooms.funding.signed import signed
from tests.workflow.crowd import crowd
from workflow import SYSTEM, Refused

RACERS, TURNS = 8, 15
FOUNDATIONS = 1873_20
POOL, PIECE = 1_000_000, 10_000
pytestmark = pytest.mark.slow


def race(app, work):
    """Let eight threads begin together; returns what each came to."""
    gate, results = threading.Barrier(RACERS), [None] * RACERS

    def run(number):
        with app.app_context():
            gate.wait()
            try:
                results[number] = work(number)
            except (Refused, DBAPIError) as refusal:
                results[number] = refusal
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_eight_confirm_the_same_payment_and_it_is_booked_once(app, at):
    leg = funding.sent(signed(1, at=at), seq=1, at=at)[0]
    match = Match("pay", (banking.lined(leg, at=at),), (leg,), (FOUNDATIONS,), certain=True, reason="")
    by = actor("陈会计")
    db.session.rollback()
    results = race(app, lambda number: matching.confirm(match, by=by, at=at))
    assert [type(result) for result in results].count(type(None)) == 1 and len(results) == RACERS
    assert db.session.scalar(select(func.count()).where(Entry.kind == "pay")) == 1
    assert db.session.get_one(Payment, leg, populate_existing=True).state == "paid"
    assert verify.findings(db.session) == []


def take(place, meet, tell, url, books, kind):
    """Ask fifteen times for a piece, together 120 % of what there is; tells what was got."""
    engine, got = bare.opened(url), 0
    meet.wait()
    for turn in range(TURNS):
        with _turn(engine) as session:
            try:
                _ask(session, books, kind=kind, key=f"{place}:{turn}")
                session.commit()
                got += 1
            except Refused:
                session.rollback()
    engine.dispose()
    tell(got)


def _turn(engine):
    """A write transaction; who waited the database's five seconds in vain among so many asks again, as the page tells people to."""
    while True:
        try:
            return bare.writing(engine)
        except OperationalError as error:
            if "database is locked" not in str(error):
                raise


def _ask(session, books, *, kind, key):
    if kind == "order":
        bare.posted(session, books, project=books.commitments[0], parts=(PIECE * 6 // 10, PIECE * 4 // 10), key=key)
        return
    ledger.post(session, kind="surplus", season_id=books.season, commitment_id=None, legs=[(books.funds[0], "pool", "returned", PIECE)], idem_key=key,
                actor=SYSTEM, at=bare.FAR_AHEAD)


@pytest.mark.parametrize("kind", ["surplus", "order"])
def test_eight_processes_want_120_percent_and_never_overspend(database_url, kind):
    bare.made(database_url)
    books = bare.signed(database_url, season=1, scheme=Scheme.plain((60, 40)), amount_fen=POOL, commitments=1)
    engine = bare.opened(database_url)
    with bare.writing(engine) as session:
        bare.received(session, books, fen=POOL)
        if kind == "order":
            bare.committed(session, books)
        session.commit()
    assert sum(crowd(RACERS, take, database_url, books, kind)) == POOL // PIECE < RACERS * TURNS
    with bare.writing(engine) as session:
        left = ledger.pool(session, fund_ids=books.funds) if kind == "surplus" else ledger.balances(session, commitment_id=books.commitments[0])
        assert left[books.funds[0]] == 0 if kind == "surplus" else left[books.funds[0], "commit"] == left[books.funds[1], "commit"] == 0
        assert [finding for finding in verify.findings(session) if finding.kind.startswith(("ledger", "split"))] == []
    engine.dispose()
