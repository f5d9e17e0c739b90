"""From what people agree on to bands: caps ("50,000 at most from this sponsor", "1:1 up to a limit") and changes from a day on."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from math import gcd

from .rule import Parts, demand_whole, fits, reaching, spread
from .scheme import LARGEST_WEIGHT, Band, Scheme


def capped(weights: Sequence[int], *, caps: Sequence[int | None]) -> Scheme:
    """Sources of these weights, each giving its cap (fen) at most, None: however much. The others then share by their own weights.

    A band ends at the very total at which the next source reaches its cap. When every source is capped the scheme has a
    ``limit``, Σ caps, and refuses more. "1:1 up to 50,000" is ``capped((1, 1), caps=(None, 5_000_000))``.
    """
    for cap in caps:
        demand_whole(0 if cap is None else cap)
    bands: list[Band] = []
    borne, total = tuple(0 for _weight in weights), 0
    while any(giving := _below(weights, borne=borne, caps=caps)):
        band = Band(None, giving)
        ends = [reaching(cap - borne[i], source=i, weights=giving) for i, cap in enumerate(caps) if cap is not None and giving[i]]
        if not ends:
            return Scheme((*bands, band))
        total += min(ends)
        borne = _sum(borne, spread(min(ends), weights=giving))
        bands.append(replace(band, upto=total))
    return Scheme(tuple(bands))


def amended(scheme: Scheme, *, borne: Sequence[int], then: Scheme) -> Scheme:
    """The scheme of a new version of an agreement: what the sources bore (fen) stays as it is, the next fen fall by ``then``.

    The bands and caps of ``then`` count from this change on. Sources that join stand last, have borne 0 and give nothing
    before it; one that leaves has the weight 0 in ``then``. When legs came back alone and were not levelled, the last fen before
    the change are put as they really fell: ``shares(Σ borne)`` is ``borne`` in any case.
    """
    for fen in borne:
        demand_whole(fen)
    total = sum(borne)
    old = _joined(scheme, count=len(borne))
    kept = _agreement(old, borne=borne)
    past = [replace(band, upto=min(kept, band.upto or kept)) for start, band in zip(old.starts, old.bands, strict=True) if start < kept]
    gone = tuple(fen - part for fen, part in zip(borne, old.shares(kept), strict=True))
    later = [replace(band, upto=None if band.upto is None else total + band.upto) for band in then.bands]
    return Scheme((*past, *_as_it_fell(gone, start=kept), *later))


def _below(weights: Sequence[int], *, borne: Parts, caps: Sequence[int | None]) -> Parts:
    """The weights of those who have not yet reached their cap, 0 for the others."""
    return tuple(weight if cap is None or fen < cap else 0 for weight, fen, cap in zip(weights, borne, caps, strict=True))


def _sum(first: Parts, second: Parts) -> Parts:
    return tuple(a + b for a, b in zip(first, second, strict=True))


def _joined(scheme: Scheme, *, count: int) -> Scheme:
    """The same bands for more sources: those who joined later bear nothing in them."""
    joining = (0,) * (count - len(scheme.bands[0].weights))
    return Scheme(tuple(replace(band, weights=band.weights + joining) for band in scheme.bands))


def _agreement(scheme: Scheme, *, borne: Sequence[int]) -> int:
    """The largest total at which the scheme asked no more of any source than it bore: Σ borne, if they stand on the rule."""
    totals = range(min(sum(borne), sum(borne) if scheme.limit is None else scheme.limit) + 1)
    return bisect_left(totals, True, key=lambda total: any(part > fen for part, fen in zip(scheme.shares(total), borne, strict=True))) - 1


def _as_it_fell(parts: Parts, *, start: int) -> list[Band]:
    """Bands from ``start`` on that cost each source exactly this: in proportion, or where no weights can say so one after another."""
    if not any(parts):
        return []
    weights = tuple(part // gcd(*parts) for part in parts)
    if max(weights) <= LARGEST_WEIGHT and fits(weights):
        return [Band(start + sum(parts), weights)]
    one_by_one = [tuple(int(i == giving) for i in range(len(parts))) for giving, part in enumerate(parts) if part]
    return [Band(start + sum(parts[:ones.index(1) + 1]), ones) for ones in one_by_one]
