"""How a proposal comes into being: an empty draft, a part of another one, a copy for the next season. No rule is asked here."""
from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Actor

from ..machine import engine
from .models import CoProposer, Lineage, Proposal

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: a receipt is read out on the telephone
RECEIPT_LENGTH = 8
PERSON = ("submitter", "proposer_id", "contact_name", "joint_names", "assisted_by_id", "guardian_name", "guardian_phone", "guardian_consent_us", "show_name")
CARRIED_ON = (*PERSON, "channel", "street_id", "community_id", "category_id", "title", "problem", "solution", "place", "beneficiaries", "participation",
              "cost_fen")


def new_receipt() -> str:
    """A short code that nobody guesses and nobody misreads."""
    return "".join(secrets.choice(SIGNS) for _ in range(RECEIPT_LENGTH))


def new_draft(session: Session, *, season_id: int, by: Actor, at: int, **facts: object) -> Proposal:
    """Start a case and give it its row; writes ``@start`` to its history."""
    case_id = engine.start(session, "proposal", season_id=season_id, actor=by, at=at)
    proposal = Proposal(**{"id": case_id, "season_id": season_id, "state": "draft", "receipt": new_receipt()} | facts)
    session.add(proposal)
    session.flush()
    return proposal


def descend(session: Session, source: Proposal, *, kind: str, origin: str, season_id: int, share: int, by: Actor, at: int,
            text: dict[str, str]) -> Proposal:
    """A new draft that keeps a source's people and place; ``text`` replaces its words. ``share`` is credit in percent."""
    facts = {name: getattr(source, name) for name in CARRIED_ON} | text
    child = new_draft(session, season_id=season_id, by=by, at=at, origin=origin, **facts)
    session.add(Lineage(source_id=source.id, target_id=child.id, kind=kind, share=share, at_us=at))
    for joined in session.scalars(select(CoProposer).where(CoProposer.proposal_id == source.id)).all():
        session.add(CoProposer(proposal_id=child.id, person_id=joined.person_id, from_id=joined.from_id))
    session.flush()
    return child


def gather(session: Session, lead: Proposal, *, by: Actor, at: int, text: dict[str, str]) -> Proposal:
    """A new draft in which several ideas are to live on: it lies where ``lead`` lies and is first spoken for by its proposer; ``text`` are its words."""
    facts = {name: getattr(lead, name) for name in CARRIED_ON} | text
    return new_draft(session, season_id=lead.season_id, by=by, at=at, origin="merged", **facts)


def speak_for(package: Proposal, *, lead: Proposal) -> None:
    """Let the proposer of another idea speak first for a package, because the idea of whoever did was taken out of it."""
    for name in PERSON:
        setattr(package, name, getattr(lead, name))
