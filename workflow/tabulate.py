"""A workflow as a table of its moves, for the README, the command line and the bureau's sign-off."""

from __future__ import annotations

from .definition import Workflow

HEADINGS = ("from", "move", "to", "roles", "guards", "fields", "reason", "second person", "window")


def rows(workflow: Workflow) -> list[tuple[str, ...]]:
    """One row for each move, under ``HEADINGS``; names in one cell are parted by spaces.

    ``second person`` names the moves whose makers may not make this one; ``reason`` is "yes" or empty.
    """
    return [(" ".join(move.sources), move.name, move.target, " ".join(move.roles), " ".join(move.guards),
             " ".join(move.fields), "yes" if move.note else "", " ".join(move.distinct_from), move.window or "")
            for move in workflow.transitions]


def triples(workflow: Workflow) -> list[tuple[str, str, str, str]]:
    """Every allowed (machine, state, move, role), in the order of the definition: what the bureau signs."""
    return [(workflow.name, state, move.name, role) for move in workflow.transitions for state in move.sources
            for role in move.roles]
