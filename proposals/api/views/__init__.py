"""The doors of the API, version 1."""
from . import description, moving, reading
from .blueprint import room

__all__ = ["description", "moving", "reading", "room"]
