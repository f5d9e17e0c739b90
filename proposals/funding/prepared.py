"""Statements that are said over and over in the same words: compiled once for each kind of database, then given to its driver.

SQLAlchemy keeps what it has compiled, but to find it again, to convert each value and to describe the result costs more than the books'
own rows do (measured). Values go as they are, so whoever says a prepared statement has looked at them before; lists are not spread (``IN``),
and no default of a column is filled in. Errors are SQLAlchemy's, and who counts statements hears of these too (``before_cursor_execute``).
"""
from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Insert, Select, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

Values = Mapping[str, object]


class _Prepared:
    """A statement with its text for each database, and there the order of its values where they are known by place (SQLite), not by name."""

    def __init__(self, statement: Select[Any] | Insert, *, columns: Sequence[str] | None) -> None:
        self._statement, self._columns = statement, columns
        self._texts: dict[str, tuple[str, Sequence[str] | None]] = {}

    def text(self, connection: Connection) -> tuple[str, Sequence[str] | None]:
        """The words for this database."""
        dialect = connection.dialect
        if dialect.name not in self._texts:
            compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._columns)
            self._texts[dialect.name] = str(compiled), compiled.positiontup if dialect.positional else None
        return self._texts[dialect.name]


class Question(_Prepared):
    """A SELECT; what it is asked with are its ``bindparam``s."""

    def __init__(self, statement: Select[Any]) -> None:
        super().__init__(statement, columns=None)
        self._row: Any = namedtuple("_row", [column.name for column in statement.selected_columns])

    def rows(self, connection: Connection, values: Values) -> list[Any]:
        """All rows, their columns by name."""
        text, order = self.text(connection)
        with _driver(connection, text=text) as cursor:
            cursor.execute(text, values if order is None else [values[name] for name in order])
            return [self._row(*row) for row in cursor.fetchall()]


class Addition(_Prepared):
    """An INSERT that gives these columns."""

    def __init__(self, model: type[DeclarativeBase], *columns: str) -> None:
        super().__init__(insert(model).inline(), columns=columns)

    def one(self, connection: Connection, row: Values) -> None:
        """Add a row."""
        text, order = self.text(connection)
        with _driver(connection, text=text) as cursor:
            cursor.execute(text, row if order is None else [row[name] for name in order])

    def many(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Add rows, in their order."""
        text, order = self.text(connection)
        with _driver(connection, text=text) as cursor:
            cursor.executemany(text, rows if order is None else [[row[name] for name in order] for row in rows])


@contextmanager
def _driver(connection: Connection, *, text: str) -> Iterator[Any]:
    """The driver's own cursor; what it refuses is raised as SQLAlchemy would."""
    cursor, errors = connection.connection.cursor(), connection.dialect.loaded_dbapi.Error
    connection.dispatch.before_cursor_execute(connection, cursor, text, (), None, False)
    try:
        yield cursor
    except errors as error:
        raise DBAPIError.instance(text, None, error, errors, dialect=connection.dialect) from error
    finally:
        cursor.close()
