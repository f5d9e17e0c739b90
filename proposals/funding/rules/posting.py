"""Where a payment meets the books: ordered with all sources together, sent only then, booked from the bank's line, undone by its mirror."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.orm import Session

from workflow import Context, Problem
from workflow.tables import instance

from ...machine import effect, guard
from ...shell import money
from .. import ledger
from ..models import Entry, Fund, Payment, Tranche
from .legs import LEGS, leg_of, load

_PAYMENTS, _TRANCHES = Payment.__table__, Tranche.__table__
_SIBLINGS = (select(Payment.id, Payment.fund_id, Fund.title, Payment.amount_fen, Payment.order_id, instance.c.state).join(Fund, Fund.id == Payment.fund_id)
             .join(instance, instance.c.id == Payment.id).where(Payment.tranche_id == bindparam("tranche"), instance.c.state != "cancelled")
             .order_by(Fund.position))
_UNORDERED = (select(Payment.tranche_id, Fund.title, Payment.amount_fen).join(Fund, Fund.id == Payment.fund_id).join(instance, instance.c.id == Payment.id)
              .where(Payment.tranche_id.in_(bindparam("tranches", expanding=True)), instance.c.state != "cancelled", Payment.order_id.is_(None))
              .order_by(Payment.tranche_id, Fund.position))
_OPEN_LEGS = (select(func.count()).select_from(Payment).join(instance, instance.c.id == Payment.id)
              .where(Payment.tranche_id == bindparam("tranche"), instance.c.state.not_in(("paid", "cancelled"))))
_PAID = update(_TRANCHES).where(_TRANCHES.c.id == bindparam("tranche"), _TRANCHES.c.paid_us.is_(None)).values(paid_us=bindparam("at"))
_UNPAID = update(_TRANCHES).where(_TRANCHES.c.id == bindparam("tranche")).values(paid_us=None)
_ORDERED = update(_PAYMENTS).where(_PAYMENTS.c.id == bindparam("leg")).values(order_id=bindparam("entry"))
_ORDER_OF = select(Payment.order_id).where(Payment.id == bindparam("leg"))
_REVERSED = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))
_BOOKED = (select(Entry.id, Entry.kind).where(Entry.payment_id == bindparam("leg"), Entry.kind.in_(("pay", "spend")), Entry.id.not_in(_REVERSED))
           .order_by(Entry.id.desc()))
UNORDERED = "parts of tranches that are not ordered"
APPROVED = ("authorised", "sent", "bounced", "paid")


def _siblings(ctx: Context) -> Sequence[Row[Any]]:
    """The living legs of this leg's tranche, one per source, with the states that the engine has just written."""
    return ctx.session.connection().execute(_SIBLINGS, {"tranche": leg_of(ctx).tranche_id}).all()


def load_unordered(session: Session, ids: Sequence[int], batch: dict[Any, Any]) -> None:
    """What is not ordered yet in the tranches of these payments: (source, fen) by tranche; one statement besides the legs' own."""
    if not set(ids) <= batch.get(LEGS, {}).keys():
        load(session, ids, batch)
    tranches = {leg.tranche_id for leg in batch[LEGS].values()}
    found: dict[int, list[tuple[str, int]]] = {tranche_id: [] for tranche_id in tranches}
    for tranche_id, title, fen in session.connection().execute(_UNORDERED, {"tranches": sorted(tranches)}):
        found[tranche_id].append((title, fen))
    batch[UNORDERED] = found


@guard(prefetch=load_unordered)
def all_sources_ordered(ctx: Context) -> Problem | None:
    """Every source's part of the tranche is approved and ordered: none pays alone."""
    if UNORDERED not in ctx.batch:
        load_unordered(ctx.session, [ctx.instance.id], ctx.batch)
    waiting = ctx.batch[UNORDERED][leg_of(ctx).tranche_id]
    if not waiting:
        return None
    return Problem.of("other-source-not-ready", funds="、".join(title for title, _fen in waiting), amount=money(sum(fen for _title, fen in waiting)))


@effect(prefetch=load)
def order_tranche(ctx: Context) -> None:
    """With the last approval of a tranche: order it, all sources in one entry, which the database holds to their shares."""
    leg, siblings = leg_of(ctx), _siblings(ctx)
    due = [row for row in siblings if row.order_id is None]
    if not due or any(row.state not in APPROVED for row in siblings):
        return
    posted = ledger.post(ctx.session, kind="order", season_id=ctx.instance.season_id, commitment_id=leg.commitment_id,
                         legs=[(row.fund_id, "commit", "order", row.amount_fen) for row in due], idem_key=f"order:{leg.tranche_id}:{ctx.step_id}",
                         actor=ctx.actor, at=ctx.at)
    ctx.session.connection().execute(_ORDERED, [{"leg": row.id, "entry": posted.id} for row in due])


@effect(prefetch=load)
def void_order(ctx: Context) -> None:
    """An ordered payment that is not sent (any more): its money is committed again."""
    leg, connection = leg_of(ctx), ctx.session.connection()
    if connection.execute(_ORDER_OF, {"leg": leg.id}).scalar_one() is None:
        return
    _post(ctx, kind="void", source="order", target="commit")
    connection.execute(_ORDERED, {"leg": leg.id, "entry": None})


@effect(prefetch=load)
def post_ledger(ctx: Context) -> None:
    """Book what arrived: ordered money is now held by the implementer – or spent, where the project was settled before."""
    ctx.facts["paid_us"] = ctx.at
    _post(ctx, kind="pay", source="order", target="held")
    if leg_of(ctx).settled:
        _post(ctx, kind="spend", source="held", target="spent")


def _post(ctx: Context, *, kind: str, source: str, target: str) -> None:
    leg, day = leg_of(ctx), ctx.data.get("occurred_on")
    ledger.post(ctx.session, kind=kind, season_id=ctx.instance.season_id, commitment_id=leg.commitment_id, legs=[(leg.fund_id, source, target, leg.amount)],
                idem_key=f"{kind}:{leg.id}:{ctx.step_id}", payment_id=leg.id, document=str(ctx.data.get("document") or ""),
                occurred_on=date.fromisoformat(day) if day else None, actor=ctx.actor, at=ctx.at)


@effect(prefetch=load)
def reverse_ledger(ctx: Context) -> None:
    """The bank sent it back: what was booked for it is mirrored, the last first. The source is off its weight until it is paid again."""
    leg, day = leg_of(ctx), ctx.data.get("occurred_on")
    for row in ctx.session.connection().execute(_BOOKED, {"leg": leg.id}).all():
        ledger.reverse(ctx.session, entry_id=row.id, idem_key=f"return:{row.id}", actor=ctx.actor, at=ctx.at, document=str(leg.return_reference or ""),
                       occurred_on=date.fromisoformat(day) if day else None)
    ctx.facts |= {"paid_us": None, "bank_reference": None, "return_reference": None}


@effect
def try_tranche(ctx: Context) -> None:
    """Date the tranche when the last of its living legs has arrived; asked of the engine's rows, which a bulk writes first."""
    connection, asked = ctx.session.connection(), {"tranche": leg_of(ctx).tranche_id}
    if not connection.execute(_OPEN_LEGS, asked).scalar_one():
        connection.execute(_PAID, asked | {"at": ctx.at})


@effect
def reopen_tranche(ctx: Context) -> None:
    """A leg came back: the tranche is not paid."""
    ctx.session.connection().execute(_UNPAID, {"tranche": leg_of(ctx).tranche_id})
