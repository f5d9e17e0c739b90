"""Objections and tips as offices and objectors see them. Who objected is in the answer to the bureau and to the objector alone."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from ...accounts.models import Person, Session
from ...collection.models import Proposal
from ...paging import Page, page_of
from ...storage import db, made_once
from ..models import Notice, Objection, TipOff

LONGEST = 50
WAITING = (Objection.answered_us.is_(None), Objection.withdrawn_us.is_(None))


def person(person_id: int) -> Person:
    """Who is about to object: name and phone to begin the form with."""
    return db.session.get_one(Person, person_id)


def notice_with_project(notice_id: int) -> tuple[Notice, Proposal] | None:
    """A notice and what it is about."""
    row = db.session.execute(select(Notice, Proposal).join(Proposal, Proposal.id == Notice.proposal_id).where(Notice.id == notice_id)).one_or_none()
    return (row[0], row[1]) if row else None


def own_objections(person_id: int) -> Sequence[Objection]:
    """What somebody objected to, the newest first; at most 50."""
    return db.session.scalars(_with_project().where(Objection.by_id == person_id).order_by(Objection.id.desc()).limit(LONGEST)).all()


def objection(objection_id: int, *, person: Session) -> Objection | None:
    """One objection, for whoever lodged it and for the bureau."""
    whole = _with_project().options(joinedload(Objection.notice), selectinload(Objection.files))
    found = db.session.scalars(whole.where(Objection.id == objection_id)).one_or_none()
    return found if found is not None and ("bureau" in person.posts or found.by_id == person.id) else None


def objections_in(appeal_id: int) -> Sequence[Objection]:
    """Those on which one ruling is given, the earliest first."""
    return db.session.scalars(select(Objection).options(selectinload(Objection.files)).where(Objection.appeal_id == appeal_id).order_by(Objection.id)).all()


def to_outcomes() -> Sequence[Objection]:
    """Objections to outcomes that wait for an answer, which no ruling gives; the longest waiting first, at most 50."""
    return db.session.scalars(_with_project().where(*WAITING, Objection.appeal_id.is_(None)).order_by(Objection.id).limit(LONGEST)).all()


def tips(person: Session, *, unseen: bool, after: int | None, before: int | None) -> Page[TipOff]:
    """A page of the tips about projects of this person's streets (the bureau: all), newest first."""
    query = _within(select(TipOff).join(Proposal, Proposal.id == TipOff.proposal_id), streets=_streets_of(person)).options(joinedload(TipOff.proposal))
    return page_of(query.where(TipOff.seen_us.is_(None)) if unseen else query, TipOff.id, after=after, before=before)


def tip(tip_id: int, *, person: Session) -> TipOff | None:
    """One tip, if it is for this person to look into."""
    query = _within(select(TipOff).join(Proposal, Proposal.id == TipOff.proposal_id).where(TipOff.id == tip_id), streets=_streets_of(person))
    return db.session.scalars(query.options(joinedload(TipOff.proposal))).one_or_none()


def unseen_tips(person: Session) -> Select[Any]:
    """Asks how many tips wait for this person, and since when the longest (UTC microseconds)."""
    return _unseen_tips(_streets_of(person))


@made_once
def _unseen_tips(streets: frozenset[int] | None) -> Select[Any]:
    query = select(func.count(), func.min(TipOff.at_us)).select_from(TipOff)
    return _within(query.join(Proposal, Proposal.id == TipOff.proposal_id), streets=streets).where(TipOff.seen_us.is_(None))


def _streets_of(person: Session) -> frozenset[int] | None:
    return person.streets(("street", "street_lead"), everywhere=("bureau",))


def _within(query: Select[Any], *, streets: frozenset[int] | None) -> Select[Any]:
    return query if streets is None else query.where(Proposal.street_id.in_(streets))


def _with_project() -> Select[tuple[Objection]]:
    return select(Objection).options(joinedload(Objection.proposal))
