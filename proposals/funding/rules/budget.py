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
from .. import commitments, promises
from ..models import Commitment, Fund
from ..promises import Wish

WANTED = "what each case of a batch needs"
GRANTED = "what is left after the cases that a batch let through"


def _wanted(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """The planned amount and place of each case; in a trial of several chunks, of those let through in earlier ones too."""
    asked = select(Proposal.id, Proposal.planned_fen, Proposal.street_id, Proposal.category_id).where(Proposal.id.in_({*ids, *batch.get("accepted", ())}))
    batch[WANTED] = {row.id: Wish(row.planned_fen or 0, row.street_id, row.category_id) for row in session.execute(asked)}


def funds_for(ctx: Context) -> list[Fund]:
    """The season's sources, asked once for all cases of a batch."""
    season_id = ctx.instance.season_id
    return ctx.once(("funds", season_id), lambda: promises.funds_of(ctx.session, season_id=season_id))


@guard
def budget_split_60_40(ctx: Context) -> Problem | None:
    """The season's sources are entered, the plan names an amount within their caps, and each source's part of it is at least one fen."""
    amount, proposal = _budget(ctx.session, proposal_id=ctx.instance.id), ctx.subject
    funds = promises.bearing(funds_for(ctx), Wish(amount, proposal.street_id, proposal.category_id))
    if not funds:
        return Problem.of("sources-missing")
    scheme = promises.scheme_of(funds)
    if scheme.limit is not None and amount > scheme.limit:
        return Problem.of("caps-too-low", amount=money(amount), limit=money(scheme.limit))
    if not amount or not all(scheme.shares(amount)):
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
    """What the sources hold, less what is committed or promised, covers this amount in every one; in a bulk, after those let through before."""
    if WANTED not in ctx.batch:
        ctx.batch[WANTED] = {ctx.instance.id: Wish(ctx.subject.planned_fen or 0, ctx.subject.street_id, ctx.subject.category_id)}
    wish: Wish = ctx.batch[WANTED][ctx.instance.id]
    funds = promises.bearing(funds_for(ctx), wish)
    if not funds:
        return Problem.of("sources-missing")
    limit = promises.scheme_of(funds).limit
    if limit is not None and wish.amount_fen > limit:
        return Problem.of("caps-too-low", amount=money(wish.amount_fen), limit=money(limit))
    purse = purse_of(ctx)
    for fund, part in zip(funds, promises.scheme_of(funds).shares(wish.amount_fen), strict=True):
        have = purse.available(fund, wish)
        if part > have:
            return Problem.of("budget-used-up", fund=fund.title, left=money(max(have, 0)), amount=money(part), short=money(part - max(have, 0)))
    return None


def purse_of(ctx: Context) -> promises.Purse:
    """What is left, less what those take that this bulk has let through: each of them is drawn once, not once for every later case."""
    accepted, key = ctx.batch.get("accepted", ()), (GRANTED, ctx.instance.season_id)
    counted, purse = ctx.batch.get(key) or (0, _fresh_purse(ctx))
    for case in accepted[counted:]:
        wish = ctx.batch[WANTED][case]
        purse.take(promises.bearing(funds_for(ctx), wish), wish)
    ctx.batch[key] = (len(accepted), purse)
    return purse


def _fresh_purse(ctx: Context) -> promises.Purse:
    promises.queue_up(ctx.session, season_id=ctx.instance.season_id)
    return promises.left(ctx.session, season_id=ctx.instance.season_id, funds=funds_for(ctx))


@effect
def commit_funds(ctx: Context) -> None:
    """Bind the sources to the agreed amount of the agreement in force; refused when a pool is short (``balance-short``)."""
    agreement = ctx.session.scalars(select(Agreement).where(Agreement.proposal_id == ctx.instance.id, Agreement.voided_us.is_(None))
                                    .order_by(Agreement.version.desc()).limit(1)).one()
    commitments.commit(ctx.session, ctx.subject, agreement_id=agreement.id, amount_fen=agreement.amount_fen, funds=funds_for(ctx), actor=ctx.actor, at=ctx.at)
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
    commitments.release(ctx.session, commitment, keep={}, idem_key=f"release:{commitment.id}:{ctx.step_id}", actor=ctx.actor, at=ctx.at)
