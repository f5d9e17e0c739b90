"""What these tests ask again and again."""
from __future__ import annotations

from sqlalchemy import select, update
from werkzeug.test import TestResponse

from proposals.approval.models import Review, Signature
from proposals.approval.rules.reviewing import rubric_of
from proposals.collection.models import Proposal
from proposals.storage import db, unit_of_work
from tests.kit import Visitor
from tests.rooms.approval.planned import actor
from workflow.tables import instance, step


def review_of(case: int, name: str) -> int:
    """The review of this judge in the latest round."""
    query = select(Review.id).where(Review.proposal_id == case, Review.judge_id == int(actor(name).id[1:])).order_by(Review.round.desc()).limit(1)
    return db.session.scalars(query).one()


def levels(case: int, level: int = 4) -> dict[int, int]:
    """The same level for every criterion."""
    season = db.session.get_one(Proposal, case).season_id
    return {one.id: level for one in rubric_of(db.session, season_id=season)}


def sheet(case: int, level: int = 4, comment: str = "") -> dict[str, str]:
    """The score pane filled in."""
    return {f"criterion_{key}": str(value) for key, value in levels(case, level).items()} | {"comment": comment}


def state_of(case: int) -> str:
    """The state a proposal is in now."""
    db.session.rollback()
    return db.session.get_one(Proposal, case, populate_existing=True).state


def steps_of(case: int) -> list[tuple[str, str]]:
    """The history of one case: move and actor."""
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(select(step.c.name, step.c.actor).where(step.c.instance_id == case).order_by(step.c.seq))]


def signature_of(case: int, code: str) -> Signature:
    """The latest signature of a party."""
    query = select(Signature).where(Signature.agreement.has(proposal_id=case), Signature.party.has(code=code)).order_by(Signature.id.desc()).limit(1)
    return db.session.scalars(query).one()


def put_back(case: int) -> None:
    """Back to a finished plan, as after mending it; what optimisation does is tested there."""
    with unit_of_work():
        db.session.execute(update(instance).where(instance.c.id == case).values(state="planned"))
        db.session.execute(update(Proposal).where(Proposal.id == case).values(state="planned"))


def send(visitor: Visitor, url: str, fields: dict[str, object], *, headers: dict[str, str] | None = None) -> TestResponse:
    """Send exactly these fields, as a second tab or a script would."""
    with visitor.app.app_context():
        return visitor.client.post(url, data=fields, headers=headers)
