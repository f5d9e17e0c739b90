"""The projects' money on the overview: filtered, by page, with the totals of the page's filters."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from ...collection.models import Proposal
from ...paging import PAGE_ROWS, Page, page_of
from ...storage import db
from .. import commitments
from ..models import Account, Commitment, CommitmentShare, Fund, Payment
from ..models.ledger import PAID
from .sources import BALANCE, REACHED, Source, sources

UNDER_WAY = ("requested", "verified", "endorsed", "authorised", "sent", "bounced", "held")
STUCK = ("bounced", "held")


@dataclass(frozen=True, slots=True)
class Projects:
    """Which projects: of a season, and of one street, category, source, state, or with these words; None and "" leave out nothing."""

    season_id: int
    street_id: int | None = None
    category_id: int | None = None
    fund_id: int | None = None
    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One project's money in fen by fund: paid, and borne (ordered or paid, less refunds); ``remainders`` is what each is off its place."""

    commitment: Commitment
    paid: dict[int, int]
    borne: dict[int, int]
    remainders: dict[int, int]
    waiting: list[Row[Any]] = field(default_factory=list)
    """Payments under way: state, source's title, how many."""

    @property
    def paid_fen(self) -> int:
        """Paid by all sources."""
        return sum(self.paid.values())

    @property
    def stuck(self) -> bool:
        """Whether a payment came back or is held."""
        return any(row.state in STUCK for row in self.waiting)

    @property
    def turn(self) -> Row[Any] | None:
        """The payments under way that say most about where the project's money is: those that are stuck first; None when none is under way."""
        return next(iter(sorted(self.waiting, key=lambda row: row.state not in STUCK)), None)

    @property
    def off_fen(self) -> int:
        """How much the sources are off their places together, in fen; 0 when every one is where the agreement puts it."""
        return sum(fen for fen in self.remainders.values() if fen > 0)


def commitments_asked(asked: Projects) -> Select[Any]:
    """The commitments that the filters leave over."""
    wanted = select(Commitment).join(Proposal).where(Proposal.season_id == asked.season_id, *_conditions(asked))
    return wanted.options(contains_eager(Commitment.proposal).options(joinedload(Proposal.street), joinedload(Proposal.organisation)),
                          lazyload(Commitment.tranches))


def _conditions(asked: Projects) -> list[Any]:
    found = [column == value for column, value in ((Proposal.street_id, asked.street_id), (Proposal.category_id, asked.category_id)) if value is not None]
    found += [Proposal.state == asked.state] if asked.state else []
    found += [Proposal.title.contains(asked.words, autoescape=True) | Proposal.number.contains(asked.words, autoescape=True)] if asked.words else []
    if asked.fund_id is not None:
        found.append(Commitment.id.in_(select(CommitmentShare.commitment_id).where(CommitmentShare.fund_id == asked.fund_id)))
    return found


def lines(wanted: Select[Any], *, after: int | None, before: int | None, rows: int = PAGE_ROWS) -> tuple[list[Line], Page[Any]]:
    """One page of projects with what each source paid and bore, and what is under way; a fixed number of statements."""
    page = page_of(wanted, Commitment.id, after=after, before=before, rows=rows)
    return with_money(page.rows), page


def with_money(rows: list[Commitment]) -> list[Line]:
    """These commitments with their money from the ledger; two statements."""
    ids = [commitment.id for commitment in rows]
    asked = (select(Account.commitment_id, Account.fund_id, Account.stage, BALANCE).where(Account.commitment_id.in_(ids))
             .group_by(Account.commitment_id, Account.fund_id, Account.stage))
    held: dict[int, dict[tuple[int, str], int]] = {key: {} for key in ids}
    for commitment_id, fund_id, stage, fen in db.session.execute(asked):
        held[commitment_id][fund_id, stage] = int(fen)
    waiting = _under_way(ids)
    return [_line(commitment, held=held[commitment.id], waiting=waiting[commitment.id]) for commitment in rows]


def _line(commitment: Commitment, *, held: dict[tuple[int, str], int], waiting: list[Row[Any]]) -> Line:
    funds = [share.fund_id for share in commitment.shares]
    paid, borne = ({fund: sum(held.get((fund, stage), 0) for stage in stages) for fund in funds} for stages in (REACHED, PAID))
    off = commitments.scheme_of(commitment).remainders([borne[fund] for fund in funds])
    return Line(commitment, paid, borne, dict(zip(funds, off, strict=True)), waiting)


def _under_way(ids: list[int]) -> dict[int, list[Row[Any]]]:
    """Payments under way by commitment, those closest to the bank last."""
    asked = (select(CommitmentShare.commitment_id, Payment.state, Fund.title, func.count())
             .join(Commitment, Commitment.proposal_id == Payment.proposal_id)
             .join(CommitmentShare, (CommitmentShare.commitment_id == Commitment.id) & (CommitmentShare.version == Commitment.version)
                   & (CommitmentShare.fund_id == Payment.fund_id))
             .join(Fund, Fund.id == Payment.fund_id).where(Commitment.id.in_(ids), Payment.state.in_(UNDER_WAY))
             .group_by(CommitmentShare.commitment_id, Payment.state, Fund.title, Fund.position).order_by(Fund.position))
    found: dict[int, list[Row[Any]]] = {key: [] for key in ids}
    for row in db.session.execute(asked):
        found[row.commitment_id].append(row)
    return found


def totals(asked: Projects) -> tuple[int, list[Source]]:
    """What all projects within the filters were agreed and paid: the sum of commitments, and the sources."""
    ids = commitments_asked(asked).with_only_columns(Commitment.id).order_by(None)
    agreed = db.session.execute(select(func.coalesce(func.sum(Commitment.amount_fen), 0)).where(Commitment.id.in_(ids))).scalar_one()
    return int(agreed), sources(asked.season_id, commitment_ids=ids)


def count_of(asked: Projects) -> int:
    """How many projects the filters leave over."""
    ids = commitments_asked(asked).with_only_columns(Commitment.id).order_by(None).subquery()
    return int(db.session.execute(select(func.count()).select_from(ids)).scalar_one())
