"""The public room's doors, by subject."""
from . import home, ideas, pages
from .blueprint import room

__all__ = ["home", "ideas", "pages", "room"]
