"""Whose names a blind copy must not show."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select

from ... import masking
from ...accounts.models import Person
from ...collection.models import CoProposer, Proposal
from ...directory.models import Organisation
from ...storage import db


@dataclass(slots=True)
class Named:
    """The people behind one proposal, and the bodies."""

    people: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)


def named_in(proposal_ids: Collection[int]) -> dict[int, Named]:
    """Proposers, those they name beside them, those whose ideas live on in it, and its implementer; two statements."""
    found = {each: Named() for each in proposal_ids}
    own = (select(Proposal.id, Proposal.contact_name, Proposal.joint_names, Proposal.guardian_name, Person.name,
                  Organisation.name.label("body"), Organisation.contact).outerjoin(Person, Person.id == Proposal.proposer_id)
           .outerjoin(Organisation, Organisation.id == Proposal.organisation_id).where(Proposal.id.in_(proposal_ids)))
    for row in db.session.execute(own):
        found[row.id].people.update(_people(row.contact_name, row.name, row.guardian_name, row.contact, together=row.joint_names))
        found[row.id].bodies.update({row.body} - {None})
    joined = (select(CoProposer.proposal_id, Person.name, Proposal.contact_name, Proposal.joint_names).join(Person, Person.id == CoProposer.person_id)
              .join(Proposal, Proposal.id == CoProposer.from_id).where(CoProposer.proposal_id.in_(proposal_ids)))
    for row in db.session.execute(joined):
        found[row.proposal_id].people.update(_people(row.name, row.contact_name, together=row.joint_names))
    return found


def _people(*names: str | None, together: str) -> set[str]:
    return {name.strip() for name in (*names, *masking.SEPARATORS.split(together)) if name and name.strip()}
