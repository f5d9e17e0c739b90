"""What the rules of payments need to know of a leg, read for one case or for a whole bulk with the same statements."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload

from workflow import Context
from workflow.tables import instance

from ...collection.models import Proposal
from ...implementation.models import Activity, Amendment, Visit
from ...optimisation.models import Plan
from ...seasons.models import Season
from .. import commitments
from ..models import Commitment, Fund, Payment, Tranche
from ..split import Scheme

LEGS, BOOKS, MIDTERM = "legs of a batch", "commitments of a batch", "midterm facts of a batch"


@dataclass(frozen=True, slots=True)
class Leg:
    """One payment with the facts around it; amounts in fen."""

    id: int
    proposal_id: int
    parent: str
    fund_id: int
    desk: str
    pays_through: str
    fund: str
    amount: int
    planned: int
    tranche_id: int
    seq: int
    condition: str
    commitment_id: int
    settled: bool
    tranche_amount: int
    double_approval: int
    return_reference: str | None
    batch_id: int | None
    changing: bool
    """A new version of the agreement is being signed."""


@dataclass(frozen=True, slots=True)
class Book:
    """One commitment: its sources with signed amount, in order, all its living legs as (tranche number, fund, fen), and how they should fall."""

    shares: tuple[tuple[int, int], ...]
    legs: tuple[tuple[int, int, int], ...]
    scheme: Scheme

    def up_to(self, seq: int) -> tuple[int, ...]:
        """What each source gives in the tranches up to this one, in fen."""
        return tuple(sum(fen for tranche, fund, fen in self.legs if fund == fund_id and tranche <= seq) for fund_id, _signed in self.shares)


@dataclass(frozen=True, slots=True)
class Midterm:
    """How far a project has come: visits made, activities held and planned."""

    visits: int
    held: int
    planned: int


def load(session: Session, ids: Sequence[int], batch: dict[Any, Any]) -> None:
    """Read the legs and their commitments into the batch: three statements for any number of them."""
    columns = (Payment.id, Payment.proposal_id, instance.c.state, Payment.fund_id, Fund.desk, Fund.pays_through, Fund.title, Payment.amount_fen,
               Payment.planned_fen, Tranche.id, Tranche.seq, Tranche.condition, Tranche.commitment_id, Commitment.spent_fen.is_not(None),
               Tranche.amount_fen, Season.double_approval_fen, Payment.return_reference,
               Payment.batch_id,
               select(Amendment.id).where(Amendment.proposal_id == Payment.proposal_id, Amendment.state == "signing").exists())
    asked = (select(*columns).join(Tranche, Payment.tranche_id == Tranche.id).join(Commitment).join(Fund, Payment.fund_id == Fund.id)
             .join(instance, instance.c.id == Payment.proposal_id).join(Season, Season.id == Payment.season_id).where(Payment.id.in_(ids)))
    found = {row[0]: Leg(*row) for row in session.execute(asked)}
    batch[LEGS] = found
    batch[BOOKS] = _books(session, commitment_ids=sorted({leg.commitment_id for leg in found.values()}))


def _books(session: Session, *, commitment_ids: list[int]) -> dict[int, Book]:
    legs: dict[int, list[tuple[int, int, int]]] = {}
    for commitment_id, seq, fund_id, fen in session.execute(
            select(Tranche.commitment_id, Tranche.seq, Payment.fund_id, Payment.amount_fen).join(Payment, Payment.tranche_id == Tranche.id)
            .where(Tranche.commitment_id.in_(commitment_ids), Payment.state != "cancelled")):
        legs.setdefault(commitment_id, []).append((seq, fund_id, fen))
    found = session.scalars(select(Commitment).where(Commitment.id.in_(commitment_ids)).options(lazyload(Commitment.tranches))).all()
    return {commitment.id: Book(tuple((share.fund_id, share.amount_fen) for share in commitment.shares), tuple(legs.get(commitment.id, ())),
                                commitments.scheme_of(commitment)) for commitment in found}


def leg_of(ctx: Context) -> Leg:
    """The leg under way, from the batch where it was read for all."""
    if ctx.instance.id not in ctx.batch.get(LEGS, ()):
        load(ctx.session, [ctx.instance.id], ctx.batch)
    found: Leg = ctx.batch[LEGS][ctx.instance.id]
    return found


def book_of(ctx: Context) -> Book:
    """The commitment that the leg under way belongs to."""
    leg = leg_of(ctx)
    found: Book = ctx.batch[BOOKS][leg.commitment_id]
    return found


def midterm_of(ctx: Context) -> Midterm:
    """How far the leg's project has come, asked once per project and batch."""
    proposal_id = leg_of(ctx).proposal_id
    return ctx.once((MIDTERM, proposal_id), lambda: _midterm(ctx.session, proposal_id=proposal_id))


def _midterm(session: Session, *, proposal_id: int) -> Midterm:
    visits = select(func.count()).where(Visit.proposal_id == proposal_id, Visit.state == "done").scalar_subquery()
    held = select(func.count()).where(Activity.proposal_id == proposal_id).scalar_subquery()
    planned = (select(Plan.activities_planned).where(Plan.proposal_id == proposal_id).order_by(Plan.version.desc()).limit(1).scalar_subquery())
    return Midterm(*session.execute(select(visits, held, func.coalesce(planned, 0)).select_from(Proposal).where(Proposal.id == proposal_id)).one())
