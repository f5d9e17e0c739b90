"""What the closeout pages ask: reports, assessments, and the project's money as the books have it."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from workflow.tables import instance

from ..collection.models import Proposal
from ..funding import commitments
from ..funding.models import Account, Commitment, CommitmentShare, Fund
from ..funding.spending import booking
from ..storage import made_once
from .models import Settlement


@dataclass(frozen=True)
class Source:
    """One source's money in a project, in fen: signed for, paid to the implementer, spent by it, returned."""

    code: str
    title: str
    signed_fen: int
    paid_fen: int
    spent_fen: int
    returned_fen: int


@dataclass(frozen=True)
class Figures:
    """A project's money over all sources, in fen. ``left_fen`` was paid and is neither spent nor returned yet."""

    sources: tuple[Source, ...]

    @property
    def signed_fen(self) -> int:
        """What the agreement binds all sources to."""
        return sum(source.signed_fen for source in self.sources)

    @property
    def paid_fen(self) -> int:
        """What has reached the implementer."""
        return sum(source.paid_fen for source in self.sources)

    @property
    def spent_fen(self) -> int:
        """What the books have as spent."""
        return sum(source.spent_fen for source in self.sources)

    @property
    def returned_fen(self) -> int:
        """What came back to the sources."""
        return sum(source.returned_fen for source in self.sources)

    @property
    def left_fen(self) -> int:
        """What the implementer still holds."""
        return self.paid_fen - self.spent_fen - self.returned_fen


def figures(session: Session, *, proposal_id: int) -> Figures:
    """A project's money by source from the ledger's accounts: two statements, whatever was booked."""
    own = select(Commitment.id).where(Commitment.proposal_id == proposal_id)
    signed = session.execute(
        select(Fund.code, Fund.title, func.sum(CommitmentShare.amount_fen)).join(Fund, Fund.id == CommitmentShare.fund_id)
        .join(Commitment, (Commitment.id == CommitmentShare.commitment_id) & (Commitment.version == CommitmentShare.version))
        .where(CommitmentShare.commitment_id.in_(own)).group_by(Fund.code, Fund.title, Fund.position).order_by(Fund.position)).all()
    booked = session.execute(
        select(Fund.code, Account.stage, func.sum(Account.credits_fen - Account.debits_fen)).join(Fund, Fund.id == Account.fund_id)
        .where(Account.commitment_id.in_(own)).group_by(Fund.code, Account.stage)).all()
    balance = {(code, stage): int(amount) for code, stage, amount in booked}
    return Figures(tuple(_source(code, title, int(amount), balance) for code, title, amount in signed))


def _source(code: str, title: str, signed_fen: int, balance: dict[tuple[str, str], int]) -> Source:
    spent, returned = balance.get((code, "spent"), 0), balance.get((code, "returned"), 0)
    return Source(code, title, signed_fen, balance.get((code, "held"), 0) + spent + returned, spent, returned)


def vouchers_told(session: Session, *, proposal_id: int) -> dict[str, int] | None:
    """What a project's vouchers come to in fen, by the state of their reports; None where spending was not told by vouchers."""
    commitment = commitments.of_proposal(session, proposal_id=proposal_id)
    if commitment is None or booking.recognised(session, commitment_id=commitment.id) is None:
        return None
    return booking.told(session, commitment_id=commitment.id)


@dataclass(frozen=True)
class Waiting:
    """A case that waits for somebody: which, what it is called, since when (UTC microseconds)."""

    id: int
    kind: str
    title: str
    since_us: int


def open_assessments(session: Session, *, kind: str, limit: int) -> list[Waiting]:
    """The open settlements or evaluations of all seasons, the longest waiting first; one statement."""
    asked = (select(Settlement.id, Settlement.kind, Proposal.title, instance.c.entered_us).join(Proposal, Proposal.id == Settlement.proposal_id)
             .join(instance, instance.c.id == Settlement.id).where(Settlement.state == "open", Settlement.kind == kind, Proposal.state == "assessing"))
    return [Waiting(*row) for row in session.execute(asked.order_by(instance.c.entered_us).limit(limit))]


def projects_in(session: Session, *, states: tuple[str, ...], limit: int, organisations: Collection[int] | None = None,
                streets: Collection[int] | None = None, assessed: bool | None = None) -> list[Waiting]:
    """Projects in these states, of these organisations or streets if given; ``assessed``: only those with nothing of their assessment left open."""
    wanted = [None if given is None else frozenset(given) for given in (organisations, streets)]
    return [Waiting(*row) for row in session.execute(_projects_in(states, limit, *wanted, assessed))]


@made_once
def _projects_in(states: tuple[str, ...], limit: int, organisations: Collection[int] | None, streets: Collection[int] | None,
                 assessed: bool | None) -> Select[Any]:
    asked = (select(Proposal.id, Proposal.state, Proposal.title, instance.c.entered_us).join(instance, instance.c.id == Proposal.id)
             .where(Proposal.state.in_(states)))
    if organisations is not None:
        asked = asked.where(Proposal.organisation_id.in_(organisations))
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    if assessed:
        asked = asked.where(~exists().where(Settlement.proposal_id == Proposal.id, Settlement.state == "open"))
    return asked.order_by(instance.c.entered_us).limit(limit)


def step_seen(session: Session, *, case_id: int) -> int:
    """The number of a case's last step, which a form sends back so that nobody acts on an old page."""
    return session.execute(select(instance.c.seq).where(instance.c.id == case_id)).scalar_one()
