"""What the chair sees: how complete each proposal is; mean and spread only when nobody reads any more. Never one judge's score."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Row, Select, Subquery, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from workflow.tables import instance

from ...accounts.models import Person
from ...collection.models import Proposal
from ...seasons.models import Season
from ...storage import db, made_once
from ..models import PanelMember, Review, Verdict
from ..statistics import outliers

SIZES = (50, 200)
"""How many proposals a page of the board may show; the longer one for whoever ticks many at once."""
OPEN = ("assigned", "scoring")


class Standing(NamedTuple):
    """One proposal on the chair's board. Points in hundredths; ``mean`` and ``spread`` are None while sealed."""

    id: int
    number: str
    title: str
    state: str
    scored: int
    open: int
    needed: int
    line: int
    mean: int | None
    spread: int | None
    planned_fen: int
    decision: str | None
    method: str
    """How the season makes one figure of the scores; where that is not the mean, the ranking says who reaches the line."""

    @property
    def complete(self) -> bool:
        """Enough scores, and nobody still reading."""
        return self.scored >= self.needed and not self.open

    @property
    def passes(self) -> bool:
        """The mean reaches the line (the guard compares without rounding; here it sorts and colours)."""
        return self.mean is not None and self.mean >= self.line * 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the board ends: the last proposal's number, and whether that was among the decided ones."""

    after: int
    decided: bool


@dataclass(frozen=True, slots=True)
class Board:
    """One page of a chair's board; ``following`` is where the next one begins, None on the last."""

    rows: list[Standing]
    following: Place | None


def board(chair_id: int, *, place: Place | None, size: int) -> Board:
    """The proposals before the panels this person chairs, ``size`` a page and one statement: all that wait for a decision, then the decided ones, the newest
    first. Within a page the best mean comes first, then the number: means are sealed one by one, so that no order over all pages would hold."""
    start = {"part": int(place.decided), "after": place.after} if place else {}
    found = [_standing(row) for row in db.session.execute(_page(later=bool(place)), {"person": chair_id, "rows": size + 1, **start})]
    rows, last = found[:size], found[size - 1:size]
    following = Place(last[0].id, last[0].state != "reviewing") if len(found) > size else None
    return Board(sorted(rows, key=lambda one: (one.state != "reviewing", -(one.mean if one.mean is not None else -1), one.number)), following)


def standings(proposal_ids: Collection[int], *, chair_id: int) -> dict[int, Standing]:
    """Those of these proposals that lie before a panel this person chairs; one statement."""
    rows = db.session.execute(_named(), {"person": chair_id, "proposals": list(proposal_ids)})
    return {row.id: _standing(row) for row in rows}


def standing(proposal_id: int, *, chair_id: int) -> Standing | None:
    """One proposal of the board, if this person chairs the panel it lies before."""
    return standings([proposal_id], chair_id=chair_id).get(proposal_id)


@made_once
def _page(*, later: bool) -> Select[Any]:
    """A page of the board, of so many ``rows``: the first, or what comes after a proposal in its part (0 undecided, 1 decided)."""
    decided, latest = case((Proposal.state == "reviewing", 0), else_=1), _latest_rounds()
    before = (select(Proposal.id).join(latest, latest.c.proposal_id == Proposal.id).where(_lies_before_chair(latest))
              .order_by(decided, Proposal.id.desc()).limit(bindparam("rows")))
    part = bindparam("part", type_=Integer)
    shown = before.where(or_(decided > part, and_(decided == part, Proposal.id < bindparam("after")))) if later else before
    return _standings().where(Proposal.id.in_(shown)).order_by(decided, Proposal.id.desc())


@made_once
def _named() -> Select[Any]:
    return _standings().where(_chaired(), Proposal.id.in_(bindparam("proposals", expanding=True)))


def _chaired() -> ColumnElement[bool]:
    """The review lies before a panel that the ``person`` chairs."""
    return Review.panel_id.in_(select(PanelMember.panel_id).where(PanelMember.person_id == bindparam("person"), PanelMember.seat == "chair"))


def _latest_rounds() -> Subquery:
    """The latest round of each proposal that ever lay before the panels the ``person`` chairs: ``proposal_id`` and ``round``."""
    ever = select(Review.proposal_id).where(_chaired())
    return select(Review.proposal_id, func.max(Review.round).label("round")).where(Review.proposal_id.in_(ever)).group_by(Review.proposal_id).subquery()


