"""The sentences of letters: a season's own or the usual ones, with placeholders in braces that are checked before anything is written."""
from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import select

from workflow import Actor

from ...gate import person_id
from ...storage import act, db
from ...words.answers import PLACEHOLDERS, USUAL
from ..reasons import KEEP, REFER
from .models import LetterSentence

PLACE = re.compile(r"\{([^{}]*)\}")
CODES = tuple(USUAL)


def code_of(outcome: str, *, reason: str | None) -> str:
    """Which sentence an answer uses: its outcome's, or its reason's where that hands the idea on or keeps it for later."""
    return reason if reason in (*REFER, *KEEP) and reason is not None else outcome


def unknown(body: str) -> list[str]:
    """Placeholders that mean nothing, and braces that belong to none."""
    strange = [name for name in PLACE.findall(body) if name not in PLACEHOLDERS]
    return strange + (["{ }"] if re.search(r"[{}]", PLACE.sub("", body)) else [])


def fill(body: str, *, given: Mapping[str, str]) -> str:
    """The sentence with its placeholders filled in; what is not known leaves nothing behind."""
    return PLACE.sub(lambda found: given.get(found[1], ""), body).strip()


def of_season(season_id: int) -> dict[str, str]:
    """Every sentence of a season by its code: its own, else the usual one; one statement."""
    own = db.session.execute(select(LetterSentence.code, LetterSentence.body).where(LetterSentence.season_id == season_id))
    return {code: str(body) for code, body in USUAL.items()} | {code: body for code, body in own}


@act
def change(season_id: int, *, code: str, body: str, by: Actor, at: int) -> None:
    """Give a season its own sentence; letters prepared before keep theirs."""
    asked = select(LetterSentence).where(LetterSentence.season_id == season_id, LetterSentence.code == code)
    found = db.session.scalars(asked).one_or_none()
    if found is None:
        found = LetterSentence(season_id=season_id, code=code)
        db.session.add(found)
    found.body, found.by_id, found.at_us = body, person_id(by) or 0, at
