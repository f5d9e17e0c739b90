"""Money in every stage – pledged, lent, owed, set aside, given back – is accepted by the programs of others, too."""
from dataclasses import replace

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.directory.models import Area
from proposals.funding import ledger
from proposals.funding.exports import annexes, journals, names, reading, rows, workbook
from proposals.funding.models import Fund
from proposals.seasons.models import Category, Season
from proposals.storage import db, unit_of_work
from tests import programs
from tests.programs import with_beancount, with_hledger
from tests.rooms.approval.planned import actor
from tests.spreadsheet import Spreadsheet


@pytest.fixture
def book(at):
    """A season in which every kind of movement happened that needs no project."""
    season_id, (first, second) = db.session.scalars(select(Season.id)).one(), db.session.scalars(select(Fund.id).order_by(Fund.position)).all()
    street = db.session.scalars(select(Area.id).where(Area.kind == "street").order_by(Area.id)).first()
    category = db.session.scalars(select(Category.id).order_by(Category.position)).first()
    steps = (("pledge", ((second, "origin", "pledged", 900_000),), {}),
             ("receipt", ((second, "pledged", "pool", 500_001),), {}),
             ("advance", ((first, "pool", "lent", 300_000), (second, "due", "pool", 300_000)), {}),
             ("repay", ((second, "pool", "due", 100_000), (first, "lent", "pool", 100_000)), {}),
             ("allot", ((first, "pool", "allot", 70_000),), {first: (street, category)}),
             ("allot", ((first, "pool", "allot", 30_000),), {first: (None, category)}),
             ("recall", ((first, "allot", "pool", 5_000),), {first: (None, category)}), ("surplus", ((first, "pool", "returned", 12_345),), {}))
    for number, (kind, legs, places) in enumerate(steps):
        post(kind, legs=legs, season_id=season_id, key=f"{kind}:{number}", at=at, places=places)
    return read(season_id)


def post(kind, *, legs, season_id, key, at, places):
    with unit_of_work() as session:
        ledger.post(session, kind=kind, season_id=season_id, commitment_id=None, legs=legs, idem_key=key, document=f"文 {key}", actor=actor("李科长"), at=at,
                    places=places)


def read(season_id):
    reading.hold(db.session())
    found = reading.read(db.session(), season_id=season_id, at=clock.now())
    return replace(found, entries=tuple(found.entries))


@with_beancount
@with_hledger
def test_both_programs_come_to_our_balances(book, tmp_path):
    assert programs.bean_check(journals.beancount(book), tmp_path) == programs.hledger_check(journals.hledger(book), tmp_path) == (0, "")
    called = names.accounts(book)
    ours = {called[account.id]: account.fen for account in book.accounts.values() if account.fen}
    for theirs in (programs.bean_balances(journals.beancount(book), tmp_path), programs.hledger_balances(journals.hledger(book), tmp_path)):
        assert {name: fen for name, fen in theirs.items() if fen} == ours
    assert {"Liabilities:F2-treasury:Due", "Assets:F1-foundation:Lent", "Assets:F2-treasury:Pledged"} <= ours.keys()
    assert [name for name in ours if ":Allot:" in name and name.endswith("C-disabled")] and len([name for name in ours if ":Allot:S-all:" in name]) == 1


def test_every_entry_has_rows_that_add_up(book):
    found = list(rows.rows(book))
    assert {row[2] for row in found} == {"pledge", "receipt", "advance", "repay", "allot", "recall", "surplus"}
    for entry in book.entries:
        assert sum(row[7] for row in found if row[0] == entry.id) == entry.fen


def test_the_workbook_shows_every_stage_and_adds_up(book):
    opened = Spreadsheet(workbook.write(book, annexes=annexes.Annexes((), (), ())))
    heads = [cell.value for cell in opened.book["1 资金总表"][4]]
    assert {"已认未到", "资金池", "已垫出", "已切块", "已退回"} <= set(heads) and "组织持有" not in heads
    assert set(opened.differences().values()) == {0}


@with_beancount
def test_money_carried_over_leaves_one_seasons_books_and_enters_the_nexts(at, tmp_path):
    season = db.session.scalars(select(Season)).one()
    with unit_of_work() as session:
        session.add(Season(id=99, year=season.year + 1, ordinal=season.ordinal + 1, title="下一届"))
        session.flush()
        session.add(Fund(id=990, season_id=99, code="foundation", title="社区发展基金会", weight=60, position=1))
    fund = db.session.scalars(select(Fund).where(Fund.season_id != 99).order_by(Fund.position)).first()
    post("carry", legs=((fund.id, "pool", "returned", 40_001), (990, "origin", "pool", 40_001)), season_id=fund.season_id, key="carry", at=at, places={})
    books = [read(season_id) for season_id in db.session.scalars(select(Season.id).order_by(Season.id))]
    assert [[(entry.kind, entry.fen) for entry in book.entries][-1] for book in books] == [("carry", 40_001)] * 2
    assert [len(book.entries) for book in books] == [3, 1] and len({book.head for book in books}) == 1
    assert [programs.bean_check(journals.beancount(book), tmp_path) for book in books] == [(0, "")] * 2
