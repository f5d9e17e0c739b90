"""What one move costs the engine itself, beside a raw UPDATE and INSERT of the same run, on both databases."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine as Database
from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from proposals import storage
from tests.bench import clocks
from tests.bench.table import Row
from tests.workflow.machines import CASE, OWNER, TITLE, Idea, engine_for, registry_for
from workflow import Engine, Registry
from workflow.tables import metadata

MANY = 2_336
ONE_BY_ONE = 300
FLOOR_MOVE = "UPDATE floor_case SET state = 'sent', seq = seq + 1 WHERE id = {id} AND seq = 1"
FLOOR_STEP = "INSERT INTO floor_step (id, case_id, name, body) VALUES ({id}, {id}, 'submit', '" + "x" * 300 + "')"
FLOOR_TABLES = ("CREATE TABLE floor_case (id BIGINT PRIMARY KEY, state VARCHAR(40), seq INTEGER)",
                "CREATE TABLE floor_step (id BIGINT PRIMARY KEY, case_id BIGINT, name VARCHAR(40), body TEXT)",
                "CREATE INDEX floor_step_case ON floor_step (case_id)")


class Ground:
    """A database with many cases that wait to be sent, and what its CPU is counted by."""

    def __init__(self, url: str, *, watched: tuple[int, ...]) -> None:
        self.database: Database = create_engine(url, **storage.engine_options(url))
        storage.watch({None: self.database})
        self.watched = (os.getpid(), *watched)
        registry = registry_for(CASE, Registry())
        if "case" not in registry.subjects:
            registry.subject("case", Idea)
        self.engine: Engine = engine_for(CASE, registry)
        with self.database.execution_options(begin="schema").begin() as connection:
            metadata.create_all(connection, tables=[table for name, table in metadata.tables.items() if name.startswith("wf_")] + [Idea.__table__])
            for statement in FLOOR_TABLES:
                connection.exec_driver_sql(statement)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One write transaction."""
        with Session(self.database) as session:
            session.connection(execution_options={"begin": "write"})
            yield session
            session.commit()

    def cpu_ms(self, work: Callable[[], None]) -> float:
        """CPU of this process and of the database's server for one piece of work."""
        before = sum(clocks.cpu_ms(pid) for pid in self.watched)
        work()
        return sum(clocks.cpu_ms(pid) for pid in self.watched) - before


def rows(url: str, *, watched: tuple[int, ...], name: str) -> Iterator[Row]:
    """Every measurement of one database."""
    ground = Ground(url, watched=watched)
    part = f"engine, {name}"
    yield from (measure(ground, part=part) for measure in (_own_commit, _one_transaction, _many))
    ground.database.dispose()


def _cases(ground: Ground, *, count: int) -> list[int]:
    """Fresh cases, and as many rows for the floor."""
    with ground.writing() as session:
        ids = [ground.engine.start(session, "case", season_id=1, actor=OWNER, at=1) for _n in range(count)]
        session.execute(insert(Idea), [{"id": each, "state": "draft"} for each in ids])
        for each in ids:
            session.connection().exec_driver_sql(f"INSERT INTO floor_case (id, state, seq) VALUES ({each}, 'draft', 1)")
    return ids


def _raw(session: Session, *, case: int) -> None:
    session.connection().exec_driver_sql(FLOOR_MOVE.format(id=case))
    session.connection().exec_driver_sql(FLOOR_STEP.format(id=case))


def _own_commit(ground: Ground, *, part: str) -> Row:
    ids = _cases(ground, count=ONE_BY_ONE)

    def raw() -> None:
        for each in ids:
            with ground.writing() as session:
                _raw(session, case=each)

    def ours() -> None:
        for each in ids:
            with ground.writing() as session:
                ground.engine.fire(session, each, "submit", OWNER, at=2, data=TITLE)

    return _row(ground, part=part, what="one move, own commit", raw=raw, ours=ours, per=len(ids), goal=6.0)


def _one_transaction(ground: Ground, *, part: str) -> Row:
    ids = _cases(ground, count=ONE_BY_ONE)

    def raw() -> None:
        with ground.writing() as session:
            for each in ids:
                _raw(session, case=each)

    def ours() -> None:
        with ground.writing() as session:
            for each in ids:
                ground.engine.fire(session, each, "submit", OWNER, at=2, data=TITLE)

    return _row(ground, part=part, what="one move of many in a transaction", raw=raw, ours=ours, per=len(ids), goal=25.0)


def _many(ground: Ground, *, part: str) -> Row:
    """Half of the cases may move, half are refused with their reasons, as measured in the trial."""
    ids = _cases(ground, count=MANY)
    with ground.writing() as session:
        ground.engine.fire_many(session, ids[::2], "submit", OWNER, at=2, data=TITLE)

    def raw() -> None:
        with ground.writing() as session:
            for each in ids[1::2]:
                _raw(session, case=each)

    def ours() -> None:
        with ground.writing() as session:
            ground.engine.fire_many(session, ids, "submit", OWNER, at=2, data=TITLE)

    return _row(ground, part=part, what=f"fire_many: {MANY:,} asked, {MANY // 2:,} moved", raw=raw, ours=ours, per=1, goal=6.0)


def _row(ground: Ground, *, part: str, what: str, raw: Callable[[], None], ours: Callable[[], None], per: int, goal: float) -> Row:
    floor = ground.cpu_ms(raw) / per
    return Row(part, what, ground.cpu_ms(ours) / per, "ms CPU", floor, goal, "floor: raw UPDATE + INSERT")
