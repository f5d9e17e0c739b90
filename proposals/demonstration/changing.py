"""A change in the demonstration: one project asks for more money in mid-course, and all five parties sign its agreement anew."""
from __future__ import annotations

from ..collection.models import Proposal
from ..funding import changing
from ..funding.models import Commitment
from ..funding.spending import heads
from ..storage import act, db
from . import approving
from .driving import DAY_US, together
from .troupe import Troupe

MORE_FEN = 60_000


@act
def enlarge(proposal_id: int, *, troupe: Troupe, at: int) -> None:
    """The implementer asks for 600 yuan more for activities, the bureau approves, the parties sign; then the new version is in force."""
    commitment = db.session.query(Commitment).filter_by(proposal_id=proposal_id).one()
    planned = {head.name: head.planned_fen for head in heads.of(db.session(), commitment)}
    planned["activity"] = planned.get("activity", 0) + MORE_FEN
    by = troupe.carrier(db.session.get_one(Proposal, proposal_id).organisation_id or 0)
    case = changing.ask_amount(proposal_id, planned=planned, wish="报名的居民比计划多，加办两场，增加活动费。", new_ends_on=None, by=by, at=at)
    together([case], "renew", by=troupe.central["bureau"], at=at + DAY_US)
    approving.sign([proposal_id], parties=approving.ALL_PARTIES, troupe=troupe, at=at + 2 * DAY_US)
