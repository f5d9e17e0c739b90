"""The panel of a street: whether it is complete, who of it may not judge a proposal, who chairs it, and how reviews are handed out."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from workflow import Actor, Context, Problem

from ...collection.models import Proposal
from ...gate import person_id
from ...machine import effect, guard, registry, role
from ..convening import planning
from ..convening.conflicts import conflicts, conflicts_of, load_conflicts
from ..convening.planning import panel_of_street
from ..models import Panel, PanelMember, Review
from .rubrics import weight_for
from .tallies import load_tallies, season_of, tally_of

registry.subject("review", Review)
WITHOUT = {"resident": Problem.of("panel-no-resident"), "finance": Problem.of("panel-no-finance"), "external": Problem.of("panel-no-external")}
FEWEST = 5
WHOLE = 100


def composition(members: list[PanelMember], *, needed: int) -> list[Problem]:
    """What a panel lacks: an odd number of at least five judges (and of the season's), one chair, and all three sides."""
    voting = [member for member in members if member.seat != "reserve"]
    least = max(FEWEST, needed)
    found = []
    if len(voting) < least:
        found.append(Problem.of("panel-too-small", have=len(voting), need=least))
    if len(voting) >= least and len(voting) % 2 == 0:
        found.append(Problem.of("panel-even", have=len(voting)))
    if sum(member.seat == "chair" for member in voting) != 1:
        found.append(Problem.of("panel-needs-chair"))
    sides = {member.side for member in voting}
    return found + [lacking for side, lacking in WITHOUT.items() if side not in sides]


@guard
def panel_ready(ctx: Context) -> Problem | None:
    """The street has a complete panel and the season a rubric whose weights make 100."""
    panel = _street_panel(ctx, proposal=ctx.subject)
    if panel is None:
        return Problem.of("panel-missing")
    street = ctx.subject.street_id
    weights = ctx.once(("weights", ctx.instance.season_id, street), lambda: weight_for(ctx.session, season_id=ctx.instance.season_id, street_id=street))
    if weights != WHOLE:
        return Problem.of("rubric-incomplete", total=weights)
    lacking = composition(panel.members, needed=season_of(ctx).reviews_needed)
    return lacking[0] if lacking else None


@guard(prefetch=load_conflicts)
def no_conflict(ctx: Context) -> Problem | None:
    """Judges who are the proposer's or the implementer's own are left out; enough others, and the chair, must remain."""
    panel = _street_panel(ctx, proposal=ctx.subject)
    if panel is None:
        return None
    barred = conflicts_of(ctx, proposal_id=ctx.instance.id)
    if any(member.seat == "chair" and member.person_id in barred for member in panel.members):
        return Problem.of("chair-in-conflict")
    free, need = sum(member.person_id not in barred for member in panel.members), season_of(ctx).reviews_needed
    return Problem.of("too-few-free-judges", free=free, need=need) if free < need else None


@role("panel_chair", prefetch=load_tallies)
def panel_chair(ctx: Context) -> bool:
    """Who chairs the panel that the proposal (or the reviewed one) lies before – the street's before its first round – or decides in the chair's stead."""
    proposal_id = ctx.instance.id if ctx.workflow.name == "proposal" else ctx.subject.proposal_id
    tally, me = tally_of(ctx, proposal_id=proposal_id), person_id(ctx.actor)
    if tally.chair == me and me not in tally.recused:
        return me is not None
    own = tally.panel_id
    panel = (ctx.once(("panel", own), lambda: _with_members(ctx, panel_id=own)) if own
             else _street_panel(ctx, proposal=ctx.session.get_one(Proposal, proposal_id)))
    return panel is not None and planning.decider(panel, recused=tally.recused) == me


def _with_members(ctx: Context, *, panel_id: int | None) -> Panel | None:
    """A panel and who sits on it; one statement."""
    return ctx.session.get(Panel, panel_id, options=[joinedload(Panel.members)])


@role("panelist")
def panelist(ctx: Context) -> bool:
    """The judge of this very review."""
    return isinstance(ctx.subject, Review) and ctx.subject.judge_id == person_id(ctx.actor)


@effect(prefetch=load_conflicts)
def open_reviews(ctx: Context) -> None:
    """Hand the proposal to its judges; a new round each time.

    Who judges what is planned over all that are sent together (``convening.planning``). After a remand (``remand_review``) the panel is another
    street's, if one is complete and free: nobody judges twice.
    """
    proposal, earlier = ctx.subject, tally_of(ctx, proposal_id=ctx.instance.id)
    remanded = ctx.move.name == "remand_review"
    panel = _panel_for_round(ctx, proposal=proposal, earlier_panel=earlier.panel_id if remanded else None)
    judges = _planned(ctx, panel=panel, cases=[proposal.id] if remanded else _sent_together(ctx))[proposal.id]
    ctx.batch.pop(("tally", proposal.id), None)
    planning.begin_reviews(ctx.session, proposal=proposal, judges=judges, panel_id=panel.id, round=earlier.round + 1, by=ctx.actor, at=ctx.at)


def _sent_together(ctx: Context) -> list[int]:
    """What moves together with this case before the same panel."""
    cases = list(ctx.batch.get("accepted", ()))
    if len(cases) < 2:
        return [ctx.instance.id]
    streets = ctx.once("streets of the batch", lambda: dict(ctx.session.execute(select(Proposal.id, Proposal.street_id).where(Proposal.id.in_(cases))).all()))
    panels = {case: panel_at(ctx, street_id=streets[case]) for case in cases}
    own = panels[ctx.instance.id]
    return [case for case, panel in panels.items() if panel is own]


def _planned(ctx: Context, *, panel: Panel, cases: list[int]) -> dict[int, tuple[int, ...]]:
    """The plan for these proposals, made once for all of them; what it hands out counts when the next panel is planned."""
    def make() -> dict[int, tuple[int, ...]]:
        need, known = season_of(ctx).reviews_needed, ctx.once("reviews held", dict[int, int])
        chosen = not planning.all_judge_all(panel, need=need)
        unknown = [member.person_id for member in panel.members if member.person_id not in known] if chosen else []
        known |= planning.held(ctx.session, season_id=ctx.instance.season_id, judges=unknown) if unknown else {}
        plan = planning.plan_for(panel, barred={case: conflicts_of(ctx, proposal_id=case) for case in cases}, need=need, loads=known)
        known |= {judge: load + sum(judge in judges for judges in plan.values()) for judge, load in known.items()}
        return plan
    return ctx.once(("plan", panel.id), make)


def assign(session: Session, *, proposal: Proposal, judge_id: int, panel_id: int, round: int, by: Actor, at: int) -> int:
    """Begin one judge's review of a proposal; returns its case number."""
    return planning.begin_reviews(session, proposal=proposal, judges=[judge_id], panel_id=panel_id, round=round, by=by, at=at)[0]


def next_judge(ctx: Context, *, review: Review) -> int | None:
    """Who of the panel, reserves first, has not been asked in this round and may judge; whoever speaks for the same side goes before."""
    asked = set(ctx.session.scalars(select(Review.judge_id).where(Review.proposal_id == review.proposal_id, Review.round == review.round)))
    panel = ctx.session.get_one(Panel, review.panel_id)
    side = next((member.side for member in panel.members if member.person_id == review.judge_id), None)
    return free_judge(ctx.session, panel=panel, proposal_id=review.proposal_id, asked=asked, side=side)


def free_judge(session: Session, *, panel: Panel, proposal_id: int, asked: set[int], side: str | None) -> int | None:
    """Who steps in: not asked yet, free to judge; a reserve before a judge, then one of this side, then whoever holds the fewest reviews."""
    barred = conflicts(session, proposal_ids=[proposal_id])[proposal_id]
    free = [member for member in panel.members if member.person_id not in asked and member.person_id not in barred]
    if len(free) < 2:
        return free[0].person_id if free else None
    loads = planning.held(session, season_id=panel.season_id, judges=[member.person_id for member in free])
    return min(free, key=lambda one: (one.seat != "reserve", one.side != side, loads[one.person_id], one.id)).person_id


def panel_at(ctx: Context, *, street_id: int | None) -> Panel | None:
    """The panel that judges a street, asked once for all cases of a batch."""
    key = ("street-panel", ctx.instance.season_id, street_id)
    return ctx.once(key, lambda: panel_of_street(ctx.session, season_id=ctx.instance.season_id, street_id=street_id))


def _street_panel(ctx: Context, *, proposal: Proposal) -> Panel | None:
    return panel_at(ctx, street_id=proposal.street_id)


def _panel_for_round(ctx: Context, *, proposal: Proposal, earlier_panel: int | None) -> Panel:
    """The street's own panel; for a second hearing the first other complete one whose chair and judges are free, else the own again."""
    own = _street_panel(ctx, proposal=proposal)
    if own is None:
        raise LookupError(f"street {proposal.street_id} has no panel")
    if earlier_panel is None:
        return own
    need, barred = season_of(ctx).reviews_needed, set(conflicts_of(ctx, proposal_id=proposal.id))
    barred = barred | set(ctx.session.scalars(select(Review.judge_id).where(Review.proposal_id == proposal.id)))
    others = ctx.session.scalars(select(Panel).where(Panel.season_id == proposal.season_id, Panel.id != earlier_panel).order_by(Panel.id))
    return next((panel for panel in others if not composition(panel.members, needed=need)
                 and all(member.person_id not in barred for member in panel.members if member.seat != "reserve")), own)
