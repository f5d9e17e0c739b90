"""The public room's doors, by subject."""
from . import data, health, home, ideas, notices, pages, receipts
from .blueprint import room

__all__ = ["data", "health", "home", "ideas", "notices", "pages", "receipts", "room"]
