"""The speaking order of a live meeting, by lot: whoever has the published seed and the proposals' numbers can draw it again."""
from __future__ import annotations

from collections.abc import Iterable

from ...choosing.lots import tie_of


def drawn(numbers: Iterable[str], *, seed: str) -> list[str]:
    """These proposals' numbers in the order of their lots: SHA-256 of seed and number, the smaller first."""
    return sorted(numbers, key=lambda number: tie_of(seed, number))
