"""A small real book made by the acts, and raw connections to copies of it, on which an attack may do what it likes."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from proposals import clock, fingerprint, integrity
from proposals.directory.models import Area
from proposals.funding import actions, ledger
from proposals.funding.models import ClosedPeriod, Fund
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.databases import PostgreSQL
from tests.drive import funding
from tests.kit import FilePlace, ServerPlace
from tests.rooms.approval.planned import actor
from tests.rooms.funding.forging import Attack
from tests.rooms.funding.signed import signed
from workflow import SYSTEM
from workflow.history import Finding

POOLS = {"foundation": 30_000_00, "treasury": 20_000_00}
SAFE = ("PRAGMA writable_schema=OFF", "PRAGMA ignore_check_constraints=OFF", "PRAGMA recursive_triggers=OFF", "PRAGMA foreign_keys=ON")
"""As a foreign program's connection comes, but for the foreign keys: without them no entry is taken at all."""


def written(app: Flask) -> None:
    """Two signed projects of 4,460.00 yuan, one with a paid tranche; a source that signed nothing; a receipt taken back; a closed period."""
    moment = clock.now()
    with app.app_context():
        season_id = db.session.scalars(select(Season.id)).one()
        _sources(season_id, at=moment)
        for code, fen in POOLS.items():
            actions.record_receipt(season_id, fund_code=code, amount_fen=fen, reference="拨-1", by=actor("李科长"), at=moment)
        funding.paid(signed(1, at=moment), seq=1, at=moment)
        signed(2, at=moment)
        _besides(season_id, at=moment)
        assert integrity.findings(db.session(), root=None) == []
        db.session.remove()
        db.engine.dispose()


def _sources(season_id: int, *, at: int) -> None:
    """The usual two, a sponsor for a street without projects, and the season after."""
    actions.name_sources(season_id, sources=actions.USUAL_SOURCES, by=actor("李科长"), at=at)
    with unit_of_work() as session:
        elsewhere = session.scalars(select(Area.id).where(Area.letters.not_in(("XT", ""))).order_by(Area.id).limit(1)).one()
        session.add(Fund(season_id=season_id, code="sponsor", title="某某公司", weight=1, position=3, kind="enterprise", desk="foundation", street_id=elsewhere))
        year = session.get_one(Season, season_id).year
        session.add(Season(year=year + 1, ordinal=99, title="下一届"))


def _besides(season_id: int, *, at: int) -> None:
    with unit_of_work() as session:
        funds = list(session.scalars(select(Fund.id).order_by(Fund.position)))
        taken = [ledger.post(session, kind=kind, season_id=season_id, commitment_id=None, legs=[leg], idem_key=key, actor=SYSTEM, at=at, places=places)
                 for key, kind, leg, places in (("sponsor", "receipt", (funds[2], "origin", "pool", 1_000_00), {}),
                                                ("aside", "allot", (funds[0], "pool", "allot", 500_00), {funds[0]: (1, None)}),
                                                ("mistaken", "receipt", (funds[0], "origin", "pool", 500), {}))]
        ledger.reverse(session, entry_id=taken[-1].id, idem_key="taken back", actor=SYSTEM, at=at)
        session.add(ClosedPeriod(season_id=season_id, through="2000-06-30", actor="p1", at_us=at))


