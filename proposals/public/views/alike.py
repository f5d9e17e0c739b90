"""The part of an idea's page that leads staff to the ideas that resemble it, where the words shared stand beside each and they are compared."""
from __future__ import annotations

from ... import masking, panels
from ...accounts.models import Session
from ...collection.models import Proposal
from ...collection.queries import LIVE

STAFF = frozenset({"street", "street_lead", "support", "support_lead"})


def panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """Staff of its street and support: the way to the five nearest ideas, while the idea lives. No statement: the page itself is looked at most."""
    if person is None or proposal.state not in LIVE or not STAFF & person.posts or not masking.sees_names(person, proposal=proposal):
        return None
    return "public/panels/alike.html", {"about": proposal.id}


panels.add("resembling", 15, panel)
