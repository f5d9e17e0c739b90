"""May this move be made? Questions only: nothing here writes.

The order is the engine's promise (state, role, second person, then everything else at once), so that each refusal
tells no more than the person may know.
"""
from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from .context import SYSTEM, Context, Option, Request, Step
from .definition import SYSTEM_ROLE, Transition
from .refusals import KeyReused, NotFromHere, NotYours, Problem, SecondPersonNeeded, Stale, Unmet
from .tables import step

STEP = (step.c.id, step.c.instance_id, step.c.seq, step.c.name, step.c.source, step.c.target, step.c.at_us)
BY_KEY = select(*STEP).where(step.c.actor == bindparam("actor"), step.c.key == bindparam("key"))
LATEST = (select(step.c.actor, step.c.target, step.c.at_us)
          .where(step.c.instance_id == bindparam("instance"), step.c.seq == bindparam("seq")))
ACTED = (select(step.c.id).where(step.c.instance_id == bindparam("instance"), step.c.actor == bindparam("actor"),
                                 step.c.name.in_(bindparam("names", expanding=True))).limit(1))
EARLIER_HALF = "acted before"


def answered(session: Session, *, instance_id: int, request: Request) -> Step | None:
    """The step this very request made when it came the first time; a key used for another ask is refused."""
    if request.key is None:
        return None
    row = session.connection().execute(BY_KEY, {"actor": request.actor.id, "key": request.key}).first()
    if row is None:
        return None
    if (row.instance_id, row.name) != (instance_id, request.name):
        raise KeyReused.because("key-used-otherwise", move=request.name, used_for=row.name)
    return Step(*row)


def judge(ctx: Context, *, request: Request) -> None:
    """Let the move through, or refuse it with every reason; sets the context's transition and role."""
    if request.expect is not None and request.expect != ctx.instance.seq:
        raise stale(ctx)
    ctx.transition = ctx.workflow.table.get((ctx.instance.state, request.name))
    if ctx.transition is None:
        raise NotFromHere.because("move-not-from-here", move=request.name, workflow=ctx.workflow.name, state=ctx.instance.state)
    ctx.role = first_role(ctx, move=ctx.transition)
    if ctx.role is None:
        raise NotYours.because("move-not-yours", move=request.name, workflow=ctx.workflow.name, roles=ctx.transition.roles)
    second = second_person(ctx, move=ctx.transition)
    if second is not None:
        raise SecondPersonNeeded((second,))
    problems = form_problems(ctx, move=ctx.transition) + rule_problems(ctx, move=ctx.transition)
    if problems:
        raise Unmet(tuple(problems))


def stale(ctx: Context) -> Stale:
    """The refusal that says who was faster: actor id, the state they moved it to, and when in UTC microseconds."""
    row = ctx.session.connection().execute(LATEST, {"instance": ctx.instance.id, "seq": ctx.instance.seq}).one()
    return Stale.because("someone-was-faster", who=row.actor, workflow=ctx.workflow.name, state=row.target, at=row.at_us)


def first_role(ctx: Context, *, move: Transition) -> str | None:
    """The first of the move's roles that the actor holds here; the system holds "system" and nothing else."""
    if ctx.actor.id == SYSTEM.id:
        return SYSTEM_ROLE if SYSTEM_ROLE in move.roles else None
    return next((name for name in move.roles if name != SYSTEM_ROLE and _holds(ctx, role=name)), None)


def _holds(ctx: Context, *, role: str) -> bool:
    if role not in ctx.held_roles:
        ctx.held_roles[role] = bool(ctx.engine.registry.role_of(role, workflow=ctx.workflow.name)(ctx))
    return ctx.held_roles[role]


def second_person(ctx: Context, *, move: Transition) -> Problem | None:
    """Whether this actor already made one of the moves that someone else must have made; asked of the history itself."""
    if not move.distinct_from or ctx.actor.id == SYSTEM.id:
        return None
    known: set[int] | None = ctx.batch.get(EARLIER_HALF)
    if known is None:
        asked = {"instance": ctx.instance.id, "actor": ctx.actor.id, "names": move.distinct_from}
        acted = ctx.session.connection().execute(ACTED, asked).first() is not None
    else:
        acted = ctx.instance.id in known
    return Problem.of("needs-second-person", move=move.name, workflow=ctx.workflow.name, after=move.distinct_from) if acted else None


def form_problems(ctx: Context, *, move: Transition) -> list[Problem]:
    """What the form lacks. A zero or an unticked box is an answer; blanks are not."""
    empty = [name for name in move.fields if _blank(ctx.data.get(name))]
    problems = [Problem.of("field-required", fields=tuple(empty), move=move.name)] if empty else []
    if move.note and not ctx.note.strip():
        problems.append(Problem.of("reason-required", move=move.name))
    return problems


def _blank(value: object) -> bool:
    return value is None or value in ((), [], {}) or (isinstance(value, str) and not value.strip())


def rule_problems(ctx: Context, *, move: Transition) -> list[Problem]:
    """What the season's window and all the guards have against it."""
    found = [_window(ctx, phase=move.window)] if move.window else []
    found += [ctx.engine.registry.guards[name](ctx) for name in move.guards]
    return [problem for problem in found if problem is not None]


def _window(ctx: Context, *, phase: str) -> Problem | None:
    ask, season = ctx.engine.registry.window, ctx.instance.season_id
    if ask is None:
        raise LookupError(f"{ctx.workflow.name} asks for the window {phase}, and no room knows windows")
    shut = ctx.once(("window", season, phase), lambda: ask(ctx.session, season, phase, ctx.at))
    late = ctx.engine.registry.late
    return None if shut is not None and late is not None and late(ctx, phase) else shut


def option(ctx: Context, *, move: Transition) -> Option | None:
    """What to offer this actor about one move; None when it is for others."""
    ctx.transition, ctx.role = move, first_role(ctx, move=move)
    if ctx.role is None:
        return None
    second = second_person(ctx, move=move)
    problems = (() if second is None else (second,)) + tuple(rule_problems(ctx, move=move))
    return Option(transition=move, allowed=not problems, problems=problems)
