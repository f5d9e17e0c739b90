"""Fills a season with any number of valid proposals by fast SQL, for the benchmark and for the gates without a clock.

The season and the cast are there already (tests.seeds). What is counted (``proposals``) holds: a spread over streets and states; a fixed
number of ideas under review in the home street, with open or sealed scores; a fixed number of newly submitted ones. The first of the spread
have their whole history, the others the one step that leads where they stand; every chain verifies.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from proposals import clock
from proposals.accounts.models import Person
from proposals.approval.models import Panel, PanelMember, Review, Score, ScoreDraft, ScoreSheet
from proposals.approval.rules.reviewing import sheet_digest
from proposals.collection.models import Proposal, StreetSerial
from proposals.demonstration.cast import HOME_STREET
from tests.bench.sinks import Sink, sink_for
from workflow.chain import GENESIS, canonical, link, step_row
from workflow.definition import Workflow
from workflow.definitions import PROPOSAL, REVIEW
from workflow.paths import route
from workflow.tables import instance, step, version

CHUNK = 20_000
IDEAS_EACH = 5
JUDGES_EACH = 5
LEVEL = 4
POINTS = 8_000  # level 4 of 5 in every criterion, in hundredths
FEN = 300_000
DAY = 86_400 * clock.SECOND
SPREAD = ("submitted", "accepted", "merged", "researching", "accepted", "optimising", "merged", "planned", "not_selected", "submitted",
          "accepted", "merged", "waitlisted", "publicised", "not_accepted", "researching", "rejected", "accepted", "needs_info", "withdrawn")
UNNUMBERED = ("submitted", "needs_info", "not_accepted")
WORDS = "楼道里没有扶手，老人上下楼很吃力，冬天地面结冰更容易摔倒。希望在一至三层加装扶手，由居民一起动手，志愿者每周检查一次。"


@dataclass(frozen=True)
class Amount:
    """How much to fill. ``proposals`` counts all; of these ``scoring`` have open reviews, ``scored`` sealed ones, ``waiting`` are new."""

    proposals: int
    scoring: int
    scored: int
    waiting: int
    told: int
    """How many of the spread have their whole history."""
    streets: int
    """Over how many streets the spread goes, the home street first."""


@dataclass(frozen=True)
class Filled:
    """What there is now, by number: the cases that a benchmark may use up."""

    season_id: int
    spread: range
    scoring: range
    scored: range
    waiting: range
    reviews: dict[int, int]
    """Open reviews of the panel's chair: review → proposal."""


@dataclass(frozen=True)
class Ground:
    """What a season offers to a proposal: places, categories, residents, the home panel and the rubric."""

    season_id: int
    year: int
    streets: list[tuple[int, str]]
    communities: dict[int, list[int]]
    categories: list[int]
    criteria: list[int]
    organisation: int
    panel: int
    judges: list[int]
    person: int
    first: int
    at: int

    @property
    def home(self) -> tuple[int, str]:
        """The street where the cast works."""
        return self.streets[0]


@dataclass(frozen=True)
class Idea:
    """One proposal to be filled in."""

    id: int
    state: str
    street: tuple[int, str]
    community: int | None
    n: int
    at: int


