"""Pools by street and by group of people: planned, set aside, committed from it, paid and left, each from the books. Amounts in fen."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from ...collection.models import Proposal
from ...directory.models import Area
from ...seasons.models import Category
from ...storage import db
from ..models import Account, Allotment, Commitment, Entry, Fund, Transfer
from ..promises import Place

PAID = ("held", "spent", "returned")
_FEN = func.sum(Account.credits_fen - Account.debits_fen)
Key = tuple[int, Place]


@dataclass(slots=True)
class Pool:
    """What one source sets aside for one place: by plan, out of its pool so far (less recalled), signed from it, paid of that, and still free."""

    fund: Fund
    place: Place
    street: str
    category: str
    planned_fen: int = 0
    allotted_fen: int = 0
    paid_fen: int = 0
    left_fen: int = 0

    @property
    def spot(self) -> str:
        """The place as addresses name it: street and group, 0 for neither."""
        return spot_of(self.place)

    @property
    def committed_fen(self) -> int:
        """Signed from it and not released."""
        return self.allotted_fen - self.left_fen


@dataclass(slots=True)
class Part:
    """What projects of one street, or for one group of people, got over all sources."""

    id: int | None
    title: str
    projects: int = 0
    stages: dict[str, int] = field(default_factory=dict)

    @property
    def agreed_fen(self) -> int:
        """Signed and not released."""
        return sum(self.stages.values())

    @property
    def paid_fen(self) -> int:
        """Arrived with implementers."""
        return sum(self.stages.get(stage, 0) for stage in PAID)

    @property
    def spent_fen(self) -> int:
        """Accepted as spent."""
        return self.stages.get("spent", 0)

    @property
    def returned_fen(self) -> int:
        """Given back by implementers."""
        return self.stages.get("returned", 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """One decision to set money aside for a place, as it was written down; ``first`` of its source and place."""

    fund: Fund
    spot: str
    street: str
    category: str
    planned_fen: int
    document: str
    actor: str
    at_us: int
    first: bool


def spot_of(place: Place) -> str:
    """A place as addresses name it: street and group with a dot between, 0 for neither."""
    return f"{place[0] or 0}.{place[1] or 0}"


def plans(season_id: int) -> list[Plan]:
    """What was planned for places, in the order of sources, streets, groups and writing."""
    named = names()
    asked = (select(Allotment, Fund).join(Fund, Fund.id == Allotment.fund_id).where(Fund.season_id == season_id)
             .order_by(Fund.position, func.coalesce(Allotment.street_id, 0), func.coalesce(Allotment.category_id, 0), Allotment.id))
    found: list[Plan] = []
    for row, fund in db.session.execute(asked):
        spot = f"{fund.id}-{spot_of((row.street_id, row.category_id))}"
        found.append(Plan(fund, spot, named[0].get(row.street_id or 0, ""), named[1].get(row.category_id or 0, ""), row.planned_fen, row.document, row.actor,
                          row.at_us, not found or found[-1].spot != spot))
    return found


def of_season(season_id: int) -> list[Pool]:
    """Every place that a source plans for or has set something aside for, in the order of sources, streets and groups."""
    found: dict[Key, Pool] = {}
    named = names()
    planned, left = (_by_place(model, fen).join(Fund, Fund.id == model.fund_id).where(Fund.season_id == season_id)
                     for model, fen in ((Allotment, func.sum(Allotment.planned_fen)), (Account, _FEN)))
    for key, fen in _keyed(planned):
        _pool(found, key, named=named).planned_fen = fen
    for key, fen in _keyed(_moved(season_id)):
        _pool(found, key, named=named).allotted_fen = fen
    for key, fen in _keyed(left.where(Account.stage == "allot")):
        _pool(found, key, named=named).left_fen = fen
    for key, fen in _paid(season_id).items():
        found[key].paid_fen = fen
    return sorted(found.values(), key=lambda pool: (pool.fund.position, pool.place[0] or 0, pool.place[1] or 0))


def by_street(season_id: int) -> list[Part]:
    """The season's projects by street: how many, and their money by stage."""
    return _parts(select(Proposal.street_id, Area.short_name, Account.stage, _FEN, func.count(Commitment.id.distinct()))
                  .outerjoin(Area, Area.id == Proposal.street_id).group_by(Proposal.street_id, Area.short_name, Account.stage), season_id=season_id)


