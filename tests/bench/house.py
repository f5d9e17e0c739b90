"""A seeded and filled database with the product on it: served in a child process, or in this very process to be counted."""
from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from proposals import clock, create_app
from proposals.collection.resembling import lists, store
from proposals.public import figures
from proposals.storage import db
from tests import seeds
from tests.bench import counting
from tests.bench.filler import Amount, Filled, fill
from tests.bench.served import Guest, Server, serving
from tests.bench.works import Within

SECRET = "a secret of the benchmark, of no use elsewhere"


class House:
    """One database, made at ``url`` in ``folder`` and filled."""

    def __init__(self, url: str, folder: Path, *, amount: Amount) -> None:
        self.url, self.folder = url, folder
        seeds.build(url)
        begun = time.process_time()
        self.filled: Filled = fill(url, amount=amount)
        self.fill_s = time.process_time() - begun
        self.environment = {"GOLDEN_IDEA_INSTANCE": str(folder), "GOLDEN_IDEA_DATABASE_URL": url, "GOLDEN_IDEA_SECRET_KEY": SECRET}

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """The application in this process, its statements and rows counted. No context is held open: a request must begin with nothing."""
        made = create_app({"DATABASE_URL": self.url, "CLOCK": False, "SECRET_KEY": SECRET})
        with made.app_context():
            engines = db.engines
        counting.watch(engines)
        yield made
        engines[None].dispose()

    @contextmanager
    def served(self, *, watched: tuple[int, ...]) -> Iterator[Server]:
        """The application in a child process; ``watched`` are the processes of its database's server."""
        with serving("tests.bench.product", environment=self.environment, watched=watched) as server:
            yield server

    def tick(self) -> None:
        """What the clock keeps between two pages: the season's figures, and the index of its texts."""
        with self.app() as app, app.app_context():
            figures.refresh(clock.now())
            with store.shelf(lists.living_season() or 0):
                pass

    def guest(self, server: Server, name: str | None) -> Guest:
        """A cast member with a browser, signed in; None: anybody."""
        with self.app() as app:
            return Guest(server, cookies=seeds.cookies(app, name=name))


def within(app: Flask, *, name: str | None) -> Within:
    """The same person without a network."""
    client = app.test_client()
    for key, value in seeds.cookies(app, name=name).items():
        client.set_cookie(key, value)
    return Within(client)
