"""How long a judge may still need, by their own pace so far."""
from __future__ import annotations

from collections.abc import Iterable
from statistics import median

PAUSE_US = 45 * 60 * 1_000_000


def pace(sealed: Iterable[int]) -> int | None:
    """The usual time from one sealing to the next in microseconds: the median, without pauses of 45 minutes and more. None before there are two."""
    moments = sorted(sealed)
    gaps = [later - earlier for earlier, later in zip(moments, moments[1:], strict=False) if later - earlier < PAUSE_US]
    return int(median(gaps)) if gaps else None


def remaining(sealed: Iterable[int], *, left: int) -> int | None:
    """What the ``left`` reviews will take at that pace, in microseconds."""
    usual = pace(sealed)
    return usual * left if usual is not None and left else None
