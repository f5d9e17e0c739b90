"""The doors of the collection room: writing an idea, following it, and receiving ideas at the street office."""
from __future__ import annotations

from . import lists, moving, paper, printing, receipts, referrals, screening, tracking, writing
from .blueprint import room

__all__ = ["lists", "moving", "paper", "printing", "receipts", "referrals", "room", "screening", "tracking", "writing"]
