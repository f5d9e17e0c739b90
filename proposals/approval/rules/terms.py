"""Until when: working days by the season's own calendar and the season's own lengths."""
from __future__ import annotations

from workflow import Context, WorkingDays


def end_of_term(ctx: Context, *, since: int, days: int) -> int:
    """The last second of the ``days``-th working day after ``since`` (UTC microseconds)."""
    return calendar_of(ctx).after(since, days, "workday")[0]


def calendar_of(ctx: Context) -> WorkingDays:
    """The working days of the case's season."""
    ask, season = ctx.engine.registry.calendar, ctx.instance.season_id
    found: WorkingDays = ctx.once(("calendar", season), lambda: ask(ctx.session, season) if ask else WorkingDays())
    return found


def days_in(ctx: Context, *, state: str) -> int:
    """How many working days a proposal may stay in a state: the season's own number, else the definition's."""
    ask, season, deadline = ctx.engine.registry.days, ctx.instance.season_id, ctx.workflow.state[state].deadline
    own = ctx.once(("own days", season, ctx.workflow.name, state), lambda: ask(ctx.session, season, ctx.workflow.name, state)) if ask else None
    if own is None and deadline is None:
        raise LookupError(f"{state} of {ctx.workflow.name} has no deadline")
    return own if own is not None else deadline.days  # type: ignore[union-attr]
