"""Who is written to: judges, signatories and appellants of a case."""
from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow import outbox

from ... import letters
from ...accounts.posts import holders
from ..models import Agreement, Appeal, Objection, Review, Signature
from .signing import SIGNATORIES


@letters.people_for("panelist")
def judges(session: Session, case: letters.Case) -> set[int]:
    """The judge of a review; for a proposal, all who read it in its latest round."""
    if isinstance(case.subject, Review):
        return {case.subject.judge_id}
    latest = select(func.max(Review.round)).where(Review.proposal_id == case.root.id).scalar_subquery()
    asked = select(Review.judge_id).where(Review.proposal_id == case.root.id, Review.round == latest, Review.state.in_(("assigned", "scoring", "scored")))
    return set(session.scalars(asked))


@letters.people_for("party")
def signatories(session: Session, case: letters.Case) -> set[int]:
    """Who signs for the party of a signature; for a proposal, for every party of the latest version."""
    if isinstance(case.subject, Signature):
        return _behind(session, case=case, code=case.subject.party.code)
    latest = session.scalars(select(Agreement).where(Agreement.proposal_id == case.root.id).order_by(Agreement.version.desc()).limit(1)).first()
    return {person for one in (latest.signatures if latest else ()) for person in _behind(session, case=case, code=one.party.code)}


@letters.people_for("appellant")
def appellants(session: Session, case: letters.Case) -> set[int]:
    """Who lodged the appeal, and who objects in it (withdrawn ones have had their word)."""
    if not isinstance(case.subject, Appeal):
        return set()
    objectors = session.scalars(select(Objection.by_id).where(Objection.appeal_id == case.subject.id, Objection.withdrawn_us.is_(None)))
    return {case.subject.by_id} | {each for each in objectors if each is not None}


def _behind(session: Session, *, case: letters.Case, code: str) -> set[int]:
    return holders(session, kinds=(SIGNATORIES[code],), street_id=case.root.street_id if code == "street" else None,
                   organisation_id=case.root.organisation_id if code == "organisation" else None)


@letters.worded("upheld")
def upheld(session: Session, case: letters.Case, message: outbox.Message, form: dict[str, Any]) -> tuple[str, dict[str, object]]:
    """The same move confirms what an appeal was against, and finds an objection right: its proposer is told which."""
    kind = session.scalar(select(Appeal.kind).where(Appeal.proposal_id == case.root.id).order_by(Appeal.id.desc()).limit(1))
    return "objection_upheld" if kind == "objection" else "upheld", {}
