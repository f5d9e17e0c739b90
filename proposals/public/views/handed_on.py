"""The part of an idea's page that tells what others answer: unit, date, log and rating, without anybody's private words."""
from __future__ import annotations

from typing import Any

from ... import masking, panels
from ...accounts.models import Session
from ...collection.models import Proposal, Referral
from ...collection.referring import lists
from ...collection.referring.wording import told
from ...words.answers import RATINGS, STANDINGS


def panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """Everyone: what of this idea was handed on; nothing when it was not. One statement, two when it was."""
    handed = lists.of_idea(proposal.id)
    if not handed:
        return None
    sees = masking.sees_names(person, proposal=proposal)
    logs = lists.logs([each.id for each in handed])
    own = person is not None and person.id == proposal.proposer_id
    return "public/panels/handed_on.html", {"handed": [_slip(each, log=told(logs[each.id], sees=sees), own=own) for each in handed]}


def _slip(referral: Referral, *, log: list[dict[str, Any]], own: bool) -> dict[str, Any]:
    return {"id": referral.id, "number": referral.display_number, "unit": referral.handling_unit, "matter": referral.matter, "urgent": bool(referral.urgent),
            "standing": STANDINGS[referral.standing], "rating": RATINGS[referral.rating] if referral.rating else "", "unhappy": referral.rating == "not",
            "log": log, "may_rate": own and referral.standing == "replied"}


panels.add("handed_on", 10, panel)
