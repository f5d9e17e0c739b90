"""The doors of the accounts room: signing in, registering, one's own account, messages, the desk, and the page of every move."""
from __future__ import annotations

from . import confirming, desk, moves, own, registration, rights, sign_in
from .blueprint import room

__all__ = ["confirming", "desk", "moves", "own", "registration", "rights", "room", "sign_in"]
