"""What waits about payments: those in one state, how many there are in each, what they come to, tranches to ask for."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, bindparam, case, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from workflow.tables import instance, timer

from ...collection.models import Proposal
from ...paging import Page, page_of
from ...storage import db, made_once
from ..models import Commitment, Fund, Payment, Tranche

SENDING = ("authorised", "sent")
"""States in which a payment waits for the cashier who sends it; in the others for its own source."""
WHOSE = case((Payment.state.in_(SENDING), Fund.pays_through), else_=Fund.desk)


def payments(*, state: str, funds: Collection[str] | None, streets: Collection[int] | None, after: int | None, before: int | None) -> Page[Any]:
    """Payments in one state, of these sources and streets (None: all), the oldest first."""
    asked = select(Payment).join(Fund, Fund.id == Payment.fund_id).join(Proposal, Proposal.id == Payment.proposal_id).where(Payment.state == state)
    asked = asked.options(contains_eager(Payment.proposal).joinedload(Proposal.organisation), joinedload(Payment.tranche).lazyload(Tranche.payments))
    if funds is not None:
        asked = asked.where(WHOSE.in_(funds))
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    return page_of(asked, Payment.id, after=after, before=before, newest_first=False)


def waiting(*, states: Sequence[str], funds: Collection[str] | None, streets: Collection[int] | None, at: int) -> list[Row[Any]]:
    """How many payments wait in each state, how much, since when, and how many are late at ``at``: state, count, fen, UTC microseconds, count."""
    return list(db.session.execute(_waiting(tuple(states), funds, streets), {"at": at}))


@made_once
def _waiting(states: tuple[str, ...], funds: Collection[str] | None, streets: Collection[int] | None) -> Select[Any]:
    late = func.sum(case((overdue(bindparam("at")), 1), else_=0))
    asked = (select(Payment.state, func.count(), func.sum(Payment.amount_fen), func.min(instance.c.entered_us), late)
             .join(Fund, Fund.id == Payment.fund_id).join(instance, instance.c.id == Payment.id)
             .join(Proposal, Proposal.id == Payment.proposal_id).where(Payment.state.in_(states)).group_by(Payment.state))
    if funds is not None:
        asked = asked.where(WHOSE.in_(funds))
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    return asked


def overdue(at: int | BindParameter[int]) -> ColumnElement[bool]:
    """Whether a payment (joined with its instance) has stood in its state beyond the state's deadline."""
    return exists().where(timer.c.instance_id == instance.c.id, timer.c.kind == "deadline", timer.c.due_us > instance.c.entered_us, timer.c.due_us < at)


def due_tranches(organisation_ids: Collection[int]) -> list[Row[Any]]:
    """Tranches of an organisation's projects that wait to be asked for: proposal_id, title, seq, condition, fen; fifty at most."""
    asked = (select(Payment.proposal_id, Proposal.title, Tranche.seq, Tranche.condition, func.sum(Payment.amount_fen).label("fen"), Commitment.at_us)
             .join(Tranche, Tranche.id == Payment.tranche_id).join(Commitment, Commitment.id == Tranche.commitment_id)
             .join(Proposal, Proposal.id == Payment.proposal_id)
             .where(Proposal.organisation_id.in_(organisation_ids), Payment.state == "planned",
                    ((Tranche.condition == "signing") & Proposal.state.in_(("signed", "implementing"))) | Commitment.spent_fen.is_not(None))
             .group_by(Payment.proposal_id, Proposal.title, Tranche.seq, Tranche.condition, Commitment.at_us)
             .order_by(Payment.proposal_id, Tranche.seq).limit(50))
    return list(db.session.execute(asked))


def existing(ids: Collection[int]) -> list[int]:
    """Those of the ticked payments that exist."""
    return list(db.session.scalars(select(Payment.id).where(Payment.id.in_(ids)).order_by(Payment.id)))


def amount_of(ids: Collection[int]) -> dict[str, int]:
    """What payments come to by source title, in fen."""
    asked = select(Fund.title, func.sum(Payment.amount_fen)).join(Fund, Fund.id == Payment.fund_id).where(Payment.id.in_(ids))
    return {title: int(fen) for title, fen in db.session.execute(asked.group_by(Fund.title, Fund.position).order_by(Fund.position))}
