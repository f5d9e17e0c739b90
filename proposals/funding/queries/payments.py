"""What the money pages ask. Every figure is a sum over the ledger's accounts or entries; nothing is added up in a template."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from workflow.tables import instance

from ..collection.models import Proposal
from ..paging import Page, page_of
from ..storage import db
from .models import Account, Commitment, CommitmentShare, Entry, Fund, Payment, Tranche, Transfer

BALANCE = func.sum(Account.credits_fen - Account.debits_fen)
REACHED = ("held", "spent", "returned")
"""Stages that money is in once it was paid."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source's money in fen: received into its pool, still in the pool, signed and unpaid, paid to implementers, spent, returned."""

    id: int
    code: str
    title: str
    received: int
    pool: int
    commit: int
    paid: int
    spent: int
    returned: int


@dataclass(frozen=True, slots=True)
class Line:
    """One project's money: agreed in all, and paid by each source (fund → fen)."""

    commitment: Commitment
    paid: dict[int, int]

    @property
    def paid_fen(self) -> int:
        """Paid by all sources."""
        return sum(self.paid.values())


def sources(season_id: int, *, commitment_ids: Select[Any] | None) -> list[Source]:
    """The season's sources as the ledger has them, over the whole season or over some commitments; two statements."""
    asked = select(Account.fund_id, Account.stage, BALANCE).join(Fund).where(Fund.season_id == season_id).group_by(Account.fund_id, Account.stage)
    if commitment_ids is not None:
        asked = asked.where(Account.commitment_id.in_(commitment_ids))
    held = {(fund_id, stage): int(fen) for fund_id, stage, fen in db.session.execute(asked)}
    funds = db.session.scalars(select(Fund).where(Fund.season_id == season_id).order_by(Fund.position))
    return [_source(fund, held=held) for fund in funds]


def _source(fund: Fund, *, held: dict[tuple[int, str], int]) -> Source:
    at = {stage: held.get((fund.id, stage), 0) for stage in ("origin", "pool", "commit", "held", "spent", "returned")}
    return Source(fund.id, fund.code, fund.title, -at["origin"], at["pool"], at["commit"], sum(at[stage] for stage in REACHED), at["spent"], at["returned"])


def commitments_asked(season_id: int, *, street_id: int | None, state: str, words: str) -> Select[Any]:
    """The commitments that the filters leave over."""
    asked = select(Commitment).join(Proposal).where(Proposal.season_id == season_id)
    asked = asked.options(contains_eager(Commitment.proposal).joinedload(Proposal.street), lazyload(Commitment.shares), lazyload(Commitment.tranches))
    if street_id is not None:
        asked = asked.where(Proposal.street_id == street_id)
    if state:
        asked = asked.where(Proposal.state == state)
    if words:
        asked = asked.where(Proposal.title.contains(words, autoescape=True) | (Proposal.number == words))
    return asked


def lines(asked: Select[Any], *, after: int | None, before: int | None) -> tuple[list[Line], Page[Any]]:
    """One page of projects with what each source paid; three statements and the page's rows."""
    page = page_of(asked, Commitment.id, after=after, before=before)
    ids = [commitment.id for commitment in page.rows]
    paid = (select(Account.commitment_id, Account.fund_id, BALANCE).where(Account.commitment_id.in_(ids), Account.stage.in_(REACHED))
            .group_by(Account.commitment_id, Account.fund_id))
    found: dict[int, dict[int, int]] = {key: {} for key in ids}
    for commitment_id, fund_id, fen in db.session.execute(paid):
        found[commitment_id][fund_id] = int(fen)
    return [Line(commitment, found[commitment.id]) for commitment in page.rows], page


def totals(asked: Select[Any], *, season_id: int) -> tuple[int, list[Source]]:
    """What all projects within the filters were agreed and paid: the sum of commitments, and the sources."""
    ids = asked.with_only_columns(Commitment.id).order_by(None)
    agreed = db.session.execute(select(func.coalesce(func.sum(CommitmentShare.amount_fen), 0)).where(CommitmentShare.commitment_id.in_(ids))).scalar_one()
    return int(agreed), sources(season_id, commitment_ids=ids)


