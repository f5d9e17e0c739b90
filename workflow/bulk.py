"""The same move for many cases: the same checks, but rows, subjects and prefetched facts are read once per 500,
and written by a few statements. Each case is refused by itself; an exception undoes the chunk.

Resumable: with a key, each step carries ``key:id``, and a case that already has it counts as moved.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, delete, select
from sqlalchemy.orm import Session

from . import checks, locks, writing
from .context import SYSTEM, Context, Request
from .deadlines import ARM
from .own_rows import take_states
from .refusals import Problem, Refused, Stale
from .tables import instance, step, timer

if TYPE_CHECKING:
    from .engine import Engine

CHUNK = 500
ACCEPTED = "accepted"
REMINDER = "remind"
DONE_BEFORE = select(step.c.instance_id).where(step.c.actor == bindparam("actor"), step.c.key.in_(bindparam("keys", expanding=True)))
ACTED = select(step.c.instance_id).where(step.c.actor == bindparam("actor"), step.c.name.in_(bindparam("names", expanding=True)),
                                         step.c.instance_id.in_(bindparam("ids", expanding=True)))
NEWEST_STEPS = (select(step.c.instance_id, step.c.id)
                .join(instance, (instance.c.id == step.c.instance_id) & (instance.c.seq == step.c.seq))
                .where(instance.c.id.in_(bindparam("ids", expanding=True))))
DISARM_MANY = delete(timer).where(timer.c.instance_id.in_(bindparam("ids", expanding=True)), timer.c.done_us.is_(None))


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of each case: moved, or refused for these reasons. In a dry run: what would."""

    moved: list[int] = field(default_factory=list)
    refused: dict[int, tuple[Problem, ...]] = field(default_factory=dict)


def fire_many(engine: Engine, *, session: Session, ids: Sequence[int], request: Request, dry_run: bool,
              commit: Callable[[], None] | None) -> Batch:
    """Move all that may move, 500 at a time in the order of their ids; ``commit`` is called after each chunk.

    ``batch["accepted"]`` lists what this chunk (in a dry run: this batch) let through so far.
    """
    session.flush()
    report, accepted = Batch(), []
    wanted = sorted(set(ids))
    for begin in range(0, len(wanted), CHUNK):
        part = wanted[begin:begin + CHUNK]
        if not dry_run:
            accepted = []
        contexts = _judge_all(engine, session=session, ids=part, request=request, report=report, accepted=accepted, dry_run=dry_run)
        if not dry_run:
            _write_all(session, contexts=contexts, request=request)
        if commit is not None and not dry_run:
            commit()
    return report


def _judge_all(engine: Engine, *, session: Session, ids: list[int], request: Request, report: Batch, accepted: list[int],
               dry_run: bool) -> list[Context]:
    rows = _rows(session, ids=ids, request=request, report=report, dry_run=dry_run)
    batch: dict[Any, Any] = {ACCEPTED: accepted, writing.SILENT: request.silent}
    _prefetch(engine, session=session, rows=rows, request=request, batch=batch)
    cases = _subjects(engine, session=session, rows=rows)
    passed = []
    for row in rows:
        ctx = engine.context(session, row=row, request=request, batch=batch)
        ctx.loaded, ctx.data = cases.get(row.id), request.data | request.each.get(row.id, {})
        ctx.note = request.notes.get(row.id, request.note)
        try:
            checks.judge(ctx, request=request)
        except Refused as refusal:
            report.refused[row.id] = refusal.problems
            continue
        accepted.append(row.id)
        report.moved.append(row.id)
        passed.append(ctx)
    return passed


def _rows(session: Session, *, ids: list[int], request: Request, report: Batch, dry_run: bool) -> Sequence[Row[Any]]:
    """The rows that still have to be asked, locked unless nothing will be written; LookupError if one of the cases does not exist."""
    connection = session.connection()
    rows = connection.execute(locks.ROWS, {"ids": ids}).all() if dry_run else locks.locked_together(connection, ids=ids)
    if len(rows) != len(ids):
        raise LookupError(f"no such cases: {sorted(set(ids) - {row.id for row in rows})}")
    if request.batch is None:
        return rows
    keys = [_key(request, instance_id=each) for each in ids]
    before = set(connection.execute(DONE_BEFORE, {"actor": request.actor.id, "keys": keys}).scalars())
    report.moved.extend(row.id for row in rows if row.id in before)
    return [row for row in rows if row.id not in before]


