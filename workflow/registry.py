"""Where names in definitions become functions. The rooms enter their own; the engine looks them up.

Guards and effects are named once for the whole program, so that a name in an old definition keeps its meaning: a changed
meaning takes a new name. A role may be entered for one workflow only, because "org" of a payment is not "org" of a proposal.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy.orm import Session

from .calendar import WorkingDays
from .definition import SYSTEM_ROLE, Workflow
from .refusals import Problem

if TYPE_CHECKING:
    from .context import Context

Guard: TypeAlias = "Callable[[Context], Problem | None]"
Effect: TypeAlias = "Callable[[Context], None]"
Role: TypeAlias = "Callable[[Context], bool]"
Loader = Callable[[Session, list[int], dict[Any, Any]], None]


@dataclass(slots=True)
class Registry:
    """All registered names. The five hooks are plain attributes, set by the room that knows the answer.

    ``window(session, season_id, phase, at)`` says why a season's phase is not open, or None. ``calendar(session, season_id)``
    gives its working days. ``days(session, season_id, workflow, state)`` gives the season's own length of a deadline in days,
    or None for the definition's. ``pin(session, season_id, workflow)`` gives the digest a season is held to, or None.
    ``late(ctx, phase)`` says whether this one case may still pass though the window is shut.
    """

    guards: dict[str, Guard] = field(default_factory=dict)
    effects: dict[str, Effect] = field(default_factory=dict)
    roles: dict[tuple[str | None, str], Role] = field(default_factory=dict)
    subjects: dict[str, type[Any]] = field(default_factory=dict)
    loaders: dict[str, Loader] = field(default_factory=dict)
    window: Callable[[Session, int, str, int], Problem | None] | None = None
    calendar: Callable[[Session, int], WorkingDays] | None = None
    days: Callable[[Session, int, str, str], int | None] | None = None
    pin: Callable[[Session, int, str], str | None] | None = None
    late: Callable[[Context, str], bool] | None = None

    def guard(self, function: Guard | None = None, *, prefetch: Loader | None = None) -> Any:
        """Enter a guard under the function's own name: read-only, returns what is missing, or None.

        ``prefetch(session, ids, batch)`` reads for a whole bulk at once what the guard finds in ``ctx.batch``.
        """
        return self._enter(self.guards, function=function, prefetch=prefetch)

    def effect(self, function: Effect | None = None, *, prefetch: Loader | None = None) -> Any:
        """Enter an effect under the function's own name: it writes to the database and nowhere else."""
        return self._enter(self.effects, function=function, prefetch=prefetch)

    def role(self, name: str, workflow: str | None = None, prefetch: Loader | None = None) -> Callable[[Role], Role]:
        """Enter how to know that ``ctx.actor`` has this relation to ``ctx.subject``, for one workflow or for all."""
        def enter(function: Role) -> Role:
            """Keep the function under the role's name."""
            _once(self.roles, name=(workflow, name), function=function)
            if prefetch:
                self.loaders[f"role {workflow} {name}"] = prefetch
            return function
        return enter

    def subject(self, workflow: str, model: type[Any]) -> None:
        """Say which ORM class is the case itself: its key is the instance's, and it has a ``state`` column."""
        _once(self.subjects, name=workflow, function=model)

    def role_of(self, name: str, *, workflow: str) -> Role:
        """The function for a role: this workflow's own, else the one for all; KeyError if nobody entered it."""
        return self.roles.get((workflow, name)) or self.roles[None, name]

    def prefetching(self, workflow: Workflow, *, names: tuple[str, ...], roles: tuple[str, ...]) -> list[Loader]:
        """The loaders that these guards, effects and roles ask for, each once."""
        keys = [*names, *(f"role {scope} {role}" for role in roles for scope in (workflow.name, None))]
        return list(dict.fromkeys(self.loaders[key] for key in keys if key in self.loaders))

    def missing(self, workflow: Workflow) -> tuple[str, ...]:
        """Every name in the definition that has no function here, sorted; an empty answer means it can run."""
        wanted: set[str] = set()
        for move in workflow.transitions:
            wanted |= {f"guard {name}" for name in move.guards if name not in self.guards}
            wanted |= {f"effect {name}" for name in move.effects if name not in self.effects}
            wanted |= {f"role {name}" for name in move.roles if not self._knows_role(name, workflow=workflow.name)}
            if move.window and self.window is None:
                wanted.add(f"hook window for {move.window}")
        return tuple(sorted(wanted))

    def _knows_role(self, name: str, *, workflow: str) -> bool:
        return name == SYSTEM_ROLE or (workflow, name) in self.roles or (None, name) in self.roles

    def _enter(self, table: dict[str, Any], *, function: Any, prefetch: Loader | None) -> Any:
        def enter(named: Any) -> Any:
            """Keep the function under its own name."""
            _once(table, name=named.__name__, function=named)
            if prefetch:
                self.loaders[named.__name__] = prefetch
            return named
        return enter(function) if function else enter


def _once(table: dict[Any, Any], *, name: Any, function: Any) -> None:
    """Two functions under one name would make a definition mean whichever was imported last."""
    if table.get(name, function) is not function:
        raise ValueError(f"{name} is registered twice")
    table[name] = function
