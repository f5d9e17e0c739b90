"""The demonstration's people, places and bodies, and a season for them: only ever in a demonstration database."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workflow import SYSTEM, Actor

from .. import clock
from ..accounts import actions as accounts
from ..accounts import passwords
from ..accounts.actions import NewPost
from ..directory import actions as directory
from ..directory import queries as places
from ..directory.actions import NewOrganisation
from ..seasons import actions as seasons
from ..seasons.defaults import Span, usual_spans
from ..seasons.models import PHASES
from ..storage import act
from .cast import BUREAU, CAST, FOUNDATION, HOME_STREET, IMPLEMENTER, PASSWORD, SUPPORT, TREASURY, Member
from .crew import seat_cast

PLACES = Path(__file__).parent / "places.csv"
BODIES = ((BUREAU, "bureau"), (TREASURY, "treasury"), (FOUNDATION, "foundation"), (SUPPORT, "support"), (IMPLEMENTER, "social"))


def found(at: int) -> int:
    """Everything a demonstration starts from: places, bodies, cast, a season with all phases open, and its panel. Returns the season's id."""
    ids = found_cast(at)
    season_id = found_season(at, by=Actor(f"p{ids['li']}", "李科长"), spans=usual_spans(clock.today(at)))
    home = places.street_by_letters(HOME_STREET)
    if home is None:
        raise LookupError(f"no street {HOME_STREET}")
    seat_cast(season_id, streets=[home.id], by=Actor(f"p{ids['wang']}", "王主任"), at=at)
    return season_id


def found_cast(at: int) -> dict[str, int]:
    """Enter places, bodies and the cast with their posts; all share one password, hashed once. Returns login → person id."""
    return _enter_all(passwords.digest(PASSWORD), at=at)


@act
def _enter_all(password_hash: str, *, at: int) -> dict[str, int]:
    directory.load_places(PLACES)
    bodies = {name: directory.add_organisation(name, about=_body(kind), by=SYSTEM) for name, kind in BODIES}
    return {member.login: _enter(member, bodies=bodies, password_hash=password_hash, at=at) for member in CAST}


def _body(kind: str) -> NewOrganisation:
    """An invented body that may receive money."""
    return NewOrganisation(kind=kind, registered=True, credit_code=None, street_id=None, contact="", account_tail="0000" if kind == "social" else "",
                           demonstration=True)


def _enter(member: Member, *, bodies: dict[str, int], password_hash: str, at: int) -> int:
    street = places.street_by_letters(member.street) if member.street else None
    post = member.post and NewPost(member.post, street.id if street else None, bodies[member.organisation] if member.organisation else None)
    return accounts.add_with_hash(member.name, login=member.login, posts=(post,) if post else (), password_hash=password_hash,
                                  provisional_until=None, by=SYSTEM, at=at)


@act
def found_season(at: int, *, by: Actor, spans: Sequence[Span]) -> int:
    """A demonstration season of the year in which it begins, in these spans, with every phase opened at once; returns its id."""
    year = spans[0].first.year
    season_id = seasons.open_season(year, title=f"{year} 年社区金点子（演示）", spans=spans, demonstration=True, by=by, at=at)
    for name in PHASES:
        seasons.open_phase(season_id, name=name, by=by, at=at)
    return season_id


def long_spans(first: date, *, last: date) -> tuple[Span, ...]:
    """All phases side by side from the first day to the last, so that every move can be tried."""
    return tuple(Span(name, first, last) for name in PHASES)
