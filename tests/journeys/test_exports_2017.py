"""The whole 2017 season in every format: other people's programs come to our balances, and one fen changed by hand is found."""
import csv
import io
import json
import time
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.demonstration.figures import GIVEN
from proposals.funding import exports
from proposals.funding.exports import annexes, journals, names, reading, workbook
from proposals.seasons.models import Season
from proposals.storage import db
from tests import programs
from tests.databases import sqlite_url
from tests.journeys.replayed import application
from tests.programs import with_beancount, with_hledger
from tests.spreadsheet import Spreadsheet

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
DIALECTS = [pytest.param(journals.beancount, programs.bean_check, programs.bean_balances, marks=with_beancount, id="beancount"),
            pytest.param(journals.hledger, programs.hledger_check, programs.hledger_balances, marks=with_hledger, id="hledger")]
LONGEST_CPU_SECONDS = 10
"""Twice to three times what it takes alone on one processor."""


@pytest.fixture(scope="module")
def house(season):
    """The application on the replayed season, which these tests only read."""
    app = application(sqlite_url(season[0]))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def book(house):
    """The season's books, entries and all."""
    found = reading.read(db.session(), season_id=db.session.scalars(select(Season.id)).one(), at=clock.now())
    return replace(found, entries=tuple(found.entries))


def written(house, form):
    pieces = exports.export(db.session(), season_id=db.session.scalars(select(Season.id)).one(), form=form, at=clock.now())
    return b"".join(pieces)


@pytest.mark.parametrize("write, check, balances", DIALECTS)
def test_the_season_is_accepted_to_the_fen(book, write, check, balances, tmp_path):
    assert check(write(book), tmp_path) == (0, "")


@pytest.mark.parametrize("write, check, balances", DIALECTS)
def test_a_fen_changed_in_a_movement_is_refused(book, write, check, balances, tmp_path):
    place = next(number for number, entry in enumerate(book.entries) if entry.kind == "pay")
    entry = book.entries[place]
    wrong = replace(entry, movements=(replace(entry.movements[0], fen=entry.movements[0].fen - 1), *entry.movements[1:]))
    code, said = check(write(replace(book, entries=(*book.entries[:place], wrong, *book.entries[place + 1:]))), tmp_path)
    assert code == 1 and "0.01" in said


@pytest.mark.parametrize("write, check, balances", DIALECTS)
def test_a_fen_changed_in_a_balance_is_refused(book, write, check, balances, tmp_path):
    spent = [account for account in book.accounts.values() if account.stage == "spent"][-1]
    wrong = dict(book.accounts) | {spent.id: replace(spent, fen=spent.fen + 1)}
    code, said = check(write(replace(book, accounts=wrong)), tmp_path)
    assert code == 1 and "0.01" in said


@pytest.mark.parametrize("write, check, balances", DIALECTS)
def test_its_balances_are_ours_account_by_account(book, write, check, balances, tmp_path):
    called = names.accounts(book)
    moved = {movement.giving_id for entry in book.entries for movement in entry.movements} | {m.taking_id for entry in book.entries for m in entry.movements}
    theirs = balances(write(book), tmp_path)
    assert {name: fen for name, fen in theirs.items() if fen} == {called[key]: account.fen for key, account in book.accounts.items() if account.fen}
    assert {called[key] for key in moved} <= theirs.keys()


def test_every_row_adds_up_to_what_was_published(house, book):
    rows = list(csv.DictReader(io.StringIO(written(house, "csv").decode().removeprefix("\ufeff"))))
    last = {row["project"]: int(row["cumulative_project_fen"]) for row in rows if row["project"]}
    sourced = {(row["project"], row["source"]): (int(row["cumulative_source_fen"]), int(row["signed_source_fen"])) for row in rows if row["project"]}
    assert (len(last), sum(last.values())) == (GIVEN.signed, GIVEN.paid_fen)
    assert all(paid <= signed for paid, signed in sourced.values()) and sum(paid for paid, _signed in sourced.values()) == GIVEN.paid_fen
    assert {int(row["entry_id"]) for row in rows} == {entry.id for entry in book.entries}


def test_every_source_gave_a_grant_to_every_project(house):
    grants = json.loads(written(house, "360giving"))["grants"]
    assert len(grants) == 2 * GIVEN.signed and len({grant["id"] for grant in grants}) == len(grants)
    assert sum(round(grant["amountDisbursed"] * 100) for grant in grants) == GIVEN.paid_fen


def test_the_workbook_adds_up_and_is_made_in_time(house):
    began = time.process_time()
    content = written(house, "xlsx")
    assert time.process_time() - began < LONGEST_CPU_SECONDS
    opened = Spreadsheet(content)
    found = opened.differences()
    assert {place: fen for place, fen in found.items() if fen} == {} and len(found) > 1000
    for sheet, heading in (("1 资金总表", "已拨付"), ("2 项目拨付明细", "已拨合计"), ("3 拨付流水", "合计")):
        assert opened.line(sheet, begins="合计")[opened.column(sheet, titled=heading)] == Decimal(GIVEN.paid_fen) / 100


def test_the_workbook_says_that_the_books_are_sound(house, book):
    found = annexes.read(db.session(), season_id=db.session.scalars(select(Season.id)).one())
    assert found.findings == ()
    opened = Spreadsheet(workbook.write(book, annexes=found))
    assert f"账簿指纹：{book.head.hash}" in [row[0] for row in opened.book["7 校验"].iter_rows(values_only=True)]


def test_the_command_writes_the_same(house, tmp_path):
    answer = house.test_cli_runner().invoke(args=["export", "ledger", "--season", "2017", "--format", "csv", "-o", str(tmp_path / "ledger.csv")])
    assert (answer.exit_code, answer.output) == (0, "")
    assert (tmp_path / "ledger.csv").read_bytes() == written(house, "csv")
