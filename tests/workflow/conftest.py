"""A database with the engine's tables, and the engine of the small machine."""
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.databases import PostgreSQL, database_name, sqlite_url
from tests.workflow.machines import CASE, Ground, connect, engine_for, furnish


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the engine's tables, to be copied."""
    folder = tmp_path_factory.mktemp("engine")
    _furnish(sqlite_url(folder))
    return folder / "golden-idea.db"


@pytest.fixture(scope="session")
def furnished_database(postgres: PostgreSQL) -> str:
    """The name of a PostgreSQL database with the engine's tables, to be copied."""
    url = postgres.fresh()
    _furnish(url)
    return database_name(url)


def _furnish(url: str) -> None:
    database = connect(url)
    furnish(database)
    database.dispose()


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.sqlite), pytest.param("postgresql", marks=pytest.mark.postgresql)])
def ground_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database with the engine's tables: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("furnished_file"), tmp_path)
        yield sqlite_url(tmp_path)
        return
    server = request.getfixturevalue("postgres")
    url = server.fresh(template=request.getfixturevalue("furnished_database"))
    yield url
    server.drop(url)


@pytest.fixture
def ground(ground_url: str) -> Iterator[Ground]:
    """A database without cases, and an engine that knows the small machine."""
    database = connect(ground_url)
    yield Ground(url=ground_url, database=database, engine=engine_for(CASE))
    database.dispose()


@pytest.fixture
def engine(ground: Ground):
    """The engine of the small machine."""
    return ground.engine


@pytest.fixture
def session(ground: Ground) -> Iterator[Session]:
    """One open transaction."""
    with Session(ground.database) as session:
        yield session
