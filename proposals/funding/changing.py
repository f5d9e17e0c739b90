"""A change of the amount or of the sources' shares, asked for and looked at: what it comes to is worked out before anybody signs."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflow import Actor

from ..approval.rules.sources import Instalment
from ..collection.models import Proposal
from ..errors import Refusal
from ..implementation import asking
from ..implementation.changing import Wanted, plan_after
from ..implementation.models import Amendment
from ..optimisation.models import HEADS
from ..optimisation.rules.planning import latest_plan, over_cap
from ..shell import money
from ..storage import act, db
from ..words.optimisation import HEADS as TITLES
from . import amending, commitments
from .models import Commitment, Fund
from .rules import changing as rules
from .spending import heads


@dataclass(frozen=True, slots=True)
class Part:
    """One source in a change, in fen: bound so far, of which paid or under way, bound then; and its weight in the rest."""

    fund: Fund
    before_fen: int
    stays_fen: int
    after_fen: int
    weight: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change comes to: the whole before and after (fen), by source, and all tranches it leaves or makes."""

    before_fen: int
    after_fen: int
    parts: Sequence[Part]
    instalments: Sequence[Instalment]


@act
def ask_amount(proposal_id: int, *, planned: Mapping[str, int], wish: str, new_ends_on: date | None, by: Actor, at: int) -> int:
    """The implementer asks for another amount, planned by budget head (fen), perhaps with a new end; returns the change's case.

    Refused besides what ``asking.ask`` refuses: less than what is paid or under way (``paid-beyond-new-amount``) or told under a head
    (``head-below-spent``), a head above the season's share (``management-over-cap``, ``personnel-over-cap``), the same amounts
    (``nothing-changes``).
    """
    wanted = Wanted("amount", wish, new_ends_on, {head: planned.get(head, 0) for head in HEADS})
    commitment = _locked(proposal_id)
    standing = heads.of(db.session(), commitment)
    if all(planned.get(head.name, 0) == head.planned_fen for head in standing):
        raise Refusal("nothing-changes")
    _must_cover(standing, planned=planned)
    amending.worked_out(db.session(), commitment, amount_fen=wanted.amount_fen or 0, weights={}, paused=False)
    case_id = asking.ask(proposal_id, wanted=wanted, by=by, at=at)
    _must_stay_under_caps(case_id)
    return case_id


def _must_cover(standing: Sequence[heads.Head], *, planned: Mapping[str, int]) -> None:
    for head in standing:
        need, have = head.spent_fen + head.waiting_fen + head.leaving_fen, planned.get(head.name, 0) + head.moved_fen
        if need > have:
            raise Refusal("head-below-spent", head=TITLES[head.name], told=money(need), budget=money(have))


def _must_stay_under_caps(case_id: int) -> None:
    amendment = db.session.get_one(Amendment, case_id)
    plan = latest_plan(db.session(), proposal_id=amendment.proposal_id)
    problem = over_cap(plan_after(plan, amendment=amendment), season=amendment.proposal.season) if plan is not None else None
    if problem is not None:
        raise Refusal(problem.code, **problem.facts)


@act
def ask_shares(proposal_id: int, *, weights: Mapping[int, int], wish: str, by: Actor, at: int) -> int:
    """The foundation asks that what has not gone to the bank yet falls on the sources by other weights (fund → weight); returns the change's case.

    Refused besides what ``asking.ask`` refuses: nobody left to give (``nobody-pays-the-rest``), nothing left to share out or the same weights
    (``nothing-changes``).
    """
    commitment = _locked(proposal_id)
    change = amending.worked_out(db.session(), commitment, amount_fen=commitment.amount_fen, weights=weights, paused=False)
    if not amending.increases(commitment, change):
        raise Refusal("nothing-changes")
    return asking.ask(proposal_id, wanted=Wanted("shares", wish, weights=dict(weights)), by=by, at=at)


def _locked(proposal_id: int) -> Commitment:
    """The project's commitment, once nobody else can pay or change it."""
    db.session.get_one(Proposal, proposal_id, with_for_update=True)
    found = commitments.of_proposal(db.session(), proposal_id=proposal_id)
    if found is None:
        raise Refusal("nothing-committed")
    return found


def outlook(amendment: Amendment) -> Outlook | None:
    """What a change that is not decided or signed yet comes to; None where money is left alone, or where it is not possible any more."""
    if amendment.state not in ("requested", "signing") or amendment.kind not in ("amount", "shares"):
        return None
    try:
        commitment, change = rules.change_of(db.session(), amendment)
    except Refusal:
        return None
    before = {share.fund_id: share.amount_fen for share in commitment.shares}
    parts = [Part(one.fund, before.get(one.fund.id, 0), stays, one.amount_fen, one.weight) for one, stays in zip(change.bound, change.base, strict=True)]
    return Outlook(commitment.amount_fen, change.amount_fen, parts, rules.stated(db.session(), amendment).instalments)
