"""The doors of the seasons room: the bureau's pages, and the picture of the machine that everyone may see."""
from __future__ import annotations

from . import calendar, diagram, season, settings
from .blueprint import room

__all__ = ["calendar", "diagram", "room", "season", "settings"]
