"""The doors of the optimisation room: research, the plan, merging; splitting and the rest go through the page of every move."""
from __future__ import annotations

from . import hearing, merging, moving, planning, researching
from .blueprint import room

__all__ = ["hearing", "merging", "moving", "planning", "researching", "room"]
