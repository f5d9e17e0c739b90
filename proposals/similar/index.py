"""The index: every text as one weighted row of unit length; the nearest rows to a text, and all pairs of rows near each other.

Weights are learned when the index is built and stay as they are while texts are added, changed and taken out, until it is built anew
(``due``). Scores lie between 0 and 1 and are the same in both directions; equal scores stand in the order of their keys.
"""
from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, vstack

from .features import PAIRS, SIGNS, WIDTH, counted

Floats = NDArray[np.float32]
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

    def __init__(self, counts: csr_matrix) -> None:
        texts = counts.shape[0] + BACKGROUND
        holding = np.bincount(counts.indices, minlength=WIDTH)
        self.of_column: Floats = np.log((1 + texts) / (0.5 + holding)).clip(min=0).astype(np.float32)
        self.of_two = float(np.log((1 + texts) / 2.5).clip(min=0))
        """What a column tells that stands in two texts."""

    def rows(self, counts: csr_matrix) -> csr_matrix:
        """The counts as rows of unit length: counts grow by their logarithm, each kind of column has its share of the length."""
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        kind = (counts.indices >= SIGNS).astype(np.int64) + (counts.indices >= SIGNS + PAIRS)
        weight = (1 + np.log(counts.data.astype(np.float32))) * self.of_column[counts.indices]
        slot = row * len(SHARES) + kind
        square = np.bincount(slot, weight.astype(np.float64) ** 2, counts.shape[0] * len(SHARES)).astype(np.float64)
        share = np.where(square.reshape(-1, len(SHARES)) > 0, SHARES, 0.0)
        scale = np.sqrt(np.divide(share.reshape(-1), square, out=np.zeros_like(square), where=square > 0))
        whole = np.sqrt(np.maximum(share.sum(axis=1), 1e-12))
        data = (weight * scale[slot] / whole[row]).astype(np.float32)
        return csr_matrix((data, counts.indices, counts.indptr), counts.shape)


class Index:
    """Texts under their keys. Not safe for two threads at once while it is changed; whoever shares one takes turns."""

    def __init__(self, entries: Mapping[Any, str]) -> None:
        self._keys: list[Any] = sorted(entries)
        self._counts = counted([entries[key] for key in self._keys])
        self._learn()

    def _learn(self) -> None:
        self.weights = Weights(self._counts)
        self._postings: csc_matrix = self.weights.rows(self._counts).tocsc()
        self._settled = len(self._keys)
        self._fresh: csr_matrix | None = None
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
        self._counts = vstack([self._counts, counts], format="csr", dtype=np.uint8)
        self._fresh = rows if self._fresh is None else vstack([self._fresh, rows], format="csr", dtype=np.float32)
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
        new._keys, new._counts = [self._keys[place] for place in places], self._counts[places]
        new._learn()
        return new

    def scores(self, text: str) -> Floats:
        """How near each row is to a text, by its place; 0 for rows taken out."""
        row = self.weights.rows(counted([text]))
        found = np.zeros(len(self._keys), np.float32)
        settled, postings = found[:self._settled], self._postings
        for column, weight in zip(row.indices, row.data, strict=True):
            begin, end = postings.indptr[column], postings.indptr[column + 1]
            settled[postings.indices[begin:end]] += weight * postings.data[begin:end]
        if self._fresh is not None:
            asked = np.zeros(WIDTH, np.float32)
            asked[row.indices] = row.data
            found[self._settled:] = self._fresh @ asked
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

    def rows(self) -> tuple[list[Any], csr_matrix]:
        """The living texts' keys in order, and their rows under the present weights."""
        places = np.array(sorted(self._place.values(), key=lambda place: self._keys[place]), np.int64)
        return [self._keys[place] for place in places], self.weights.rows(self._counts[places])


def pairs(rows: csr_matrix, *, least: float) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Floats]]:
    """All pairs of rows whose score reaches ``least``, once each, block by block: first places, second places, scores."""
    turned = rows.T.tocsr()
    for begin in range(0, rows.shape[0], BLOCK):
        near = (rows[begin:begin + BLOCK] @ turned).tocoo()
        kept = (near.data >= least) & (near.row + begin < near.col)
        yield near.row[kept].astype(np.int64) + begin, near.col[kept].astype(np.int64), near.data[kept]
