"""How far the panel is with a proposal: counts and sums of its latest round, never a single judge's score."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from workflow import Context

from ...seasons.models import Season
from ..models import PanelMember, ResidentVote, ResultCap, Review

OPEN = ("assigned", "scoring")


@dataclass(frozen=True, slots=True)
class Tally:
    """One proposal's latest round. Points are hundredths of a point; ``waiting`` are the reviews not yet scored."""

    round: int
    panel_id: int | None
    scored: int
    points: int
    waiting: tuple[int, ...]
    totals: tuple[int, ...]
    """The sealed totals, for whoever makes one figure of them."""
    aside: tuple[int, ...] = ()
    """Open readings by another panel's judges (round 0, ``convening.handing``): never counted, and void once the panel decides."""
    recused: frozenset[int] = frozenset()
    """Who stepped aside in this round, as person ids: among them the chair, another judge decides."""
    chair: int | None = None
    """Who chairs the panel, as a person id."""

    @property
    def spread(self) -> int:
        """Highest minus lowest total, in hundredths."""
        return max(self.totals, default=0) - min(self.totals, default=0)

    @property
    def mean(self) -> int:
        """The mean in hundredths of a point, halves rounded up; 0 where nobody scored."""
        return (2 * self.points + self.scored) // (2 * self.scored) if self.scored else 0


NOBODY = Tally(0, None, 0, 0, (), ())


CHAIR = select(PanelMember.person_id).where(PanelMember.panel_id == Review.panel_id, PanelMember.seat == "chair").limit(1).scalar_subquery()
READINGS = (select(Review.proposal_id, Review.round, Review.panel_id, Review.state, Review.total_hundredths, Review.id, Review.judge_id, CHAIR.label("chair"))
            .where(Review.proposal_id.in_(bindparam("ids", expanding=True))).order_by(Review.id))


def load_tallies(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """Count for all these proposals in one statement; found under ``("tally", id)``."""
    rows = session.execute(READINGS, {"ids": ids}).all()
    rounds: dict[int, list[Any]] = {}
    for row in rows:
        rounds.setdefault(row.proposal_id, []).append(row)
    for each in ids:
        batch["tally", each] = _tally(rounds.get(each, []))


def _tally(rows: list[Any]) -> Tally:
    if not rows:
        return NOBODY
    latest = max(row.round for row in rows)
    aside = tuple(row.id for row in rows if row.round == 0 and row.state in OPEN)
    rows = [row for row in rows if row.round == latest]
    totals = tuple(row.total_hundredths for row in rows if row.state == "scored")
    waiting = tuple(row.id for row in rows if row.state in OPEN)
    recused = frozenset(row.judge_id for row in rows if row.state == "recused")
    return Tally(latest, rows[-1].panel_id, len(totals), sum(totals), waiting, totals, aside, recused, rows[-1].chair)


def tally_of(ctx: Context, *, proposal_id: int) -> Tally:
    """The proposal's tally, read now unless the bulk has read it."""
    if ("tally", proposal_id) not in ctx.batch:
        load_tallies(ctx.session, [proposal_id], ctx.batch)
    found: Tally = ctx.batch["tally", proposal_id]
    return found


@dataclass(frozen=True, slots=True)
class Settings:
    """A season's rules, and whether it has what few seasons have: limits on what it chooses, a residents' vote that weighs."""

    season: Season
    limited: bool
    voted: bool


def settings_of(ctx: Context) -> Settings:
    """Read in one statement for all cases of a batch, so that who has neither does not pay for asking."""
    return ctx.once(("season", ctx.instance.season_id), lambda: _settings(ctx.session, season_id=ctx.instance.season_id))


def _settings(session: Session, *, season_id: int) -> Settings:
    limited = exists().where(ResultCap.season_id == Season.id)
    voted = exists().where(ResidentVote.season_id == Season.id, ResidentVote.weight_percent > 0)
    season, has_limits, has_vote = session.execute(select(Season, limited, voted).where(Season.id == season_id)).one()
    return Settings(season, bool(has_limits), bool(has_vote))


def season_of(ctx: Context) -> Season:
    """The season's rules: reviews needed, pass line, signatures needed."""
    return settings_of(ctx).season
