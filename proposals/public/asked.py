"""What an address asks for: numbers that fit a column, filters that are known; anything else counts as not given."""
from __future__ import annotations

from werkzeug.datastructures import MultiDict

from ..seasons.models import PHASES
from .queries import Filters

LONGEST_NUMBER = 17
Arguments = MultiDict[str, str]


def whole_number(text: str) -> int:
    """A number in an address; ValueError for anything that is none or would not fit a column."""
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_NUMBER:
        raise ValueError(text)
    return int(text)


def page(arguments: Arguments) -> dict[str, int | None]:
    """Which page of a list: the keys it lies after or before."""
    return {"after": arguments.get("after", type=whole_number), "before": arguments.get("before", type=whole_number)}


def filters(arguments: Arguments) -> Filters:
    """Which ideas: words, category, stage, street, season."""
    stage = arguments.get("stage", "")
    return Filters(words=arguments.get("q", "").strip()[:60], category=arguments.get("category", "")[:20], stage=stage if stage in PHASES else "",
                   street=arguments.get("street", type=whole_number), season=arguments.get("season", type=whole_number))
