"""Handing reviews on by hand, and proposals that another panel reads as well, so that strict and mild panels can be told apart (锚定项目)."""
from __future__ import annotations

from sqlalchemy import select

from workflow import SYSTEM, Actor

from ...collection.models import Proposal
from ...errors import Refusal
from ...machine import engine
from ...storage import act, db
from ..models import Panel, Review
from .conflicts import conflicts
from .planning import begin_reviews, voting
from .rights import check_joint, own_panel
from .seating import record

ASIDE = 0
"""The round of readings by another panel: no mean counts it, the season's model learns from it how strict each judge is; every real round is later."""


@act
def hand_over(review_id: int, *, to: int, reason: str, by: Actor, at: int) -> int:
    """Give a review that was not begun to another judge of the panel, by who puts the panel together; returns the new review.

    Refused: ``panel-not-yours``, ``review-begun``, ``not-free-to-judge`` (not on the panel, asked already, or in conflict), ``decline-needs-reason``.
    """
    engine.lock(db.session, [review_id])
    review = db.session.get_one(Review, review_id, populate_existing=True)
    panel = own_panel(review.panel_id, by=by)
    if review.state != "assigned":
        raise Refusal("review-begun")
    if not reason.strip():
        raise Refusal("decline-needs-reason")
    member = next((one for one in panel.members if one.person_id == to), None)
    asked = set(db.session.scalars(select(Review.judge_id).where(Review.proposal_id == review.proposal_id, Review.round == review.round)))
    if member is None or to in asked or to in conflicts(db.session(), proposal_ids=[review.proposal_id])[review.proposal_id]:
        raise Refusal("not-free-to-judge")
    engine.fire(db.session, review_id, "void", SYSTEM, at=at, note=reason)
    record(panel.id, what="handed", member=member, reason=reason, by=by, at=at)
    return begin_reviews(db.session(), proposal=review.proposal, judges=[to], panel_id=panel.id, round=review.round, by=by, at=at)[0]


@act
def read_elsewhere(proposal_id: int, *, panel_id: int, by: Actor, at: int) -> list[int]:
    """Let every free judge of another panel read a proposal under review, by the support lead; returns the reviews. No mean counts them.

    Refused: ``joint-not-yours``, ``anchor-not-reviewing``, ``anchor-own-panel``, ``anchor-called``, ``nobody-to-call``.
    """
    check_joint(by=by)
    panel = db.session.get_one(Panel, panel_id)
    if db.session.get(Proposal, proposal_id) is None:
        raise Refusal("anchor-not-reviewing")
    engine.lock(db.session, [proposal_id])
    proposal = db.session.get_one(Proposal, proposal_id, populate_existing=True)
    held = db.session.execute(select(Review.judge_id, Review.panel_id, Review.round).where(Review.proposal_id == proposal_id)).all()
    if proposal.state != "reviewing" or proposal.season_id != panel.season_id:
        raise Refusal("anchor-not-reviewing")
    if any(row.panel_id == panel_id for row in held):
        raise Refusal("anchor-called" if any(row.panel_id == panel_id and row.round == ASIDE for row in held) else "anchor-own-panel")
    out = {row.judge_id for row in held} | set(conflicts(db.session(), proposal_ids=[proposal_id])[proposal_id])
    judges = [member.person_id for member in voting(panel) if member.person_id not in out]
    if not judges:
        raise Refusal("nobody-to-call")
    return begin_reviews(db.session(), proposal=proposal, judges=judges, panel_id=panel_id, round=ASIDE, by=by, at=at)
