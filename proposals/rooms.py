"""The rooms, in order: a later one may know an earlier one, never back (kept by import contracts in setup.cfg)."""
from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from flask import Flask

ROOMS = ("accounts", "directory", "seasons", "collection", "optimisation", "approval", "implementation", "funding", "closeout", "public", "api")


def load() -> list[ModuleType]:
    """Each room's tables, its rules and its doors; the doors are handed out."""
    names = {part: [f"proposals.{room}.{part}" for room in ROOMS] for part in ("models", "rules", "views")}
    loaded = {part: [import_module(name) for name in names[part] if find_spec(name) is not None] for part in names}
    return loaded["views"]


def furnish(app: Flask) -> None:
    """Open each room's doors."""
    for views in load():
        app.register_blueprint(views.room)
