"""Words that mean nearly the same (``concepts.tsv``), found in normalised texts by arrays of codes instead of one search a word.

A code is a polynomial over 64 bits; that two different words of a season share one has a chance of about 1 in 10^12.
"""
from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .texts import normalise

FILE = Path(__file__).parent / "concepts.tsv"
FACTOR = np.uint64(0x9E3779B97F4A7C15)
Signs = NDArray[np.uint32]
Table = tuple[int, NDArray[np.uint64], NDArray[np.int64]]


@cache
def lexicon() -> tuple[tuple[str, ...], ...]:
    """The words of each concept, normalised; a concept's number is its place."""
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return tuple(tuple(sorted({word for each in line.partition("\t")[2].split() if len(word := normalise(each)) > 1 and " " not in word})) for line in lines)


@cache
def meanings() -> dict[str, tuple[int, ...]]:
    """The concepts of each word."""
    found: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(lexicon()):
        for word in words:
            found[word] = (*found.get(word, ()), number)
    return found


def codes(signs: Signs, *, length: int) -> NDArray[np.uint64]:
    """The code of the ``length`` signs that begin at each place."""
    ends = len(signs) - length + 1
    found = np.zeros(max(ends, 0), np.uint64)
    for place in range(length if ends > 0 else 0):
        found = (found + signs[place:place + ends].astype(np.uint64) + np.uint64(1)) * FACTOR
    return found


def _signs(word: str) -> Signs:
    return np.frombuffer(word.encode("utf-32-le"), np.uint32)


@cache
def _tables() -> tuple[Table, ...]:
    """For each length, and each further meaning of a word, the sorted codes and their concepts."""
    heaps: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for word, numbers in meanings().items():
        for further, number in enumerate(numbers):
            heaps.setdefault((len(word), further), []).append((int(codes(_signs(word), length=len(word))[0]), number))
    made = [(length, sorted(heap)) for (length, _further), heap in sorted(heaps.items())]
    return tuple((length, np.array([code for code, _ in heap], np.uint64), np.array([number for _, number in heap], np.int64)) for length, heap in made)


def found_in(signs: Signs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where in a run of signs a word of a concept begins, and of which concept."""
    places, numbers = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    coded: dict[int, NDArray[np.uint64]] = {}
    for length, known, concept in _tables():
        here = coded.setdefault(length, codes(signs, length=length))
        slot = np.minimum(np.searchsorted(known, here), len(known) - 1)
        hits = np.flatnonzero(known[slot] == here)
        places.append(hits)
        numbers.append(concept[slot[hits]])
    return np.concatenate(places), np.concatenate(numbers)
