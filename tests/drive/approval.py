"""Drives a proposal through review, notice and signing by the acts themselves."""
from __future__ import annotations

from sqlalchemy import select

from proposals.accounts.models import Person, Post
from proposals.approval import actions
from proposals.approval.models import Agreement, PanelMember, Panel, Review, Signature
from proposals.approval.rules.reviewing import rubric_of
from proposals.approval.rules.signing import SIGNATORIES
from proposals.collection.models import Proposal
from proposals.demonstration.phones import confirmed
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from workflow import SYSTEM, Actor

GOOD = 4


def actor(person_id: int) -> Actor:
    """A person as the engine knows them."""
    return Actor(f"p{person_id}", db.session.get_one(Person, person_id).name)


def holder(kind: str, *, proposal: Proposal) -> Actor:
    """Who holds this post – of the proposal's street or implementer, where the post has one."""
    query = select(Post.person_id).where(Post.kind == kind, Post.ended_us.is_(None)).order_by(Post.id)
    if kind in ("street", "street_lead", "clerk", "chair"):
        query = query.where(Post.street_id == proposal.street_id)
    if kind == "organisation":
        query = query.where(Post.organisation_id == proposal.organisation_id)
    return actor(db.session.scalars(query.limit(1)).one())


def chair_of(proposal: Proposal) -> Actor:
    """The chair of the street's panel."""
    query = (select(PanelMember.person_id).join(Panel)
             .where(Panel.season_id == proposal.season_id, Panel.street_id == proposal.street_id, PanelMember.seat == "chair"))
    return actor(db.session.scalars(query).one())


def reviewing(proposal_id: int, *, at: int, by: Actor) -> list[int]:
    """Send a planned proposal to its panel; returns the review cases."""
    with unit_of_work():
        engine.fire(db.session, proposal_id, "send_review", by, at=at)
    return list(db.session.scalars(select(Review.id).where(Review.proposal_id == proposal_id, Review.state == "assigned").order_by(Review.id)))


def scored(proposal_id: int, *, at: int, level: int) -> None:
    """Every judge asked takes the review and gives ``level`` (1..5) for every criterion."""
    waiting = select(Review).where(Review.proposal_id == proposal_id, Review.state.in_(("assigned", "scoring"))).order_by(Review.id)
    for review_id, judge_id, state, season_id in [(one.id, one.judge_id, one.state, one.season_id) for one in db.session.scalars(waiting)]:
        judge, levels = actor(judge_id), {one.id: level for one in rubric_of(db.session, season_id=season_id)}
        if state == "assigned":
            actions.take_review(review_id, by=judge, at=at, seq=None)
        actions.cast_score(review_id, levels=levels, comment="按评分标准评定。", by=judge, at=at, seq=None)


def publicised(proposal_id: int, *, at: int) -> None:
    """Score a proposal under review well, and let the chair pass it."""
    scored(proposal_id, at=at, level=GOOD)
    actions.decide(proposal_id, move="pass_review", reason="", by=chair_of(db.session.get_one(Proposal, proposal_id)), at=at, seq=None)


def signing(proposal_id: int, *, at: int) -> int:
    """End the public notice; returns the agreement."""
    with unit_of_work():
        engine.fire(db.session, proposal_id, "confirm", SYSTEM, at=at)
    return db.session.scalars(select(Agreement.id).where(Agreement.proposal_id == proposal_id).order_by(Agreement.version.desc()).limit(1)).one()


def signed(proposal_id: int, *, at: int) -> None:
    """Every party signs; the last signature concludes the agreement."""
    proposal = db.session.get_one(Proposal, proposal_id)
    open_ones = select(Signature).where(Signature.state == "requested", Signature.agreement.has(proposal_id=proposal_id)).order_by(Signature.id)
    for case, code, seal in [(one.id, one.party.code, one.agreement.digest) for one in db.session.scalars(open_ones)]:
        by = holder(SIGNATORIES[code], proposal=proposal)
        confirmed(by, at=at)
        actions.sign(case, seal=seal, by=by, at=at, seq=None)
