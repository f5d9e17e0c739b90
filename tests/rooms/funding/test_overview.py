"""The money overview: every figure leads to its entries, filters are said back, a source off its place is told in words, and it leaves as shown."""
import csv
import io
import re

import openpyxl
import pytest
from sqlalchemy import select

from proposals.funding import ledger, queries
from proposals.funding.models import Commitment, Entry, Payment
from proposals.storage import db, unit_of_work
from tests.drive import funding, implementation
from tests.rooms.approval.planned import actor
from tests.rooms.funding.figures import figures, untrue
from tests.rooms.funding.signed import signed

WRONG = ("street=-5", "street=99999999999999999999", "category=x", "source=0", "state=nowhere", "words=" + "长" * 61)


@pytest.fixture
def case(app, at):
    """A project that runs, its first tranche paid."""
    number = signed(1, at=at)
    implementation.implementing(number, at=at)
    return number


def test_every_figure_leads_to_entries_that_add_up_to_it(app, enter, case, at):
    signed(2, at=at)
    person, project = enter("李科长"), db.session.scalars(select(Commitment)).first().proposal
    for asked in ("", f"street={project.street_id}&category={project.category_id}", f"source=2&words={project.number}", "state=implementing"):
        shown = figures(person.get(f"/money?{asked}").text)
        assert (len(shown) >= 12, untrue(app, shown)) == (True, []), asked


def test_the_pictures_show_what_the_filters_leave_over(app, enter, case, at):
    signed(2, at=at)
    person = enter("李科长")
    assert rows_of(person.get("/money?state=implementing").text, chart="累计拨付")[0][1:5] == ["¥3,122.00", "¥1,873.20", "¥1,248.80", "¥3,122.00"]
    assert rows_of(person.get("/money?source=2").text, chart="累计拨付")[-1][-1] == "¥3,568.00"
    whole, one = (rows_of(person.get(f"/money?{asked}").text, chart="钱从哪里来，用到哪里去") for asked in ("", "source=1&state=signed"))
    assert (len(whole), [row[1] for row in one]) == (4, ["¥2,676.00", "¥2,676.00"])
    assert "累计拨付" not in person.get("/money?words=nowhere").text


def rows_of(text, *, chart):
    """The cells of the table below a picture."""
    table = text.partition(f'<caption class="hidden-text">{chart}</caption>')[2].partition("</table>")[0]
    return [[re.sub("<[^>]+>", "", cell) for cell in re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in re.findall("<tr>(.*?)</tr>", table)[1:]]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_filter_that_is_not_understood_is_said_and_left_out(enter, case, wrong):
    person = enter("陈会计")
    answer = person.get(f"/money?{wrong}")
    assert (answer.status_code, "处需要修改" in answer.text, "显示 1 / 1 个" in answer.text) == (422, True, True)
    assert person.get(f"/money/files/csv?{wrong}").status_code == 400


def test_filters_narrow_rows_and_totals(enter, case, at):
    signed(2, at=at)
    fund = queries.sources(1, commitment_ids=None)[1]
    street = db.session.scalars(select(Commitment)).first().proposal.street_id
    for query, shown in (("", 2), ("words=0002", 1), ("state=implementing", 1), (f"source={fund.id}", 2), (f"street={street}", 2), ("words=%25", 0)):
        assert (f"显示 {shown} / {shown} 个" in enter("李科长").get(f"/money?{query}").text) is True, query
    assert queries.totals(queries.Projects(1, words="0002"))[0] == 4460_00


def test_a_source_off_its_place_is_told_in_words(enter, case):
    row = queries.with_money(list(db.session.scalars(select(Commitment))))[0]
    assert (row.off_fen, "尾差" in enter("李科长").get("/money").text) == (0, False)
    with unit_of_work() as session:
        pay = session.scalars(select(Entry).where(Entry.kind == "pay").order_by(Entry.id.desc())).first()
        ledger.reverse(session, entry_id=pay.id, idem_key="undo", actor=actor("许科员"), at=pay.at_us)
        leg = session.get_one(Payment, pay.payment_id)
        ledger.post(session, kind="void", season_id=1, commitment_id=row.commitment.id, legs=[(leg.fund_id, "order", "commit", leg.amount_fen)],
                    idem_key="void", payment_id=leg.id, actor=actor("许科员"), at=pay.at_us)
    off = queries.with_money(list(db.session.scalars(select(Commitment))))[0]
    assert (off.off_fen, sum(off.remainders.values())) == (749_28, 0)
    assert "尾差 ¥749.28 待下次拨付调平" in enter("李科长").get("/money").text
    assert "尾差 ¥749.28 待下次拨付调平" in enter("李科长").get(f"/projects/{case}").text


def test_the_list_leaves_as_it_is_filtered(enter, case, at):
    signed(2, at=at)
    person = enter("李科长")
    lines = list(csv.reader(io.StringIO(person.get("/money/files/csv?state=implementing").text.removeprefix("\ufeff"))))
    assert [line[4:8] for line in lines[1:]] == [["4460.00", "3122.00", "1873.20", "1248.80"]]
    sheet = openpyxl.load_workbook(io.BytesIO(person.get("/money/files/xlsx").data)).active
    assert [cell.value for cell in sheet[sheet.max_row - 1]].count(8920.0) == 1


def test_the_room_has_one_row_of_links_by_post(enter, at):
    def links(name, url):
        return re.findall(r'href="([^"]+)"', enter(name).get(url).text.partition('<nav class="sections')[2].partition("</nav>")[0])

    foundation = links("陈会计", "/money/entries")
    assert {"/money", "/money/entries", "/payments", "/money/statements", "/money/downloads"} <= set(foundation)
    assert "/money" not in links("张小雨", "/desk") and "/money/statements" not in links("何静", "/money")
    assert 'href="/money/entries" aria-current="true"' in enter("李科长").get("/money/entries/1").text


def test_whose_turn_it_is_stands_with_every_payment(enter, case, at):
    second = signed(2, at=at)
    funding.authorised(second, seq=1, at=at)
    text = enter("李科长").get(f"/projects/{second}").text
    assert "等基金会出纳汇出，应在" in text and "等财政出纳汇出" in text and "等承接组织申请" in text
    paid = enter("李科长").get(f"/projects/{case}").text
    assert "到账" in paid and "收据和依据：协议与收据" in paid and "银行流水 B-" in paid
    assert "/money/entries?" not in enter("刘芳").get(f"/projects/{case}").text


def test_what_is_late_is_marked_on_the_desk_and_the_overview(enter, at, monkeypatch):
    case = signed(1, at=at)
    funding.requested(case, seq=1, at=at)
    assert "超期" not in enter("何静").get("/desk").text
    found = queries.waiting(states=("requested",), funds=None, streets=None, at=at + 30 * funding.DAY)
    assert [(row[0], int(row[1]), int(row[4])) for row in found] == [("requested", 2, 2)]
