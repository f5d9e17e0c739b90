"""What one posting costs – an entry, two transfers and its seal, one commit – beside the same rows written by hand through the bare driver."""
from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import psycopg

from proposals.funding.split import Scheme
from tests.bench import clocks
from tests.bench.table import Row
from tests.rooms.funding import bare

ORDERS = 300
AMOUNT, EACH = 10**9, 100
SHARES = ((0, 60), (1, 40))
GOALS = {"sqlite": 1 / 0.4, "postgresql": 1 / 0.45}
ENTRY = ("INSERT INTO entry (id, idem_key, kind, season_id, commitment_id, amount_fen, actor, occurred_on, at_us, document, body, prev_hash, hash, seal_id) "
         "VALUES (%s, %s, 'order', %s, %s, %s, 'p1', '2286-11-20', 1, '', %s, %s, %s, %s)")
TRANSFER = "INSERT INTO transfer (entry_id, debit_id, credit_id, amount_fen) VALUES (%s, %s, %s, %s)"
ACCOUNTS = "SELECT id, fund_id, stage FROM account WHERE commitment_id = %s AND stage IN ('commit', 'order')"


class ByHand:
    """The floor: hand-written statements on the bare driver, with all triggers of the books, knowing the accounts beforehand."""

    def __init__(self, url: str, *, project: int, books: bare.Books) -> None:
        self._sqlite = url.startswith("sqlite")
        self._connection: Any = self._lite(url) if self._sqlite else psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        self._project, self._season = project, books.season
        found = {(fund, stage): account for account, fund, stage in self._ask(ACCOUNTS, project)}
        self._ends = [(found[books.funds[place], "commit"], found[books.funds[place], "order"], fen) for place, fen in SHARES]

    def _lite(self, url: str) -> sqlite3.Connection:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute("PRAGMA " + pragma)
        return connection

    def _ask(self, statement: str, *values: object) -> Any:
        return self._connection.execute(statement.replace("%s", "?") if self._sqlite else statement, values)

    def order(self, number: int) -> None:
        """One entry with its transfers and its seal, chained by hash, in a transaction of its own."""
        self._ask("BEGIN IMMEDIATE" if self._sqlite else "BEGIN")
        head, before = self._ask("SELECT entry_id, hash FROM ledger_head" + ("" if self._sqlite else " FOR UPDATE")).fetchone()
        body = json.dumps({"id": head + 1, "transfers": self._ends})
        self._ask(ENTRY, head + 1, f"hand:{number}", self._season, self._project, EACH, body, before, sha256((before + body).encode()).hexdigest(), head + 1)
        for giving, taking, fen in self._ends:
            self._ask(TRANSFER, head + 1, giving, taking, fen)
        self._ask("INSERT INTO seal (entry_id) VALUES (%s)", head + 1)
        self._ask("COMMIT")

    def close(self) -> None:
        """Leave."""
        self._connection.close()


def rows(url: str, *, watched: tuple[int, ...], name: str) -> Iterator[Row]:
    """CPU of this process and the database's server for one posting with a commit of its own; one commitment for each of the two."""
    bare.made(url)
    books = bare.signed(url, season=1, scheme=Scheme.plain((60, 40)), amount_fen=AMOUNT, commitments=2)
    engine = bare.opened(url)
    with bare.writing(engine) as session:
        bare.received(session, books, fen=10 * AMOUNT)
        bare.committed(session, books)
        session.commit()

    def ours(number: int) -> None:
        with bare.writing(engine) as session:
            bare.posted(session, books, project=books.commitments[0], parts=(60, 40), key=f"o{number}")
            session.commit()

    hand = ByHand(url, project=books.commitments[1], books=books)
    floor, cost = _alternating(hand.order, ours, watched=(os.getpid(), *watched))
    hand.close()
    engine.dispose()
    note = f"{floor / cost:.2f} of the raw speed; floor: the same rows by hand"
    yield Row(f"books, {name}", "one posting, own commit", cost, "ms CPU", floor, GOALS[name], note)


def _alternating(floor: Callable[[int], None], ours: Callable[[int], None], *, watched: tuple[int, ...]) -> tuple[float, float]:
    """CPU in milliseconds of each, in turns of a tenth, so that both meet the same machine."""
    spent = {floor: 0.0, ours: 0.0}
    for turn in range(10):
        for work in spent:
            before = sum(clocks.cpu_ms(pid) for pid in watched)
            for number in range(ORDERS // 10):
                work(turn * ORDERS + number)
            spent[work] += sum(clocks.cpu_ms(pid) for pid in watched) - before if turn else 0.0
    return spent[floor] / (ORDERS * 0.9), spent[ours] / (ORDERS * 0.9)
