"""What the tests of the split share: proportions and schemes of every kind, and the databases' own check in plain words."""
from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import settings
from hypothesis import strategies as st

from proposals.funding.split import Band, Portion, Scheme, amended, capped

HURRIED = settings(max_examples=40, deadline=None)
FEN = st.one_of(st.integers(1, 3), st.integers(1, 10**7))
WEIGHTS = st.one_of(st.lists(st.integers(1, 10**9), min_size=1, max_size=4), st.lists(st.integers(1, 60), min_size=5, max_size=7))


def vectors(count: int, largest: int, *, least: int = 1) -> list[tuple[int, ...]]:
    """Every ordered list of so many weights whose sum is ``largest`` at most."""
    return [w for w in itertools.product(range(least, largest + 1), repeat=count) if 0 < sum(w) <= largest]


def plus(first: Sequence[int], second: Sequence[int]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(first, second, strict=True))


def minus(first: Sequence[int], second: Sequence[int]) -> tuple[int, ...]:
    return tuple(a - b for a, b in zip(first, second, strict=True))


def covers(first: Sequence[int], second: Sequence[int]) -> bool:
    return all(a >= b for a, b in zip(first, second, strict=True))


def refused_by_the_database(paid: Sequence[int], *, rows: Sequence[Portion]) -> bool:
    """What the trigger computes from the stored rows: |paid·W - prev·W - w·(T - start)| < W for each source, in the running band."""
    total = sum(paid)
    start = max(row.start_fen for row in rows if row.start_fen <= total)
    running = [row for row in rows if row.start_fen == start]
    whole = sum(row.weight for row in running)
    before = {i: sum(row.amount_fen for row in rows if row.source == i and row.start_fen < start) for i in range(len(paid))}
    return any(abs(paid[row.source] * whole - before[row.source] * whole - row.weight * (total - start)) >= whole for row in running)


@st.composite
def banded(draw: st.DrawFn, count: int) -> Scheme:
    """Two to four bands, each with its own weights, some of them 0."""
    ends = sorted(draw(st.sets(st.integers(1, 3 * 10**7), min_size=1, max_size=3)))
    size = st.integers(0, 10**9 if count < 5 else 60)
    weights = st.lists(size, min_size=count, max_size=count).filter(any).map(tuple)
    return Scheme(tuple(Band(end, draw(weights)) for end in [*ends, None]))


@st.composite
def with_caps(draw: st.DrawFn, count: int) -> Scheme:
    """Up to all sources but the first with a cap."""
    size = st.integers(1, 10**9 if count < 5 else 60)
    caps = [draw(st.one_of(st.none(), st.integers(0, 10**7))) for _source in range(count - 1)]
    return capped([draw(size) for _source in range(count)], caps=[None, *caps])


@st.composite
def changed(draw: st.DrawFn, count: int) -> Scheme:
    """Bands that gave way to other bands, wherever the sources stood."""
    borne = [draw(st.integers(0, 10**6)) for _source in range(count)]
    return amended(draw(banded(count)), borne=borne, then=draw(with_caps(count)))


PLAIN = WEIGHTS.map(Scheme.plain)
SCHEMES = st.integers(2, 5).flatmap(lambda count: st.one_of(PLAIN, banded(count), with_caps(count), changed(count)))
