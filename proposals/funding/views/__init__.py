"""The doors of the funding room: the overview, the books, payments one by one and by the batch, spending, and what waits on the desks."""
from . import (agreement, bank_waiting, batches, changing, downloads, entries, exports, gifts, overview, payees, payment_batches, project, reconciliation, row,
               season_money, sources, spending, spending_checks, spending_waiting, statements, waiting)
from .blueprint import room

__all__ = ["agreement", "bank_waiting", "batches", "changing", "downloads", "entries", "exports", "gifts", "overview", "payees", "payment_batches", "project",
           "reconciliation", "room", "row", "season_money", "sources", "spending", "spending_checks", "spending_waiting", "statements", "waiting"]
