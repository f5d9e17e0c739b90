"""Before money moves: can this amount be shared by the sources, can the pools bear it, and binding the sources when all have signed."""
from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow import Context, Problem

from ...approval.models import Agreement
from ...collection.models import Proposal
from ...machine import effect, guard
from ...optimisation.models import BudgetLine, Plan
from ...shell import money
from .. import commitments, ledger, promises, split
from ..models import Commitment, Fund

WANTED = "planned amounts of a batch"
GRANTED = "taken of each source by a batch"


def _wanted(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """The planned amount of each case, in fen; in a trial of several chunks, of those let through in earlier ones too."""
    asked = select(Proposal.id, Proposal.planned_fen).where(Proposal.id.in_({*ids, *batch.get("accepted", ())}))
    batch[WANTED] = {case: fen or 0 for case, fen in session.execute(asked)}


def _funds(ctx: Context) -> list[Fund]:
    season_id = ctx.instance.season_id
    return ctx.once(("funds", season_id), lambda: promises.funds_of(ctx.session, season_id=season_id))


@guard
def budget_split_60_40(ctx: Context) -> Problem | None:
    """The season's sources are entered, the plan names an amount, and each source's part of it is at least one fen."""
    funds = _funds(ctx)
    if not funds:
        return Problem.of("sources-missing")
    amount = _budget(ctx.session, proposal_id=ctx.instance.id)
    if not amount or not all(split.shares(amount, weights=[fund.weight for fund in funds])):
        return Problem.of("budget-cannot-be-shared", amount=money(amount), sources=len(funds))
    return None


def _budget(session: Session, *, proposal_id: int) -> int:
    """The sum of the latest plan's lines, in fen."""
    latest = select(func.max(Plan.version)).where(Plan.proposal_id == proposal_id).scalar_subquery()
    lines = (select(func.sum(BudgetLine.unit_price_fen * BudgetLine.quantity)).join(Plan)
             .where(Plan.proposal_id == proposal_id, Plan.version == latest))
    return int(session.execute(lines).scalar() or 0)


@guard(prefetch=_wanted)
def budget_left(ctx: Context) -> Problem | None:
    """What the pools hold, less what is committed or promised, covers this amount in every source; in a bulk, after those let through before."""
    funds, season_id = _funds(ctx), ctx.instance.season_id
    if not funds:
        return Problem.of("sources-missing")
    if WANTED not in ctx.batch:
        _wanted(ctx.session, [ctx.instance.id], ctx.batch)
    weights, amount = [fund.weight for fund in funds], ctx.batch[WANTED][ctx.instance.id]
    left, granted = ctx.once(("left", season_id), lambda: _left(ctx, funds=funds)), _granted(ctx, weights=weights)
    for fund, before, taken, part in zip(funds, left, granted, split.shares(amount, weights=weights), strict=True):
        have = before - taken
        if part > have:
            return Problem.of("budget-used-up", fund=fund.title, left=money(max(have, 0)), amount=money(part), short=money(part - max(have, 0)))
    return None


def _granted(ctx: Context, *, weights: list[int]) -> list[int]:
    """What those that this bulk has let through take of each source, in fen. A running sum: each of them is shared out once, not once for every later case."""
    accepted, wanted, key = ctx.batch.get("accepted", ()), ctx.batch[WANTED], (GRANTED, ctx.instance.season_id)
    counted, sums = ctx.batch.get(key, (0, [0] * len(weights)))
    for case in accepted[counted:]:
        sums = [taken + part for taken, part in zip(sums, split.shares(wanted[case], weights=weights), strict=True)]
    ctx.batch[key] = (len(accepted), sums)
    return list(sums)


def _left(ctx: Context, *, funds: list[Fund]) -> tuple[int, ...]:
    promises.queue_up(ctx.session, season_id=ctx.instance.season_id)
    return promises.left(ctx.session, season_id=ctx.instance.season_id, funds=funds)


@guard
def budget_still_60_40(ctx: Context) -> Problem | None:
    """A change leaves the money alone: what the sources signed is still the split of the agreed amount."""
    commitment = commitments.of_proposal(ctx.session, proposal_id=ctx.subject.proposal_id)
    if commitment is None:
        return None
    parts = split.shares(commitment.amount_fen, weights=[share.weight for share in commitment.shares])
    return None if parts == tuple(share.amount_fen for share in commitment.shares) else Problem.of("shares-changed")


@effect
def commit_funds(ctx: Context) -> None:
    """Bind the sources to the agreed amount of the agreement in force; refused when a pool is short (``balance-short``)."""
    agreement = ctx.session.scalars(select(Agreement).where(Agreement.proposal_id == ctx.instance.id, Agreement.voided_us.is_(None))
                                    .order_by(Agreement.version.desc()).limit(1)).one()
    commitments.commit(ctx.session, proposal_id=ctx.instance.id, agreement_id=agreement.id, season_id=ctx.instance.season_id,
                       amount_fen=agreement.amount_fen, funds=_funds(ctx), actor=ctx.actor, at=ctx.at)
    ctx.facts["agreed_fen"] = agreement.amount_fen


@effect
def plan_tranches(ctx: Context) -> None:
    """Lay out the tranches by the season's tiers, each with one payment per source."""
    commitment = ctx.session.scalars(select(Commitment).where(Commitment.proposal_id == ctx.instance.id).order_by(Commitment.id.desc()).limit(1)).one()
    commitments.plan(ctx.session, commitment, engine=ctx.engine, season_id=ctx.instance.season_id, actor=ctx.actor, at=ctx.at)


@effect
def release_budget(ctx: Context) -> None:
    """Give back what is reserved. A promise ends by itself, because it is counted from the state; a commitment's rest goes back to its pool."""
    commitment = commitments.of_proposal(ctx.session, proposal_id=ctx.instance.id)
    if commitment is None:
        return
    held = ledger.balances(ctx.session, commitment_id=commitment.id)
    legs = [(fund_id, "commit", "pool", fen) for (fund_id, stage), fen in sorted(held.items()) if stage == "commit" and fen]
    if legs:
        ledger.post(ctx.session, kind="release", season_id=ctx.instance.season_id, commitment_id=commitment.id, legs=legs,
                    idem_key=f"release:{commitment.id}:{ctx.step_id}", actor=ctx.actor, at=ctx.at)
