"""Who may carry a project out: a pure judgement over what is on record, the same for the offer, the comparison and the choice."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow import Problem

from ...directory.record import OUTSIDE, Standing


@dataclass(frozen=True, slots=True)
class Terms:
    """What a call asks: whole years since registration by ``day``, a rating's grade, and how many projects of a season one may have in all."""

    least_years: int
    least_rating: int
    most_projects: int
    day: date


def hindrances(body: Standing, *, terms: Terms, projects: int) -> list[Problem]:
    """Every rule in the way of this organisation, which has so many projects in the season already; empty: it may."""
    found = [_kind(body), _money(body), _age(body, terms=terms), _rating(body, terms=terms), _debarment(body, terms=terms)]
    if projects >= terms.most_projects:
        found.append(Problem.of("bidder-too-many-projects", have=projects, most=terms.most_projects))
    return [each for each in found if each is not None]


def years_between(since: date, day: date) -> int:
    """Whole years; who was founded on 29 February is a year older on 1 March."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def _kind(body: Standing) -> Problem | None:
    return None if body.kind in OUTSIDE else Problem.of("bidder-is-an-office")


def _money(body: Standing) -> Problem | None:
    """A filed body has no legal personality: a registered one receives the money for it."""
    return None if body.registered or body.payee_registered else Problem.of("bidder-needs-payee")


def _age(body: Standing, *, terms: Terms) -> Problem | None:
    if terms.least_years == 0:
        return None
    if body.founded_on is None:
        return Problem.of("bidder-age-unknown")
    years = years_between(body.founded_on, terms.day)
    return Problem.of("bidder-too-young", years=years, least=terms.least_years) if years < terms.least_years else None


def _rating(body: Standing, *, terms: Terms) -> Problem | None:
    return Problem.of("bidder-rating-too-low", rating=body.rating, least=terms.least_rating) if body.rating < terms.least_rating else None


def _debarment(body: Standing, *, terms: Terms) -> Problem | None:
    until = body.debarred_until
    return Problem.of("bidder-debarred", until=until.isoformat()) if until is not None and until >= terms.day else None
