"""The index: every text as one weighted row of unit length; the nearest rows to a text, and all pairs of rows near each other.

Weights are learned when the index is built and stay as they are while texts are added, changed and taken out, until it is built anew
(``due``). Scores lie between 0 and 1 and are the same in both directions; equal scores stand in the order of their keys.
"""
from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from .features import PAIRS, SIGNS, WIDTH, counted
from .rows import Floats, Postings, Rows, joined

SHARES = (0.40, 0.35, 0.25)
"""How much signs, pairs and concepts weigh in a text's square length."""
DIGITS = 4
BLOCK = 500
FRESH_AT_LEAST = 4
BACKGROUND = 20
"""As many texts as stand beside the others and hold nothing of them: among the first few ideas of a season, what two share still tells something."""
FRESH_PART = 8


@dataclass(frozen=True)
class Hit:
    """A text found: its key and how near it is."""

    key: Any
    score: float


class Weights:
    """How much a column tells: the rarer among the texts learned from, the more; what stands in nearly every text tells nothing."""

    def __init__(self, counts: Rows) -> None:
        texts = len(counts) + BACKGROUND
        known, holding = np.unique(counts.columns, return_counts=True)
        self._known = np.append(known, np.int32(WIDTH))
        """The columns that occur, and one beyond all."""
        self._told = np.log((1 + texts) / (0.5 + np.append(holding, 0))).clip(min=0).astype(np.float32)
        self.of_two = float(np.log((1 + texts) / 2.5).clip(min=0))
        """What a column tells that stands in two texts."""

    def of(self, columns: NDArray[Any]) -> Floats:
        """What each of these columns tells; what never occurred tells most."""
        slot = np.searchsorted(self._known, columns)
        return np.where(self._known[slot] == columns, self._told[slot], self._told[-1])

    def rows(self, counts: Rows) -> Rows:
        """The counts as rows of unit length: counts grow by their logarithm, each kind of column has its share of the length."""
        values = [self._unit(block) for block in counts.blocks(of=BLOCK)]
        return Rows(np.concatenate([np.zeros(0, np.float32), *values]), counts.columns, counts.begins)

    def _unit(self, counts: Rows) -> Floats:
        row = counts.owners()
        kind = (counts.columns >= SIGNS).astype(np.int64) + (counts.columns >= SIGNS + PAIRS)
        weight = (1 + np.log(counts.values.astype(np.float32))) * self.of(counts.columns)
        slot = row * len(SHARES) + kind
        square = np.bincount(slot, weight.astype(np.float64) ** 2, len(counts) * len(SHARES)).astype(np.float64)
        share = np.where(square.reshape(-1, len(SHARES)) > 0, SHARES, 0.0)
        scale = np.sqrt(np.divide(share.reshape(-1), square, out=np.zeros_like(square), where=square > 0))
        whole = np.sqrt(np.maximum(share.sum(axis=1), 1e-12))
        return (weight * scale[slot] / whole[row]).astype(np.float32)


class Index:
    """Texts under their keys. Not safe for two threads at once while it is changed; whoever shares one takes turns."""

    def __init__(self, entries: Mapping[Any, str]) -> None:
        self._keys: list[Any] = sorted(entries)
        self._counts = counted([entries[key] for key in self._keys])
        self._learn()

    def _learn(self) -> None:
        self.weights = Weights(self._counts)
        self._postings = Postings(self.weights.rows(self._counts))
        self._settled = len(self._keys)
        self._fresh: Rows | None = None
        self._place: dict[Any, int] = {key: place for place, key in enumerate(self._keys)}
        self._alive = np.ones(len(self._keys), bool)

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._place

    def put(self, entries: Mapping[Any, str]) -> None:
        """Add texts, or let them stand in for the earlier ones under their keys; weights stay as they are."""
        self.drop(entries)
        if not entries:
            return
        counts = counted(list(entries.values()))
        for place, key in enumerate(entries, len(self._keys)):
            self._place[key] = place
            self._keys.append(key)
        rows = self.weights.rows(counts)
        self._counts = joined([self._counts, counts])
        self._fresh = rows if self._fresh is None else joined([self._fresh, rows])
        self._alive = np.concatenate([self._alive, np.ones(len(entries), bool)])

    @property
    def settled(self) -> int:
        """How many texts the weights were learned from."""
        return self._settled

    def keys(self) -> list[Any]:
        """The keys of the living texts, in order."""
        return sorted(self._place)

    def place(self, key: Hashable) -> int:
        """Where a key's score stands among ``scores``."""
        return self._place[key]

    def copy(self) -> Self:
        """Another index of the same texts, whose changes do not touch this one."""
        new = object.__new__(type(self))
        new.__dict__ |= self.__dict__ | {"_keys": list(self._keys), "_place": dict(self._place), "_alive": self._alive.copy()}
        return new

    def drop(self, keys: Mapping[Any, str] | Sequence[Any]) -> None:
        """Take texts out; unknown keys are no matter."""
        for key in keys:
            place = self._place.pop(key, None)
            if place is not None:
                self._alive[place] = False

    @property
    def due(self) -> bool:
        """Whether so much was added or taken out that the weights should be learned anew."""
        return len(self._keys) - self._settled + int((~self._alive).sum()) > max(FRESH_AT_LEAST, self._settled // FRESH_PART)

    def rebuilt(self) -> Self:
        """A new index of the living texts with newly learned weights; this one can be asked meanwhile."""
        new = object.__new__(type(self))
        places = np.array(sorted(self._place.values(), key=lambda place: self._keys[place]), np.int64)
        new._keys, new._counts = [self._keys[place] for place in places], self._counts.take(places)
        new._learn()
        return new

    def scores(self, text: str) -> Floats:
        """How near each row is to a text, by its place; 0 for rows taken out."""
        row = self.weights.rows(counted([text]))
        found = np.zeros(len(self._keys), np.float32)
        self._postings.add(row, to=found[:self._settled])
        if self._fresh is not None:
            found[self._settled:] = self._fresh.told(row)
        return np.where(self._alive, found, np.float32(0))

    def nearest(self, text: str, *, top: int, but: Any = None, least: float = 0.0) -> list[Hit]:
        """The ``top`` texts nearest to ``text`` that reach ``least``, the nearest first, ``but`` one key left out; what shares nothing is no answer."""
        return self.ranked(self.scores(text), top=top, but=but, least=least)

    def ranked(self, scores: Floats, *, top: int, but: Any = None, least: float = 0.0) -> list[Hit]:
        """The best of scores given by place; equal ones in the order of their keys."""
        rounded = scores.round(DIGITS)
        if but in self._place:
            rounded[self._place[but]] = 0
        edge = np.partition(rounded, len(rounded) - top)[-top] if len(rounded) > top else 0
        places = np.flatnonzero((rounded >= max(edge, least)) & (rounded > 0) & self._alive)
        hits = [Hit(self._keys[place], float(rounded[place])) for place in places]
        return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:top]

    def rows(self) -> tuple[list[Any], Rows]:
        """The living texts' keys in order, and their rows under the present weights."""
        places = np.array(sorted(self._place.values(), key=lambda place: self._keys[place]), np.int64)
        return [self._keys[place] for place in places], self.weights.rows(self._counts.take(places))
