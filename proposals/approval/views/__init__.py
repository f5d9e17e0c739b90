"""The approval room's doors, by who stands before them."""
from __future__ import annotations

from . import appeals, deciding, desk, idea, judging, panels, signing
from .blueprint import room

__all__ = ["appeals", "deciding", "desk", "idea", "judging", "panels", "room", "signing"]
