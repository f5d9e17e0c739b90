"""A small season's books made by hand: two sources, two projects, a bounced payment, a refund, and words that formats stumble over."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from proposals.funding.exports.book import Account, Band, Book, Entry, Head, Leg, Movement, Project, Share, Source, Tranche

SOURCES = (Source(1, "foundation", "社区发展基金会", "foundation", 60, 1), Source(2, "treasury", "区财政", "treasury", 40, 2))
NASTY = '=HYPERLINK("x")\\;|"夜校"'
STEPS: tuple[tuple[str, str, int | None, int | None, tuple[tuple[int, str, str, int], ...]], ...] = (
    ("2018-01-05", "receipt", None, None, ((1, "origin", "pool", 3_000_000),)),
    ("2018-01-06", "receipt", None, None, ((2, "origin", "pool", 2_000_000),)),
    ("2018-02-01", "commit", 11, None, ((1, "pool", "commit", 267_600), (2, "pool", "commit", 178_401))),
    ("2018-02-02", "commit", 12, None, ((1, "pool", "commit", 60_001), (2, "pool", "commit", 40_000))),
    ("2018-03-01", "order", 11, 1, ((1, "commit", "order", 133_800), (2, "commit", "order", 89_200))),
    ("2018-03-02", "pay", 11, 1, ((1, "order", "held", 133_800),)),
    ("2018-03-03", "pay", 11, 1, ((2, "order", "held", 89_200),)),
    ("2018-03-05", "reverse", 11, 1, ((2, "held", "order", 89_200),)),
    ("2018-03-08", "pay", 11, 1, ((2, "order", "held", 89_200),)),
    ("2018-06-01", "order", 11, 2, ((1, "commit", "order", 133_800), (2, "commit", "order", 89_201))),
    ("2018-06-02", "pay", 11, 2, ((1, "order", "held", 133_800),)),
    ("2018-06-02", "pay", 11, 2, ((2, "order", "held", 89_201),)),
    ("2018-11-01", "spend", 11, None, ((1, "held", "spent", 260_000), (2, "held", "spent", 173_334))),
    ("2018-11-20", "refund", 11, None, ((1, "held", "returned", 7_600), (2, "held", "returned", 5_067))),
    ("2018-12-01", "release", 12, None, ((1, "commit", "pool", 60_001), (2, "commit", "pool", 40_000))),
)
PAID_BACK = {8: 7}
"""Entry 8 takes back entry 7."""


def project(number: int, *, title: str, fen: tuple[int, int], tranches: tuple[tuple[int, int], ...]) -> Project:
    """A signed project of two sources; ``tranches`` are each one's parts."""
    state = "paid" if tranches[1:] else "cancelled"
    parts = tuple(Tranche(seq, "signing", sum(legs), _legs(legs, number=number * 100 + seq * 10, state=state)) for seq, legs in enumerate(tranches, start=1))
    shares = tuple(Share(source, weight, part) for source, weight, part in zip((1, 2), (60, 40), fen, strict=True))
    return Project(number, number + 90, f"2018-XT-{number:04d}", f"2018-西屯-{number:04d}", title, "西屯街道", "老年人服务", 5, "夕阳红服务社", "closed",
                   "2018-02-01", sum(fen), 433_334 if tranches[1:] else None, shares, (Band(0, {1: 60, 2: 40}),), parts)


def _legs(parts: tuple[int, int], *, number: int, state: str) -> tuple[Leg, ...]:
    return tuple(Leg(number + source, source, fen, fen, state, None, f"B-{number}", "夕阳红服务社", "0086", "陈会计", "孙主任")
                 for source, fen in enumerate(parts, start=1))


def made() -> Book:
    """The books of STEPS."""
    projects = {11: project(11, title=NASTY, fen=(267_600, 178_401), tranches=((133_800, 89_200), (133_800, 89_201))),
                12: project(12, title="助餐点", fen=(60_001, 40_000), tranches=((60_001, 40_000),))}
    accounts: dict[tuple[int, str, int | None], Account] = {}
    entries = tuple(_entry(number, step=step, accounts=accounts) for number, step in enumerate(STEPS, start=1))
    return Book(2018, "2018 年第二届社区金点子", SOURCES, projects, {account.id: account for account in accounts.values()}, entries,
                entries[0].on, entries[-1].on, Head(entries[-1].id, entries[-1].hash), 1_545_000_000_000_000)


def _entry(number: int, *, step: tuple[str, str, int | None, int | None, Iterable[tuple[int, str, str, int]]],
           accounts: dict[tuple[int, str, int | None], Account]) -> Entry:
    on, kind, of, tranche, legs = step
    movements = []
    for source, giving, taking, fen in legs:
        ends = [_moved(accounts, source=source, stage=stage, of=of, fen=change) for stage, change in ((giving, -fen), (taking, fen))]
        movements.append(Movement(*ends, fen))
    leg = of * 100 + tranche * 10 + legs[0][0] if kind in ("pay", "reverse") else None
    return Entry(number, on, 0, kind, of, leg, tranche, sum(movement.fen for movement in movements), "陈会计", f"回单-{number}", PAID_BACK.get(number),
                 sha256(str(number).encode()).hexdigest(), tuple(movements))


def _moved(accounts: dict[tuple[int, str, int | None], Account], *, source: int, stage: str, of: int | None, fen: int) -> int:
    key = (source, stage, None if stage in ("origin", "pool") else of)
    found = accounts.get(key) or Account(len(accounts) + 1, source, stage, key[2], "", "", 0)
    accounts[key] = replace(found, fen=found.fen + fen)
    return found.id
