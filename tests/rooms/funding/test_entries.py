"""The books on pages: filtered by the address, added up, linked both ways, taken away as shown."""
import csv
import io

import openpyxl
import pytest
from sqlalchemy import func, select

from proposals.funding import actions, queries
from proposals.funding.models import Commitment, Entry, Payment
from proposals.storage import db
from tests.drive import banking as drive
from tests.drive import funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.signed import signed

WRONG = ("from=2018-13-45", "from=gestern", "to=99999-01-01", "from=2018-02-01&to=2018-01-01", "fund=-1", "fund=99999999999999999999", "stage=nowhere",
         "kind=0", "street=-5", "category=x", "commitment=-1", "commitment=99999999999999999999", "payment=１e9", "words=" + "长" * 61)


@pytest.fixture
def paid(app, at):
    """A project whose first tranche has arrived: two receipts, a commitment, an order, two payments."""
    case = signed(1, at=at)
    funding.paid(case, seq=1, at=at)
    return case


def rows(person, query):
    """The entries' numbers on the page, the newest first."""
    text = person.get(f"/money/entries?{query}").text
    return [int(part.split('"')[0]) for part in text.split('<th scope="row" class="number"><a href="/money/entries/')[1:]]


def commitment():
    return db.session.scalars(select(Commitment.id)).one()


def test_every_filter_narrows_the_list(enter, paid):
    person, payment = enter("李科长"), db.session.scalars(select(Payment.id).where(Payment.state == "paid").order_by(Payment.id)).first()
    day = db.session.scalars(select(Entry.occurred_on).where(Entry.kind == "pay")).first()
    found = {query: rows(person, query) for query in (
        "", "kind=receipt", "fund=1", "fund=1&kind=receipt", "stage=held", "stage=pool&fund=2", f"commitment={commitment()}", f"payment={payment}",
        "words=拨-1", "words=order:", "words=XT-0001", f"from={day}", "to=2000-01-01", "street=1", "words=%25", "words=_")}
    assert found == {"": [6, 5, 4, 3, 2, 1], "kind=receipt": [2, 1], "fund=1": [5, 4, 3, 1], "fund=1&kind=receipt": [1], "stage=held": [6, 5],
                     "stage=pool&fund=2": [3, 2], f"commitment={commitment()}": [6, 5, 4, 3], f"payment={payment}": [5], "words=拨-1": [2, 1],
                     "words=order:": [4], "words=XT-0001": [6, 5, 4, 3], f"from={day}": [6, 5, 4, 3, 2, 1], "to=2000-01-01": [], "street=1": [6, 5, 4, 3],
                     "words=%25": [], "words=_": []}


def test_sums_are_those_of_the_filters_and_of_the_page(enter, paid):
    asked = queries.Entries(1, stage="held")
    assert [(one.code, one.into, one.out) for one in queries.sums(asked, ids=None)] == [("foundation", 1873_20, 0), ("treasury", 1248_80, 0)]
    assert [(one.code, one.into) for one in queries.sums(asked, ids=[5])] == [("foundation", 1873_20)]
    text = enter("李科长").get("/money/entries?stage=held").text
    assert "筛选：转入" in text and "¥3,122.00" in text and "显示 2 / 2 笔" in text


@pytest.mark.parametrize("wrong", WRONG)
def test_a_filter_that_is_not_understood_is_said_and_left_out(enter, at, wrong):
    person = enter("陈会计")
    answer = person.get(f"/money/entries?{wrong}")
    assert (answer.status_code, "处需要修改" in answer.text, "第 1 号" in answer.text or ">1<" in answer.text) == (422, True, True)
    assert person.get(f"/money/entries/files/csv?{wrong}").status_code == 400
    assert db.session.scalar(select(func.count()).select_from(Entry)) == 2


def test_nonsense_for_a_place_in_the_list_begins_at_the_beginning(enter, at):
    for query in ("after=x", "after=-1", "before=99999999999999999999", "after=１"):
        assert rows(enter("陈会计"), query) == [2, 1]
    gone = ("/money/entries?season=x", "/money/entries?season=99999999999999999999", "/money/entries/999")
    assert [enter("陈会计").get(url).status_code for url in gone] == [404] * 3


def test_a_list_goes_on_from_page_to_page(enter, at):
    for number in range(60):
        actions.record_receipt(1, fund_code="foundation", amount_fen=100, reference=f"多-{number}", by=actor("陈会计"), at=at)
    person = enter("李科长")
    assert rows(person, "") == list(range(62, 12, -1)) and rows(person, "after=13") == list(range(12, 0, -1))
    assert "显示 50 / 62 笔" in person.get("/money/entries").text and "after=13" in person.get("/money/entries").text


def test_an_entry_has_its_proof_on_its_page(enter, paid):
    entry = db.session.get_one(Entry, 5)
    text = enter("李科长").get("/money/entries/5").text
    for part in ("已封存，与哈希一致", entry.hash, entry.prev_hash, entry.idem_key, "陈会计", "在途", "组织持有", "/money/entries/4", "/money/entries/6",
                 f"payment={entry.payment_id}", f"commitment={commitment()}", "&#34;kind&#34;:&#34;pay&#34;"):
        assert part in text, part


def test_what_came_back_is_linked_both_ways(enter, paid, at):
    fen = db.session.get_one(Entry, 6).amount_fen
    banking.imported([("退-1", fen, "", "退汇，户名不符")], opening=drive.OPENING - fen, at=at, desk="treasury")
    assert banking.confirmed(at=at, desk="treasury") == ["return"]
    person = enter("李科长")
    assert "冲第 6 号" in person.get("/money/entries?kind=reverse").text and "见第 7 号" in person.get("/money/entries?kind=pay").text
    assert 'href="/money/entries/6"' in person.get("/money/entries/7").text and "已经被第 7 号冲正" in person.get("/money/entries/6").text


def test_the_list_leaves_as_it_is_filtered(enter, paid):
    person = enter("李科长")
    lines = list(csv.reader(io.StringIO(person.get("/money/entries/files/csv?stage=held").text.removeprefix("\ufeff"))))
    assert [(line[0], line[6], line[9]) for line in lines[1:]] == [("5", "社区发展基金会", "1873.20"), ("6", "区财政", "1248.80")]
    answer = person.get("/money/entries/files/xlsx?stage=held")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert [cell.value for row in sheet.iter_rows(min_col=10, max_col=10) for cell in row if isinstance(cell.value, float)][:2] == [1873.2, 1248.8]
    assert person.get("/money/entries/files/pdf").status_code == 404


def test_only_those_who_oversee_read_the_books(enter, paid):
    for url in ("/money/entries", "/money/entries/1", "/money/entries/files/csv", "/money/downloads"):
        assert [enter(name).get(url).status_code for name in ("林秀梅", "刘芳", "张小雨", "何静", "李科长")] == [403, 403, 403, 200, 200], url
