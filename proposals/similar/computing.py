"""The computing half in one name: what ``machinery()`` hands out."""
from __future__ import annotations

from . import semantic
from .answering import Answer, answers
from .features import counted
from .groups import CUT, groups
from .index import Hit, Index, Weights, pairs
from .reasons import shared

__all__ = ["CUT", "Answer", "Hit", "Index", "Weights", "answers", "counted", "groups", "pairs", "semantic", "shared"]
