"""What a suggestion and the groups of a season take: CPU milliseconds, beside reading every text once in the same run."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import quantiles

from proposals.similar import machinery
from proposals.similar.texts import normalise
from tests.bench.similar.corpus import corpus
from tests.bench.table import Row

PART = "similar"
QUESTIONS = 100
SIZES = (2_336, 20_000, 100_000)
GROUPED = (2_336, 20_000)
SUGGESTION_GOAL = 0.25
GROUPS_GOAL = {2_336: 30, 20_000: 60}


def rows(sizes: tuple[int, ...] = SIZES) -> Iterator[Row]:
    """Suggestions at each size, groups at the first two."""
    for size in sizes:
        ideas, computing = corpus(ideas=size), machinery()
        floor = _ms(lambda: [normalise(text) for text in ideas.values()])
        begun = time.thread_time()
        index = computing.Index(ideas)
        built = (time.thread_time() - begun) * 1000
        yield Row(PART, f"build the index, {size:,} ideas", built, "ms", floor, None, "floor: normalising the same texts")
        yield _suggestions(index, ideas, size=size, floor=floor)
        if size in GROUPED:
            taken = _ms(lambda: computing.groups(index))
            yield Row(PART, f"groups of {size:,} ideas", taken, "ms", floor, GROUPS_GOAL[size], f"{taken / 1000:.1f} s")


def _suggestions(index: object, ideas: dict[int, str], *, size: int, floor: float) -> Row:
    """Top five with the words shared, for texts as long as a first sentence and whole ones in turn."""
    computing, taken = machinery(), []
    for key in range(QUESTIONS):
        text = ideas[key] if key % 2 else ideas[key][:40]

        def ask(text: str = text, key: int = key) -> None:
            for hit in index.nearest(text, top=5, but=key):  # type: ignore[attr-defined]
                computing.shared(text, ideas[hit.key], weights=index.weights)  # type: ignore[attr-defined]

        taken.append(_ms(ask))
    cut = quantiles(taken, n=20)
    note = f"p50 {cut[9]:.1f} ms, {QUESTIONS} texts, with the words shared"
    return Row(PART, f"suggestion p95, {size:,} ideas", cut[18], "ms", floor, SUGGESTION_GOAL, note)


def _ms(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000
