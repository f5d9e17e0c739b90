"""Writes down the schema's guards as this version ships them: ``make schema``, after a migration was added."""
from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from proposals import create_app, fingerprint, migrate
from proposals.storage import db
from tests.databases import PostgreSQL, sqlite_url


def guards(url: str) -> dict[str, str]:
    """The guards of a database made by the migrations alone."""
    app = create_app({"DATABASE_URL": url, "CLOCK": False, "SECRET_KEY": "schema"})
    migrate.upgrade(app)
    with app.app_context():
        found = fingerprint.present(db.session())
        db.session.remove()
        db.engine.dispose()
    return found


def write() -> int:
    """Fill ``fingerprint.csv`` from fresh databases of both kinds; returns how many guards there are."""
    server = PostgreSQL(Path(tempfile.mkdtemp(prefix="golden-idea-schema-")))
    try:
        found = {"postgresql": guards(server.fresh()), "sqlite": guards(sqlite_url(Path(tempfile.mkdtemp())))}
    finally:
        server.stop()
    rows = [(database, name, digest) for database, names in sorted(found.items()) for name, digest in sorted(names.items())]
    with fingerprint.SHIPPED.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("database", "name", "digest"), *rows])
    return len(rows)


if __name__ == "__main__":
    print(f"{write()} guards in {fingerprint.SHIPPED.name}")
