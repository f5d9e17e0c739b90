"""The public room's doors, by subject."""
from . import data, handed_on, health, home, ideas, mine, notices, pages, receipts
from .blueprint import room

__all__ = ["data", "handed_on", "health", "home", "ideas", "mine", "notices", "pages", "receipts", "room"]
