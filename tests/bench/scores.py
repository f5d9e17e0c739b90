"""The list with scores as files and as a ranking: 1,410 proposals with 7,050 reviews among 2,336, as a season of three reviews each has."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.filler import Amount
from tests.bench.house import House
from tests.bench.pages import Floors
from tests.bench.served import Guest, expect, unit_cpu_ms
from tests.bench.table import Row

AMOUNT = Amount(2_336, scoring=10, scored=1_400, waiting=150, told=100, streets=1)
CSV, XLSX, RANKING = "/approval/scores.csv", "/approval/scores.xlsx", "/approval/ranking"
XLSX_MS, FIRST_BYTE_S, RANKING_MS = 1_200, 0.05, 800


def rows(url: str, folder: Path, *, beside: Floors, watched: tuple[int, ...], name: str) -> Iterator[Row]:
    """Both files and the bureau's ranking on one database."""
    house, part = House(url, folder, amount=AMOUNT), f"scores, {name}"
    with house.served(watched=watched) as server:
        bureau = house.guest(server, "李科长")
        lines = expect(bureau.get(CSV), 200).text.count("\n")
        cost, floor_ms = beside.beside("export", server=server, unit=lambda: _look(bureau, CSV), units=10, warm=2)
        yield Row(part, "list with scores, CSV, streamed", cost, "ms CPU", floor_ms, 12, f"{lines:,} lines, 7,050 reviews")
        yield Row(part, "list with scores, CSV: first byte", min(bureau.get(CSV).first_s for _turn in range(5)), "s", None, FIRST_BYTE_S, "wall time")
        yield Row(part, "list with scores, XLSX", unit_cpu_ms(server, lambda: _look(bureau, XLSX), units=3, warm=1), "ms CPU", None, XLSX_MS, "")
        ranking = unit_cpu_ms(server, lambda: _look(bureau, RANKING), units=5, warm=1)
        yield Row(part, "ranking of 1,400: reasons, severity, flags", ranking, "ms CPU", None, RANKING_MS, "worked out anew for every look")


def _look(guest: Guest, url: str) -> None:
    expect(guest.get(url), 200)
