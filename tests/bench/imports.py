"""How fast a list of ideas comes in, from the file to the last letter, and goes out again – beside the barest rows that say as much, by hand."""
from __future__ import annotations

import csv
import io
import os
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from openpyxl import Workbook

from proposals import clock, create_app
from proposals.collection.importing import undoing, whole
from proposals.storage import db
from tests import seeds
from tests.bench import clocks
from tests.bench.table import Row
from tests.drive import collection as drive

SEASON, MANY, MOST = 2_336, 20_000, 100_000
GOAL_RATIO, GOAL_SECONDS = {"sqlite": 120, "postgresql": 50}, 10
"""SQLite adds a bare row of many in 5 µs, so the ratio is large where the work is small: reading, checking, history, timers, letters."""
HEAD = ("题目", "要解决的问题", "建议的办法", "社区", "提案人", "联系电话", "提出日期", "来源", "类别", "工单号")
BODY = "楼道里没有扶手，老人上下楼很吃力，冬天地面结冰更容易摔倒。希望在一至三层加装扶手，由居民一起动手，志愿者每周检查一次。"
PLACES = ("一西街", "西屯社区", "六西街社区居委会", "双桥", "钢铁", "昭乌达")
CHANNELS = ("微信", "服务台", "电话")
TABLES = ("CREATE TABLE floor_idea (id BIGINT PRIMARY KEY, title VARCHAR(60), problem TEXT, solution TEXT, state VARCHAR(40), person BIGINT)",
          "CREATE TABLE floor_person (id BIGINT PRIMARY KEY, name VARCHAR(60), phone VARCHAR(20) UNIQUE)",
          "CREATE TABLE floor_step (id BIGINT PRIMARY KEY, idea BIGINT, name VARCHAR(40), body TEXT)", "CREATE INDEX floor_step_idea ON floor_step (idea)")
INSERTS = ("INSERT INTO floor_person VALUES (%s, %s, %s)", "INSERT INTO floor_idea VALUES (%s, %s, %s, %s, 'submitted', %s)",
           "INSERT INTO floor_step VALUES (%s, %s, 'submit', %s)")


def row_of(number: int) -> tuple[str, ...]:
    """An idea of somebody's own."""
    day = ("2018-3-5", "2018年3月5日", "2018/03/05 14:20")[number % 3]
    return (f"第 {number} 个点子", f"{number} 号楼：{BODY}", BODY, PLACES[number % len(PLACES)], f"居民{number}", f"13{number:09d}", day, CHANNELS[number % 3],
            "老年人", f"GD{number:07d}")


def as_csv(count: int) -> bytes:
    """A list of so many ideas."""
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *(row_of(number) for number in range(1, count + 1))])
    return out.getvalue().encode()


def as_xlsx(count: int) -> bytes:
    """The same list as a workbook."""
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in (HEAD, *(row_of(number) for number in range(1, count + 1))):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def rows(url: str, *, watched: tuple[int, ...], name: str, long: bool) -> Iterator[Row]:
    """CPU per idea of both, of this process, its children and the database's server; the wall time of a season's list; with ``long`` 100,000, too."""
    seeds.build(url)
    floor = _by_hand(url, watched=watched)
    app, part = create_app({"DATABASE_URL": url, "CLOCK": False, "SECRET_KEY": "a secret of the benchmark"}), f"imports, {name}"
    with app.app_context():
        for content, kind, count in ((as_xlsx(SEASON), "xlsx", SEASON), (as_csv(MANY), "csv", MANY), *([(as_csv(MOST), "csv", MOST)] if long else [])):
            begun, known = time.perf_counter(), 0 if count == SEASON else SEASON if count == MANY else MANY
            cost = _cpu(lambda content=content, kind=kind: _bring(content, kind=kind), watched=watched) / (count - known)
            seconds = time.perf_counter() - begun
            note = f"{1000 / cost:,.0f} ideas a second of CPU; floor: person, idea and two steps by hand, one transaction"
            yield Row(part, f"{count:,} rows, {kind}, {count - known:,} of them new", cost, "ms CPU an idea", floor, GOAL_RATIO[name], note)
            if count == SEASON:
                told = f"one transaction; {cost * count / 1000:.1f} s of it CPU"
                yield Row(part, f"{count:,} rows, from file to letters", seconds, "s wall", None, GOAL_SECONDS, told)
                yield _out_again(part, watched=watched, floor=floor, goal=GOAL_RATIO[name])
                _bring(content, kind=kind)
        db.session.remove()
        db.engine.dispose()


def _out_again(part: str, *, watched: tuple[int, ...], floor: float, goal: float) -> Row:
    """The season's list taken back as a whole."""
    cost = _cpu(lambda: undoing.undo(1, reason="试一试。", by=drive.who("周敏"), at=clock.now()), watched=watched) / SEASON
    return Row(part, f"{SEASON:,} ideas taken back", cost, "ms CPU an idea", floor, goal, "through the engine, each with its step")


def _bring(content: bytes, *, kind: str) -> None:
    asked = whole.Asked(drive.season_id(), drive.who("周敏"), {})
    job = whole.bring(content, name=f"名单.{kind}", asked=asked, at=clock.now(), seen=lambda rows: None)
    if job.state != "done":
        raise RuntimeError(f"the list is {job.state}: {job.found}")


def _cpu(work: Callable[[], object], *, watched: tuple[int, ...]) -> float:
    """Milliseconds of CPU, children that have ended included."""
    before = _spent(watched)
    work()
    return _spent(watched) - before


def _spent(watched: tuple[int, ...]) -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(clocks.cpu_ms(pid) for pid in (os.getpid(), *watched)) + (ended.ru_utime + ended.ru_stime) * 1000


def _by_hand(url: str, *, watched: tuple[int, ...]) -> float:
    """The floor per idea: four rows through the bare driver, all in one durable transaction."""
    lite = url.startswith("sqlite")
    connection: Any = sqlite3.connect(url.removeprefix("sqlite:///")) if lite else psycopg.connect(url.replace("+psycopg", ""))
    asked = tuple(each.replace("%s", "?") if lite else each for each in INSERTS)
    cursor = connection.cursor()
    for statement in TABLES:
        cursor.execute(statement)
    given = [row_of(number) for number in range(1, SEASON + 1)]

    def work() -> None:
        cursor.executemany(asked[0], [(n, row[4], row[5]) for n, row in enumerate(given)])
        cursor.executemany(asked[1], [(n, row[0], row[1], row[2], n) for n, row in enumerate(given)])
        cursor.executemany(asked[2], [(2 * n + step, n, row[1]) for n, row in enumerate(given) for step in (0, 1)])
        connection.commit()

    cost = _cpu(work, watched=watched) / SEASON
    connection.close()
    return cost
