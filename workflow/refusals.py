"""How the engine says no: a problem is a code with its facts, a refusal carries one or several of them.

Nothing here speaks to people; the sentences for each code stand in ``proposals/words``.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stands in the way: the broken rule's code, and the facts that its sentence needs."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, **facts: object) -> Self:
        """Name the broken rule and give its facts: ``Problem.of("budget-left", left=120)``."""
        return cls(code=code, facts=facts)


class Refused(Exception):
    """The rules say no. ``problems`` are all the reasons; whoever catches this must undo the transaction."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{problem.code} {problem.facts}" for problem in problems))

    @classmethod
    def because(cls, code: str, **facts: object) -> Self:
        """Refuse for a single reason."""
        return cls((Problem.of(code, **facts),))


class NotFromHere(Refused):
    """No such move leaves the state (``move-not-from-here``: move, workflow, state)."""


class NotYours(Refused):
    """The move exists, and is for others (``move-not-yours``: move, workflow, roles)."""


class SecondPersonNeeded(Refused):
    """The same person did the earlier half (``needs-second-person``: move, workflow, after)."""


class Stale(Refused):
    """Somebody else was faster (``someone-was-faster``: who, state, at in UTC microseconds)."""


class Unmet(Refused):
    """Everything that is still missing: fields, reason, window, and all guards that do not hold."""


class KeyReused(Refused):
    """The same key was used to ask for something else (``key-used-otherwise``: move, used_for)."""


class MissingNames(Exception):
    """A definition names roles, guards, effects or hooks that nobody has registered; ``names`` lists them."""

    def __init__(self, workflow: str, *, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(f"workflow {workflow} names what nobody has registered: {', '.join(names)}")


class UnknownVersion(Exception):
    """A definition's digest that is neither loaded nor stored: the program cannot know what its moves mean."""
