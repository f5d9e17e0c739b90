"""Agreements as their parties see them: which have signed, and what each person may still sign."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import joinedload

from ...accounts.models import Session
from ...collection.models import Proposal
from ...paging import Page, page_of
from ...seasons.models import Party
from ...storage import db
from ..models import Agreement, Signature

EVERYWHERE = {"bureau", "foundation", "foundation_lead", "support", "support_lead"}
SIGNING_POSTS = {"bureau": "bureau", "foundation_lead": "foundation", "support_lead": "support"}


def agreements(person: Session, *, only_open: bool, after: int | None, before: int | None) -> Page[Agreement]:
    """A page of the agreements in force that concern this person, newest first, each with its signatures; ``only_open``: still to be signed."""
    query = _theirs(select(Agreement).join(Proposal, Proposal.id == Agreement.proposal_id), person=person).where(Agreement.voided_us.is_(None))
    if only_open:
        query = query.where(Proposal.state == "signing")
    return page_of(query.options(joinedload(Agreement.proposal).joinedload(Proposal.organisation)), Agreement.id, after=after, before=before)


def agreement(agreement_id: int, *, person: Session) -> Agreement | None:
    """One agreement, if it concerns this person."""
    query = _theirs(select(Agreement).join(Proposal, Proposal.id == Agreement.proposal_id), person=person).where(Agreement.id == agreement_id)
    return db.session.scalars(query.options(joinedload(Agreement.proposal))).unique().one_or_none()


def own_signature(one: Agreement, *, person: Session) -> Signature | None:
    """The signature that this person is asked for under this agreement."""
    mine = {signature.party.code: signature for signature in one.signatures if signature.state == "requested"}
    for post in person.held:
        code = _code(post.kind)
        fits = code != "street" or post.street_id == one.proposal.street_id
        if code in mine and fits and (code != "organisation" or post.organisation_id == one.proposal.organisation_id):
            return mine[code]
    return None


def requested_of(person: Session, *, limit: int) -> Sequence[Signature]:
    """The signatures that wait for this person, the longest waiting first; one statement and its joins."""
    wanted = [_asked(post.kind, street_id=post.street_id, organisation_id=post.organisation_id) for post in person.held]
    query = (select(Signature).join(Agreement, Agreement.id == Signature.agreement_id).join(Proposal, Proposal.id == Agreement.proposal_id)
             .join(Party, Party.id == Signature.party_id).where(Signature.state == "requested", or_(false(), *wanted))
             .options(joinedload(Signature.agreement).joinedload(Agreement.proposal)).order_by(Signature.id).limit(limit))
    return db.session.scalars(query).unique().all()


def _code(post: str) -> str:
    """For which party the holder of a post signs; empty for nobody."""
    return {**SIGNING_POSTS, "street_lead": "street", "organisation": "organisation"}.get(post, "")


def _asked(post: str, *, street_id: int | None, organisation_id: int | None) -> ColumnElement[bool]:
    code = _code(post)
    if code == "street":
        return and_(Party.code == code, Proposal.street_id == street_id)
    if code == "organisation":
        return and_(Party.code == code, Proposal.organisation_id == organisation_id)
    return Party.code == code if code else false()


def _theirs(query: Select[tuple[Agreement]], *, person: Session) -> Select[tuple[Agreement]]:
    """Bureau, foundation and support see all; a street its own; an implementer its own."""
    if person.posts & EVERYWHERE:
        return query
    streets = [post.street_id for post in person.held if post.kind in ("street", "street_lead")]
    bodies = [post.organisation_id for post in person.held if post.kind == "organisation"]
    return query.where(or_(Proposal.street_id.in_(streets), Proposal.organisation_id.in_(bodies)))
