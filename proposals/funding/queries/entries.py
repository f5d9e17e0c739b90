"""The books on pages: entries that the filters leave over, what they moved, and their sums by source."""
from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, and_, bindparam, case, cast, exists, func, literal, select
from sqlalchemy.orm import aliased

from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Area
from ...paging import Page, page_of
from ...seasons.models import Category
from ...storage import db, made_once
from ..models import STAGES, Account, BankLine, BankMatch, Commitment, Entry, Fund, Payment, Pledge, PledgeCut, PledgeReceipt, Tranche, Transfer
from ..promises import Place
from . import ways
from .projects import Projects, commitments_asked

GIVING, TAKING = aliased(Account, name="giving"), aliased(Account, name="taking")
AT_A_TIME = 1000
IDS = bindparam("ids", expanding=True)


@dataclass(frozen=True, slots=True)
class Entries:
    """Which entries: those that moved money of a season's sources, narrowed by source, stage, kind, project, place, day or words; None leaves out nothing.

    ``stage`` may also be a crossing between stages (``ways.WAYS``); ``place`` is one that money was set aside for, exactly that one.
    """

    season_id: int
    fund_id: int | None = None
    stage: str | None = None
    kind: str | None = None
    commitment_id: int | None = None
    payment_id: int | None = None
    street_id: int | None = None
    category_id: int | None = None
    from_on: str | None = None
    to_on: str | None = None
    words: str = ""
    pledge_id: int | None = None
    place: Place | None = None
    projects: Projects | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """One source's sum in fen: into the stage asked for and out of it; without a stage, forward on the way of the money and back."""

    fund_id: int
    code: str
    title: str
    into: int
    out: int


def _movements(asked: Entries) -> list[ColumnElement[bool]]:
    """What a transfer (with its accounts and fund) must be to count."""
    found: list[ColumnElement[bool]] = [Fund.season_id == asked.season_id]
    found += [Fund.id == asked.fund_id] if asked.fund_id is not None else []
    if asked.stage in ways.WAYS:
        found.append(ways.over(asked.stage, giving=GIVING, taking=TAKING))
    elif asked.stage is not None:
        found.append((GIVING.stage == asked.stage) | (TAKING.stage == asked.stage))
    return found + ([_set_aside(GIVING, asked.place) | _set_aside(TAKING, asked.place)] if asked.place is not None else [])


def _set_aside(account: Any, place: Place) -> ColumnElement[bool]:
    """Whether an account holds what is set aside for this place."""
    return and_(account.stage == "allot", account.street_id.is_not_distinct_from(place[0]), account.category_id.is_not_distinct_from(place[1]))


def _events(asked: Entries) -> list[ColumnElement[bool]]:
    """What an entry must be to count."""
    exact = ((Entry.kind, asked.kind), (Entry.commitment_id, asked.commitment_id), (Entry.payment_id, asked.payment_id))
    found = [column == value for column, value in exact if value is not None]
    found += [Entry.occurred_on >= asked.from_on] if asked.from_on else []
    found += [Entry.occurred_on <= asked.to_on] if asked.to_on else []
    for of_project, of_account, value in ((Proposal.street_id, "street_id", asked.street_id), (Proposal.category_id, "category_id", asked.category_id)):
        if value is not None:
            found.append(Entry.commitment_id.in_(_commitments(of_project == value)) | _touches(getattr(GIVING, of_account) == value)
                         | _touches(getattr(TAKING, of_account) == value))
    if asked.pledge_id is not None:
        found.append(_of_pledge(asked.pledge_id))
    if asked.projects is not None:
        found.append(Entry.commitment_id.in_(commitments_asked(asked.projects).with_only_columns(Commitment.id).order_by(None)))
    return found + ([_said(asked.words)] if asked.words else [])


def _of_pledge(pledge_id: int) -> ColumnElement[bool]:
    """The entries of the pledge and of what came of it, and whatever takes one of them back."""
    own = (select(Pledge.entry_id).where(Pledge.id == pledge_id)
           .union_all(select(PledgeCut.entry_id).where(PledgeCut.pledge_id == pledge_id),
                      select(PledgeReceipt.entry_id).where(PledgeReceipt.pledge_id == pledge_id)))
    return Entry.id.in_(own) | Entry.reverses_id.in_(own)


