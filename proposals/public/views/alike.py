"""The part of an idea's page that tells staff which ideas resemble it; what people found, and where they compare them."""
from __future__ import annotations

from ... import masking, panels
from ...accounts.models import Session
from ...collection.models import Proposal
from ...collection.queries import LIVE
from ...collection.resembling import lists
from ...collection.views.resembling import facts_of, words_of
from ...words.resembling import VERDICTS

STAFF = frozenset({"street", "street_lead", "support", "support_lead"})


def panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """Staff of its street and support: the five nearest ideas with the words shared, while the idea lives. Two statements."""
    if person is None or proposal.state not in LIVE or not STAFF & person.posts or not masking.sees_names(person, proposal=proposal):
        return None
    found = lists.suggested(proposal)
    if not found:
        return None
    return "public/panels/alike.html", {"found": [
        {"id": one.idea.id, "title": one.idea.title, "facts": facts_of(one.idea), "words": words_of(one), "strong": one.likeness.strong,
         "said": VERDICTS.get(one.verdict, "")} for one in found], "about": proposal.id}


panels.add("resembling", 15, panel)
