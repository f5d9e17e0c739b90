"""The doors of the optimisation room: research, the plan, merging, splitting; the rest goes through the page of every move."""
from __future__ import annotations

from . import hearing, merging, moving, planning, researching, splitting
from .blueprint import room

__all__ = ["hearing", "merging", "moving", "planning", "researching", "room", "splitting"]
