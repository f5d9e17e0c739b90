"""Golden Idea (金点子): carries residents' ideas from a phone to a paid, settled, published project."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .late import late

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["create_app"]

_application = late("proposals.application")


def create_app(overrides: dict[str, object] | None = None) -> Flask:
    """The application with these settings; whoever only computes or reads a table (similar, choosing, sheets) loads nothing of it."""
    app: Flask = _application().create_app(overrides)
    return app
