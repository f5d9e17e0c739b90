"""The rooms, in order: a later one may know an earlier one, never back (kept by import contracts in setup.cfg)."""
from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

ROOMS = ("accounts", "directory", "seasons", "collection", "optimisation", "approval", "implementation", "funding", "closeout", "public", "api")


def furnish(app: Flask) -> None:
    """Load each room's tables and rules, and open its doors."""
    for part in ("models", "rules", "views"):
        for room in ROOMS:
            name = f"proposals.{room}.{part}"
            if find_spec(name) is None:
                continue
            module = import_module(name)
            if part == "views":
                app.register_blueprint(module.room)
