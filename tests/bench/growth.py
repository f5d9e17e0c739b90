"""From 2,336 ideas to a million: what the same page or work costs then, as a ratio to the small season of the same run."""
from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import works
from tests.bench.counting import counted
from tests.bench.filler import Amount
from tests.bench.house import House, within
from tests.bench.served import Server, expect, unit_cpu_ms
from tests.bench.table import Row, absent
from tests.bench.visits import VISITS

SMALL = 2_336
SIZES = (100_000, 1_000_000)
LONGEST_FILL_S = 180.0
STOCK = {"scoring": 60, "scored": 240, "waiting": 150, "told": 100, "streets": 99}
WORKS: tuple[tuple[str, str, Callable[[works.Somebody, works.Stock], None]], ...] = (
    ("clerk: enter a paper idea", "张小雨", works.enter_paper), ("judge: save a score", "郑国栋", works.save_score),
    ("staff: accept one", "王主任", works.accept_one), ("chair: decide one", "郑国栋", works.decide_one))
WORK_GOAL, WORK_UNITS, WORK_WARM = 1.2, 25, 4


@dataclass(frozen=True)
class Cost:
    """What one page or work took: CPU in milliseconds, statements, rows fetched; or why it could not be had."""

    cpu_ms: float
    statements: int
    rows: int
    trouble: str


def amount(proposals: int) -> Amount:
    """The season of the benchmark with that many ideas."""
    return Amount(proposals, **STOCK)


def rows(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Every page and work that must not grow, at each size."""
    filled: list[Row] = []
    small = _measured(SMALL, filled=filled)
    for size in sizes:
        large = _measured(size, filled=filled)
        yield filled[-1]
        yield from (_row(what, size=size, small=small[what], large=large[what], goal=goal) for what, goal in _goals().items())


def _goals() -> dict[str, float]:
    pages = {visit.what: visit.growth for visit in VISITS if visit.growth is not None}
    return pages | {what: WORK_GOAL for what, _who, _act in WORKS}


def _measured(size: int, *, filled: list[Row]) -> dict[str, Cost]:
    """All costs at one size; each size has its own folder, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="golden-idea-bench-") as place:
        folder = Path(place)
        house = House(f"sqlite:///{folder / 'golden-idea.db'}", folder, amount=amount(size))
        megabytes = (folder / "golden-idea.db").stat().st_size / 1e6
        filled.append(Row("growth", f"fill {size:,} ideas", house.fill_s, "s", None, LONGEST_FILL_S, f"CPU of this process; {megabytes:,.0f} MB"))
        house.tick()
        counts = _counts(house)
        with house.served(watched=()) as server:
            return {what: _cost(house, server=server, what=what, count=count) for what, count in counts.items()}


def _counts(house: House) -> dict[str, tuple[int, int, str]]:
    """Statements and rows of everything, asked in this process."""
    found = {}
    with house.app() as app:
        for visit in VISITS:
            if visit.growth is not None:
                somebody, url = within(app, name=visit.who), visit.address(house.filled)
                somebody.get(url)
                with counted() as count:
                    status = somebody.get(url).status
                found[visit.what] = (count.statements, count.rows, "" if status == 200 else f"{url} answered {status}")
        stock = works.Stock(house.filled)
        for what, who, act in WORKS:
            with counted() as count:
                trouble = _tried(lambda: act(within(app, name=who), stock))
            found[what] = (count.statements, count.rows, trouble)
    return found


def _tried(work: Callable[[], None]) -> str:
    try:
        work()
    except (ValueError, AssertionError) as trouble:
        return " ".join(str(trouble).split())[:90]
    return ""


def _cost(house: House, *, server: Server, what: str, count: tuple[int, int, str]) -> Cost:
    if count[2]:
        return Cost(0.0, *count)
    visit = next((each for each in VISITS if each.what == what), None)
    if visit is not None:
        guest, url = house.guest(server, visit.who), visit.address(house.filled)
        return Cost(unit_cpu_ms(server, lambda: _look(guest, url)), *count)
    who, act = next((who, act) for name, who, act in WORKS if name == what)
    guest, stock = house.guest(server, who), _rest(house)
    return Cost(unit_cpu_ms(server, lambda: act(guest, stock), units=WORK_UNITS, warm=WORK_WARM), *count)


def _look(guest: works.Somebody, url: str) -> None:
    expect(guest.get(url), 200)


def _rest(house: House) -> works.Stock:
    """What the counting in this process has left over."""
    stock = works.Stock(house.filled)
    for used in (stock.reviews, stock.waiting, stock.scored, stock.numbers):
        next(used)
    return stock


def _row(what: str, *, size: int, small: Cost, large: Cost, goal: float) -> Row:
    part = f"growth to {size:,}"
    if small.trouble or large.trouble:
        return absent(part, what, why=small.trouble or large.trouble)
    same = (small.statements, small.rows) == (large.statements, large.rows)
    note = f"{large.statements} statements, {large.rows} rows" + ("" if same else f" – with {SMALL:,}: {small.statements}, {small.rows}")
    return Row(part, what, large.cpu_ms, "ms CPU", small.cpu_ms, goal, note)
