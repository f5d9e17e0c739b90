"""Where facts are kept: the database, its units of work, and the column types of this house.

Not here: what the facts mean. Rooms own their tables; the engine's tables share one MetaData with them.
"""
from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as DatabaseSession
from sqlalchemy import BigInteger, CheckConstraint, Column, Connection, Engine, ForeignKey, Integer, String, Table, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from workflow.tables import metadata

P = ParamSpec("P")
R = TypeVar("R")

BigId = BigInteger().with_variant(Integer, "sqlite")
WRITE_QUEUE_SECONDS = 10.0
_write_queue = threading.Lock()
REBUILDING = frozenset({sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_CREATE_TABLE, sqlite3.SQLITE_CREATE_TEMP_TABLE,
                        sqlite3.SQLITE_CREATE_TEMP_TRIGGER, sqlite3.SQLITE_CREATE_TEMP_VIEW, sqlite3.SQLITE_CREATE_TRIGGER, sqlite3.SQLITE_CREATE_VIEW,
                        sqlite3.SQLITE_CREATE_VTABLE, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_DROP_TABLE, sqlite3.SQLITE_DROP_TRIGGER,
                        sqlite3.SQLITE_DROP_VIEW, sqlite3.SQLITE_DROP_VTABLE})
"""What no page and no act does: only a migration takes the schema apart (``begin="schema"``)."""
READ_ONLY = "query_only"
READING = "reading"
"""The engine of SQLite's readers: its connections are told once, when they are opened, that they never write."""
CACHED_STATEMENTS = 512


class Whole(TypeDecorator[int]):
    """A whole number and nothing else: a float or Decimal would be rounded silently by PostgreSQL (measured)."""

    impl = BigId
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> int | None:
        """Refuse everything that is not an int; bool is not a number here."""
        if value is None or type(value) is int:
            return value
        raise TypeError(f"{type(self).__name__} takes an int, not {type(value).__name__}: {value!r}")


class Fen(Whole):
    """Money: whole fen (1 yuan = 100 fen)."""

    cache_ok = True


@event.listens_for(Column, "after_parent_attach")
def _whole_on_sqlite(column: Column[Any], table: Table) -> None:
    """SQLite keeps a broken number or a word in an INTEGER column, unless the table is STRICT: where fen are, it is told not to."""
    if isinstance(column.type, Fen) and not table.dialect_options["sqlite"]["strict"]:
        kinds = "('integer', 'null')" if column.nullable else "('integer')"
        table.append_constraint(CheckConstraint(f"typeof({column.name}) IN {kinds}", name=f"{column.name}_whole").ddl_if(dialect="sqlite"))


class Micros(Whole):
    """A moment: microseconds since 1970 in UTC."""

    cache_ok = True


class Model(DeclarativeBase):
    """The parent of every table in the rooms."""

    metadata = metadata


class HouseSession(DatabaseSession):
    """A session that reads by one engine and writes by the other, where there are two (``READING``)."""

    def get_bind(self, mapper: Any | None = None, clause: Any | None = None, bind: Engine | Connection | None = None, **others: Any) -> Engine | Connection:
        """The engine of what is going on: a unit of work writes and reads by the writer's, everything else only reads."""
        found = super().get_bind(mapper=mapper, clause=clause, bind=bind, **others)
        return found if bind is not None or self.info.get("writing") else self._db.engines.get(READING, found)


db = SQLAlchemy(model_class=Model, session_options={"class_": HouseSession})


class Case:
    """A row that is moved by the engine: its key is its workflow instance's, its state is written by the engine alone."""

    @declared_attr
    def id(cls) -> Mapped[int]:
        """The case number inside the program, shared with ``wf_instance``."""
        return mapped_column(BigId, ForeignKey("wf_instance.id"), primary_key=True, autoincrement=False)

    @declared_attr
    def season_id(cls) -> Mapped[int]:
        """The season whose rules hold for this case."""
        return mapped_column(BigId, ForeignKey("season.id"))

    @declared_attr
    def state(cls) -> Mapped[str]:
        """The state's name in the definition; a mirror of ``wf_instance.state`` so that CHECKs can tie facts to it."""
        return mapped_column(String(40))


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Hold one write transaction; a nested unit joins the outer one, and only the outermost commits or undoes.

    On SQLite the outermost takes its turn in the write queue and begins IMMEDIATE; what was read before is read again.
    """
    session = db.session()
    if session.info.get("writing"):
        yield session
        return
    session.rollback()
    session.info["writing"] = True
    try:
        session.connection(execution_options={"begin": "write"})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function one whole thing: everything it writes is kept together, or nothing is."""

    @wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        with unit_of_work():
            return function(*args, **kwargs)

    return whole


def made_once(build: Callable[P, R]) -> Callable[P, R]:
    """A builder of statements: the same arguments give the same statement, put together once, since that costs three times what asking it costs.

    The last 256 are kept. Moments and persons are given to the statement when it is asked (``bindparam``), not to its builder.
    """
    return lru_cache(maxsize=256)(build)  # type: ignore[return-value]


