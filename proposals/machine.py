"""The one engine of the program and the registry in which the rooms enter their guards, effects and roles."""
from __future__ import annotations

from workflow import Engine, Registry
from workflow.definitions import ALL

registry = Registry()
engine = Engine(registry)

guard, effect, role = registry.guard, registry.effect, registry.role


def load_definitions() -> None:
    """Check that every name in every definition is known; refuse to start otherwise (``MissingNames``)."""
    for workflow in ALL:
        engine.load(workflow)
