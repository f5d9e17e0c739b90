"""What a call checks and does when it moves, and what it asks of the proposal's own moves."""
from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Context, Problem
from workflow.calendar import day_of
from workflow.tables import step

from ... import letters
from ...accounts.posts import holders
from ...collection.models import Proposal
from ...directory.record import standings
from ...gate import person_id
from ...machine import effect, guard, registry, role
from ...optimisation.models import BudgetLine, Plan
from ...optimisation.rules import plan_digest
from . import store
from .eligibility import Terms, hindrances
from .models import Bid, Call

registry.subject("call", Call)
WENT_AWAY = "项目不再需要征集承接组织：已撤回、合并或者没有通过。"
NOTHING_CHOSEN: dict[str, Any] = {"organisation_id": None, "reason": None, "chosen_us": None}


def terms_of(call: Call, *, day: date) -> Terms:
    """What a call asks of who applies on this day."""
    return Terms(call.least_years, call.least_rating, call.proposal.season.projects_per_organisation, day)


def in_the_way(session: Session, *, call: Call, organisation_ids: list[int], at: int) -> dict[int, list[Problem]]:
    """For each of these organisations every rule that keeps it from this project now; four statements, however many they are."""
    bodies = standings(organisation_ids)
    projects = store.projects_of(session, organisation_ids=organisation_ids, season_id=call.season_id, but=call.proposal_id)
    return {key: hindrances(bodies[key], terms=terms_of(call, day=day_of(at)), projects=projects[key]) for key in organisation_ids}


@guard
def package_waits(ctx: Context) -> Problem | None:
    """The package still waits for an implementer: its plan is final or its result in public notice, and nobody is named."""
    package = ctx.session.get_one(Proposal, ctx.subject.proposal_id, populate_existing=ctx.locked)
    if package.organisation_id is not None:
        return Problem.of("implementer-named-already")
    return None if package.state in store.WAITING else Problem.of("package-not-waiting", workflow="proposal", state=package.state)


@guard
def no_other_call(ctx: Context) -> Problem | None:
    """No other call for the same package is under way."""
    other = select(Call.id).where(Call.proposal_id == ctx.subject.proposal_id, Call.id != ctx.instance.id, Call.state.in_(store.RUNNING)).limit(1)
    return Problem.of("call-running") if ctx.session.scalar(other) else None


@guard
def later_day(ctx: Context) -> Problem | None:
    """The new last day lies ahead, and after the old one."""
    asked = _day(ctx)
    if asked is None or asked > max(ctx.subject.closes_on, day_of(ctx.at)):
        return None
    return Problem.of("call-day-not-later", day=ctx.subject.closes_on.isoformat())


@guard
def nobody_stands(ctx: Context) -> Problem | None:
    """There is no offer to choose from."""
    standing = store.bids_of(ctx.session, call_id=ctx.instance.id)
    return Problem.of("offers-wait", count=len(standing)) if standing else None


@guard
def chooser_unbound(ctx: Context) -> Problem | None:
    """Who chooses belongs to none of the bidders."""
    own = set(store.organisations_of(ctx.session, actor=ctx.actor))
    return Problem.of("chooser-bids") if own & {bid.organisation_id for bid in store.bids_of(ctx.session, call_id=ctx.instance.id)} else None


@guard
def choice_stands(ctx: Context) -> Problem | None:
    """Who is chosen made an offer that stands, and may carry the project out as things are now."""
    chosen = _chosen(ctx)
    if chosen is None:
        return None
    if chosen not in {bid.organisation_id for bid in store.bids_of(ctx.session, call_id=ctx.instance.id)}:
        return Problem.of("choice-made-no-offer")
    return next(iter(in_the_way(ctx.session, call=ctx.subject, organisation_ids=[chosen], at=ctx.at)[chosen]), None)


@guard
def first_dispute(ctx: Context) -> Problem | None:
    """Everybody questions a choice once in a call; the bureau has answered then."""
    before = select(step.c.id).where(step.c.instance_id == ctx.instance.id, step.c.name == "dispute", step.c.actor == ctx.actor.id).limit(1)
    return Problem.of("disputed-before") if ctx.session.execute(before).first() else None


@guard
def implementer_named(ctx: Context) -> Problem | None:
    """Who carries the project out is known before it is signed for."""
    return Problem.of("implementer-not-named") if ctx.subject.organisation_id is None else None


