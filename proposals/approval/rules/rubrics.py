"""By what judges score: the season's rubric, or a street's own in its place. It rests from the first score that was sealed by it."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from workflow import Context

from ...collection.models import Proposal
from ...seasons.models import Criterion, Season
from ..models import Review, Score, ScoreSheet

LEVELS = (1, 2, 3, 4, 5)
HIGHEST = LEVELS[-1]
HUNDRED = 100
LONGEST_RUBRIC = 10


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a sealing goes by: the rubric in its order, the line (points) below which a comment is needed, and how often this review was sealed."""

    criteria: Sequence[Criterion]
    line: int
    sealed: int


def total_of(levels: dict[int, int], *, criteria: Sequence[Criterion]) -> int:
    """The weighted total in hundredths of a point: each level of 1..5 gives that many fifths of its criterion's weight."""
    return sum(levels[one.id] * one.weight * HUNDRED // HIGHEST for one in criteria if one.id in levels)


def anchors_of(criterion: Criterion) -> tuple[str, ...]:
    """What each level from 1 to 5 means for this line; nothing where the usual words are enough."""
    words = tuple(criterion.anchors.split("\n"))
    return words if len(words) == HIGHEST else ()


def rubric_of(session: Session, *, season_id: int) -> Sequence[Criterion]:
    """A season's own criteria in their order."""
    return session.scalars(lines_of(season_id=season_id, street_id=None)).all()


def lines_of(*, season_id: int, street_id: int | None) -> Select[tuple[Criterion]]:
    """The lines of one rubric: the season's (None), or what a street has of its own."""
    return select(Criterion).where(Criterion.season_id == season_id, Criterion.street_id == street_id).order_by(Criterion.position)


def rubric_for(session: Session, *, season_id: int, street_id: int | None) -> Sequence[Criterion]:
    """What a street's proposals are scored by: its own criteria where it has any, else the season's; one statement."""
    return in_force(session.scalars(FOR_STREET, {"season": season_id, "street": street_id}).all())


def in_force(rows: Sequence[Criterion]) -> Sequence[Criterion]:
    """Of a season's lines and those of one street, the ones that count."""
    return [one for one in rows if one.street_id is not None] or rows


def weight_for(session: Session, *, season_id: int, street_id: int | None) -> int:
    """What the weights of a street's rubric add up to; 100 when it is complete."""
    return sum(one.weight for one in rubric_for(session, season_id=season_id, street_id=street_id))


def grounds(ctx: Context) -> Grounds:
    """By what this review is scored; one statement. While it is being sealed nobody may change the rubric."""
    return ctx.once(("grounds", ctx.instance.id), lambda: _read(ctx))


EITHER = or_(Criterion.street_id.is_(None), Criterion.street_id == bindparam("street"))
FOR_STREET = select(Criterion).where(Criterion.season_id == bindparam("season"), EITHER).order_by(Criterion.position)
STREET = select(Proposal.street_id).join(Review, Review.proposal_id == Proposal.id).where(Review.id == bindparam("review")).scalar_subquery()
SEALED = select(func.count()).select_from(ScoreSheet).where(ScoreSheet.review_id == bindparam("review")).scalar_subquery()
GROUNDS = (select(Criterion, Season.pass_line, SEALED).join(Season, Season.id == Criterion.season_id)
           .where(Criterion.season_id == bindparam("season"), or_(Criterion.street_id.is_(None), Criterion.street_id == STREET)).order_by(Criterion.position))
HELD = GROUNDS.with_for_update(read=True, key_share=True, of=Criterion)


def _read(ctx: Context) -> Grounds:
    rows = ctx.session.execute(HELD if ctx.locked else GROUNDS, {"review": ctx.instance.id, "season": ctx.instance.season_id}).all()
    return Grounds(in_force([row[0] for row in rows]), rows[0][1] if rows else 0, rows[0][2] if rows else 0)


def scored_by(session: Session, *, criteria: Collection[Criterion]) -> bool:
    """Whether a sealed score has used one of these lines: then the rubric rests."""
    return session.scalar(select(Score.id).where(Score.criterion_id.in_([one.id for one in criteria])).limit(1)) is not None
