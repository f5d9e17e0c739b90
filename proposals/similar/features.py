"""What is counted in a text: its signs, its pairs of neighbouring signs, and its concepts, each in a column of its own.

Columns are computed, never learned: the same text has the same columns in every process and every year (no salted ``hash()``).
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from . import concepts
from .rows import Rows, joined
from .texts import normalise

SIGNS = 1 << 17
PAIRS = 1 << 20
CONCEPTS = 1 << 10
WIDTH = SIGNS + PAIRS + CONCEPTS
BLANK = 32
MOST = 255
AT_ONCE = 500
"""Texts whose signs are held as arrays together: 5 MB of them."""


def counted(texts: Sequence[str]) -> Rows:
    """How often each column occurs in each text (255 at most), one row a text; the work of many is done at once."""
    return joined([_counted(texts[first:first + AT_ONCE]) for first in range(0, len(texts) or 1, AT_ONCE)])


def _counted(texts: Sequence[str]) -> Rows:
    plain = [normalise(text) for text in texts]
    lengths = np.array([len(text) + 1 for text in plain], np.int64)
    signs = np.frombuffer("".join(text + " " for text in plain).encode("utf-32-le"), np.uint32)
    row = np.repeat(np.arange(len(plain), dtype=np.int64), lengths)
    cells = np.concatenate([row[places] * WIDTH + columns for places, columns in (_single(signs), _pairs(signs), _concepts(signs))])
    cell, count = np.unique(cells, return_counts=True)
    begins = np.searchsorted(cell, np.arange(len(plain) + 1, dtype=np.int64) * WIDTH)
    return Rows(np.minimum(count, MOST).astype(np.uint8), (cell % WIDTH).astype(np.int32), begins)


def _single(signs: concepts.Signs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    places = np.flatnonzero(signs != BLANK)
    return places, signs[places].astype(np.int64) % SIGNS


def _pairs(signs: concepts.Signs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    places = np.flatnonzero((signs[:-1] != BLANK) & (signs[1:] != BLANK))
    mixed = concepts.codes(signs, length=2)[places]
    return places, SIGNS + (mixed >> np.uint64(44)).astype(np.int64)


def _concepts(signs: concepts.Signs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    places, numbers = concepts.found_in(signs)
    return places, SIGNS + PAIRS + numbers


def pair_column(pair: str) -> int:
    """The column of two neighbouring signs."""
    return int(_pairs(np.frombuffer(pair.encode("utf-32-le"), np.uint32))[1][0])
