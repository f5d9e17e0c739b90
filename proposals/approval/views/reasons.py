"""Why a project is in or out, as a sentence in the reader's language."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import words
from ...shell import money
from ...words.ranking import ALONE, REASONS, ROOM

MONEY = ("needs", "left", "short")
PLACES = ("street-places", "category-places")


def sentence(code: str, *, rank: int, facts: Mapping[str, Any], line: int, names: Mapping[str, str]) -> str:
    """The reason of one choice. ``names`` are the titles of projects by their number; streets and groups of people under "street 3" and "category 7"."""
    if code not in REASONS or code not in ("fits", "below-line", "after-stop", "optimum-in", "optimum-out") and "left" not in facts:
        return str(ALONE) % {"rank": rank}
    told: dict[str, object] = {"rank": rank, "line": line}
    if code == "fits":
        left = facts.get("total_left")
        told["room"] = str(ROOM[left is not None]) % {"left": money(left or 0)}
    told |= {name: money(facts[name]) for name in MONEY if name in facts and code not in PLACES}
    kind = code.partition("-")[0]
    told["of"] = words.term(names.get(f"{kind} {facts.get('of')}", ""))
    told["by"] = names.get(str(facts.get("by")), "")
    return str(REASONS[code]) % told
