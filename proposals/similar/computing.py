"""The computing half in one name: what ``machinery()`` hands out."""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..late import late
from . import semantic
from .answering import Answer, answers
from .features import counted
from .index import Hit, Index, Weights
from .reasons import shared

__all__ = ["Answer", "Hit", "Index", "Weights", "answers", "counted", "groups", "semantic", "shared"]

grouping = late("proposals.similar.groups")
"""What only the clock asks for, and 28 MB."""


def groups(index: Index, *, apart: Collection[tuple[Any, Any]] = ()) -> list[list[Any]]:
    """The groups of texts that may be about one matter, the largest first; no group holds a pair of ``apart``."""
    found: list[list[Any]] = grouping().groups(index, apart=apart)
    return found
