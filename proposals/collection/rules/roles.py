"""Who somebody is towards a proposal; for a child (payment, visit, amendment …) towards the proposal it belongs to."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Actor, Context

from ... import letters
from ...accounts.posts import holds
from ...gate import person_id
from ...machine import role
from ..models import CoProposer, Proposal

CONSOLE = Actor("console", "")
"""Whoever works on the server's own command line, where nobody signs in."""
STREET = ("street", "street_lead")
SUPPORT = ("support", "support_lead")


def proposal_of(ctx: Context) -> Proposal:
    """The proposal a case is, or belongs to."""
    if ctx.workflow.name == "proposal":
        found: Proposal = ctx.subject
        return found
    root = ctx.session.get(Proposal, ctx.instance.root_id)
    if root is None:
        raise LookupError(f"case {ctx.instance.id} belongs to no proposal")
    return root


@role("proposer")
def is_proposer(ctx: Context) -> bool:
    """Whose idea it is. Whose idea lives on in it is told and credited, but no right over the package flows from that."""
    person = person_id(ctx.actor)
    return person is not None and person == proposal_of(ctx).proposer_id


@letters.people_for("proposer")
def proposers(session: Session, case: letters.Case) -> set[int]:
    """Who is told as the proposer: whose idea it is, and everybody whose idea lives on in it; of a package made of several ideas these alone."""
    living = set(session.scalars(select(CoProposer.person_id).where(CoProposer.proposal_id == case.root.id)))
    return living if case.root.origin == "merged" else {case.root.proposer_id, *living}


@letters.people_for("author", "proposal")
def author(session: Session, case: letters.Case) -> set[int]:
    """Whose own idea a package is; nobody where it was made of several."""
    return set() if case.root.origin == "merged" else {case.root.proposer_id}


@role("clerk")
def is_clerk(ctx: Context) -> bool:
    """The desk clerk of its street, or whoever took it down for the proposer; lists are also taken in on the server's command line."""
    proposal = proposal_of(ctx)
    if ctx.actor.id == CONSOLE.id:
        return True
    if proposal.assisted_by_id is not None and proposal.assisted_by_id == person_id(ctx.actor):
        return True
    return proposal.street_id is not None and holds(ctx, kinds=("clerk",), street_id=proposal.street_id)


@role("staff")
def is_staff(ctx: Context) -> bool:
    """Staff of its street's office, or of the support organisation."""
    return is_street(ctx) or holds(ctx, kinds=SUPPORT)


@role("staff_lead")
def is_staff_lead(ctx: Context) -> bool:
    """The lead of its street's office, or of the support organisation."""
    street_id = proposal_of(ctx).street_id
    return holds(ctx, kinds=("support_lead",)) or (street_id is not None and holds(ctx, kinds=("street_lead",), street_id=street_id))


@role("street")
def is_street(ctx: Context) -> bool:
    """The office of its street."""
    street_id = proposal_of(ctx).street_id
    return street_id is not None and holds(ctx, kinds=STREET, street_id=street_id)


@role("org")
def is_implementer(ctx: Context) -> bool:
    """A member of the organisation that carries it out."""
    organisation_id = proposal_of(ctx).organisation_id
    return organisation_id is not None and holds(ctx, kinds=("organisation",), organisation_id=organisation_id)
