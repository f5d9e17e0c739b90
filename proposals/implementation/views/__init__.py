"""The doors of the implementation room: projects, their activities, visits and changes, and what waits on the desks."""
from . import activities, projects, supervision, waiting
from .blueprint import room

__all__ = ["activities", "projects", "room", "supervision", "waiting"]
