"""The doors of the accounts room: signing in, registering, one's own account, messages, the desk, and the page of every move."""
from __future__ import annotations

from . import desk, own, registration, sign_in  # noqa: F401  (each adds its doors)
from .blueprint import room
from .moves import move  # noqa: F401

__all__ = ["room"]
