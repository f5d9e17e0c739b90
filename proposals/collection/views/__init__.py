"""The doors of the collection room: writing an idea, following it, and receiving ideas at the street office."""
from __future__ import annotations

from .. import undecided
from ..referring import chasing
from . import (answers, exits, importing, letters, lists, moving, paper, printing, ratings, receipts, referrals, resembling, screening, sentences,
               tracking, writing)
from .blueprint import room

__all__ = ["answers", "chasing", "exits", "importing", "letters", "lists", "moving", "paper", "printing", "ratings", "receipts", "referrals",
           "resembling", "room", "screening", "sentences", "tracking", "undecided", "writing"]