def load_calls(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """Which of these proposals have a call under way, and which call it is; one statement."""
    running = select(Call.proposal_id, Call.id).where(Call.proposal_id.in_(ids), Call.state.in_(store.RUNNING))
    batch["calls"] = {package: call for package, call in session.execute(running)}


@guard(prefetch=load_calls)
def no_call_running(ctx: Context) -> Problem | None:
    """No call is under way: a judge must know who carries a project out, and a plan that offers are made for stays as it is."""
    return Problem.of("call-running") if _running(ctx) is not None else None


@effect(prefetch=load_calls)
def end_calls(ctx: Context) -> None:
    """The package goes another way: nobody is called for any more, and whoever made an offer is told."""
    call = _running(ctx)
    if call is not None:
        ctx.fire(call, "end_call", note=WENT_AWAY)


def _running(ctx: Context) -> int | None:
    if "calls" not in ctx.batch:
        load_calls(ctx.session, [ctx.instance.id], ctx.batch)
    found: int | None = ctx.batch["calls"].get(ctx.instance.id)
    return found


@role("bidder")
def bidder(ctx: Context) -> bool:
    """Who speaks for an organisation whose offer stands in this call."""
    own = store.organisations_of(ctx.session, actor=ctx.actor) if isinstance(ctx.subject, Call) else []
    return bool(own) and bool(set(own) & {bid.organisation_id for bid in store.bids_of(ctx.session, call_id=ctx.instance.id)})


@letters.people_for("bidder", "call")
def bidders(session: Session, case: letters.Case) -> set[int]:
    """Whoever speaks for an organisation that made an offer, standing or not."""
    bodies = set(session.scalars(select(Bid.organisation_id).where(Bid.call_id == case.id).distinct()))
    return {person for body in bodies for person in holders(session, kinds=("organisation",), organisation_id=body)}


@letters.people_for("invited", "call")
def invited(session: Session, case: letters.Case) -> set[int]:
    """Whoever speaks for any organisation."""
    return holders(session, kinds=("organisation",))


@effect
def set_closing_day(ctx: Context) -> None:
    """The new last day; what was opened is closed again."""
    ctx.facts.update(closes_on=_day(ctx), bids_digest=None)


@effect
def open_bids(ctx: Context) -> None:
    """Offers may be read from now on; their common digest says that none was changed afterwards."""
    ctx.facts["bids_digest"] = store.digest_of_all(store.bids_of(ctx.session, call_id=ctx.instance.id))


@effect
def keep_choice(ctx: Context) -> None:
    """Who was chosen, why and when, for everybody to read."""
    ctx.facts.update(organisation_id=_chosen(ctx), reason=ctx.note, chosen_us=ctx.at)


@effect
def set_aside(ctx: Context) -> None:
    """The overturned choice's offer stands no longer; the others are compared again."""
    bid = store.last_bid(ctx.session, call_id=ctx.instance.id, organisation_id=ctx.subject.organisation_id)
    if bid is not None:
        ctx.session.add(store.withdrawn(bid, word=ctx.note, by_id=person_id(ctx.actor), at=ctx.at))
    ctx.facts.update(NOTHING_CHOSEN)


@effect
def forget_choice(ctx: Context) -> None:
    """A call that ends has nobody chosen, and says why; what was chosen stays in the history."""
    ctx.facts.update(NOTHING_CHOSEN, reason=ctx.note)


@effect
def name_implementer(ctx: Context) -> None:
    """The winner becomes the project's organisation; a last version of the plan holds its prices, and their sum is the amount."""
    call: Call = ctx.subject
    bid = next(one for one in store.bids_of(ctx.session, call_id=call.id) if one.organisation_id == call.organisation_id)
    plan, price = store.plan_of(ctx.session, call=call), {line.position: line.unit_price_fen for line in bid.lines}
    kept = {name: getattr(plan, name) for name in ("summary", "objectives", "risks", "activities_planned", "beneficiaries_planned", "starts_on", "ends_on")}
    final = Plan(proposal_id=call.proposal_id, version=plan.version + 1, **kept, organisation_id=bid.organisation_id, by_id=bid.by_id, at_us=ctx.at)
    final.lines = [BudgetLine(position=line.position, head=line.head, title=line.title, unit_price_fen=price[line.position], quantity=line.quantity)
                   for line in plan.lines]
    final.frozen_us, final.digest = ctx.at, plan_digest(final)
    ctx.session.add(final)
    package = ctx.session.get_one(Proposal, call.proposal_id)
    package.organisation_id, package.planned_fen = bid.organisation_id, bid.price_fen


def _chosen(ctx: Context) -> int | None:
    asked = ctx.data.get("organisation", ctx.subject.organisation_id)
    return int(asked) if asked else None


def _day(ctx: Context) -> date | None:
    asked = ctx.data.get("closes_on")
    return date.fromisoformat(str(asked)) if asked else None
