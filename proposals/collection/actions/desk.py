"""The desk mends its own mistakes: what was copied wrongly from paper, and what was entered twice, until the office has taken the idea up."""
from __future__ import annotations

from dataclasses import asdict

from workflow import Actor, Step

from ...machine import engine
from ...storage import act, db
from ...similar.repeats import text_digest
from ..models import Proposal
from ..rules.effects import note_same_words
from .writing import Contact, Idea, person_of, street_of


@act
def correct(proposal_id: int, *, idea: Idea, contact: Contact, by: Actor, at: int, seq: int | None = None) -> Step:
    """Write down what the paper really says; another phone may be another person. Writes ``correct`` with the new words.

    Refuses when the idea was not brought in by hand (``not-entered-here``) or the office has taken it up (``taken-up-already``)."""
    proposal = db.session.get_one(Proposal, proposal_id)
    for name, value in (asdict(idea) | {"street_id": street_of(idea.community_id)}).items():
        setattr(proposal, name, value)
    person = person_of(proposal, contact=contact, at=at)
    proposal.proposer_id, proposal.contact_name = person.id, contact.name
    proposal.text_digest = text_digest(proposal.title, proposal.problem, proposal.solution)
    note_same_words(db.session(), proposal=proposal, digest=proposal.text_digest, at=at)
    words = {name: getattr(idea, name) for name in ("title", "problem", "solution")}
    return engine.fire(db.session(), proposal_id, "correct", by, at=at, data=words | {"community": idea.community_id}, expect=seq)


@act
def strike(proposal_id: int, *, note: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Take back an entry made by mistake; its proposer is told why. Refuses as ``correct`` does."""
    return engine.fire(db.session(), proposal_id, "strike", by, at=at, note=note, expect=seq)
