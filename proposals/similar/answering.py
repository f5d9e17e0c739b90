"""Questions to a whole corpus at once: for every text asked about, the nearest ones with the words they share."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .index import Index
from .reasons import shared
from .rows import Floats
from .semantic import Meanings, encoded


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
    meant = _meant(corpus, asked) if by_meaning else None
    for query_id, text in (corpus if asked is None else asked).items():
        scores = index.scores(text)
        if meant is not None:
            scores = meant[0].beside(scores, meant[1][query_id])
        for rank, hit in enumerate(index.ranked(scores, top=top, but=query_id if asked is None else None), 1):
            yield Answer(query_id, rank, hit.key, hit.score, shared(text, corpus[hit.key], weights=index.weights))


def _meant(corpus: Mapping[str, str], asked: Mapping[str, str] | None) -> tuple[Meanings, dict[str, Floats]]:
    """The meanings of the corpus, in the index's order, and the row of each text asked about."""
    keys = sorted(corpus)
    meanings = Meanings(encoded([corpus[key] for key in keys]))
    if asked is None:
        return meanings, dict(zip(keys, meanings.rows, strict=True))
    return meanings, dict(zip(asked, meanings.own(encoded(list(asked.values()))), strict=True))
