"""The panel of a street: whether it is complete, who of it may not judge a proposal, who chairs it, and how reviews are handed out."""
from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from workflow import Actor, Context, Problem

from ...accounts.models import Post
from ...collection.models import CoProposer, Proposal
from ...gate import person_id
from ...machine import effect, engine, guard, registry, role
from ...seasons.models import Criterion
from ..models import Panel, PanelMember, Review
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


def panel_of_street(session: Session, *, season_id: int, street_id: int | None) -> Panel | None:
    """The street's panel in this season."""
    return session.scalars(select(Panel).where(Panel.season_id == season_id, Panel.street_id == street_id)).one_or_none()


def load_conflicts(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """Who may not judge these proposals, as person ids under ``("conflicts", id)``: its proposers, and whoever belongs to its implementer."""
    rows = session.execute(select(Proposal.id, Proposal.proposer_id, Proposal.organisation_id).where(Proposal.id.in_(ids))).all()
    proposers = session.execute(select(CoProposer.proposal_id, CoProposer.person_id).where(CoProposer.proposal_id.in_(ids))).all()
    bodies = {row.organisation_id for row in rows} - {None}
    staff = session.execute(select(Post.organisation_id, Post.person_id).where(Post.organisation_id.in_(bodies), Post.ended_us.is_(None))).all()
    for row in rows:
        inside = {person for body, person in staff if body == row.organisation_id}
        batch["conflicts", row.id] = {row.proposer_id} | {person for case, person in proposers if case == row.id} | inside


def conflicts_of(ctx: Context, *, proposal_id: int) -> set[int]:
    """Who may not judge this proposal."""
    if ("conflicts", proposal_id) not in ctx.batch:
        load_conflicts(ctx.session, [proposal_id], ctx.batch)
    found: set[int] = ctx.batch["conflicts", proposal_id]
    return found


@guard
def panel_ready(ctx: Context) -> Problem | None:
    """The street has a complete panel and the season a rubric whose weights make 100."""
    panel = _street_panel(ctx, proposal=ctx.subject)
    if panel is None:
        return Problem.of("panel-missing")
    weights = ctx.once(("weights", ctx.instance.season_id), lambda: ctx.session.scalar(
        select(func.coalesce(func.sum(Criterion.weight), 0)).where(Criterion.season_id == ctx.instance.season_id)))
    if weights != WHOLE:
        return Problem.of("rubric-incomplete", total=int(weights or 0))
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
    """Who chairs the panel that the proposal (or the reviewed one) lies before; before its first round, the street's panel."""
    proposal = ctx.subject if isinstance(ctx.subject, Proposal) else ctx.session.get_one(Proposal, ctx.subject.proposal_id)
    panel_id = tally_of(ctx, proposal_id=proposal.id).panel_id
    panel = ctx.once(("panel", panel_id), lambda: _with_members(ctx, panel_id=panel_id)) if panel_id else _street_panel(ctx, proposal=proposal)
    me = person_id(ctx.actor)
    return panel is not None and any(member.seat == "chair" and member.person_id == me for member in panel.members)


def _with_members(ctx: Context, *, panel_id: int | None) -> Panel | None:
    """A panel and who sits on it; one statement."""
    return ctx.session.get(Panel, panel_id, options=[joinedload(Panel.members)])


@role("panelist")
def panelist(ctx: Context) -> bool:
    """The judge of this very review."""
    return isinstance(ctx.subject, Review) and ctx.subject.judge_id == person_id(ctx.actor)


@effect(prefetch=load_conflicts)
def open_reviews(ctx: Context) -> None:
    """Hand the proposal to every judge of the panel who may judge it; a reserve takes each place that stays empty. A new round each time.

    After a remand (``remand_review``) the panel is another street's, if one is complete and free: nobody judges twice.
    """
    proposal, earlier = ctx.subject, tally_of(ctx, proposal_id=ctx.instance.id)
    panel = _panel_for_round(ctx, proposal=proposal, earlier_panel=earlier.panel_id if ctx.move.name == "remand_review" else None)
    barred = conflicts_of(ctx, proposal_id=proposal.id)
    free = [member for member in panel.members if member.person_id not in barred]
    seats = sum(member.seat != "reserve" for member in panel.members)
    ctx.batch.pop(("tally", proposal.id), None)
    for member in sorted(free, key=lambda one: one.seat == "reserve")[:seats]:
        assign(ctx.session, proposal=proposal, judge_id=member.person_id, panel_id=panel.id, round=earlier.round + 1, by=ctx.actor, at=ctx.at)


def assign(session: Session, *, proposal: Proposal, judge_id: int, panel_id: int, round: int, by: Actor, at: int) -> int:
    """Begin one judge's review of a proposal; returns its case number."""
    review_id = engine.start(session, "review", season_id=proposal.season_id, actor=by, at=at, parent=proposal.id)
    session.add(Review(id=review_id, season_id=proposal.season_id, state="assigned", proposal_id=proposal.id, judge_id=judge_id,
                       panel_id=panel_id, round=round))
    return review_id


def next_judge(ctx: Context, *, review: Review) -> int | None:
    """Who of the panel, reserves first, has not been asked in this round and may judge."""
    asked = set(ctx.session.scalars(select(Review.judge_id).where(Review.proposal_id == review.proposal_id, Review.round == review.round)))
    return free_judge(ctx.session, panel=ctx.session.get_one(Panel, review.panel_id), proposal_id=review.proposal_id, asked=asked)


def free_judge(session: Session, *, panel: Panel, proposal_id: int, asked: set[int]) -> int | None:
    """The next member, reserves first, who was not asked yet and may judge this proposal."""
    found: dict[Any, Any] = {}
    load_conflicts(session, [proposal_id], found)
    free = [member for member in panel.members if member.person_id not in asked | found["conflicts", proposal_id]]
    return min(free, key=lambda one: one.seat != "reserve").person_id if free else None


def _street_panel(ctx: Context, *, proposal: Proposal) -> Panel | None:
    key = ("street-panel", ctx.instance.season_id, proposal.street_id)
    return ctx.once(key, lambda: panel_of_street(ctx.session, season_id=ctx.instance.season_id, street_id=proposal.street_id))


def _panel_for_round(ctx: Context, *, proposal: Proposal, earlier_panel: int | None) -> Panel:
    """The street's own panel; for a second hearing the first other complete one whose chair and judges are free, else the own again."""
    own = _street_panel(ctx, proposal=proposal)
    if own is None:
        raise LookupError(f"street {proposal.street_id} has no panel")
    if earlier_panel is None:
        return own
    need, barred = season_of(ctx).reviews_needed, conflicts_of(ctx, proposal_id=proposal.id)
    barred = barred | set(ctx.session.scalars(select(Review.judge_id).where(Review.proposal_id == proposal.id)))
    others = ctx.session.scalars(select(Panel).where(Panel.season_id == proposal.season_id, Panel.id != earlier_panel).order_by(Panel.id))
    return next((panel for panel in others if not composition(panel.members, needed=need)
                 and all(member.person_id not in barred for member in panel.members if member.seat != "reserve")), own)
