"""Questions to a whole corpus at once: for every text asked about, the nearest ones with the words they share."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from . import semantic
from .index import Floats, Index
from .reasons import shared


@dataclass(frozen=True)
class Answer:
    """One text found for another; ``rank`` counts from 1."""

    query_id: str
    rank: int
    id: str
    score: float
    shared: list[str]


def answers(corpus: Mapping[str, str], asked: Mapping[str, str] | None, *, top: int, by_meaning: bool) -> Iterator[Answer]:
    """The ``top`` nearest texts of the corpus for each text asked about; without any asked, each of the corpus asks for the rest."""
    index = Index(corpus)
    meanings = _meanings(corpus, asked) if by_meaning else None
    for query_id, text in (corpus if asked is None else asked).items():
        scores = index.scores(text)
        if meanings is not None:
            scores = meanings.beside(scores, query_id)
        for rank, hit in enumerate(index.ranked(scores, top=top, but=query_id if asked is None else None), 1):
            yield Answer(query_id, rank, hit.key, hit.score, shared(text, corpus[hit.key], weights=index.weights))


@dataclass(frozen=True)
class _Meanings:
    """The encoded corpus, in the index's order, and the encoded questions."""

    rows: Floats
    asked: Mapping[str, Floats]

    def beside(self, scores: Floats, query_id: str) -> Floats:
        return semantic.mixed(scores, self.rows @ self.asked[query_id])


def _meanings(corpus: Mapping[str, str], asked: Mapping[str, str] | None) -> _Meanings:
    keys = sorted(corpus)
    rows = semantic.encoded([corpus[key] for key in keys])
    if asked is None:
        return _Meanings(rows, dict(zip(keys, rows, strict=True)))
    return _Meanings(rows, dict(zip(asked, np.asarray(semantic.encoded(list(asked.values()))), strict=True)))
