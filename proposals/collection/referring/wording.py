"""How a referral's log is told: what happened, when, and by whom as the reader may know it."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from workflow import outbox

from ... import letters, masking
from ...shell import day
from ...words.answers import ENTRIES, NOTICES, RATINGS, STANDINGS
from ...words.collection import REFERRALS
from .lists import Entry

SAID: dict[str, Any] = {"kinds": REFERRALS, "standings": STANDINGS, "ratings": RATINGS}
"""The words that every page about referrals needs."""
TONES = {"overdue": "is-red", "escalated": "is-red", "replied": "is-done", "reopened": "is-gold"}


def told(entries: Sequence[Entry], *, sees: bool) -> list[dict[str, Any]]:
    """The log, the latest first. ``sees``: whether the reader may know names; the public reads 王* and starred phone numbers."""
    return [{"at_us": each.at_us, "who": each.who if sees else masking.name(each.who), "said": _sentence(each, sees=sees), "tone": TONES.get(each.kind, "")}
            for each in reversed(entries)]


def _sentence(entry: Entry, *, sees: bool) -> str:
    words = str(RATINGS[entry.words]) if entry.kind == "rated" else entry.words if sees else masking.text(entry.words)
    return str(ENTRIES[entry.kind]) % {"words": words, "due": day(entry.due_us) if entry.due_us else ""}


@letters.worded("declined")
def declined(session: Session, case: letters.Case, message: outbox.Message, given: dict[str, Any]) -> tuple[str, dict[str, object]]:
    """Who hands an idea on says so: where it went, and that an answer follows."""
    own = f"declined:{given.get('reason')}"
    return (own if own in NOTICES else "declined"), {}
