"""What this room holds of a person, and how it forgets them: the idea and what was decided stay, whose it was goes."""
from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ... import letters
from ...accounts.personal import forgets, tells
from ..models import Photo, Proposal, Referral
from .models import Follow

GONE = "—"
"""What stands where a name was that a rule of the database wants to be there."""
UNSENT = ("draft", "lapsed")


@tells("ideas")
def ideas_as_kept(session: Session, person_id: int) -> list[dict[str, Any]]:
    """A person's own ideas as they were written, with whom they named and what they rated."""
    columns = (Proposal.id, Proposal.receipt, Proposal.number, Proposal.state, Proposal.title, Proposal.problem, Proposal.solution, Proposal.place,
               Proposal.beneficiaries, Proposal.participation, Proposal.contact_name, Proposal.joint_names, Proposal.guardian_name,
               Proposal.guardian_phone, Proposal.show_name, Proposal.channel, Proposal.submitted_us)
    return [dict(row._mapping) for row in session.execute(select(*columns).where(Proposal.proposer_id == person_id).order_by(Proposal.id))]


@tells("photos")
def photos_as_kept(session: Session, person_id: int) -> list[dict[str, Any]]:
    """The pictures of their ideas, by address and digest."""
    asked = select(Photo.id, Photo.proposal_id, Photo.digest, Photo.at_us).join(Proposal, Proposal.id == Photo.proposal_id)
    rows = session.execute(asked.where(Proposal.proposer_id == person_id).order_by(Photo.id))
    return [dict(row._mapping) | {"address": f"/photos/{row.id}"} for row in rows]


@tells("ratings")
def ratings_as_kept(session: Session, person_id: int) -> list[dict[str, Any]]:
    """What they said of the answers they got."""
    asked = select(Referral.proposal_id, Referral.rating, Referral.rating_note, Referral.rated_us).join(Proposal, Proposal.id == Referral.proposal_id)
    return [dict(row._mapping) for row in session.execute(asked.where(Proposal.proposer_id == person_id, Referral.rating.is_not(None)))]


@tells("follows")
def follows_as_kept(session: Session, person_id: int) -> list[dict[str, Any]]:
    """Which ideas they follow."""
    return [dict(row._mapping) for row in session.execute(select(Follow.proposal_id, Follow.at_us).where(Follow.person_id == person_id))]


@forgets
def forget_the_author(session: Session, person_id: int) -> None:
    """Names, phones, pictures and unsent words go; a sent idea stays, for it was decided about."""
    own = select(Proposal.id).where(Proposal.proposer_id == person_id).scalar_subquery()
    session.execute(delete(Photo).where(Photo.proposal_id.in_(own)))
    session.execute(delete(Follow).where(Follow.person_id == person_id))
    session.execute(update(Referral).where(Referral.proposal_id.in_(own)).values(rating_note=""))
    theirs = update(Proposal).where(Proposal.proposer_id == person_id).execution_options(synchronize_session=False)
    session.execute(theirs.values(contact_name="", joint_names="", show_name=0, token_digest=None))
    session.execute(theirs.where(Proposal.guardian_consent_us.is_not(None)).values(guardian_name=GONE, guardian_phone=GONE))
    session.execute(theirs.where(Proposal.guardian_consent_us.is_(None)).values(guardian_name="", guardian_phone=""))
    unsent = theirs.where(Proposal.state.in_(UNSENT), Proposal.submitted_us.is_(None))
    session.execute(unsent.values(title="", problem="", solution="", place="", beneficiaries=""))


@letters.also_told("proposal")
def followers(session: Session, case: letters.Case) -> set[int]:
    """Everybody who follows the idea, and is not told as its proposer anyway."""
    return set(session.scalars(select(Follow.person_id).where(Follow.proposal_id == case.id, Follow.person_id != case.root.proposer_id)))
