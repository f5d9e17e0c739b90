"""The public room's doors, by subject."""
from . import alike, data, handed_on, health, home, ideas, mine, notices, pages, receipts, verifying
from .blueprint import room

__all__ = ["alike", "data", "handed_on", "health", "home", "ideas", "mine", "notices", "pages", "receipts", "room", "verifying"]
