"""Why two texts are near: the words they share, the most telling first, in pieces that people can read."""
from __future__ import annotations

import numpy as np

from .concepts import lexicon, meanings
from .features import PAIRS, SIGNS, pair_column
from .index import Weights
from .texts import normalise

LOOKED_AT = 800
PIECE_AT_MOST = 10
LEAST_WEIGHT = 1.0
"""A pair that stands in more than a third of all texts is no reason; among very few texts, one that stands in more than two of them."""
EMPTY = frozenset("的了着过是在有和与及就都也还能不我你他她它们这那个一把被给对为吗吧呢啊很再又要会上下里去来到得地以让等并或之其")


def shared(one: str, other: str, *, weights: Weights, at_most: int = 5) -> list[str]:
    """The pieces both texts hold, and the words that mean the same (孩子≈儿童), at most so many; empty where only common signs are shared."""
    first, second = normalise(one)[:LOOKED_AT], normalise(other)[:LOOKED_AT]
    weighed = {piece: _weight(piece, weights=weights) for piece in _pieces(first, second)}
    weighed |= {words: float(weight) for words, weight in _same_meaning(first, second, weights=weights).items()}
    least = min(LEAST_WEIGHT, weights.of_two * 0.9)
    chosen: list[str] = []
    for piece in sorted((each for each in weighed if weighed[each] >= least), key=lambda each: (-weighed[each], each)):
        if not any(piece in taken or taken in piece for taken in chosen):
            chosen.append(piece)
    return chosen[:at_most]


def _pieces(first: str, second: str) -> set[str]:
    """The longest runs of signs of the first that stand in the second, without empty signs at their ends."""
    found, place = set[str](), 0
    while place < len(first) - 1:
        length = _run(first, second, place=place)
        piece = _stripped(first[place:place + length])
        if len(piece) > 1:
            found.add(piece)
        place += max(length - 1, 1)
    return found


def _run(first: str, second: str, *, place: int) -> int:
    length = 0
    while length < PIECE_AT_MOST and place + length < len(first) and first[place + length] != " " and first[place:place + length + 1] in second:
        length += 1
    return length


def _stripped(piece: str) -> str:
    while piece and piece[0] in EMPTY:
        piece = piece[1:]
    while piece and piece[-1] in EMPTY:
        piece = piece[:-1]
    return piece


def _weight(piece: str, *, weights: Weights) -> float:
    """What the rarest pair in it tells, a little more for every further sign; figures tell nothing."""
    if piece.isdecimal():
        return 0.0
    rarest = float(weights.of(np.array([pair_column(piece[at:at + 2]) for at in range(len(piece) - 1)])).max())
    return rarest + len(piece) / 10


def _same_meaning(first: str, second: str, *, weights: Weights) -> dict[str, float]:
    """Different words of one concept, as ``first≈second``: the longest on each side that the other side has not."""
    found = dict[str, float]()
    for number in {number for word, numbers in meanings().items() if word in first for number in numbers}:
        words = lexicon()[number]
        mine, theirs = ([word for word in words if word in text and word not in against] for text, against in ((first, second), (second, first)))
        if mine and theirs:
            found[f"{max(mine, key=len)}≈{max(theirs, key=len)}"] = float(weights.of(np.array([SIGNS + PAIRS + number]))[0])
    return found
