"""A scheme of bands: which weights the sources have in which part of the total (the first 50,000 a sponsor alone, then 60 to 40).

``X(T) = Σ over the bands of X_band(clamp(T - start, 0, width))``: exact and never falling, as each band is, and less than one
fen off within the running band, counted from what the complete bands cost each source. A plain 60 to 40 is one open band.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .rule import Parts, demand_whole, fits, leading, reaching, spread

LARGEST_WEIGHT = 10**9
"""With four weights of this size the databases still check 23 million yuan in 64 bits."""


class BeyondTheCaps(ValueError):
    """A total (fen) that the sources do not cover, because every one of them gives up to a cap only: ``limit`` together."""

    def __init__(self, total: int, *, limit: int) -> None:
        super().__init__(f"the sources give {limit} fen together at most, not {total}")
        self.total, self.limit = total, limit


@dataclass(frozen=True, slots=True)
class Band:
    """The weights of all sources, 0 for who gives nothing here, up to this total of the commitment in fen; None: however far."""

    upto: int | None
    weights: Parts

    def __post_init__(self) -> None:
        if any(type(weight) is not int or not 0 <= weight <= LARGEST_WEIGHT for weight in self.weights) or not fits(self.weights):
            raise ValueError(f"weights are whole numbers from 0 to {LARGEST_WEIGHT}, one above 0, few enough for a table: not {self.weights!r}")
        if self.upto is not None:
            demand_whole(self.upto)


@dataclass(frozen=True, slots=True, order=True)
class Portion:
    """One source's part of one band, as it is signed and stored: bands count from 1, sources from 0, money in fen."""

    band: int
    start_fen: int
    source: int
    weight: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the sources bear a commitment, band after band from 0 fen; only the last band may be open."""

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        ends = [band.upto for band in self.bands]
        if not ends or None in ends[:-1] or any(end is not None and end <= start for start, end in zip(self.starts, ends)):
            raise ValueError(f"bands follow each other upwards and only the last may be open: {ends}")
        if len({len(band.weights) for band in self.bands}) > 1:
            raise ValueError("every band names the same sources")

    @classmethod
    def plain(cls, weights: Sequence[int]) -> Scheme:
        """The same weights (60, 40) for every fen."""
        return cls((Band(None, tuple(weights)),))

    @classmethod
    def of_rows(cls, rows: Iterable[Portion]) -> Scheme:
        """The scheme that was signed as these rows, its last band open; a source not named in a band gives nothing there.

        Up to the signed amount it is the one the rows were made of, and ``rows(amount)`` gives the same rows again.
        """
        found = sorted(rows)
        starts = sorted({(row.band, row.start_fen) for row in found})
        if [band for band, _start in starts] != list(range(1, len(starts) + 1)) or starts[:1] != [(1, 0)]:
            raise ValueError(f"bands are numbered from 1, each with one start, the first with 0: {starts}")
        weights = {(row.band, row.source): row.weight for row in found}
        if len(weights) != len(found):
            raise ValueError("a source is named twice in a band")
        sources = range(max(row.source for row in found) + 1)
        ends = [start for _band, start in starts[1:]] + [None]
        return cls(tuple(Band(end, tuple(weights.get((band, i), 0) for i in sources)) for (band, _start), end in zip(starts, ends, strict=True)))

    def rows(self, amount: int) -> list[Portion]:
        """What is signed for an amount (fen): each source's weight and part in every band it reaches into, by band and source.

        Σ of a source's parts is its ``shares(amount)``; in all bands but the last they are what the band costs it in full.
        """
        self._refuse(amount)
        return [Portion(number, start, source, weight, part)
                for number, (start, band, width) in enumerate(self._reached(amount), start=1)
                for source, (weight, part) in enumerate(zip(band.weights, spread(width, weights=band.weights), strict=True))]

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each band begins (fen)."""
        return (0, *(band.upto or 0 for band in self.bands[:-1]))

    @property
    def limit(self) -> int | None:
        """The most that all sources give together (fen); None when one of them gives however much is needed."""
        return self.bands[-1].upto

    def shares(self, total: int) -> Parts:
        """What each source has borne once ``total`` fen have been paid in all. Raises ``BeyondTheCaps`` above the limit."""
        self._refuse(total)
        parts = [spread(width, weights=band.weights) for _start, band, width in self._reached(total)]
        return tuple(map(sum, zip(*parts, strict=True)))

    def of_payment(self, amount: int, *, paid: Sequence[int]) -> Parts:
        """What each source gives to a payment of ``amount`` fen (a refund is negative), after the sources bore ``paid`` so far.

        After legs came back alone the payment leads back to the rule, all the way from ``levelling(paid)`` fen on.
        """
        return leading(paid, to=self.shares(sum(paid) + amount))

    def remainders(self, paid: Sequence[int]) -> Parts:
        """How many fen each source bore above (+) or below (-) its place: what the next payments level. Σ is 0."""
        return tuple(did - should for did, should in zip(paid, self.shares(sum(paid)), strict=True))

    def levelling(self, paid: Sequence[int]) -> int | None:
        """The smallest next payment (fen) that brings every source to its place again; 0 when all are; None when none can.

        None means that a source bore more than this scheme ever asks of it: that can only be given back.
        """
        totals = [self._reaching(fen, source=source) for source, fen in enumerate(paid)]
        return None if None in totals else max(0, max(total for total in totals if total is not None) - sum(paid))

    def drifts(self, paid: Sequence[int]) -> bool:
        """Whether a source is one whole fen or more away from its weight in the running band: the databases refuse just that.

        The running band is the last one that begins at or below Σ paid; what came before is fixed, to the fen.
        """
        total = sum(paid)
        start, band = [(start, band) for start, band in zip(self.starts, self.bands, strict=True) if start <= total][-1]
        whole = sum(band.weights)
        return any(abs((did - before) * whole - weight * (total - start)) >= whole
                   for did, before, weight in zip(paid, self.shares(start), band.weights, strict=True))

    def _reached(self, total: int) -> Iterator[tuple[int, Band, int]]:
        """The bands that begin below a total, and always the first, each with its start and how many fen of the total lie in it."""
        for start, band in zip(self.starts, self.bands, strict=True):
            if start == 0 or start < total:
                yield start, band, min(total, band.upto or total) - start

    def _reaching(self, fen: int, *, source: int) -> int | None:
        """The least total of which this source bears so much; None when it never does."""
        before = 0
        if not fen:
            return 0
        for start, band in zip(self.starts, self.bands, strict=True):
            if band.weights[source]:
                total = start + reaching(fen - before, source=source, weights=band.weights)
                if band.upto is None or total <= band.upto:
                    return total
                before += spread(band.upto - start, weights=band.weights)[source]
        return None

    def _refuse(self, total: int) -> None:
        demand_whole(total)
        if self.limit is not None and total > self.limit:
            raise BeyondTheCaps(total, limit=self.limit)
