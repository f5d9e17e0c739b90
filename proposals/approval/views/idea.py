"""What this room adds to the page of an idea: the panel's result, once there is one."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from ... import masking, panels
from ...accounts.models import Session
from ...collection.models import Proposal
from .. import queries
from .screen import points

BEFORE = {"draft", "submitted", "needs_info", "accepted", "researching", "optimising", "planned", "merged", "split", "not_accepted", "withdrawn", "lapsed"}
INSIDE = {"bureau", "foundation", "foundation_lead", "street", "street_lead", "support", "support_lead"}


def result_panel(proposal: Proposal, person: Session | None) -> tuple[str, dict[str, Any]] | None:
    """Mean and number of scores, the judges' names (masked for the public) without scores, the notice; the agreement for those who work on it."""
    found = queries.result(proposal.id) if proposal.state not in BEFORE else None
    if found is None:
        return None
    inside = person is not None and _works_on(proposal, person=person)
    if not inside:
        found = replace(found, judges=tuple(masking.name(judge) for judge in found.judges))
    return "approval/panels/result.html", {"result": found, "points": points, "may_read_agreement": inside}


def _works_on(proposal: Proposal, *, person: Session) -> bool:
    """Staff, and the members of its implementer."""
    own = proposal.organisation_id is not None and proposal.organisation_id in {post.organisation_id for post in person.held}
    return own or bool(person.posts & INSIDE)


panels.add("approval", 40, result_panel)
