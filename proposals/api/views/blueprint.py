"""The blueprint of the API, and what each door says of itself for the description."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint

V = TypeVar("V", bound=Callable[..., Any])
room = Blueprint("api", __name__, url_prefix="/api/v1")


def asks(**parameters: str) -> Callable[[V], V]:
    """Say which query parameters (or, for a POST, which members of the JSON body) a door reads: name to type."""

    def mark(view: V) -> V:
        view.asks = parameters  # type: ignore[attr-defined]
        return view

    return mark
