"""A database with the engine's tables, and the engine of the small machine."""
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.workflow.machines import CASE, Ground, connect, engine_for
from workflow.tables import metadata


@pytest.fixture
def ground(database_url: str) -> Iterator[Ground]:
    """An empty database and an engine that knows the small machine."""
    database = connect(database_url)
    metadata.create_all(database)
    yield Ground(url=database_url, database=database, engine=engine_for(CASE))
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