def _prefetch(engine: Engine, *, session: Session, rows: Sequence[Row[Any]], request: Request, batch: dict[Any, Any]) -> None:
    """Let guards, effects and roles read for the whole chunk what they would otherwise read case by case."""
    ids = [row.id for row in rows]
    moves = [(workflow, workflow.table[state, request.name]) for workflow, state in _kinds(engine, session=session, rows=rows)
             if (state, request.name) in workflow.table]
    loaders = [loader for workflow, move in moves
               for loader in engine.registry.prefetching(workflow, names=move.guards + move.effects, roles=move.roles)]
    for loader in dict.fromkeys(loaders):
        loader(session, ids, batch)
    names = {name for _, move in moves for name in move.distinct_from}
    if names and request.actor.id != SYSTEM.id:
        _acted_before(session, ids=ids, request=request, names=names, batch=batch)


def _kinds(engine: Engine, *, session: Session, rows: Sequence[Row[Any]]) -> list[tuple[Any, str]]:
    kinds = dict.fromkeys((row.version, row.state) for row in rows)
    return [(engine.definition(session, digest=version), state) for version, state in kinds]


def _acted_before(session: Session, *, ids: list[int], request: Request, names: set[str], batch: dict[Any, Any]) -> None:
    asked = {"actor": request.actor.id, "names": sorted(names), "ids": ids}
    batch[checks.EARLIER_HALF] = set(session.connection().execute(ACTED, asked).scalars())


def _subjects(engine: Engine, *, session: Session, rows: Sequence[Row[Any]]) -> dict[int, Any]:
    """The cases' own objects, one query per workflow, as they are after the lock."""
    found: dict[int, Any] = {}
    for name in {row.workflow for row in rows}:
        model = engine.registry.subjects.get(name)
        if model is not None:
            ids = [row.id for row in rows if row.workflow == name]
            objects = session.scalars(select(model).where(model.id.in_(ids)).execution_options(populate_existing=True))
            found |= {each.id: each for each in objects}
    return found


def _write_all(session: Session, *, contexts: list[Context], request: Request) -> None:
    if not contexts:
        return
    connection = session.connection()
    rows = [writing.new_step(ctx, request=_own(request, ctx=ctx)) for ctx in contexts]
    positions = [writing.new_position(ctx, row=row) for ctx, row in zip(contexts, rows, strict=True)]
    if connection.execute(writing.MOVE, positions).rowcount != len(contexts):
        raise Stale.because("someone-was-faster", who="", workflow=contexts[0].workflow.name, state="", at=request.at)
    connection.execute(writing.ADD_STEP, rows)
    made = {row.instance_id: row.id for row in connection.execute(NEWEST_STEPS, {"ids": [ctx.instance.id for ctx in contexts]})}
    for ctx in contexts:
        ctx.step_id = made[ctx.instance.id]
        writing.run_effects(ctx)
    take_states(session, contexts=contexts)
    _timers_and_letters(session, contexts=contexts, silent=request.silent)
    for ctx in contexts:
        ctx.engine.follow(ctx, request=request)


def _timers_and_letters(session: Session, *, contexts: list[Context], silent: bool) -> None:
    connection = session.connection()
    left = [ctx.instance.id for ctx in contexts if ctx.moves_on and ctx.left.deadline]
    if left:
        connection.execute(DISARM_MANY, {"ids": left})
    timers = [each for each in _each(contexts, make=writing.new_timers) if not (silent and each["kind"] == REMINDER)]
    if timers:
        connection.execute(ARM, timers)
    letters = list(_each(contexts, make=writing.new_letters))
    if letters:
        connection.execute(writing.POST, letters)


def _each(contexts: list[Context], *, make: Callable[[Context], list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    for ctx in contexts:
        yield from make(ctx)


def _own(request: Request, *, ctx: Context) -> Request:
    """The request as one case's step records it: with a key of its own."""
    if request.batch is None:
        return request
    return Request(name=request.name, actor=request.actor, at=request.at, data=request.data, note=request.note,
                   batch=request.batch, key=_key(request, instance_id=ctx.instance.id))


def _key(request: Request, *, instance_id: int) -> str:
    return f"{request.batch}:{instance_id}"
