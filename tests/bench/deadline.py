"""The last minute of the collection: 64 residents press 提交 at the same moment, many of them twice; nothing may be lost, doubled or refused.

Each has written an idea down to the check page; then all send at once. The time is what a resident waits, wall clock on this very machine with
its 64 browsers beside the server, so the floor's 64 durable inserts of the same minute stand beside it.
"""
from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import func, select

from proposals import create_app
from proposals.collection.models import Proposal
from proposals.storage import db
from tests.bench import floor, works
from tests.bench.house import House
from tests.bench.served import Guest, Server, expect, serving
from tests.bench.table import Row
from workflow.tables import step

WRITERS, EACH, TWICE = 64, 4, 3
"""Every third idea is sent twice."""
EIGHT = {"THREADS": "8"}
GOAL = 17.0


def rows(house: House, folder: Path, *, name: str) -> Iterator[Row]:
    """The longest of a hundred waits (p99) and what was lost, doubled or refused."""
    known = floor_p99_ms(folder)
    before = _sent(house)
    with serving("tests.bench.product", environment=house.environment | EIGHT) as server:
        waits, wrong = crowd(server, prepare=_written)
    lost, doubled = WRITERS * EACH - (_sent(house) - before), _doubled(house)
    part = f"deadline, {name}"
    yield Row(part, f"p99 of {WRITERS} writers sending at once", p99_ms(waits), "ms wall", known, GOAL, f"{len(waits)} sendings, floor: one insert")
    yield Row(part, "errors", float(wrong), "", None, 0.0, "anything but a redirect to the receipt")
    yield Row(part, "ideas lost or doubled", float(abs(lost) + doubled), "", None, 0.0, f"of {WRITERS * EACH}, every third sent twice")


Send = Callable[[], bool]


def crowd(server: Server, *, prepare: Callable[[Server, int], list[Send]]) -> tuple[list[float], int]:
    """Everybody prepares, waits for the others, and sends; returns each wait in seconds and how many answers were wrong."""
    ready, waits, wrong = threading.Barrier(WRITERS), list[float](), list[int]()

    def writer(number: int) -> None:
        sends = prepare(server, number)
        ready.wait(timeout=600)
        for send in sends:
            begun = time.perf_counter()
            right = send()
            waits.append(time.perf_counter() - begun)
            wrong.extend([] if right else [number])

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, len(wrong)


def p99_ms(waits: list[float]) -> float:
    """The wait that one in a hundred exceeds, in milliseconds."""
    return sorted(waits)[min(len(waits) - 1, len(waits) * 99 // 100)] * 1000


def _written(server: Server, number: int) -> list[Send]:
    """Ideas of one resident, each on its check page."""
    sends = list[Send]()
    for place in range(EACH):
        guest = Guest(server, cookies={})
        address, fields = works.write_down(guest, number=number * EACH + place + 1)
        sends += [lambda guest=guest, address=address, fields=fields: _sends(guest, address, fields)] * (2 if (number + place) % TWICE == 0 else 1)
    return sends


def _sends(guest: Guest, address: str, fields: list[tuple[str, str]]) -> bool:
    answer = guest.post(address, fields)
    return answer.status == 303 and answer.headers["location"].endswith("/done")


def floor_p99_ms(folder: Path) -> float:
    """The same crowd, each inserting one durable row four times, on the floor."""
    file = folder / "deadline-floor.db"
    floor.make(file)

    def inserts(server: Server, number: int) -> list[Send]:
        guest = Guest(server, cookies={})
        return [lambda: expect(guest.post("/insert", {"body": "x" * 300}), 200).status == 200] * EACH

    with serving("tests.bench.floor", environment={floor.FILE: str(file)} | EIGHT) as server:
        return p99_ms(crowd(server, prepare=inserts)[0])


def _sent(house: House) -> int:
    return _asked(house, select(func.count()).select_from(Proposal).where(Proposal.state == "submitted"))


def _doubled(house: House) -> int:
    """Ideas with more than one step ``submit`` in their history."""
    twice = select(step.c.instance_id).where(step.c.name == "submit").group_by(step.c.instance_id).having(func.count() > 1)
    return _asked(house, select(func.count()).select_from(twice.subquery()))


def _asked(house: House, query: object) -> int:
    app = create_app({"DATABASE_URL": house.url, "CLOCK": False, "SECRET_KEY": "bench"})
    with app.app_context():
        found = db.session.execute(query).scalar_one()  # type: ignore[call-overload]
        db.session.remove()
        db.engine.dispose()
    return int(found)
