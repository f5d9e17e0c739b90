"""Golden Idea (金点子): carries residents' ideas from a phone to a paid, settled, published project."""
from __future__ import annotations

import gc
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from .late import late

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["create_app"]


def create_app(overrides: dict[str, object] | None = None) -> Flask:
    """The application with these settings; whoever only computes or reads a table (similar, choosing, sheets) loads nothing of it."""
    app: Flask = _whole().create_app(overrides)
    return app


@cache
def _whole() -> ModuleType:
    """The program, loaded once. What is loaded stays: searching it for rubbish meanwhile and later took a sixth of every start."""
    searched = gc.isenabled()
    gc.disable()
    application = late("proposals.application")()
    application.rooms.load()
    gc.freeze()
    if searched:
        gc.enable()
    return application
