"""Brings a database to this version's schema: one Alembic history for SQLite and PostgreSQL."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from .late import late
from .storage import db

if TYPE_CHECKING:
    from alembic.config import Config

command, settings = late("alembic.command"), late("alembic.config")
FOLDER = Path(__file__).parent / "migrations"


def configuration(app: Flask) -> Config:
    """Alembic's settings for this app's database."""
    config: Config = settings().Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("sqlalchemy.url", app.config["DATABASE_URL"].replace("%", "%%"))
    return config


def newest() -> str:
    """The version this program's schema has, by the names of the migrations: what Alembic would say after 0.2 s and 10 MB."""
    return max(file.name for file in (FOLDER / "versions").glob("[0-9]*.py")).partition("_")[0]


def standing() -> str | None:
    """The version of this database; None where no migration was ever applied."""
    with db.engine.connect() as connection:
        try:
            return connection.scalar(text("SELECT version_num FROM alembic_version"))
        except (OperationalError, ProgrammingError):  # there is no such table
            return None


def upgrade(app: Flask, *, to: str = "head") -> None:
    """Apply every migration that is missing up to ``to``, in one transaction each; nothing else may change the schema."""
    with app.app_context():
        if to == "head" and standing() == newest():
            return
    with app.app_context(), db.engine.connect().execution_options(begin="schema") as connection:
        config = configuration(app)
        config.attributes["connection"] = connection
        command().upgrade(config, to)