def of_project(proposal_id: int) -> tuple[Commitment | None, list[Source]]:
    """A project's commitment with tranches and legs, and its money by source."""
    commitment = db.session.scalars(select(Commitment).where(Commitment.proposal_id == proposal_id).order_by(Commitment.id.desc()).limit(1)).one_or_none()
    if commitment is None:
        return None, []
    season_id = commitment.shares[0].fund.season_id
    return commitment, sources(season_id, commitment_ids=select(Commitment.id).where(Commitment.id == commitment.id))


def payments(*, state: str, funds: Collection[str] | None, streets: Collection[int] | None, after: int | None, before: int | None) -> Page[Any]:
    """Payments in one state, of these sources and streets (None: all), the oldest first."""
    asked = select(Payment).join(Fund, Fund.id == Payment.fund_id).join(Proposal, Proposal.id == Payment.proposal_id).where(Payment.state == state)
    asked = asked.options(contains_eager(Payment.proposal).joinedload(Proposal.organisation), joinedload(Payment.tranche).lazyload(Tranche.payments))
    if funds is not None:
        asked = asked.where(Fund.desk.in_(funds))
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    return page_of(asked, Payment.id, after=after, before=before, newest_first=False)


def waiting(*, states: Sequence[str], funds: Collection[str] | None, streets: Collection[int] | None) -> list[Row[Any]]:
    """How many payments wait in each state, how much, and since when: state, count, fen, UTC microseconds."""
    asked = (select(Payment.state, func.count(), func.sum(Payment.amount_fen), func.min(instance.c.entered_us)).join(Fund, Fund.id == Payment.fund_id)
             .join(instance, instance.c.id == Payment.id)
             .join(Proposal, Proposal.id == Payment.proposal_id).where(Payment.state.in_(states)).group_by(Payment.state))
    if funds is not None:
        asked = asked.where(Fund.desk.in_(funds))
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    return list(db.session.execute(asked))


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


def entries(season_id: int, *, commitment_id: int | None, after: int | None, before: int | None) -> Page[Any]:
    """The books' entries, the newest first, of a season or of one commitment."""
    asked = select(Entry).where(Entry.season_id == season_id)
    if commitment_id is not None:
        asked = asked.where(Entry.commitment_id == commitment_id)
    return page_of(asked, Entry.id, after=after, before=before)


def movements(entry_ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    """What each entry moved: source's title, from stage, to stage, fen."""
    giving, taking = Account.__table__.alias("giving"), Account.__table__.alias("taking")
    asked = (select(Transfer.entry_id, Fund.title, giving.c.stage.label("source"), taking.c.stage.label("target"), Transfer.amount_fen)
             .join(giving, giving.c.id == Transfer.debit_id).join(taking, taking.c.id == Transfer.credit_id).join(Fund, Fund.id == giving.c.fund_id)
             .where(Transfer.entry_id.in_(entry_ids)).order_by(Transfer.id))
    found: dict[int, list[Row[Any]]] = {key: [] for key in entry_ids}
    for row in db.session.execute(asked):
        found[row.entry_id].append(row)
    return found


def titles(commitment_ids: Collection[int]) -> dict[int, Row[Any]]:
    """The project of each commitment: proposal_id, title."""
    asked = select(Commitment.id, Commitment.proposal_id, Proposal.title).join(Proposal).where(Commitment.id.in_(commitment_ids))
    return {row.id: row for row in db.session.execute(asked)}


def existing(ids: Collection[int]) -> list[int]:
    """Those of the ticked payments that exist."""
    return list(db.session.scalars(select(Payment.id).where(Payment.id.in_(ids)).order_by(Payment.id)))


def amount_of(ids: Collection[int]) -> dict[str, int]:
    """What payments come to by source title, in fen."""
    asked = select(Fund.title, func.sum(Payment.amount_fen)).join(Fund, Fund.id == Payment.fund_id).where(Payment.id.in_(ids))
    return {title: int(fen) for title, fen in db.session.execute(asked.group_by(Fund.title, Fund.position).order_by(Fund.position))}
