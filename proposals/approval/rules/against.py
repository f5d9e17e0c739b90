"""Deciding against the ranking: passing a project that it leaves out, or keeping one waiting that it has in. Both are a chair's right, for a reason.

A rejection and a return always carry a reason, so that they are not asked about here.
"""
from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from workflow import Context

from ...collection.models import Proposal
from ...errors import Refusal
from ..models import ResultCap, Review
from . import candidates, caps
from .figures import latest_round
from .tallies import tally_of

CODES = {"passed": "passed-against-ranking", "waitlisted": "waits-against-ranking"}
NAMED = 5


@dataclass(frozen=True, slots=True)
class Way:
    """What is decided alike for some proposals of a season: the decision, the panel of each, which of them took their money already; when."""

    season_id: int
    decision: str
    panels: Mapping[int, int | None]
    taken: Collection[int]
    at: int


def explained(ctx: Context, *, cases: Collection[int], decision: str) -> dict[int, str]:
    """Why each of these is decided as it is, as far as that is kept beside the verdict: the reason of what goes against the ranking (refused without one
    like ``check_explained``), of a rejection, of a return."""
    if decision not in CODES:
        return dict.fromkeys(cases, ctx.note)
    season = ctx.instance.season_id
    way = Way(season, decision, {case: tally_of(ctx, proposal_id=case).panel_id for case in cases}, ctx.batch.get("accepted", ()), ctx.at)
    money = partial(caps.money_in_hand, ctx) if decision == "passed" else partial(caps.money_left, ctx.session, season_id=season)
    found = against_ranking(ctx.session, way=way, money=money)
    _check(ctx.session, found=found, decision=decision, reason=ctx.note)
    return {case: ctx.note if case in found else "" for case in cases}


def check_explained(session: Session, *, cases: Collection[int], decision: str, reason: str, at: int) -> None:
    """Refuse a trial as the decision would be: ``passed-against-ranking``, ``waits-against-ranking`` without a reason, told at the field ``note``."""
    before = select(Review.season_id, Review.panel_id, Review.proposal_id).where(Review.proposal_id.in_(cases), Review.round == latest_round()).distinct()
    seasons: dict[int, dict[int, int | None]] = {}
    for season_id, panel_id, case in session.execute(before) if decision in CODES and not reason.strip() else ():
        seasons.setdefault(season_id, {})[case] = panel_id
    for season_id, panels in seasons.items():
        found = against_ranking(session, way=Way(season_id, decision, panels, (), at), money=partial(caps.money_left, session, season_id=season_id))
        _check(session, found=found, decision=decision, reason=reason)


def _check(session: Session, *, found: Collection[int], decision: str, reason: str) -> None:
    if found and not reason.strip():
        titles = session.scalars(select(Proposal.title).where(Proposal.id.in_(found)).order_by(Proposal.id).limit(NAMED)).all()
        raise Refusal(CODES[decision], at="note", projects="、".join(f"“{title}”" for title in titles), count=len(found))


def against_ranking(session: Session, *, way: Way, money: Callable[[], int | None]) -> set[int]:
    """Those whose panel's official ranking would decide otherwise; what is not completely scored is in no ranking. ``money`` is asked where it may matter.

    One statement for each panel that nothing is short for; a whole ranking more for others.
    """
    passes, found = way.decision == "passed", set()
    for panel_id in set(way.panels.values()) - {None}:
        own = {case for case, panel in way.panels.items() if panel == panel_id}
        if _all_fit(session, way=way, panel_id=panel_id, money=money):
            found |= set() if passes else own  # whoever reaches the line is in, and nobody else may pass or wait
        else:
            chosen = candidates.choice(session, season_id=way.season_id, panel_id=panel_id, at=way.at)
            found |= {case for case in own if chosen.get(case, passes) != passes}
    return found


def _all_fit(session: Session, *, way: Way, panel_id: int | None, money: Callable[[], int | None]) -> bool:
    """Nothing is short: the season has no limits, and its money bears all that lies undecided before the panel."""
    own = Proposal.id.in_(select(Review.proposal_id).where(Review.panel_id == panel_id)) & Proposal.id.not_in(way.taken)
    wanted = select(func.coalesce(func.sum(Proposal.planned_fen), 0)).where(Proposal.season_id == way.season_id, Proposal.state == "reviewing", own)
    limited, needed = session.execute(select(exists().where(ResultCap.season_id == way.season_id), wanted.scalar_subquery())).one()
    left = None if limited else money()
    return not limited and (left is None or int(needed) <= left)
