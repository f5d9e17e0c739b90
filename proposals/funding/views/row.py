"""The row of links across the money room: every page of it enters here once, and everybody sees those that their posts open."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from .blueprint import CHECKERS, OVERSEERS, SOURCES, room

Link = tuple[str, str, bool]
ALONE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    position: int
    endpoint: str
    label: object
    posts: frozenset[str]
    also: tuple[str, ...]
    """Other pages that count as this one: they are reached from it."""


_places: dict[str, _Place] = {}


def enter(endpoint: str, label: object, *, posts: tuple[str, ...], position: int, also: tuple[str, ...] = ALONE) -> None:
    """Enter a page: its endpoint without arguments, its label, who may open it, its place in the row (10, 20, 30 …), and pages reached from it."""
    _places[endpoint] = _Place(position, endpoint, label, frozenset(posts), also)


def links() -> list[Link]:
    """Address, label, and whether this page or one below it is open; empty for whoever may open fewer than two."""
    if not current_user.is_authenticated:
        return []
    seen = list(_seen(current_user.posts))
    near = {place.endpoint: max((_near(url_for(endpoint)) for endpoint in (place.endpoint, *_known(place.also))), default=0) for place in seen}
    nearest = max(near.values(), default=0)
    return [(url_for(place.endpoint), str(place.label), 0 < nearest == near[place.endpoint]) for place in seen] if len(seen) > 1 else []


def _seen(posts: frozenset[str]) -> Iterator[_Place]:
    return (place for place in sorted(_places.values(), key=lambda each: each.position) if posts & place.posts and _known((place.endpoint,)))


def _known(endpoints: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(endpoint for endpoint in endpoints if endpoint in current_app.view_functions)


def _near(address: str) -> int:
    """How much of the open page's address this one is; 0 when it lies elsewhere."""
    return len(address) if request.path == address or request.path.startswith(f"{address}/") else 0


@room.context_processor
def _around() -> dict[str, object]:
    """What base.html shows above every page of this room."""
    return {"sections": links(), "sections_label": _l("资金各页")}


enter("funding.overview", _l("总览"), posts=OVERSEERS, position=10)
enter("funding.entries", _l("台账"), posts=OVERSEERS, position=20)
enter("funding.sources", _l("来源与资金池"), posts=OVERSEERS, position=30,
      also=("funding.pledges", "funding.pools", "funding.advances", "funding.gifts", "funding.season_end"))
enter("funding.payments", _l("拨付"), posts=(*CHECKERS, *SOURCES, "bureau"), position=40)
enter("funding.payment_batches", _l("付款批次"), posts=(*SOURCES, "bureau", "auditor"), position=45)
enter("funding.statements", _l("对账"), posts=(*SOURCES, "bureau", "auditor"), position=50)
enter("funding.voucher_queue", _l("支出"), posts=("support", "support_lead", "foundation", "foundation_lead"), position=60)
enter("funding.downloads", _l("导出"), posts=OVERSEERS, position=90)
