"""Writing one move down: instance, step, effects, the case's own row, timers, outbox. In this order, in the caller's transaction.

Whoever calls has locked the row and judged the move; the row count and the unique keys are the second lock on the same door.
"""
from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, update

from .chain import canonical, step_row
from .checks import stale
from .context import Context, Request, Step
from .deadlines import ARM, DISARM, Entry, depends_on_field, timer_rows
from .own_rows import take_states
from .tables import instance, outbox, step

MOVE = (update(instance).where(instance.c.id == bindparam("instance"), instance.c.seq == bindparam("seen"))
        .values(state=bindparam("to"), resume=bindparam("back"), seq=bindparam("seen") + 1, head=bindparam("hash"), entered_us=bindparam("since")))
ADD_STEP = insert(step)
POST = insert(outbox)
SILENT = "silent"


def write(ctx: Context, *, request: Request) -> Step:
    """Make a judged move; any exception must undo all of it."""
    connection = ctx.session.connection()
    row = new_step(ctx, request=request)
    if connection.execute(MOVE, new_position(ctx, row=row)).rowcount != 1:
        raise stale(ctx)
    ctx.step_id = connection.execute(ADD_STEP, row).inserted_primary_key[0]
    run_effects(ctx)
    take_states(ctx.session, contexts=(ctx,))
    if ctx.moves_on and ctx.left.deadline:
        connection.execute(DISARM, {"instance": ctx.instance.id})
    rows = new_timers(ctx)
    if rows:
        connection.execute(ARM, rows if len(rows) > 1 else rows[0])
    letters = new_letters(ctx)
    if letters:
        connection.execute(POST, letters if len(letters) > 1 else letters[0])
    return step_of(row, step_id=ctx.step_id)


def step_of(row: dict[str, Any], *, step_id: int) -> Step:
    """The step as callers see it."""
    return Step(id=step_id, instance_id=row["instance_id"], seq=row["seq"], name=row["name"],
                source=row["source"], target=row["target"], at_us=row["at_us"])


def new_step(ctx: Context, *, request: Request) -> dict[str, Any]:
    """The row for the history, linked to the head that was locked."""
    columns = {"instance_id": ctx.instance.id, "seq": ctx.instance.seq + 1, "name": ctx.move.name,
               "source": ctx.instance.state, "target": ctx.target, "actor": ctx.actor.id, "role": ctx.role,
               "at_us": ctx.at, "due_us": request.due, "cause_id": request.cause, "batch": request.batch, "key": request.key}
    return step_row(columns, prev=ctx.instance.head, data=ctx.data, note=ctx.note, case=None)


def new_position(ctx: Context, *, row: dict[str, Any]) -> dict[str, Any]:
    """Where the case stands after the move; a hold remembers where it was entered from, every other state forgets."""
    back, since = ctx.instance.resume, ctx.instance.entered_us
    if ctx.moves_on:
        back, since = (ctx.instance.state if ctx.target in ctx.workflow.holds else None), ctx.at
    return {"instance": ctx.instance.id, "seen": ctx.instance.seq, "to": ctx.target, "back": back, "since": since, "hash": row["hash"]}


def run_effects(ctx: Context) -> None:
    """What the move does besides moving, in the order of the definition; then the notices it promises."""
    for name in ctx.move.effects:
        ctx.engine.registry.effects[name](ctx)
    for notice in () if ctx.batch.get(SILENT) else ctx.move.notices:
        role, _, template = notice.partition(":")
        ctx.emit("notice", role=role, template=template, instance=ctx.instance.id)


def new_timers(ctx: Context) -> list[dict[str, Any]]:
    """The deadline and the reminders of a state just entered; ``@same`` keeps the ones that run."""
    if not ctx.moves_on:
        if ctx.facts and depends_on_field(ctx.workflow, state=ctx.target):
            ctx.engine.rearm(ctx.session, instance_id=ctx.instance.id, at=ctx.at)
        return []
    entry = Entry(ctx.workflow, ctx.target, ctx.instance.id, ctx.instance.season_id, ctx.instance.seq + 1, ctx.at)
    return timer_rows(entry, engine=ctx.engine, session=ctx.session, once=ctx.once, read=lambda name: _attribute(ctx, name=name))


def _attribute(ctx: Context, *, name: str) -> Any:
    return getattr(ctx.subject, name) if ctx.workflow.name in ctx.engine.registry.subjects else None


def new_letters(ctx: Context) -> list[dict[str, Any]]:
    """The outbox rows for what the effects and notices have to say."""
    return [{"step_id": ctx.step_id, "topic": topic, "payload": canonical(payload), "due_us": ctx.at} for topic, payload in ctx.events]
