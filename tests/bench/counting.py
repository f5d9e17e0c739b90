"""Counts what a block of work asks of the database: statements sent and rows fetched. Beginnings and pragmas are not statements of a page."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Engine, event

HOUSEKEEPING = ("BEGIN", "PRAGMA", "SET TRANSACTION")


@dataclass
class Count:
    """What was asked so far; ``asked`` are the statements themselves, for whoever has to find one too many."""

    statements: int = 0
    rows: int = 0
    asked: list[str] = field(default_factory=list)


_open: list[Count] = []


def _fetched(rows: int) -> None:
    for count in _open:
        count.rows += rows


class SQLiteCursor(sqlite3.Cursor):
    """A cursor that says how many rows were taken from it."""

    def fetchone(self) -> Any:
        """One row or none."""
        row = super().fetchone()
        _fetched(0 if row is None else 1)
        return row

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Some rows."""
        rows = super().fetchmany(size)
        _fetched(len(rows))
        return rows

    def fetchall(self) -> list[Any]:
        """All rows."""
        rows = super().fetchall()
        _fetched(len(rows))
        return rows

    def __next__(self) -> Any:
        row = super().__next__()
        _fetched(1)
        return row


class SQLiteConnection(sqlite3.Connection):
    """A connection whose cursors count."""

    def cursor(self, factory: type[sqlite3.Cursor] = SQLiteCursor) -> sqlite3.Cursor:
        """A counting cursor."""
        return super().cursor(factory)


class PostgreSQLCursor(psycopg.Cursor[Any]):
    """A cursor that counts a result when it arrives: here it comes whole."""

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        """Ask, and count what came."""
        done = super().execute(*args, **kwargs)
        _fetched(max(self.rowcount, 0) if self.description else 0)
        return done


def watch(engines: Mapping[str | None, Engine]) -> None:
    """Let these engines' connections count from now on."""
    for engine in engines.values():
        event.listen(engine, "do_connect", _counting_connection)
        event.listen(engine, "before_cursor_execute", sent)
        engine.dispose()


@contextmanager
def counted() -> Iterator[Count]:
    """Count what the block asks, in whatever thread."""
    count = Count()
    _open.append(count)
    try:
        yield count
    finally:
        _open.remove(count)


def _counting_connection(dialect: Any, record: Any, arguments: Any, options: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        options["factory"] = SQLiteConnection
    else:
        options["cursor_factory"] = PostgreSQLCursor


def sent(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
    """Listens to an engine's ``before_cursor_execute``."""
    if statement.startswith(HOUSEKEEPING):
        return
    for count in _open:
        count.statements += 1
        count.asked.append(statement)
