"""A season's books as files: for those who oversee the money, in every format, by page and by command."""
import io
import json

import openpyxl
import pytest
from sqlalchemy import select

from proposals.funding import exports
from proposals.seasons.models import Season
from proposals.storage import db
from tests import programs
from tests.drive import funding
from tests.programs import with_beancount
from tests.rooms.funding.signed import signed


def year():
    return db.session.scalars(select(Season.year)).one()


def books(form):
    """Where the season's books are, in this format."""
    return f"/money/seasons/{year()}/ledger/{form}"


@pytest.fixture
def paid(at):
    funding.paid(signed(1, at=at), seq=1, at=at)


@pytest.mark.parametrize("form", sorted(exports.FORMATS))
def test_an_overseer_downloads_every_format(enter, paid, form):
    answer = enter("陈会计").get(books(form))
    wanted = exports.FORMATS[form]
    assert (answer.status_code, answer.content_type) == (200, wanted.kind)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=golden-idea-{year()}-ledger.{wanted.suffix}" and len(answer.data) > 500


def test_the_formats_say_the_same(enter, paid):
    auditor = enter("李科长")
    rows = auditor.get(books("csv")).text.splitlines()
    paid_fen = sum(int(row.split(",")[7]) for row in rows if row.split(",")[2] == "pay")
    grants = json.loads(auditor.get(books("360giving")).text)["grants"]
    sheet = openpyxl.load_workbook(io.BytesIO(auditor.get(books("xlsx")).data))["3 拨付流水"]
    assert paid_fen == sum(round(grant["amountDisbursed"] * 100) for grant in grants)
    assert paid_fen == sum(round((cell.value or 0) * 100) for row in sheet.iter_rows(min_row=6, max_row=7, min_col=7, max_col=8) for cell in row)


@with_beancount
def test_a_download_is_accepted_by_beancount(enter, paid, tmp_path):
    assert programs.bean_check([enter("陈会计").get(books("beancount")).text], tmp_path) == (0, "")


@pytest.mark.parametrize("name", ["林秀梅", "王主任", "刘芳", "赵岚"])
def test_nobody_else_downloads_the_books(enter, paid, name):
    assert enter(name).get(books("csv")).status_code == 403


def test_an_unknown_format_or_season_is_not_found(enter, at):
    assert [enter("陈会计").get(address).status_code for address in (books("pdf"), "/money/seasons/1999/ledger/csv")] == [404, 404]


def test_the_workbook_speaks_the_readers_language(enter, paid):
    content = enter("陈会计").get(books("xlsx") + "?lang=en").data
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[-1] in ("7 Checks", "7 校验")


def test_the_command_writes_a_file(app, paid, tmp_path):
    answer = app.test_cli_runner().invoke(args=["export", "ledger", "--season", str(year()), "--format", "xlsx", "-o", str(tmp_path / "books.xlsx")])
    assert (answer.exit_code, answer.output) == (0, "")
    assert len(openpyxl.load_workbook(tmp_path / "books.xlsx").sheetnames) == 7


def test_the_command_says_that_there_is_no_such_season(app):
    answer = app.test_cli_runner().invoke(args=["export", "ledger", "--season", "1999"])
    assert answer.exit_code == 1 and "no season of 1999" in answer.output
