"""The computing half in one name: what ``machinery()`` hands out."""
from __future__ import annotations

from . import optimum, shares

__all__ = ["optimum", "shares"]