class OnSQLite:
    """Copies of the book in memory; an attack that gets through spoils only its own."""

    def __init__(self, place: FilePlace) -> None:
        place.restore()
        written(place.app)
        self._book = sqlite3.connect(":memory:")
        with sqlite3.connect(place.folder / "golden-idea.db") as file:
            file.backup(self._book)

    def close(self) -> None:
        """Forget the book."""
        self._book.close()

    @contextmanager
    def copy(self, *, without: str = "") -> Iterator[sqlite3.Connection]:
        """A raw connection to a copy, one trigger of which may be missing."""
        copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._book.backup(copy)
        if without:
            copy.execute(f"DROP TRIGGER {without}")
        yield copy
        copy.close()

    def attempt(self, connection: sqlite3.Connection, attack: Attack) -> str:
        """What the database says to it; nothing when it got through."""
        for statement in (*SAFE, *attack.before, "BEGIN IMMEDIATE"):
            connection.execute(statement)
        try:
            for statement in (*attack.statements, "COMMIT"):
                connection.execute(statement)
        except sqlite3.Error as refusal:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            return str(refusal)
        return ""

    def kinds(self, connection: sqlite3.Connection) -> frozenset[str]:
        """What kinds of findings the copy has now."""
        return frozenset(finding.kind for finding in _told("sqlite://", connection, by=_all))

    def missed(self, connection: sqlite3.Connection) -> list[str]:
        """What the schema's fingerprint misses, and nothing else it has to say."""
        told = _told("sqlite://", connection, by=fingerprint.findings)
        return [f"{finding.kind} {finding.detail}".removeprefix("schema-missing ") for finding in told]

    def triggers(self, tables: tuple[str, ...]) -> list[str]:
        """Every trigger of these tables."""
        marks = ", ".join("?" * len(tables))
        return [name for (name,) in self._book.execute(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks}) ORDER BY 1", tables)]


class OnPostgreSQL:
    """One database; everything is tried inside a transaction and rolled back."""

    def __init__(self, place: ServerPlace) -> None:
        place.restore()
        written(place.app)
        self._connection = _open(place.server)

    def close(self) -> None:
        """Leave the book; its server is stopped with the tests."""
        self._connection.close()

    @contextmanager
    def copy(self, *, without: str = "") -> Iterator[psycopg.Connection]:
        """A transaction of the owner, a superuser at that; one trigger may be missing in it."""
        if without:
            table = self._connection.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [without]).fetchone()
            self._connection.execute(f"DROP TRIGGER {without} ON {table[0] if table else ''}")
        yield self._connection
        self._connection.rollback()

    def attempt(self, connection: psycopg.Connection, attack: Attack) -> str:
        """What the database says to it; nothing when it got through. What waits for COMMIT is asked for at the end."""
        connection.execute("SAVEPOINT before_the_attack")
        try:
            for statement in (*attack.before, *attack.statements, "SET CONSTRAINTS ALL IMMEDIATE"):
                connection.execute(statement)
        except psycopg.Error as refusal:
            connection.execute("ROLLBACK TO SAVEPOINT before_the_attack")
            return str(refusal)
        return ""

    def kinds(self, connection: psycopg.Connection) -> frozenset[str]:
        """What kinds of findings the transaction sees now."""
        return frozenset(finding.kind for finding in _told("postgresql+psycopg://", connection, by=_all))

    def missed(self, connection: psycopg.Connection) -> list[str]:
        """What the schema's fingerprint misses, and nothing else it has to say."""
        told = _told("postgresql+psycopg://", connection, by=fingerprint.findings)
        return [f"{finding.kind} {finding.detail}".removeprefix("schema-missing ") for finding in told]

    def triggers(self, tables: tuple[str, ...]) -> list[str]:
        """Every trigger of these tables."""
        asked = "SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND relname = ANY(%s) ORDER BY 1"
        names = [name for (name,) in self._connection.execute(asked, [list(tables)])]
        self._connection.rollback()
        return names


def _open(server: PostgreSQL) -> psycopg.Connection:
    """A database of its own, which other tests do not make anew."""
    return psycopg.connect(server.fresh(template="workplace").replace("+psycopg", ""))


def _all(session: Session) -> list[Finding]:
    return integrity.findings(session, root=None)


def _told(url: str, connection: object, *, by: Callable[[Session], list[Finding]]) -> list[Finding]:
    """Asked on the very connection, inside its transaction; the dialect's own first questions and roll-back are left out."""
    engine = create_engine(url, creator=lambda: connection, poolclass=StaticPool, _initialize=False)
    with Session(engine) as session:
        return by(session)


def raided(place: FilePlace | ServerPlace) -> OnSQLite | OnPostgreSQL:
    """The book on one kind of database."""
    return OnSQLite(place) if isinstance(place, FilePlace) else OnPostgreSQL(place)
