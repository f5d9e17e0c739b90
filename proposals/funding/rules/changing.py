"""Where a change of the agreement meets the money: is it possible, who bears what in the new text, payments paused meanwhile, and the books after it."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from workflow import Context, Problem, Refused

from ...approval.models import Agreement
from ...approval.rules.sources import Instalment, Source
from ...collection.models import Proposal
from ...implementation import terms
from ...implementation.models import Amendment
from ...machine import effect, guard
from ...shell import money
from ...words.optimisation import HEADS as TITLES
from .. import amending, commitments, promises
from ..amending import Change
from ..models import Commitment, Tranche
from ..spending import heads
from . import reckoning

PAUSED = ("requested", "verified", "endorsed", "authorised")
"""Payments that somebody is at, and that have not gone to the bank."""


def change_of(session: Session, amendment: Amendment) -> tuple[Commitment, Change]:
    """What a change comes to in money, for the commitment as it stands."""
    commitment = commitments.of_proposal(session, proposal_id=amendment.proposal_id)
    if commitment is None:
        raise LookupError(f"project {amendment.proposal_id} was changed before it was signed")
    amount = amendment.new_amount_fen or commitment.amount_fen
    weights = {row.fund_id: row.weight for row in amendment.weights}
    return commitment, amending.worked_out(session, commitment, amount_fen=amount, weights=weights, paused=amendment.agreement_id is not None)


@terms.told_by
def stated(session: Session, amendment: Amendment) -> terms.Money:
    """What the new agreement states: sources, all its tranches – those that stay first –, and who bears what."""
    commitment, change = change_of(session, amendment)
    shares = [Source(one.fund.title, one.weight, one.amount_fen, one.fund.cap_fen) for one in change.bound]
    same = not amending.increases(commitment, change)
    stays = _staying([tranche for tranche in commitment.tranches if same or tranche.id in change.stays], change=change)
    return terms.Money(shares, stays if same else [*stays, *_coming(session, commitment, change=change)], _bearing(change))


def _staying(tranches: Sequence[Tranche], *, change: Change) -> list[Instalment]:
    parts = {tranche.id: {leg.fund_id: leg.planned_fen for leg in tranche.payments} for tranche in tranches}
    return [Instalment(tranche.seq, tranche.condition, tranche.amount_fen, tuple(parts[tranche.id].get(one.fund.id, 0) for one in change.bound))
            for tranche in tranches]


def _coming(session: Session, commitment: Commitment, *, change: Change) -> list[Instalment]:
    paid, found = list(change.base), []
    for due in amending.dues(session, commitment, change):
        parts = change.scheme.of_payment(due.amount_fen, paid=paid)
        paid = [before + part for before, part in zip(paid, parts, strict=True)]
        found.append(Instalment(due.seq, due.condition, due.amount_fen, tuple(parts)))
    return found


def _bearing(change: Change) -> str:
    """In words, for the agreement: what stays with whom, what the rest falls on by which weights, and what that makes for each."""
    whole = sum(one.weight for one in change.bound)
    weights = "、".join(f"{one.fund.title}{_part(one.weight, whole=whole)}" for one in change.bound if one.weight)
    gone = "，".join(f"{one.fund.title}{_yuan(fen)}元" for one, fen in zip(change.bound, change.base, strict=True) if fen)
    sums = "、".join(f"{one.fund.title}{_yuan(one.amount_fen)}元" for one in change.bound)
    before = f"其中已拨付和已进入拨付的{_yuan(change.base_fen)}元由{gone}承担，不变；其余" if change.base_fen else "其中"
    return f"{before}{_yuan(change.amount_fen - change.base_fen)}元按{weights}承担，以分计的尾差由末位资金来源承担。合计：{sums}。"


def _part(weight: int, *, whole: int) -> str:
    return f"{weight}/{whole}" if weight * 100 % whole else f"{weight * 100 // whole}%"


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


@guard
def money_for_change(ctx: Context) -> Problem | None:
    """What was ordered or paid fits into the new amount, the budget covers what was spent, and the pools bear what is needed more."""
    amendment: Amendment = ctx.subject
    try:
        commitment, change = change_of(ctx.session, amendment)
    except Refused as refusal:
        return refusal.problems[0]
    return _budget(ctx.session, commitment, amendment=amendment) or _pools(ctx, commitment, change=change)


def _budget(session: Session, commitment: Commitment, *, amendment: Amendment) -> Problem | None:
    """A budget head keeps what was moved to it, told under it and asked to leave it."""
    wanted = {row.head: row.amount_fen for row in amendment.heads}
    for head in heads.of(session, commitment) if wanted else ():
        need, have = head.spent_fen + head.waiting_fen + head.leaving_fen, wanted.get(head.name, 0) + head.moved_fen
        if need > have:
            return Problem.of("head-below-spent", head=TITLES[head.name], told=money(need), budget=money(have))
    return None


def _pools(ctx: Context, commitment: Commitment, *, change: Change) -> Problem | None:
    more = [(fund, fen) for fund, fen in amending.increases(commitment, change) if fen > 0]
    if not more:
        return None
    promises.queue_up(ctx.session, season_id=ctx.instance.season_id)
    purse = promises.left(ctx.session, season_id=ctx.instance.season_id, funds=promises.funds_of(ctx.session, season_id=ctx.instance.season_id))
    for fund, fen in more:
        have = purse.available(fund, amending.wish_of(commitment))
        if fen > have:
            return Problem.of("budget-used-up", fund=fund.title, left=money(max(have, 0)), amount=money(fen), short=money(fen - max(have, 0)))
    return None


@effect
def pause_payments(ctx: Context) -> None:
    """Hold what has not gone to the bank yet: nothing more is ordered by the old version while the new one is signed."""
    reckoning.each_payment(ctx, proposal_id=ctx.subject.proposal_id, name="hold", states=PAUSED)


@effect
def resume_payments(ctx: Context) -> None:
    """Let paused payments be asked for again, unless the project rests or ends; nothing was paused by a change without an agreement."""
    running = ctx.session.get_one(Proposal, ctx.subject.proposal_id).state in ("signed", "implementing")
    if running and ctx.subject.agreement_id is not None:
        reckoning.each_payment(ctx, proposal_id=ctx.subject.proposal_id, name="release", states=("held",))


@effect
def rebind_funds(ctx: Context) -> None:
    """Bind the sources to the new version, and plan anew what is not ordered yet."""
    commitment, change = change_of(ctx.session, ctx.subject)
    new = ctx.session.get_one(Agreement, ctx.subject.agreement_id)
    amending.amend(ctx.session, commitment, change=change, agreement=(new.id, new.number), cancel=lambda leg: ctx.fire(leg, "cancel"), engine=ctx.engine,
                   actor=ctx.actor, at=ctx.at)


@guard
def budget_still_60_40(ctx: Context) -> Problem | None:
    """A change leaves the money alone: what the sources signed is still the split of the agreed amount."""
    commitment = commitments.of_proposal(ctx.session, proposal_id=ctx.subject.proposal_id)
    if commitment is None:
        return None
    parts = commitments.scheme_of(commitment).shares(commitment.amount_fen)
    return None if parts == tuple(share.amount_fen for share in commitment.shares) else Problem.of("shares-changed")
