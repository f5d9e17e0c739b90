"""The season's signed projects with what each source signed, how it is paid out, and through whose hands each payment went."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from workflow.tables import step

from ... import clock
from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Area, Organisation
from ...seasons.models import Category, Season
from ..models import BatchRow, Commitment, CommitmentBand, CommitmentShare, Payment, Tranche
from .book import Band, Leg, Project, Share
from .book import Tranche as Part

APPROVALS = ("endorse", "authorise", "countersign")
HANDS = (*APPROVALS, "send")

Rows = Mapping[int, list[Row[Any]]]


def projects(session: Session, *, season_id: int) -> dict[int, Project]:
    """By the number of their commitment, in its order; six statements."""
    own = select(Commitment.id).join(Proposal).where(Proposal.season_id == season_id)
    shares = _by_first(session, select(CommitmentShare.commitment_id, CommitmentShare.fund_id, CommitmentShare.weight, CommitmentShare.amount_fen)
                       .join(Commitment, (Commitment.id == CommitmentShare.commitment_id) & (Commitment.version == CommitmentShare.version))
                       .where(CommitmentShare.commitment_id.in_(own)).order_by(CommitmentShare.commitment_id, CommitmentShare.position))
    bands = _by_first(session, select(CommitmentBand.commitment_id, CommitmentBand.start_fen, CommitmentBand.fund_id, CommitmentBand.weight)
                      .join(Commitment, (Commitment.id == CommitmentBand.commitment_id) & (Commitment.version == CommitmentBand.version))
                      .where(CommitmentBand.commitment_id.in_(own)).order_by(CommitmentBand.commitment_id, CommitmentBand.band, CommitmentBand.position))
    tranches = _tranches(session, season_id=season_id, own=own)
    seen: dict[int, int] = defaultdict(int)
    found: dict[int, Project] = {}
    for row in session.execute(_asked(season_id)):
        seen[row.proposal_id] += 1
        number = row.number or f"C-{row.id}"
        named = number if seen[row.proposal_id] == 1 else f"{number}-{seen[row.proposal_id]}"
        found[row.id] = _project(row, number=named, shares=shares[row.id], bands=bands[row.id], tranches=tranches.get(row.id, ()))
    return found


def tranches_of(found: Mapping[int, Project]) -> tuple[dict[int, int], dict[int, int]]:
    """Which tranche a payment belongs to, by the payment's number; and which one an entry ordered, by the entry's."""
    legs = [(tranche.seq, leg) for project in found.values() for tranche in project.tranches for leg in tranche.legs]
    return {leg.id: seq for seq, leg in legs}, {leg.order_id: seq for seq, leg in legs if leg.order_id is not None}


def names(session: Session, *, actors: Iterable[str]) -> dict[str, str]:
    """What people are called who stand in the history as p12; the program itself has no name there."""
    ids = {int(actor[1:]) for actor in actors if actor[:1] == "p" and actor[1:].isdecimal()}
    return {f"p{key}": name for key, name in session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))} if ids else {}


def _asked(season_id: int) -> Select[Any]:
    return (select(Commitment.id, Commitment.proposal_id, Proposal.number, Proposal.serial, Season.year, Area.short_name, Proposal.title,
                   Area.name.label("street"), func.coalesce(Category.title, "").label("category"), Organisation.id.label("organisation_id"),
                   Organisation.name.label("organisation"), Proposal.state, Commitment.at_us, Commitment.amount_fen, Commitment.spent_fen)
            .join(Proposal, Proposal.id == Commitment.proposal_id).join(Season, Season.id == Proposal.season_id).join(Area, Area.id == Proposal.street_id)
            .join(Organisation, Organisation.id == Proposal.organisation_id).outerjoin(Category, Category.id == Proposal.category_id)
            .where(Proposal.season_id == season_id).order_by(Commitment.id))


def _project(row: Row[Any], *, number: str, shares: list[Row[Any]], bands: list[Row[Any]], tranches: Iterable[Part]) -> Project:
    weights: dict[int, dict[int, int]] = {}
    for band in bands:
        weights.setdefault(band.start_fen, {})[band.fund_id] = band.weight
    shown = f"{row.year}-{row.short_name}-{row.serial:04d}" if row.serial else number
    return Project(row.id, row.proposal_id, number, shown, row.title, row.street, row.category, row.organisation_id, row.organisation, row.state,
                   clock.today(row.at_us).isoformat(), row.amount_fen, row.spent_fen, tuple(Share(*share[1:]) for share in shares),
                   tuple(Band(start, each) for start, each in weights.items()), tuple(tranches))


def _tranches(session: Session, *, season_id: int, own: Select[Any]) -> dict[int, list[Part]]:
    hands = _hands(session, season_id=season_id)
    payees = {row.payment_id: (row.holder, row.number[-4:]) for row in session.execute(
        select(BatchRow.payment_id, BatchRow.holder, BatchRow.number).join(Payment, Payment.id == BatchRow.payment_id)
        .where(Payment.season_id == season_id).order_by(BatchRow.id))}
    asked = (select(Tranche.id, Tranche.commitment_id, Tranche.seq, Tranche.condition, Tranche.amount_fen, Payment.id.label("leg"), Payment.fund_id,
                    Payment.planned_fen, Payment.amount_fen.label("due"), Payment.state, Payment.order_id,
                    func.coalesce(Payment.bank_reference, "").label("reference"))
             .outerjoin(Payment, Payment.tranche_id == Tranche.id).where(Tranche.commitment_id.in_(own))
             .order_by(Tranche.commitment_id, Tranche.seq, Payment.fund_id))
    found: dict[int, list[Part]] = defaultdict(list)
    for rows in _by_first(session, asked).values():
        legs = tuple(Leg(row.leg, row.fund_id, row.planned_fen, row.due, row.state, row.order_id, row.reference, *payees.get(row.leg, ("", "")),
                         *hands.get(row.leg, ("", ""))) for row in rows if row.leg is not None)
        found[rows[0].commitment_id].append(Part(rows[0].seq, rows[0].condition, rows[0].amount_fen, legs))
    return found


def _hands(session: Session, *, season_id: int) -> dict[int, tuple[str, str]]:
    """Who sent each payment to the bank, and who approved it, in their order."""
    asked = (select(step.c.instance_id, step.c.name, step.c.actor).join(Payment, Payment.id == step.c.instance_id)
             .where(Payment.season_id == season_id, step.c.name.in_(HANDS)).order_by(step.c.id))
    rows = session.execute(asked).all()
    called = names(session, actors={row.actor for row in rows})
    sent = {row.instance_id: called.get(row.actor, "") for row in rows if row.name == "send"}
    approved: dict[int, dict[str, None]] = defaultdict(dict)
    for row in rows:
        if row.name in APPROVALS:
            approved[row.instance_id][called.get(row.actor, "")] = None
    return {key: (sent.get(key, ""), "、".join(approved.get(key, ()))) for key in sent.keys() | approved.keys()}


def _by_first(session: Session, asked: Select[Any]) -> Rows:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(asked):
        found[row[0]].append(row)
    return found
