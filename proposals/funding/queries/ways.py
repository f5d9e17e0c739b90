"""Crossings of the ledger that figures on pages are sums of: each is what went over a line between stages, less what came back over it."""
from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

WAYS = {
    "promised": (("origin",), ("pledged",)),
    "kept": (("pledged",), ("pool",)),
    "received": (("origin", "pledged"), ("pool",)),
    "set": (("pool",), ("allot",)),
    "drawn": (("allot",), ("commit",)),
    "agreed": (("pool", "allot"), ("commit",)),
    "paid": (("order",), ("held",)),
}
"""Name of the crossing: the stages before the line and those behind it. A reversal goes back over it and so counts against it."""


def into(way: str, *, giving: Any, taking: Any) -> ColumnElement[bool]:
    """A transfer that goes over the line."""
    before, behind = WAYS[way]
    return and_(giving.stage.in_(before), taking.stage.in_(behind))


def back(way: str, *, giving: Any, taking: Any) -> ColumnElement[bool]:
    """A transfer that comes back over it."""
    return into(way, giving=taking, taking=giving)


def over(way: str, *, giving: Any, taking: Any) -> ColumnElement[bool]:
    """A transfer in either direction."""
    return or_(into(way, giving=giving, taking=taking), back(way, giving=giving, taking=taking))
