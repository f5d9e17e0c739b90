"""Scores that come on paper: two people read the same signed sheet, each by themselves, and say the same; then it is sealed."""
from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from json import loads

from sqlalchemy import select

from workflow import Context, Problem

from ...gate import person_id
from ...machine import guard
from ..models import PaperEntry
from .reviewing import Sheet, sheet_of

ON_PAPER = "on-paper"
"""The declaration of having no interest stands signed on the sheet."""


def sheet_in(entry: PaperEntry) -> Sheet:
    """What one person read from the sheet."""
    return Sheet({int(key): level for key, level in loads(entry.levels).items()}, entry.comment)


def differences(one: Sheet, other: Sheet) -> tuple[list[int], bool]:
    """Where two readings differ: the criteria, and whether the comment does too – its letters and figures, not its blanks and stops."""
    keys = sorted(one.levels.keys() | other.levels.keys())
    return [key for key in keys if one.levels.get(key) != other.levels.get(key)], _letters(one.comment) != _letters(other.comment)


def agree(one: Sheet, other: Sheet) -> bool:
    """Both say the same."""
    return differences(one, other) == ([], False)


@guard
def read_by_two(ctx: Context) -> Problem | None:
    """A judge acts for themselves; staff only seal what two of them, the acting one among them, have read alike from the signed sheet."""
    me = person_id(ctx.actor)
    if ctx.subject.judge_id == me:
        return None
    entries: Sequence[PaperEntry] = ctx.session.scalars(select(PaperEntry).where(PaperEntry.review_id == ctx.instance.id)).all()
    own = next((sheet_in(each) for each in entries if each.by_id == me), None)
    alike = own is not None and any(each.by_id not in (me, ctx.subject.judge_id) and agree(own, sheet_in(each)) for each in entries)
    as_read = own is not None and (ctx.move.name != "score" or sheet_of(ctx) == own)
    return None if alike and as_read else Problem.of("paper-not-read-twice")


def _letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if unicodedata.category(sign)[0] in "LN")