def _said(words: str) -> ColumnElement[bool]:
    """The words stand in the document, in the key, or in the project's title or number."""
    titled = Proposal.title.contains(words, autoescape=True) | Proposal.number.contains(words, autoescape=True)
    return Entry.document.contains(words, autoescape=True) | Entry.idem_key.contains(words, autoescape=True) | Entry.commitment_id.in_(_commitments(titled))


def _commitments(condition: ColumnElement[bool]) -> Select[Any]:
    return select(Commitment.id).join(Proposal, Proposal.id == Commitment.proposal_id).where(condition)


def _touches(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether an entry has a transfer like this."""
    joined = (Transfer.entry_id == Entry.id, GIVING.id == Transfer.debit_id, TAKING.id == Transfer.credit_id, Fund.id == GIVING.fund_id)
    return exists().where(*joined, *conditions).correlate(Entry)


@made_once
def _asked(asked: Entries) -> Select[Any]:
    return select(Entry).where(_touches(*_movements(asked)), *_events(asked))


def entries(asked: Entries, *, after: int | None, before: int | None) -> Page[Any]:
    """One page of the entries, the newest first."""
    return page_of(_asked(asked), Entry.id, after=after, before=before)


def number_of(asked: Entries) -> int:
    """How many entries the filters leave over."""
    return int(db.session.execute(_number_of(asked)).scalar_one())


@made_once
def _number_of(asked: Entries) -> Select[Any]:
    return _asked(asked).with_only_columns(func.count(Entry.id), maintain_column_froms=True).order_by(None)


def sums(asked: Entries, *, ids: Collection[int] | None) -> list[Sums]:
    """The sums by source over all that the filters leave over, or (``ids``) over one page of it; one statement."""
    found = db.session.execute(_sums(asked, of_page=ids is not None), {"ids": ids})
    return [Sums(fund_id, code, title, int(plus), int(minus)) for fund_id, code, title, plus, minus in found]


@made_once
def _sums(asked: Entries, *, of_page: bool) -> Select[Any]:
    into, out = _directions(asked.stage)
    amounts = [func.coalesce(func.sum(case((way, Transfer.amount_fen), else_=0)), 0) for way in (into, out)]
    wanted = _joined(select(Fund.id, Fund.code, Fund.title, *amounts)).where(*_movements(asked), *_events(asked))
    if of_page:
        wanted = wanted.where(Entry.id.in_(IDS))
    return wanted.group_by(Fund.id, Fund.code, Fund.title, Fund.position).order_by(Fund.position)


def _directions(stage: str | None) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What counts as coming in and as going out: of the stage, over the crossing, or along the whole way."""
    if stage in ways.WAYS:
        return ways.into(stage, giving=GIVING, taking=TAKING), ways.back(stage, giving=GIVING, taking=TAKING)
    if stage is not None:
        return TAKING.stage == stage, GIVING.stage == stage
    return _rank(TAKING) > _rank(GIVING), _rank(TAKING) < _rank(GIVING)


def by_month(asked: Entries) -> list[Row[Any]]:
    """What came in less what went out, by month ("2018-03") and source, in fen, of the stage or crossing asked for; one statement."""
    into, out = _directions(asked.stage)
    month, net = func.substr(Entry.occurred_on, 1, 7).label("month"), case((into, Transfer.amount_fen), (out, -Transfer.amount_fen), else_=0)
    wanted = _joined(select(month, Fund.id.label("fund_id"), func.sum(net).label("fen"))).where(*_movements(asked), *_events(asked))
    return list(db.session.execute(wanted.group_by(month, Fund.id).order_by(month, Fund.id)))


def _rank(account: Any) -> ColumnElement[int]:
    """How far along the way of the money an account's stage is."""
    return case({stage: place for place, stage in enumerate(STAGES)}, value=account.stage)


def _joined(wanted: Select[Any]) -> Select[Any]:
    return (wanted.select_from(Transfer).join(Entry, Entry.id == Transfer.entry_id).join(GIVING, GIVING.id == Transfer.debit_id)
            .join(TAKING, TAKING.id == Transfer.credit_id).join(Fund, Fund.id == GIVING.fund_id))


PLACE = func.coalesce(GIVING.street_id, TAKING.street_id), func.coalesce(GIVING.category_id, TAKING.category_id)
MOVEMENTS = (_joined(select(Transfer.entry_id, Fund.id.label("fund_id"), Fund.code, Fund.title, Fund.desk, GIVING.stage.label("source"),
                            TAKING.stage.label("target"), Transfer.amount_fen, Area.name.label("street"), Category.title.label("category")))
             .outerjoin(Area, Area.id == PLACE[0]).outerjoin(Category, Category.id == PLACE[1])
             .where(Transfer.entry_id.in_(IDS)).order_by(Transfer.id))
TITLES = select(Commitment.id, Commitment.proposal_id, Proposal.title, Proposal.number).join(Proposal).where(Commitment.id.in_(IDS))
REVERSALS = select(Entry.reverses_id, Entry.id).where(Entry.reverses_id.in_(IDS))
PEOPLE = select(Person.id, Person.name).where(Person.id.in_(IDS))


def movements(entry_ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    """What each entry moved: source's code and title, from stage, to stage, fen, and the street and category of what was set aside."""
    found: dict[int, list[Row[Any]]] = {key: [] for key in entry_ids}
    for row in db.session.execute(MOVEMENTS, {"ids": list(entry_ids)}):
        found[row.entry_id].append(row)
    return found


def titles(commitment_ids: Collection[int]) -> dict[int, Row[Any]]:
    """The project of each commitment: proposal_id, title, number."""
    return {row.id: row for row in db.session.execute(TITLES, {"ids": list(commitment_ids)})}


def reversals(entry_ids: Collection[int]) -> dict[int, int]:
    """Which entries were taken back, and by which."""
    return {undone: by for undone, by in db.session.execute(REVERSALS, {"ids": list(entry_ids)}) if undone is not None}


def people(actors: Collection[str]) -> dict[str, str]:
    """The names of those who booked, by their actor's key."""
    ids = [int(actor[1:]) for actor in actors if actor[:1] == "p" and actor[1:].isdecimal()]
    return {f"p{key}": name for key, name in db.session.execute(PEOPLE, {"ids": ids})}


def around(entry_id: int) -> tuple[int | None, int | None]:
    """The numbers of the entries before and after one in the chain; None at its ends."""
    before = select(func.max(Entry.id)).where(Entry.id < entry_id).scalar_subquery()
    after = select(func.min(Entry.id)).where(Entry.id > entry_id).scalar_subquery()
    row = db.session.execute(select(before, after)).one()
    return row[0], row[1]


def lines_of(entry: Entry) -> list[Row[Any]]:
    """The bank's lines that stand for an entry, or for the payment it books: reference, booked_on, direction, amount_fen, account_id, statement_id."""
    own = BankMatch.entry_id == entry.id
    if entry.payment_id is not None and entry.kind in ("pay", "reverse"):
        own = own | ((BankMatch.payment_id == entry.payment_id) & BankMatch.undone_us.is_(None))
    wanted = (select(BankLine.id, BankLine.reference, BankLine.booked_on, BankLine.direction, BankLine.amount_fen, BankLine.account_id, BankMatch.undone_us)
              .join(BankMatch, BankMatch.line_id == BankLine.id).where(own).order_by(BankMatch.id))
    return list(db.session.execute(wanted))


def stream(asked: Entries) -> Iterator[Row[Any]]:
    """Every movement that the filters leave over, in the order of the books, a thousand in memory at most; one statement."""
    undone = aliased(Entry, name="undone")
    wanted = _joined(select(Entry.id, Entry.occurred_on, Entry.kind, Proposal.number, Proposal.title, Tranche.seq, Fund.title.label("fund"),
                            GIVING.stage.label("source"), TAKING.stage.label("target"), Transfer.amount_fen, Entry.document, Person.name, Entry.reverses_id,
                            undone.id.label("reversed_by"), Entry.hash))
    wanted = (wanted.outerjoin(Commitment, Commitment.id == Entry.commitment_id).outerjoin(Proposal, Proposal.id == Commitment.proposal_id)
              .outerjoin(Payment, Payment.id == Entry.payment_id).outerjoin(Tranche, Tranche.id == Payment.tranche_id)
              .outerjoin(Person, literal("p").concat(cast(Person.id, String)) == Entry.actor).outerjoin(undone, undone.reverses_id == Entry.id)
              .where(*_movements(asked), *_events(asked)).order_by(Entry.id, Transfer.id))
    return iter(db.session.execute(wanted, execution_options={"yield_per": AT_A_TIME}))
