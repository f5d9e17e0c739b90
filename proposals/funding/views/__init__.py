"""The doors of the funding room: the overview, the books, payments one by one and by the batch, and what waits on the desks."""
from . import batches, overview, project, waiting
from .blueprint import room

__all__ = ["batches", "overview", "project", "room", "waiting"]
