"""The plain reference method, as scikit-learn's TfidfVectorizer does it with its own defaults: signs and pairs of signs, cosine. No word list, no weights."""
from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from proposals.similar.texts import normalise

Vector = dict[str, float]


def _grams(text: str) -> Counter[str]:
    words = normalise(text).split()
    return Counter(word[at:at + length] for word in words for length in (1, 2) for at in range(len(word) - length + 1))


class Plain:
    """A corpus by this method."""

    def __init__(self, corpus: Mapping[int, str]) -> None:
        grams = {key: _grams(text) for key, text in corpus.items()}
        holding = Counter(gram for each in grams.values() for gram in each)
        self._weight = {gram: math.log((1 + len(corpus)) / (1 + count)) + 1 for gram, count in holding.items()}
        self._rows = {key: self._row(each) for key, each in grams.items()}
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for key, row in self._rows.items():
            for gram, value in row.items():
                self._postings[gram].append((key, value))

    def _row(self, grams: Counter[str]) -> Vector:
        row = {gram: (1 + math.log(count)) * self._weight[gram] for gram, count in grams.items()}
        length = math.sqrt(sum(value * value for value in row.values()))
        return {gram: value / length for gram, value in row.items()}

    def nearest(self, key: int, *, top: int) -> list[int]:
        """The texts nearest to one of the corpus, itself left out."""
        scores: dict[int, float] = defaultdict(float)
        for gram, value in self._rows[key].items():
            for other, weight in self._postings[gram]:
                scores[other] += value * weight
        del scores[key]
        return sorted(scores, key=lambda other: (-scores[other], other))[:top]
