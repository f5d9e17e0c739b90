"""Open data: published ideas and project money as rows, read through one streaming statement each.

No proposer, no phone, no place finer than a community, no free text but the title; unpublished ideas are not in it.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased

from workflow.definitions import PROPOSAL

from .. import clock
from ..collection.models import Proposal
from ..directory.models import Area, Organisation
from ..funding.models import Account, Commitment, CommitmentShare, Fund
from ..masking import text
from ..seasons.models import Category, Season
from ..storage import db
from .queries import PUBLIC

AT_ONCE = 1000
IDEA_HEAD = ("id", "season", "number", "title", "category", "street", "community", "stage", "state", "state_title", "origin", "submitted_on", "merged_into")
MONEY_HEAD = ("id", "season", "number", "title", "organisation", "source", "signed_fen", "paid_fen", "spent_fen", "returned_fen")


def idea_rows(year: int | None) -> Iterator[tuple[object, ...]]:
    """Every published idea of a season (of all, where none is given), in the order of IDEA_HEAD; one statement."""
    for row in _stream(_in_season(_ideas(), year)):
        state = PROPOSAL.state[row.state]
        yield (row.id, row.year, row.number, text(row.title), row.category, row.street, row.community, state.stage, row.state,
               state.public or state.title, row.origin, clock.today(row.submitted_us).isoformat() if row.submitted_us else None, row.target)


def money_rows(year: int | None) -> Iterator[tuple[object, ...]]:
    """Every signed project's money by source, in fen, from the ledger's accounts, in the order of MONEY_HEAD; one statement."""
    for row in _stream(_in_season(_money(), year)):
        fen = (row.signed, row.paid, row.spent, row.returned)
        yield (row.id, row.year, row.number, text(row.title), row.organisation, row.code, *(int(amount or 0) for amount in fen))


def _stream(query: Select[Any]) -> Iterator[Any]:
    """Rows as they come, a thousand in memory at most."""
    return iter(db.session.execute(query, execution_options={"yield_per": AT_ONCE}))


def _in_season(query: Select[Any], year: int | None) -> Select[Any]:
    return query if year is None else query.where(Season.year == year)


def _ideas() -> Select[Any]:
    street, community, target = aliased(Area), aliased(Area), aliased(Proposal)
    return (select(Proposal.id, Season.year, Proposal.number, Proposal.title, Category.title.label("category"), street.name.label("street"),
                   community.name.label("community"), Proposal.state, Proposal.origin, Proposal.submitted_us, target.number.label("target"))
            .join(Season, Season.id == Proposal.season_id).outerjoin(Category, Category.id == Proposal.category_id)
            .outerjoin(street, street.id == Proposal.street_id).outerjoin(community, community.id == Proposal.community_id)
            .outerjoin(target, target.id == Proposal.merged_into_id).where(PUBLIC).order_by(Proposal.id))


def _money() -> Select[Any]:
    balance = Account.credits_fen - Account.debits_fen

    def within(*stages: str) -> Any:
        return func.sum(case((Account.stage.in_(stages), balance), else_=0))

    return (select(Proposal.id, Season.year, Proposal.number, Proposal.title, Organisation.name.label("organisation"), Fund.code,
                   CommitmentShare.amount_fen.label("signed"), within("held", "spent", "returned").label("paid"),
                   within("spent").label("spent"), within("returned").label("returned"))
            .join(Season, Season.id == Proposal.season_id).join(Commitment, Commitment.proposal_id == Proposal.id)
            .join(CommitmentShare, and_(CommitmentShare.commitment_id == Commitment.id, CommitmentShare.version == Commitment.version))
            .join(Fund, Fund.id == CommitmentShare.fund_id)
            .outerjoin(Account, and_(Account.commitment_id == Commitment.id, Account.fund_id == Fund.id))
            .outerjoin(Organisation, Organisation.id == Proposal.organisation_id).where(PUBLIC)
            .group_by(Proposal.id, Season.year, Proposal.number, Proposal.title, Organisation.name, Fund.code, Fund.position,
                      CommitmentShare.id, CommitmentShare.amount_fen)
            .order_by(Proposal.id, Fund.position))