def engine_options(url: str) -> dict[str, Any]:
    """Connection settings by database: eight threads on SQLite, bounded waits and no JIT on PostgreSQL."""
    if url.startswith("sqlite"):
        arguments = {"timeout": 5.0, "check_same_thread": False, "cached_statements": CACHED_STATEMENTS}
        return {"pool_size": 8, "max_overflow": 0, "pool_timeout": 30, "connect_args": arguments}
    waits = "-c jit=off -c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s -c timezone=UTC"
    return {"pool_pre_ping": True, "pool_size": 8, "connect_args": {"options": waits}}


def readers(url: str) -> dict[str, dict[str, Any]]:
    """The readers' own engine on SQLite: told that it may write again, a connection prepares every statement anew (measured: 4 ms of saving a score).

    PostgreSQL is told in the transaction itself and needs one engine only.
    """
    return {READING: {"url": url, **engine_options(url)}} if url.startswith("sqlite") else {}


def watch(engines: Mapping[str | None, Engine]) -> None:
    """Give the engines this house's transactions, and let the readers' connections go whenever the writers' do."""
    for engine in engines.values():
        _watch(engine)
    if READING in engines:
        event.listen(engines[READING], "connect", _never_writes)
        event.listen(engines[None], "engine_disposed", lambda _engine: engines[READING].dispose())


def _watch(engine: Engine) -> None:
    """Prepared connections, declared writers, a fair queue."""
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    for name, give in (("reset", _after_reset), ("checkin", _after_checkin), ("invalidate", _after_invalidate)):
        event.listen(engine, name, give)


def _prepare(connection: Any, record: ConnectionPoolEntry) -> None:
    """SQLite: the program says BEGIN itself, every commit reaches the disk, and nothing switches the books' guards off."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "recursive_triggers=ON", "cell_size_check=ON"):
        connection.execute("PRAGMA " + pragma)
    connection.set_authorizer(_authorise)


def _never_writes(connection: Any, record: ConnectionPoolEntry) -> None:
    """What comes to a reader by mistake, the database itself refuses."""
    connection.execute("PRAGMA query_only=ON")
    record.info[READ_ONLY] = True


def _authorise(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    """Asked by SQLite while it prepares a statement, about 1 µs each time: no schema changes, no settings but the one of ``_begin``."""
    if action in REBUILDING or (action == sqlite3.SQLITE_PRAGMA and second is not None and first != READ_ONLY):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _begin(connection: Connection) -> None:
    """Readers get a snapshot that cannot write; a writer says so first and waits its turn; a migration may also rebuild the schema."""
    mode = connection.get_execution_options().get("begin", "read")
    if connection.dialect.name != "sqlite":
        if mode == "read":
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        return
    _set_read_only(connection, wanted=mode == "read")
    if mode == "read":
        _say(connection, "BEGIN")
        return
    if not connection.info.get("holds_write") and not _write_queue.acquire(timeout=WRITE_QUEUE_SECONDS):
        raise TimeoutError("the write queue did not move for ten seconds")
    connection.info["holds_write"] = True  # kept until the connection goes back: a chain of migrations is several transactions of one turn
    try:
        if mode == "schema":
            connection.info["rebuilds"] = True
            _driver(connection).set_authorizer(None)
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # a rebuilt table is away for a moment; the migration checks its references
        _say(connection, "BEGIN IMMEDIATE")
    except BaseException:
        _give_back(connection.info)
        raise


def _say(connection: Connection, statement: str) -> None:
    """Straight to the driver, since SQLAlchemy's way costs ten times a BEGIN; the database's refusal (``database is locked``) is raised as its own."""
    try:
        _driver(connection).execute(statement)
    except sqlite3.OperationalError as error:
        raise OperationalError(statement, None, error) from error


def _set_read_only(connection: Connection, *, wanted: bool) -> None:
    """Said only when it changes: this PRAGMA makes SQLite prepare every statement anew (measured: 400 µs for the books' seal alone)."""
    if connection.info.get(READ_ONLY) is not wanted:
        connection.info.pop(READ_ONLY, None)
        _say(connection, f"PRAGMA {READ_ONLY}={'ON' if wanted else 'OFF'}")
        connection.info[READ_ONLY] = wanted


def _driver(connection: Connection) -> sqlite3.Connection:
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _give_back(info: dict[Any, Any]) -> None:
    """Let the next writer in, however this transaction ended."""
    if info.pop("holds_write", None):
        _write_queue.release()


def _after_reset(connection: Any, record: ConnectionPoolEntry, state: Any) -> None:
    _give_back(record.info)


def _after_checkin(connection: Any, record: ConnectionPoolEntry) -> None:
    """The transaction is over, however it ended: only now does SQLite listen when references are to count again."""
    if record.info.pop("rebuilds", None) and connection is not None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.set_authorizer(_authorise)
    _give_back(record.info)


def _after_invalidate(connection: Any, record: ConnectionPoolEntry, problem: BaseException | None) -> None:
    _give_back(record.info)
