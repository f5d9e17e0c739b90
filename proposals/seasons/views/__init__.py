"""The doors of the seasons room: the bureau's pages, and the picture of the machine that everyone may see."""
from __future__ import annotations

from . import calendar, diagram, season, settings  # noqa: F401  (each adds its doors)
from .blueprint import room

__all__ = ["room"]