def by_category(season_id: int) -> list[Part]:
    """The season's projects by the group of people they serve."""
    return _parts(select(Proposal.category_id, Category.title, Account.stage, _FEN, func.count(Commitment.id.distinct()))
                  .outerjoin(Category, Category.id == Proposal.category_id).group_by(Proposal.category_id, Category.title, Account.stage), season_id=season_id)


def _parts(asked: Select[Any], *, season_id: int) -> list[Part]:
    asked = (asked.join(Commitment, Commitment.proposal_id == Proposal.id).join(Account, Account.commitment_id == Commitment.id)
             .where(Proposal.season_id == season_id))
    found: dict[int | None, Part] = {}
    for key, title, stage, fen, projects in db.session.execute(asked):
        part = found.setdefault(key, Part(key, title or ""))
        part.stages[stage] = int(fen)
        part.projects = max(part.projects, projects)
    return sorted(found.values(), key=lambda part: (part.id is None, part.id or 0))


def _moved(season_id: int) -> Select[Any]:
    """Out of the pools into places, less what was recalled; an entry that was reversed counts not at all."""
    mirrored = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))
    signed = func.sum(case((Entry.kind == "allot", Transfer.amount_fen), else_=-Transfer.amount_fen))
    return (_by_place(Account, signed).select_from(Transfer).join(Entry, Entry.id == Transfer.entry_id)
            .join(Account, Account.id == case((Entry.kind == "allot", Transfer.credit_id), else_=Transfer.debit_id))
            .where(Entry.season_id == season_id, Entry.kind.in_(("allot", "recall")), Entry.id.not_in(mirrored)))


def _by_place(model: type[Account] | type[Allotment], fen: ColumnElement[int]) -> Select[Any]:
    return select(model.fund_id, model.street_id, model.category_id, fen).group_by(model.fund_id, model.street_id, model.category_id)


def _paid(season_id: int) -> dict[Key, int]:
    """What was paid of the money signed from a place: a source's first fen for a project are those set aside for it."""
    giving = aliased(Account)
    back = giving.stage == "commit"
    signed = (select(Account.fund_id, Account.street_id, Account.category_id, Entry.commitment_id,
                     func.sum(case((back, -Transfer.amount_fen), else_=Transfer.amount_fen)))
              .select_from(Transfer).join(Entry, Entry.id == Transfer.entry_id).join(giving, giving.id == Transfer.debit_id)
              .join(Account, Account.id == case((back, Transfer.credit_id), else_=Transfer.debit_id))
              .where(Entry.season_id == season_id, Entry.kind.in_(("commit", "amend", "release")), Account.stage == "allot")
              .group_by(Account.fund_id, Account.street_id, Account.category_id, Entry.commitment_id))
    arrived = {(fund_id, commitment_id): int(fen) for fund_id, commitment_id, fen in db.session.execute(
        select(Account.fund_id, Account.commitment_id, _FEN).join(Fund, Fund.id == Account.fund_id)
        .where(Fund.season_id == season_id, Account.stage.in_(PAID), Account.commitment_id.is_not(None)).group_by(Account.fund_id, Account.commitment_id))}
    found: dict[Key, int] = defaultdict(int)
    for fund_id, street_id, category_id, commitment_id, fen in db.session.execute(signed):
        found[fund_id, (street_id, category_id)] += min(int(fen), arrived.get((fund_id, commitment_id), 0))
    return found


def _keyed(asked: Select[Any]) -> list[tuple[Key, int]]:
    return [((fund_id, (street_id, category_id)), int(fen)) for fund_id, street_id, category_id, fen in db.session.execute(asked)]


def names() -> tuple[dict[int, str], dict[int, str]]:
    """Streets and groups of people by their numbers."""
    return ({key: name for key, name in db.session.execute(select(Area.id, Area.short_name).where(Area.kind == "street"))},
            {key: name for key, name in db.session.execute(select(Category.id, Category.title))})


def _pool(found: dict[Key, Pool], key: Key, *, named: tuple[dict[int, str], dict[int, str]]) -> Pool:
    fund_id, (street_id, category_id) = key
    if key not in found:
        found[key] = Pool(db.session.get_one(Fund, fund_id), key[1], named[0].get(street_id or 0, ""), named[1].get(category_id or 0, ""))
    return found[key]