def _lies_before_chair(latest: Subquery) -> ColumnElement[bool]:
    """That round is before one of those panels."""
    mine = aliased(Review)
    chaired = select(PanelMember.panel_id).where(PanelMember.person_id == bindparam("person"), PanelMember.seat == "chair")
    return exists().where(mine.proposal_id == latest.c.proposal_id, mine.round == latest.c.round, mine.panel_id.in_(chaired))


def _newest() -> ColumnElement[bool]:
    """The review is of its proposal's latest round."""
    newer = Review.__table__.alias("newer")
    return Review.round == select(func.max(newer.c.round)).where(newer.c.proposal_id == Review.proposal_id).correlate(Review).scalar_subquery()


def _standings() -> Select[Any]:
    """Counts and sums of each proposal's latest round."""
    scored, reading = Review.state == "scored", Review.state.in_(OPEN)
    decision = select(Verdict.decision).where(Verdict.proposal_id == Proposal.id).order_by(Verdict.round.desc()).limit(1).correlate(Proposal).scalar_subquery()
    season = (Season.reviews_needed, Season.pass_line, Season.result_method)
    return (select(Proposal.id, Proposal.number, Proposal.title, Proposal.state, Proposal.planned_fen, *season,
                   func.sum(case((scored, 1), else_=0)).label("scored"), func.sum(case((reading, 1), else_=0)).label("open"),
                   func.sum(Review.total_hundredths).label("points"), func.max(Review.total_hundredths).label("highest"),
                   func.min(Review.total_hundredths).label("lowest"), decision.label("decision"))
            .join(Review, Review.proposal_id == Proposal.id).join(Season, Season.id == Proposal.season_id).where(_newest())
            .group_by(Proposal.id, Proposal.number, Proposal.title, Proposal.state, Proposal.planned_fen, *season))


def _standing(row: Row[Any]) -> Standing:
    """Opens mean and spread only where the round is complete."""
    scored, reading = int(row.scored), int(row.open)
    shown = scored >= row.reviews_needed and not reading
    mean = (2 * int(row.points) + scored) // (2 * scored) if shown else None
    return Standing(id=row.id, number=row.number or "", title=row.title, state=row.state, scored=scored, open=reading, needed=row.reviews_needed,
                    line=row.pass_line, mean=mean, spread=row.highest - row.lowest if shown else None, planned_fen=row.planned_fen or 0,
                    decision=row.decision, method=row.result_method)


@dataclass(frozen=True, slots=True)
class Judging:
    """How far one judge is: ``far`` says that their sealed score lies more than 20 points from the mean of a complete round – not what it is."""

    id: int
    name: str
    state: str
    round: int
    scored_us: int | None
    far: bool


JUDGES = (select(Review.id, Person.name, Review.state, Review.round, Review.scored_us, Review.total_hundredths).join(Person, Person.id == Review.judge_id)
          .where(Review.proposal_id == bindparam("proposal")).order_by(Review.round.desc(), Review.id))


def judges_of(proposal_id: int) -> list[Judging]:
    """Who judges, and how far each one is – not what they gave; the latest round first."""
    rows = db.session.execute(JUDGES, {"proposal": proposal_id}).all()
    far = {rows[place].id for round in {row.round for row in rows} for place in _far([(place, row) for place, row in enumerate(rows) if row.round == round])}
    return [Judging(row.id, row.name, row.state, row.round, row.scored_us, row.id in far) for row in rows]


def _far(rows: list[tuple[int, Row[Any]]]) -> list[int]:
    """The places of the scores that are far off, once nobody of the round reads any more."""
    scored = [(place, row.total_hundredths) for place, row in rows if row.state == "scored"]
    if any(row.state in OPEN for _place, row in rows):
        return []
    return [scored[number][0] for number in outliers([total for _place, total in scored])]


@made_once
def waiting_for_chair() -> Select[tuple[int, int | None]]:
    """Asks how many proposals whose round is complete wait for the decision of the chair ``person``, and since when the longest (UTC microseconds)."""
    scored, reading = (func.sum(case((states, 1), else_=0)) for states in (Review.state == "scored", Review.state.in_(OPEN)))
    latest = _latest_rounds()
    complete = (select(instance.c.entered_us).select_from(latest).join(Proposal, Proposal.id == latest.c.proposal_id)
                .join(instance, instance.c.id == Proposal.id).join(Season, Season.id == Proposal.season_id)
                .join(Review, and_(Review.proposal_id == latest.c.proposal_id, Review.round == latest.c.round))
                .where(Proposal.state == "reviewing", _chaired())
                .group_by(instance.c.id, instance.c.entered_us, Season.reviews_needed).having(scored >= Season.reviews_needed, reading == 0).subquery())
    return select(func.count(), func.min(complete.c.entered_us))
