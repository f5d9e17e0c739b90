"""The row of links across the money room: every page of it enters here once, and everybody sees those that their posts open."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from .blueprint import CHECKERS, OVERSEERS, SOURCES, room

Link = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class _Place:
    position: int
    endpoint: str
    label: object
    posts: frozenset[str]


_places: dict[str, _Place] = {}


def enter(endpoint: str, label: object, *, posts: tuple[str, ...], position: int) -> None:
    """Enter a page: its endpoint without arguments, its label, who may open it, and its place in the row (10, 20, 30 …)."""
    _places[endpoint] = _Place(position, endpoint, label, frozenset(posts))


def links() -> list[Link]:
    """Address, label, and whether this page or one below it is open; empty for whoever may open fewer than two."""
    if not current_user.is_authenticated:
        return []
    seen = list(_seen(current_user.posts))
    here = max((href for href, _label in seen if request.path == href or request.path.startswith(f"{href}/")), key=len, default="")
    return [(href, label, href == here) for href, label in seen] if len(seen) > 1 else []


def _seen(posts: frozenset[str]) -> Iterator[tuple[str, str]]:
    for place in sorted(_places.values(), key=lambda each: each.position):
        if posts & place.posts and place.endpoint in current_app.view_functions:
            yield url_for(place.endpoint), str(place.label)


@room.context_processor
def _around() -> dict[str, object]:
    """What base.html shows above every page of this room."""
    return {"sections": links(), "sections_label": _l("资金各页")}


enter("funding.overview", _l("总览"), posts=OVERSEERS, position=10)
enter("funding.entries", _l("台账"), posts=OVERSEERS, position=20)
enter("funding.payments", _l("拨付"), posts=(*CHECKERS, *SOURCES, "bureau"), position=40)
enter("funding.payment_batches", _l("付款批次"), posts=(*SOURCES, "bureau", "auditor"), position=45)
enter("funding.statements", _l("对账"), posts=(*SOURCES, "bureau", "auditor"), position=50)
enter("funding.voucher_queue", _l("支出"), posts=("support", "support_lead", "foundation", "foundation_lead"), position=60)
enter("funding.downloads", _l("导出"), posts=OVERSEERS, position=90)
