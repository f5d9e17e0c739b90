"""The draw of judges: an order that follows from a seed and nothing else, so that anybody can draw it again by hand or with another program."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...choosing.lots import tie_of


@dataclass(frozen=True, slots=True)
class Ticket:
    """One expert in the drum: person and side (resident, finance, external)."""

    person_id: int
    side: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One expert as drawn: the place within the side (from 1), and what that place gives: member, reserve, or nothing ("")."""

    person_id: int
    side: str
    place: int
    seat: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many judges and reserves are drawn of one side."""

    members: int
    reserves: int


def lot(seed: str, *, person_id: int) -> str:
    """SHA-256 of seed, colon and the person's number, as 64 hexadecimal digits; the smallest is drawn first."""
    return tie_of(seed, person_id)


def draw(tickets: Iterable[Ticket], *, wanted: Mapping[str, Wanted], seed: str) -> tuple[Drawn, ...]:
    """Everybody in the drum in the order drawn, side by side: the first take the seats, the next are reserves, the others are left.

    The order in which the tickets are given does not matter; the same seed and the same tickets give the same draw.
    """
    found: list[Drawn] = []
    order = sorted(set(tickets), key=lambda one: (lot(seed, person_id=one.person_id), one.person_id))
    for side, number in wanted.items():
        own = [one for one in order if one.side == side]
        found += [Drawn(one.person_id, side, place, _seat(place, wanted=number)) for place, one in enumerate(own, start=1)]
    return tuple(found)


def short(tickets: Iterable[Ticket], *, wanted: Mapping[str, Wanted]) -> dict[str, int]:
    """The sides with too few tickets for what is wanted, and how many each has."""
    sides = [one.side for one in set(tickets)]
    return {side: sides.count(side) for side, number in wanted.items() if sides.count(side) < number.members + number.reserves}


def _seat(place: int, *, wanted: Wanted) -> str:
    if place <= wanted.members:
        return "member"
    return "reserve" if place <= wanted.members + wanted.reserves else ""
