"""Following an idea, and taking one's name out of public view."""
from __future__ import annotations

from sqlalchemy import delete, select, update

from workflow import Actor

from ...errors import Refusal
from ...gate import person_id
from ...storage import act, db
from ..models import Proposal
from .models import Follow

FOLLOWED_AT_MOST = 200


@act
def follow(proposal_id: int, *, by: Actor, at: int) -> None:
    """Hear of every public step of a numbered idea; twice is once. Refuses ``not-to-be-followed`` and, at 200, ``follows-too-many``."""
    person = person_id(by)
    proposal = db.session.get(Proposal, proposal_id)
    if proposal is None or proposal.number is None or proposal.state == "withdrawn":
        raise Refusal("not-to-be-followed")
    followed = db.session.scalars(select(Follow.proposal_id).where(Follow.person_id == person).limit(FOLLOWED_AT_MOST)).all()
    if proposal_id in followed:
        return
    if len(followed) >= FOLLOWED_AT_MOST:
        raise Refusal("follows-too-many", most=FOLLOWED_AT_MOST)
    db.session.add(Follow(proposal_id=proposal_id, person_id=person, at_us=at))


@act
def unfollow(proposal_id: int, *, by: Actor) -> None:
    """Hear no more of it."""
    db.session.execute(delete(Follow).where(Follow.proposal_id == proposal_id, Follow.person_id == person_id(by)))


@act
def hide_name(*, by: Actor) -> int:
    """Take one's name off the public pages of all one's ideas (the consent is withdrawn; its row stays as the record of what was agreed when).

    Returns how many ideas showed it."""
    hidden = db.session.execute(update(Proposal).where(Proposal.proposer_id == person_id(by), Proposal.show_name == 1).values(show_name=0))
    return int(hidden.rowcount)  # type: ignore[attr-defined]
