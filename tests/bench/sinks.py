"""Fast ways into both databases for rows that are known to be valid: executemany on SQLite, COPY on PostgreSQL."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Protocol

import psycopg
from sqlalchemy import Column, Table, make_url

HURRY = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-600000", "foreign_keys=OFF", "temp_store=MEMORY", "locking_mode=EXCLUSIVE")


class Sink(Protocol):
    """Somewhere to put rows."""

    def put(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows; what a row leaves out gets the column's own default."""

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read a few rows."""

    def close(self) -> None:
        """Keep everything and let the planner know how much there is."""


def sink_for(url: str) -> Sink:
    """The sink of a database."""
    return SQLiteSink(url) if url.startswith("sqlite") else PostgreSQLSink(url)


def shaped(table: Table, rows: Iterable[dict[str, Any]]) -> tuple[list[str], Iterable[tuple[Any, ...]]]:
    """The columns to write and the rows in their order; what a row leaves out has its plain default, a key left out is the database's to give."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return [], ()
    pairs = [(column.name, _default(column)) for column in table.columns if column.name in first or not column.primary_key]
    return [name for name, _default in pairs], (tuple(row.get(name, default) for name, default in pairs) for row in chain((first,), waiting))


def _default(column: Column[Any]) -> Any:
    """What a row that says nothing of this column gets; of a default that is computed for each row, the whole number the database itself knows."""
    if column.default is not None and column.default.is_callable:
        return int(column.server_default.arg.text)  # type: ignore[union-attr]
    return getattr(column.default, "arg", None)


class SQLiteSink:
    """An SQLite file, written by one connection that has it for itself and waits for no disk."""

    def __init__(self, url: str) -> None:
        self._connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
        for pragma in HURRY:
            self._connection.execute("PRAGMA " + pragma)
        self._connection.execute("BEGIN")

    def put(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows."""
        names, values = shaped(table, rows)
        if names:
            self._connection.executemany(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", values)

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read a few rows."""
        return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Commit, count for the planner, and go back to the journal of earnest."""
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA analysis_limit=1000")
        self._connection.execute("ANALYZE")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.close()


class PostgreSQLSink:
    """A PostgreSQL database, written by COPY."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))

    def put(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows."""
        names, values = shaped(table, rows)
        if not names:
            return
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read a few rows."""
        return self._connection.execute(query.replace("?", "%s"), values).fetchall()

    def close(self) -> None:
        """Commit, let the sequences go on behind the filled keys, and count for the planner."""
        self._connection.commit()
        self._connection.autocommit = True
        for table, key in self._sequences():
            highest = f"(SELECT coalesce(max({key}), 0) + 1 FROM {table})"
            self._connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), {highest})")
        self._connection.execute("ANALYZE")
        self._connection.close()

    def _sequences(self) -> Sequence[tuple[Any, ...]]:
        asked = ("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
                 " AND (column_default LIKE 'nextval%' OR is_identity = 'YES')")
        return self._connection.execute(asked).fetchall()
