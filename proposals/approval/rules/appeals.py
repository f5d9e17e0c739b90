"""Objections and appeals: who may ask again, who may not rule, and the ruling kept with the appeal."""
from __future__ import annotations

from sqlalchemy import select

from workflow import Actor, Context, Problem
from workflow.tables import step

from ...gate import person_id
from ...machine import effect, engine, guard, registry, role
from ..models import Appeal, Objection
from .deciding import acted_in
from .objections import answer_all, end_hold, hold_notice, new_objections, objected, waiting_in
from .tallies import season_of
from .terms import end_of_term

registry.subject("appeal", Appeal)
DECISIONS = ("accept", "decline", "drop", "shortlist", "pass_review", "waitlist", "promote", "fail_review", "object")


@guard
def within_appeal_days(ctx: Context) -> Problem | None:
    """The season's working days since the decision are not over."""
    days = season_of(ctx).appeal_days
    over = ctx.at > end_of_term(ctx, since=ctx.instance.entered_us, days=days)
    return Problem.of("appeal-too-late", days=days) if over else None


@guard
def first_appeal(ctx: Context) -> Problem | None:
    """A proposal is appealed once; the ruling is final."""
    row = ctx.session.execute(select(step.c.id).where(step.c.instance_id == ctx.instance.id, step.c.name == "appeal").limit(1)).first()
    return Problem.of("appealed-before") if row else None


@guard
def no_open_objection(ctx: Context) -> Problem | None:
    """No objection to this result waits for a ruling or an answer."""
    waits = _open_appeal(ctx) is not None or waiting_in(ctx.session, Objection.proposal_id == ctx.instance.id)
    return Problem.of("objection-open") if waits else None


@guard
def appeal_panel_differs(ctx: Context) -> Problem | None:
    """Whoever made the decision, or objected to it, does not rule on it."""
    took_part = _took_part(ctx, proposal_id=ctx.instance.id, actor=ctx.actor)
    return Problem.of("judge-in-own-cause") if took_part else None


@guard
def came_from_publicised(ctx: Context) -> Problem | None:
    """The objection was to a result under public notice."""
    return _came_from(ctx, state="publicised")


@guard
def came_from_not_accepted(ctx: Context) -> Problem | None:
    """The appeal was against not being accepted."""
    return _came_from(ctx, state="not_accepted")


@guard
def came_from_not_selected(ctx: Context) -> Problem | None:
    """The appeal was against not being selected."""
    return _came_from(ctx, state="not_selected")


@guard
def came_from_rejected(ctx: Context) -> Problem | None:
    """The appeal was against the panel's rejection."""
    return _came_from(ctx, state="rejected")


@guard
def panel_is_independent(ctx: Context) -> Problem | None:
    """The one who ruled on the proposal (its latest step) had no hand in what is appealed against."""
    parent = ctx.subject.proposal_id
    ruled_by = ctx.session.scalar(select(step.c.actor).where(step.c.instance_id == parent).order_by(step.c.seq.desc()).limit(1))
    took_part = _took_part(ctx, proposal_id=parent, actor=Actor(str(ruled_by), ""))
    return Problem.of("judge-in-own-cause") if took_part else None


@role("appellant")
def appellant(ctx: Context) -> bool:
    """Who lodged this appeal, or is one of those who object in it."""
    if not isinstance(ctx.subject, Appeal):
        return False
    me = person_id(ctx.actor)
    return ctx.subject.by_id == me or bool(waiting_in(ctx.session, Objection.appeal_id == ctx.subject.id, Objection.by_id == me))


@effect
def open_appeal(ctx: Context) -> None:
    """Begin the appeal beside its proposal: its grounds, and from which state it came. The notice objected to stands still.

    A resident's objection comes in by the system's hand, so that the history does not name them; the appeal does, for the bureau alone.
    """
    appeal_id = engine.start(ctx.session, "appeal", season_id=ctx.instance.season_id, actor=ctx.actor, at=ctx.at, parent=ctx.instance.id)
    objectors = new_objections(ctx) if ctx.move.name == "object" else []
    by_id = person_id(ctx.actor) or next(one.by_id or one.entered_by_id for one in objectors)
    ctx.session.add(Appeal(id=appeal_id, season_id=ctx.instance.season_id, state="open", proposal_id=ctx.instance.id, at_us=ctx.at,
                           kind="objection" if ctx.move.name == "object" else "appeal", came_from=ctx.instance.state,
                           grounds=str(ctx.data.get("grounds") or ctx.note), by_id=by_id))
    if ctx.move.name == "object":
        hold_notice(ctx, appeal_id=appeal_id, objections=objectors)


@effect
def close_appeal(ctx: Context) -> None:
    """Decide the open appeal by the ruling just given on the proposal, in the same transaction."""
    appeal = _open_appeal(ctx)
    if appeal is not None:
        ctx.fire(appeal.id, "decide", note=ctx.note, ruling=ctx.move.name)


@effect
def keep_ruling(ctx: Context) -> None:
    """Write the ruling and its reason into the appeal; it answers all who objected. A notice that is cleared goes on."""
    ruling = str(ctx.data["ruling"])
    ctx.facts.update(ruling=ruling, ruling_reason=ctx.note)
    answer_all(ctx, upheld=ruling != "clear")
    end_hold(ctx, appeal=ctx.subject, goes_on=ruling == "clear")


def _took_part(ctx: Context, *, proposal_id: int, actor: Actor) -> bool:
    return (acted_in(ctx.session, proposal_id=proposal_id, actor=actor.id, moves=DECISIONS)
            or objected(ctx.session, proposal_id=proposal_id, actor=actor))


def _open_appeal(ctx: Context) -> Appeal | None:
    return ctx.session.scalars(select(Appeal).where(Appeal.proposal_id == ctx.instance.id, Appeal.state == "open")).first()


def _came_from(ctx: Context, *, state: str) -> Problem | None:
    source = ctx.session.scalar(select(Appeal.came_from).where(Appeal.proposal_id == ctx.instance.id).order_by(Appeal.id.desc()).limit(1))
    return None if source == state else Problem.of("ruling-does-not-fit", came_from=source or "")