def fill(url: str, *, amount: Amount) -> Filled:
    """Fill the newest season of a seeded database; nobody else may be connected to it."""
    sink = sink_for(url)
    ground = _ground(sink, streets=amount.streets)
    spread = amount.proposals - amount.scoring - amount.scored - amount.waiting
    residents = max(1, amount.proposals // IDEAS_EACH)
    sink.put(Person.__table__, ({"id": ground.person + n, "name": f"居民{n}", "created_us": ground.at} for n in range(residents)))
    _versions(sink, at=ground.at)
    groups = _groups(ground.first, sizes=(amount.scoring, amount.scored, amount.waiting, spread))
    told = set(range(groups[3].start, groups[3].start + amount.told))
    serials: dict[tuple[int, str], int] = {}
    for begin in range(ground.first, groups[3].stop, CHUNK):
        ideas = [_idea(n, ground=ground, groups=groups) for n in range(begin, min(begin + CHUNK, groups[3].stop))]
        _put_ideas(sink, ideas=ideas, ground=ground, residents=residents, told=told, serials=serials)
    sink.put(StreetSerial.__table__, ({"season_id": ground.season_id, "street_id": street[0], "last": last} for street, last in serials.items()))
    reviews = _put_reviews(sink, ground=ground, scoring=groups[0], scored=groups[1], first=groups[3].stop)
    sink.close()
    return Filled(ground.season_id, groups[3], groups[0], groups[1], groups[2], reviews)


def _groups(first: int, *, sizes: tuple[int, ...]) -> list[range]:
    groups = []
    for size in sizes:
        groups.append(range(first, first + size))
        first += size
    return groups


def _ground(sink: Sink, *, streets: int) -> Ground:
    season_id, year = sink.ask("SELECT id, year FROM season ORDER BY year DESC LIMIT 1")[0]
    known = [(row[0], row[1]) for row in sink.ask("SELECT id, letters FROM area WHERE kind = 'street' ORDER BY id")]
    nearest = sorted(known, key=lambda street: street[1] != HOME_STREET)
    communities: dict[int, list[int]] = {}
    for area, parent in sink.ask("SELECT id, parent_id FROM area WHERE kind <> 'street' ORDER BY id"):
        communities.setdefault(parent, []).append(area)
    home = nearest[0][0]
    panel = sink.ask(f"SELECT id FROM {Panel.__tablename__} WHERE season_id = ? AND street_id = ?", season_id, home)[0][0]
    judges = sink.ask(f"SELECT person_id FROM {PanelMember.__tablename__} WHERE panel_id = ? AND seat <> 'reserve' ORDER BY id", panel)
    categories, criteria = (_ids(sink, table=table, season_id=season_id) for table in ("category", "criterion"))
    return Ground(season_id, year, nearest[:streets], communities, categories, criteria,
                  sink.ask("SELECT id FROM organisation WHERE kind = 'social' ORDER BY id LIMIT 1")[0][0], panel, [row[0] for row in judges],
                  _next(sink, table="person"), _next(sink, table="wf_instance"), clock.now())


def _ids(sink: Sink, *, table: str, season_id: int) -> list[int]:
    return [row[0] for row in sink.ask(f"SELECT id FROM {table} WHERE season_id = ? ORDER BY position", season_id)]


def _next(sink: Sink, *, table: str) -> int:
    return int(sink.ask(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")[0][0])


def _versions(sink: Sink, *, at: int) -> None:
    known = {row[0] for row in sink.ask("SELECT digest FROM wf_version")}
    new = [workflow for workflow in (PROPOSAL, REVIEW) if workflow.digest not in known]
    sink.put(version, ({"digest": one.digest, "name": one.name, "body": one.canonical, "at_us": at} for one in new))


def _idea(case_id: int, *, ground: Ground, groups: list[range]) -> Idea:
    """Where a case stands: the fixed groups in the home street, the spread everywhere in every state."""
    for group, state in zip(groups, ("reviewing", "reviewing", "submitted"), strict=False):
        if case_id in group:
            return _placed(case_id, n=case_id - ground.first, state=state, street=ground.home, ground=ground)
    n = case_id - groups[3].start
    street = ground.streets[n // len(SPREAD) % len(ground.streets)]  # whole spreads, so that every street has every state
    return _placed(case_id, n=n, state=SPREAD[n % len(SPREAD)], street=street, ground=ground)


def _placed(case_id: int, *, n: int, state: str, street: tuple[int, str], ground: Ground) -> Idea:
    near = ground.communities.get(street[0]) or [None]
    return Idea(case_id, state, street, near[n % len(near)], n, ground.at - DAY - n % 1000 * clock.SECOND)


def _put_ideas(sink: Sink, *, ideas: list[Idea], ground: Ground, residents: int, told: set[int], serials: dict[tuple[int, str], int]) -> None:
    histories = {idea.id: _history(idea, ground=ground, whole=idea.id in told) for idea in ideas}
    sink.put(instance, (_standing(history[-1], workflow=PROPOSAL, ground=ground, parent=None) for history in histories.values()))
    sink.put(step, (row for history in histories.values() for row in history))
    sink.put(Proposal.__table__, (_proposal(idea, ground=ground, resident=ground.person + idea.n % residents, serials=serials) for idea in ideas))


def _history(idea: Idea, *, ground: Ground, whole: bool) -> list[dict[str, Any]]:
    """The chain of steps: the ordinary way to the state, or the one step of a case that was brought in where it stands."""
    case = _case(PROPOSAL, ground=ground, parent=None)
    if not whole:
        return [_brought_in(idea.id, state=idea.state, at=idea.at, case=case)]
    moves = [(leg.move.name, leg.source[0], leg.target[0], leg.move.roles[0]) for leg in route(PROPOSAL, to=idea.state)]
    return list(_chain(idea.id, moves=moves, at=idea.at, case=case))


def _chain(case_id: int, *, moves: list[tuple[str, str, str, str]], at: int, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    prev, seq = GENESIS, 0
    for name, source, target, role in [("@start", None, PROPOSAL.initial, "-"), *moves]:
        seq += 1
        columns = {"instance_id": case_id, "seq": seq, "name": name, "source": source, "target": target, "actor": "system", "role": role, "at_us": at + seq}
        row = step_row(columns, prev=prev, data={}, note="", case=case if seq == 1 else None)
        prev = row["hash"]
        yield row


def _brought_in(case_id: int, *, state: str, at: int, case: dict[str, Any]) -> dict[str, Any]:
    """A first step straight into a state. Its canonical text is put together by hand: a million of them take a quarter of the time."""
    body = (f'{{"actor":"system","at_us":{at},"case":{_text(**case)},"instance_id":{case_id},"name":"@start","role":"-","seq":1,"target":"{state}"}}')
    return {"instance_id": case_id, "seq": 1, "name": "@start", "target": state, "actor": "system", "role": "-", "at_us": at, "body": body,
            "prev": GENESIS, "hash": link(GENESIS, body=body)}


@lru_cache(maxsize=8)
def _text(**case: Any) -> str:
    return canonical(case)


def _case(workflow: Workflow, *, ground: Ground, parent: int | None) -> dict[str, Any]:
    return {"workflow": workflow.name, "version": workflow.digest, "season_id": ground.season_id, "parent_id": parent}


def _standing(last: dict[str, Any], *, workflow: Workflow, ground: Ground, parent: int | None) -> dict[str, Any]:
    """The instance row that a history leads to."""
    return _case(workflow, ground=ground, parent=parent) | {
        "id": last["instance_id"], "root_id": parent or last["instance_id"], "state": last["target"], "seq": last["seq"], "head": last["hash"],
        "entered_us": last["at_us"]}


def _proposal(idea: Idea, *, ground: Ground, resident: int, serials: dict[tuple[int, str], int]) -> dict[str, Any]:
    serial = None
    if idea.state not in UNNUMBERED:
        serial = serials[idea.street] = serials.get(idea.street, 0) + 1
    title = f"金点子{idea.id}楼道加装扶手"
    return {"id": idea.id, "season_id": ground.season_id, "state": idea.state, "serial": serial,
            "number": f"{ground.year}-{idea.street[1]}-{serial:04d}" if serial else None, "receipt": f"F{idea.id:09d}", "street_id": idea.street[0],
            "community_id": idea.community, "category_id": ground.categories[idea.n % len(ground.categories)], "proposer_id": resident,
            "title": title, "problem": WORDS, "solution": WORDS, "cost_fen": FEN, "text_digest": sha256(title.encode()).hexdigest(), "submitted_us": idea.at,
            "merged_into_id": idea.id - 1 if idea.state == "merged" else None, "organisation_id": ground.organisation, "planned_fen": FEN}


def _put_reviews(sink: Sink, *, ground: Ground, scoring: range, scored: range, first: int) -> dict[int, int]:
    """Five reviews for each idea under review; returns the open ones of the chair."""
    pairs = [(case, judge) for case in (*scoring, *scored) for judge in ground.judges[:JUDGES_EACH]]
    rows = [_review(first + place, proposal=case, judge=judge, sealed=case in scored, ground=ground) for place, (case, judge) in enumerate(pairs)]
    sealed = [row for row in rows if row["state"] == "scored"]
    cases = {one["id"]: _case(REVIEW, ground=ground, parent=one["proposal_id"]) for one in rows}
    steps = [_brought_in(one["id"], state=one["state"], at=ground.at - DAY, case=cases[one["id"]]) for one in rows]
    sink.put(instance, [_standing(last, workflow=REVIEW, ground=ground, parent=one["proposal_id"]) for one, last in zip(rows, steps, strict=True)])
    sink.put(step, steps)
    sink.put(Review.__table__, rows)
    levels = dict.fromkeys(ground.criteria, LEVEL)
    sink.put(ScoreDraft.__table__, ({"review_id": row["id"], "levels": "{}", "comment": "", "flagged": 0, "turn": 0, "saved_us": ground.at}
                                    for row in rows if row["state"] == "scoring"))
    sink.put(ScoreSheet.__table__, ({"id": row["id"], "review_id": row["id"], "version": 1, "total_hundredths": POINTS, "comment": "", "at_us": ground.at,
                                     "digest": sheet_digest(row["id"], levels=levels, comment="")} for row in sealed))
    scores = ((row["id"], criterion) for row in sealed for criterion in ground.criteria)
    sink.put(Score.__table__, ({"id": place, "review_id": review, "criterion_id": criterion, "level": LEVEL, "version": 1}
                               for place, (review, criterion) in enumerate(scores, 1)))
    return {row["id"]: row["proposal_id"] for row in rows if row["judge_id"] == ground.judges[0] and row["state"] == "scoring"}


def _review(case_id: int, *, proposal: int, judge: int, sealed: bool, ground: Ground) -> dict[str, Any]:
    about = {"id": case_id, "season_id": ground.season_id, "state": "scored" if sealed else "scoring", "proposal_id": proposal, "judge_id": judge,
             "panel_id": ground.panel, "round": 1, "comment": ""}
    return about | ({"total_hundredths": POINTS, "scored_us": ground.at} if sealed else {"total_hundredths": None, "scored_us": None})
