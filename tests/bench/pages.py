"""What each page and each whole unit of work costs the server, beside the floor of the same run."""
from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import floor, works
from tests.bench.counting import counted
from tests.bench.house import House, within
from tests.bench.served import ENOUGH_MS, WARM_UP, Cost, Guest, Server, expect, serving, start_row
from tests.bench.table import Row, absent
from tests.bench.visits import DETAIL, LIST, LONGEST_LIST_BYTES, VISITS, Visit

EXPORT = "/data/ideas.csv"
FIRST_BYTE_S = 0.05
TURNS = 5


@dataclass(frozen=True)
class Work:
    """A unit of work: who does it, how often it is measured, and its floor and goal."""

    what: str
    who: str | None
    act: Callable[[works.Somebody, works.Stock], None]
    units: int
    warm: int
    floor: str
    goal: float
    statements: int


WORKS = (
    Work("clerk: enter a paper idea, 2 requests", "张小雨", works.enter_paper, 40, 5, "submit", 17, 25),
    Work("visitor: write and send an idea, 14 requests", None, works.write_idea, 15, 3, "submit", 17, 25),
    Work("judge: save a score, GET + POST", "郑国栋", works.save_score, 40, 5, "submit", 12, 20),
    Work("staff: accept one, GET + POST", "王主任", works.accept_one, 40, 5, "submit", 12, 20),
    Work("chair: decide one, GET + POST", "郑国栋", works.decide_one, 30, 5, "submit", 12, 20),
    Work("chair: decide 200 at once, 3 requests", "郑国栋", works.decide_many, 1, 0, "bulk", 150, 30),
)


class Floors:
    """The floor, measured beside everything that has one."""

    def __init__(self, server: Server) -> None:
        self.server, self._guest = server, Guest(server, cookies={})

    def beside(self, name: str, *, server: Server, unit: Callable[[], None], units: int | None, warm: int) -> tuple[float, float]:
        """CPU in milliseconds of one unit, and of the floor's page, submit, bulk or export: a few of either in turn, because the speed of a shared
        processor changes by half from one moment to the next (measured)."""
        bare, ours, floor = self._unit(name), Cost(), Cost()
        for each in [unit] * warm + [bare] * warm:
            each()
        for share in shares(units):
            floor.add(self.server, bare, units=None, enough=ENOUGH_MS / TURNS / 2)
            ours.add(server, unit, units=share, enough=ENOUGH_MS / TURNS)
            floor.add(self.server, bare, units=None, enough=ENOUGH_MS / TURNS / 2)
        return ours.each, floor.each

    def _unit(self, name: str) -> Callable[[], None]:
        units = {"submit": self._submit, "bulk": self._bulk, "export": lambda: self._look("/export")}
        return units.get(name, lambda: self._look(name))

    def _look(self, url: str) -> None:
        expect(self._guest.get(url), 200)

    def _submit(self) -> None:
        self._look(DETAIL)
        expect(self._guest.post("/insert", {"body": "x" * 300}), 200)

    def _bulk(self) -> None:
        self._look(LIST)
        expect(self._guest.post("/bulk", {"state": "rejected", "body": "x" * 300}), 200)


def shares(units: int | None) -> list[int | None]:
    """So many units dealt out over the turns; None stays None in every turn."""
    turns = min(TURNS, units or TURNS)
    return [units and (units * (turn + 1) // turns - units * turn // turns) for turn in range(turns)]


@contextmanager
def floors(folder: Path) -> Iterator[Floors]:
    """The floor, served."""
    floor.make(folder / "floor.db")
    with floor_served(folder) as server:
        yield Floors(server)


def floor_served(folder: Path) -> AbstractContextManager[Server]:
    """The floor on the database in this folder."""
    return serving("tests.bench.floor", environment={floor.FILE: str(folder / "floor.db")})


def rows(house: House, *, beside: Floors, name: str, watched: tuple[int, ...]) -> Iterator[Row]:
    """Every page and every work on one database."""
    yield start_row(f"server, {name}", lambda: house.served(watched=watched), floor=lambda: floor_served(house.folder))
    with house.served(watched=watched) as server:
        for visit in VISITS:
            yield from page(house, server=server, visit=visit, beside=beside, part=f"page, {name}")
        yield from _export(server, beside=beside, part=f"work, {name}")
        stock = works.Stock(house.filled)
        for work in WORKS:
            yield _work(house, server=server, stock=stock, work=work, beside=beside, part=f"work, {name}")
        yield Row(f"server, {name}", "memory per worker after this load", server.memory_mb(), "MiB", beside.server.memory_mb(), 110 / 41, "")


def statements(house: House) -> Iterator[Row]:
    """How many statements every page and work asks, beside the budget; counted in this process."""
    with house.app() as app:
        for visit in VISITS:
            somebody, url = within(app, name=visit.who), visit.address(house.filled)
            somebody.get(url)
            with counted() as count:
                somebody.get(url)
            yield Row("statements", visit.what, count.statements, "", None, visit.statements, f"{count.rows} rows fetched")
        stock = works.Stock(house.filled)
        for work in WORKS:
            somebody = within(app, name=work.who)
            with counted() as count:
                work.act(somebody, stock)
            yield Row("statements", work.what, count.statements, "", None, work.statements, f"{count.rows} rows fetched")


def page(house: House, *, server: Server, visit: Visit, beside: Floors, part: str) -> Iterator[Row]:
    """CPU of one page beside its floor; why it could not be had where it does not answer."""
    guest, url = house.guest(server, visit.who), visit.address(house.filled)
    answer = guest.get(url)
    if answer.status != 200:
        yield absent(part, visit.what, why=f"{url} answered {answer.status}")
        return
    weight = f"{len(answer.body) / 1000:,.1f} kB, gzip {len(gzip.compress(answer.body, 6)) / 1000:,.1f} kB"
    heavy = " – heavier than 150 kB" if len(answer.body) > LONGEST_LIST_BYTES else ""
    cost, floor_ms = beside.beside(visit.floor, server=server, unit=lambda: _look(guest, url), units=None, warm=WARM_UP)
    yield Row(part, visit.what, cost, "ms CPU", floor_ms, visit.goal, weight + heavy)


def _look(guest: Guest, url: str) -> None:
    expect(guest.get(url), 200)


def _work(house: House, *, server: Server, stock: works.Stock, work: Work, beside: Floors, part: str) -> Row:
    try:
        someone = house.guest(server, work.who)
        cost, floor_ms = beside.beside(work.floor, server=server, unit=lambda: work.act(someone if work.who else Guest(server, cookies={}), stock),
                                       units=work.units, warm=work.warm)
    except (ValueError, AssertionError) as trouble:
        return absent(part, work.what, why=" ".join(str(trouble).split())[:90])
    return Row(part, work.what, cost, "ms CPU", floor_ms, work.goal, "")


def _export(server: Server, *, beside: Floors, part: str) -> Iterator[Row]:
    guest = Guest(server, cookies={})
    answer = guest.get(EXPORT)
    if answer.status != 200:
        yield absent(part, "export as CSV", why=f"{EXPORT} answered {answer.status}")
        return
    lines = answer.text.count("\n")
    cost, floor_ms = beside.beside("export", server=server, unit=lambda: _look(guest, EXPORT), units=10, warm=2)
    yield Row(part, "export as CSV, streamed", cost, "ms CPU", floor_ms, 12, f"{lines:,} lines")
    yield Row(part, "export: first byte", min(guest.get(EXPORT).first_s for _turn in range(5)), "s", None, FIRST_BYTE_S, "wall time")
