"""The doors of the funding room: the overview, the books, payments one by one and by the batch, spending, and what waits on the desks."""
from . import batches, exports, overview, project, spending, spending_checks, spending_waiting, waiting
from .blueprint import room

__all__ = ["batches", "exports", "overview", "project", "room", "spending", "spending_checks", "spending_waiting", "waiting"]
