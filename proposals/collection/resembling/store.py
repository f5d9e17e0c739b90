"""The index of a season's texts in this process, caught up with the database before every question.

Nothing depends on one process: each asks what was written lately (by the revisions on the ideas' own rows) and reads what it does not know.
What became visible later than that, out of a long transaction or a restored database, is found by comparing all revisions every five
minutes. Weights are learned anew when an eighth was added, by whoever asks while a season is small, else by the clock.
"""
from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, func, select

from ... import clock
from ...similar import machinery
from ...storage import db
from ..models import Proposal

SPREAD = 2_147_483_647
"""Revisions are summed modulo this prime: the sum of a million of them fits a database's whole number."""
AT_ONCE = 500
SMALL = 5_000
WINDOW_US = 2 * 60 * 1_000_000
"""How late a written row may become visible, or how far another machine's clock may be behind, and still be noticed at once."""
COMPARED_US = 5 * 60 * 1_000_000
LARGEST = 120_000
"""Ideas of a season that are held in memory (about 2 KB each); where there are more, nothing is suggested."""
UNREADABLE = ("draft", "lapsed", "withdrawn")
Mark = tuple[int, int, int]


def text_of(title: str, problem: str, solution: str) -> str:
    """An idea's words as they are compared."""
    return f"{title}\n{problem}\n{solution}"


class Shelf:
    """One season's texts. Whoever uses it holds its lock."""

    def __init__(self, season_id: int) -> None:
        self.season_id = season_id
        self.lock = threading.RLock()
        self.index = machinery().Index({})
        self.too_large = False
        self._compared_us = self._asked_us = 0
        self._revisions: dict[int, int] = {}
        self._words: dict[int, int] = {}
        self.public: set[int] = set()
        """Ideas that everybody may read."""

    @property
    def mark(self) -> Mark:
        """What was read: how many rows, the newest revision, their sum."""
        return len(self._revisions), max(self._revisions.values(), default=0), sum(revision % SPREAD for revision in self._revisions.values())

    def catch_up(self) -> None:
        """Read what changed in the database; one statement when nothing did, two when something did."""
        at = clock.now()
        if at - self._compared_us >= COMPARED_US:
            self._compare_all()
            self._compared_us = at
        elif not self.too_large:
            lately = select(Proposal.id, Proposal.revision).where(Proposal.season_id == self.season_id, Proposal.revision > self._asked_us - WINDOW_US)
            self._read({row[0]: row[1] for row in db.session.execute(lately)})
        self._asked_us = at
        if self.index.due and (len(self.index) <= SMALL or self.index.settled == 0):
            self.learn()

    def learn(self) -> None:
        """Learn the weights anew; bounded by the season (2 s for 20,000 ideas)."""
        self.index = self.index.rebuilt()

    def _read(self, stands: Mapping[int, int]) -> None:
        """Read the texts of those of these rows that are not known in this revision; all at once where nothing is known yet."""
        missed = [key for key, revision in stands.items() if self._revisions.get(key) != revision]
        for begin in range(0, len(missed), AT_ONCE) if self._revisions else ():
            self._take(Proposal.id.in_(missed[begin:begin + AT_ONCE]))
        if missed and not self._revisions:
            self._take()

    def _take(self, *which: ColumnElement[bool]) -> None:
        asked = select(Proposal.id, Proposal.revision, Proposal.state, Proposal.number, Proposal.title, Proposal.problem, Proposal.solution)
        texts: dict[int, str] = {}
        gone: list[int] = []
        for row in db.session.execute(asked.where(Proposal.season_id == self.season_id, *which).execution_options(yield_per=AT_ONCE)):
            self._revisions[row.id] = row.revision
            (self.public.discard if row.number is None or row.state in UNREADABLE else self.public.add)(row.id)
            if row.state in UNREADABLE:
                gone.append(row.id)
            else:
                texts[row.id] = text_of(row.title, row.problem, row.solution)
        self._put(texts, gone=gone)

    def _put(self, texts: Mapping[int, str], *, gone: Sequence[int]) -> None:
        fresh = {key: zlib.crc32(text.encode("utf-8", "replace")) for key, text in texts.items()}
        changed = {key: text for key, text in texts.items() if self._words.get(key) != fresh[key]}
        self._words |= fresh
        for key in gone:
            self._words.pop(key, None)
        self.index.drop(gone)
        if len(self.index) == 0:
            self.index = machinery().Index(changed)
        else:
            self.index.put(changed)

    def _compare_all(self) -> None:
        """Every revision of the season against those known: what is missing is read, what is no more is taken out."""
        if _mark(self.season_id) == self.mark:
            return
        stands = {row[0]: row[1] for row in db.session.execute(
            select(Proposal.id, Proposal.revision).where(Proposal.season_id == self.season_id).limit(LARGEST + 1))}
        self.too_large = len(stands) > LARGEST
        gone = [key for key in self._revisions if self.too_large or key not in stands]
        for key in gone:
            del self._revisions[key]
        self._put({}, gone=gone)
        self._read({} if self.too_large else stands)


def _mark(season_id: int) -> Mark:
    """How the season's texts stand in the database; read from one index."""
    total = func.coalesce(func.sum(Proposal.revision % SPREAD), 0)
    row = db.session.execute(select(func.count(), func.coalesce(func.max(Proposal.revision), 0), total).where(Proposal.season_id == season_id)).one()
    return int(row[0]), int(row[1]), int(row[2])


_shelves: dict[tuple[str, int], Shelf] = {}
_making = threading.Lock()


@contextmanager
def shelf(season_id: int) -> Iterator[Any]:
    """The season's index, caught up; other threads of this process wait meanwhile."""
    key = (str(db.engine.url), season_id)
    with _making:
        found = _shelves.get(key) or _shelves.setdefault(key, Shelf(season_id))
    with found.lock:
        found.catch_up()
        yield found
