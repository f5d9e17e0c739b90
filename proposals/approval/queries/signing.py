"""Agreements as their parties see them: which have signed, and what each person may still sign."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import aliased, joinedload

from ...accounts.models import Held, Person, Session
from ...collection.models import Proposal
from ...seasons.models import Party
from ...storage import db, made_once
from ..models import Agreement, Signature, SignedPage
from ..rules.signing import SIGNATORIES

EVERYWHERE = frozenset({"bureau", "foundation", "foundation_lead", "support", "support_lead", "treasury_lead", "evaluator"})
SIGNS_FOR = {post: code for code, post in SIGNATORIES.items()}
REQUESTED = (select(Signature.agreement_id, Proposal.title, Agreement.number, Agreement.at_us)
             .join(Agreement, Agreement.id == Signature.agreement_id).join(Proposal, Proposal.id == Agreement.proposal_id)
             .join(Party, Party.id == Signature.party_id)
             .where(Signature.state == "requested",
                    or_(and_(Party.code == "street", Proposal.street_id.in_(bindparam("streets", expanding=True))),
                        and_(Party.code == "organisation", Proposal.organisation_id.in_(bindparam("bodies", expanding=True))),
                        Party.code.in_(bindparam("codes", expanding=True))))
             .order_by(Signature.id).limit(bindparam("limit")))


def agreement(agreement_id: int, *, person: Session) -> Agreement | None:
    """One agreement, if it concerns this person."""
    query = theirs(select(Agreement).join(Proposal, Proposal.id == Agreement.proposal_id), person=person).where(Agreement.id == agreement_id)
    return db.session.scalars(query.options(joinedload(Agreement.proposal))).unique().one_or_none()


def signature(signature_id: int, *, person: Session) -> Signature | None:
    """One signature, if its agreement concerns this person."""
    query = (select(Signature).join(Agreement, Agreement.id == Signature.agreement_id).join(Proposal, Proposal.id == Agreement.proposal_id)
             .where(Signature.id == signature_id).options(joinedload(Signature.agreement).joinedload(Agreement.proposal)))
    return db.session.scalars(theirs(query, person=person)).unique().one_or_none()


def own_codes(held: Sequence[Held], *, street_id: int | None, organisation_id: int | None) -> set[str]:
    """The parties for which somebody with these posts signs an agreement of this street and implementer."""
    found = ((SIGNS_FOR.get(post.kind, ""), post) for post in held)
    return {code for code, post in found if code and (code != "street" or post.street_id == street_id)
            and (code != "organisation" or post.organisation_id == organisation_id)}


def own_signature(one: Agreement, *, person: Session) -> Signature | None:
    """The signature that this person is asked for under this agreement."""
    codes = own_codes(person.held, street_id=one.proposal.street_id, organisation_id=one.proposal.organisation_id)
    return next((each for each in one.signatures if each.state == "requested" and each.party.code in codes), None)


def requested_of(person: Session, *, limit: int, agreement_ids: Sequence[int] | None = None, ids: Sequence[int] | None = None) -> Sequence[Signature]:
    """The signatures that wait for this person (under these agreements, of these ids), the longest waiting first; one statement and its joins."""
    wanted = [_asked(post) for post in person.held]
    query = (select(Signature).join(Agreement, Agreement.id == Signature.agreement_id).join(Proposal, Proposal.id == Agreement.proposal_id)
             .join(Party, Party.id == Signature.party_id).where(Signature.state == "requested", or_(false(), *wanted))
             .options(joinedload(Signature.agreement).joinedload(Agreement.proposal)).order_by(Signature.id).limit(limit))
    if agreement_ids is not None:
        query = query.where(Agreement.id.in_(agreement_ids))
    if ids is not None:
        query = query.where(Signature.id.in_(ids))
    return db.session.scalars(query).unique().all()


def unsigned_by(person: Session, *, limit: int) -> Sequence[Row[Any]]:
    """The same for the desk, as plain columns: agreement_id, title, number, and at_us, when the agreement was made; one statement."""
    signing = [(SIGNS_FOR[post.kind], post) for post in person.held if post.kind in SIGNS_FOR]
    given = {"streets": [post.street_id for code, post in signing if code == "street"],
             "bodies": [post.organisation_id for code, post in signing if code == "organisation"],
             "codes": [code for code, _post in signing if code not in ("street", "organisation")], "limit": limit}
    return db.session.execute(REQUESTED, given).all() if signing else ()


def asked_of(person: Session) -> ColumnElement[bool]:
    """In a query over signatures with their parties and proposals: those that this person signs."""
    return or_(false(), *(_asked(post) for post in person.held))


def pages_of(signature_id: int) -> Sequence[SignedPage]:
    """The pages that were handed in for a signature, the newest first; their bytes are read only when they are shown."""
    query = select(SignedPage).where(SignedPage.signature_id == signature_id).options(joinedload(SignedPage.by))
    return db.session.scalars(query.order_by(SignedPage.id.desc())).all()


def presented_to(person: Session, *, limit: int) -> Sequence[Row[Any]]:
    """The newest pages that wait for a second person, without those this person handed in: signature_id, title, name of who did, at_us; one statement."""
    streets, bodies = _reach(person)
    return db.session.execute(_presented(None if person.posts & EVERYWHERE else streets, bodies), {"person": person.id, "limit": limit}).all()


@made_once
def _presented(streets: tuple[int, ...] | None, bodies: tuple[int, ...]) -> Select[Any]:
    later = aliased(SignedPage)
    query = (select(SignedPage.signature_id, Proposal.title, Person.name, SignedPage.at_us).join(Signature, Signature.id == SignedPage.signature_id)
             .join(Agreement, Agreement.id == Signature.agreement_id).join(Proposal, Proposal.id == Agreement.proposal_id)
             .join(Person, Person.id == SignedPage.by_id)
             .where(Signature.state == "presented", SignedPage.by_id != bindparam("person"),
                    ~exists().where(later.signature_id == SignedPage.signature_id, later.id > SignedPage.id)))
    if streets is not None:
        query = query.where(or_(Proposal.street_id.in_(streets), Proposal.organisation_id.in_(bodies)))
    return query.order_by(SignedPage.id).limit(bindparam("limit"))


def _asked(post: Held) -> ColumnElement[bool]:
    code = SIGNS_FOR.get(post.kind, "")
    if code == "street":
        return and_(Party.code == code, Proposal.street_id == post.street_id)
    if code == "organisation":
        return and_(Party.code == code, Proposal.organisation_id == post.organisation_id)
    return Party.code == code if code else false()


def theirs(query: Select[Any], *, person: Session) -> Select[Any]:
    """Of a query over proposals: bureau, foundation, support and the like see all; a street its own; an implementer its own."""
    if person.posts & EVERYWHERE:
        return query
    streets, bodies = _reach(person)
    return query.where(or_(Proposal.street_id.in_(streets), Proposal.organisation_id.in_(bodies)))


def _reach(person: Session) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The streets and implementers whose agreements somebody reads."""
    return (tuple(post.street_id for post in person.held if post.kind in ("street", "street_lead") and post.street_id is not None),
            tuple(post.organisation_id for post in person.held if post.kind == "organisation" and post.organisation_id is not None))
