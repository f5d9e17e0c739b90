"""The schema's own guards, compared with those this version ships: a dropped trigger or a rebuilt table is found.

A program that can open the database file can also drop a trigger from it (measured: nothing in SQLite stops that), so ``verify`` looks.
"""
from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from workflow.history import Finding

SHIPPED = Path(__file__).parent / "fingerprint.csv"
OWN = "alembic_version"
SQLITE = text("""
SELECT type || ' ' || name AS name, sql AS text FROM sqlite_master
 WHERE type IN ('trigger', 'table') AND name NOT LIKE 'sqlite_%' AND name <> :own""")
POSTGRESQL = text("""
SELECT 'trigger ' || tgname || ' on ' || relname AS name, pg_get_triggerdef(t.oid) || ' ' || tgenabled::text AS text
  FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND relname <> :own
UNION ALL SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'constraint ' || conname || ' on ' || conrelid::regclass, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> :own""")


def present(session: Session) -> dict[str, str]:
    """Every guard in this database by name, with the digest of its text."""
    rows = session.execute(SQLITE if session.get_bind().dialect.name == "sqlite" else POSTGRESQL, {"own": OWN})
    return {row.name: _digest(row.text) for row in rows}


def _digest(statement: str) -> str:
    """The digest of a definition's lines, whatever their order: a table's columns and checks may be listed in any.

    Quotes do not count: SQLite puts the name of a table that was built anew in quotes.
    """
    lines = sorted(" ".join(line.replace('"', "").split()).rstrip(",") for line in statement.splitlines())
    return hashlib.sha256("\n".join(line for line in lines if line).encode()).hexdigest()[:16]


def shipped(dialect: str) -> dict[str, str]:
    """Every guard this version ships for ``sqlite`` or ``postgresql``."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["digest"] for row in csv.DictReader(file) if row["database"] == dialect}


def findings(session: Session) -> list[Finding]:
    """Guards that are missing or differ, and tables or triggers that do not belong here."""
    expected, found = shipped(session.get_bind().dialect.name), present(session)
    return ([Finding("schema-missing", (), name) for name in sorted(expected.keys() - found.keys())]
            + [Finding("schema-foreign", (), name) for name in sorted(found.keys() - expected.keys())]
            + [Finding("schema-changed", (), name) for name in sorted(expected.keys() & found.keys()) if expected[name] != found[name]])
