"""``python -m tests.bench``: the whole benchmark, one table on the screen and ``bench.json``. See ``--help``."""
from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from tests.bench import choosing, convening, deadline, growth, imports, money, moves, pages, papers, posting, scores
from tests.bench.house import House
from tests.bench.served import ROOT
from tests.bench.similar import recall, times
from tests.bench.table import Row, keep, show
from tests.databases import PostgreSQL

PARTS = ("pages", "deadline", "engine", "books", "money", "growth", "similar", "papers", "imports", "choosing", "scores", "panels")
DATABASES = ("sqlite", "postgresql")
QUICK_SIZES = (20_000,)


def main() -> None:
    """Measure what was asked for; print as it goes, then the table."""
    asked = _asked()
    begun, rows = time.perf_counter(), list[Row]()
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "engine": lambda: _engine(asked.databases), "books": lambda: _books(asked.databases), "pages": lambda: _pages(asked.databases),
        "money": lambda: _money(asked.databases), "deadline": lambda: _deadline(asked.databases),
        "imports": lambda: _imports(asked.databases, long=asked.long),
        "choosing": choosing.rows, "panels": convening.rows, "scores": lambda: _scores(asked.databases),
        "papers": lambda: papers.rows(str(ROOT / "templates" / "print")),
        "growth": lambda: growth.rows(QUICK_SIZES if asked.quick else growth.SIZES),
        "similar": lambda: chain(recall.rows(), times.rows(times.SIZES[:2] if asked.quick else times.SIZES))}
    for name in asked.only:
        for row in parts[name]():
            print(f"{row.part}: {row.what} … {row.verdict or 'measured'}", flush=True)
            rows.append(row)
    facts = {"python": platform.python_version(), "cores": os.cpu_count(), "load": os.getloadavg()[0], "seconds": round(time.perf_counter() - begun)}
    keep(rows, file=ROOT / "bench.json", facts=facts)
    print(f"\n{show(rows)}\n\n{facts['seconds']} s on {facts['cores']} cores, load {facts['load']:.1f}; as JSON in bench.json")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="The benchmark: server CPU as ratios to floors measured in the same run.")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="measure these parts only")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES), help="for pages and engine")
    parser.add_argument("--quick", action="store_true", help="growth to 20,000 instead of 1,000,000 ideas")
    parser.add_argument("--long", action="store_true", help="imports to 100,000 rows as well")
    return parser.parse_args()


@contextmanager
def _database(name: str) -> Iterator[tuple[str, Path, tuple[int, ...]]]:
    """An empty database: its URL, a folder, and the processes of its server."""
    with tempfile.TemporaryDirectory(prefix="golden-idea-bench-") as place:
        folder = Path(place)
        if name == "sqlite":
            yield f"sqlite:///{folder / 'golden-idea.db'}", folder, ()
            return
        home = Path(tempfile.mkdtemp(prefix="golden-idea-pg-"))
        server = PostgreSQL(home)
        try:
            yield server.fresh(), folder, (_postmaster(home),)
        finally:
            server.stop()


def _postmaster(home: Path) -> int:
    """The process whose children serve the connections."""
    return int((home / "data" / "postmaster.pid").read_text().split()[0])


def _engine(databases: list[str]) -> Iterator[Row]:
    for name in databases:
        with _database(name) as (url, _folder, watched):
            yield from moves.rows(url, watched=watched, name=name)


def _imports(databases: list[str], *, long: bool) -> Iterator[Row]:
    for name in databases:
        with _database(name) as (url, folder, watched):
            yield from imports.rows(url, watched=watched, name=name, long=long)


def _books(databases: list[str]) -> Iterator[Row]:
    for name in databases:
        with _database(name) as (url, _folder, watched):
            yield from posting.rows(url, watched=watched, name=name)


def _money(databases: list[str]) -> Iterator[Row]:
    for name in databases:
        with _database(name) as (url, folder, watched), pages.floors(folder) as beside:
            yield from money.rows(url, folder, beside=beside, watched=watched, name=name)


def _scores(databases: list[str]) -> Iterator[Row]:
    for name in databases:
        with _database(name) as (url, folder, watched), pages.floors(folder) as beside:
            yield from scores.rows(url, folder, beside=beside, watched=watched, name=name)


def _deadline(databases: list[str]) -> Iterator[Row]:
    for name in databases:
        with _database(name) as (url, folder, _watched):
            yield from deadline.rows(House(url, folder, amount=growth.amount(growth.SMALL)), folder, name=name)


def _pages(databases: list[str]) -> Iterator[Row]:
    for name in databases:
        with _database(name) as (url, folder, watched), pages.floors(folder) as beside:
            house = House(url, folder, amount=growth.amount(growth.SMALL))
            house.tick()
            yield from pages.rows(house, beside=beside, name=name, watched=watched)
    with _database(databases[0]) as (url, folder, _watched):
        house = House(url, folder, amount=growth.amount(growth.SMALL))
        house.tick()
        yield from pages.statements(house)


if __name__ == "__main__":
    main()
