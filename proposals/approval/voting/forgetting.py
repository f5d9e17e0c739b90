"""Who was verified for a vote is forgotten once nobody can ask about it any more: how many voted stays, whose phones they were does not."""
from __future__ import annotations

from sqlalchemy import String, cast, exists, literal, select, update

from ...storage import act, db
from ...tick import each_round
from .models import ResidentVote, Voter

KEPT_US = 30 * 24 * 3_600_000_000
"""Thirty days after a vote's end."""


@each_round
def forget_phones(at: int) -> int:
    """Take the digests and last digits of phones out of votes that ended thirty days ago; how many votes were cleared. One statement where none is due."""
    with_phones = exists().where(Voter.vote_id == ResidentVote.id, Voter.tail != "")
    due = list(db.session.scalars(select(ResidentVote.id).where(ResidentVote.closes_us < at - KEPT_US, with_phones).order_by(ResidentVote.id)))
    db.session.rollback()
    for vote_id in due:
        _forget(vote_id)
    return len(due)


@act
def _forget(vote_id: int) -> None:
    nobody = literal("forgotten ") + cast(Voter.id, String)
    db.session.execute(update(Voter).where(Voter.vote_id == vote_id, Voter.tail != "").values(phone_digest=nobody, tail="", batch=""))
