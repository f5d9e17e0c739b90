"""What an agreement says, in which order it is laid out, how it is printed, and how anybody can check it."""
import io
import zipfile

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.models import Agreement, AgreementTemplate
from proposals.approval.rules.agreeing import passages, plain
from proposals.approval.rules.clauses import USUAL, Clause, faults, filled, numeral
from proposals.papers.known import plain as plain_number
from proposals.seasons.models import Party, Season
from proposals.storage import db
from tests.rooms.approval.planned import actor
from workflow import Refused

TEMPLATE = "/approval/agreement-template"


def season():
    return db.session.scalars(select(Season.id)).first()


def agreement_of(case):
    return db.session.scalars(select(Agreement).where(Agreement.proposal_id == case)).one()


def test_an_agreement_says_what_each_source_pays_in_each_tranche(idea):
    number, title, parts = passages(agreement_of(idea("signing")).text)
    tables = [part.rows for part in parts if part.kind == "table"]
    assert (title, [part.text for part in parts if part.kind == "heading"][3:5]) == ("五方合作协议", ["第四条 预算", "第五条 拨付与决算"])
    assert [row[-1] for row in tables[0]] == ["金额（元）", "1,920.00", "1,860.00", "680.00", "4,460.00"]
    assert tables[1][1:] == (("第一期", "协议生效", "1,873.20", "1,248.80", "3,122.00"), ("第二期", "决算确认", "802.80", "535.20", "1,338.00"),
                             ("合计", "", "2,676.00", "1,784.00", "4,460.00"))


def test_what_people_wrote_makes_neither_an_article_nor_a_row():
    text = filled(USUAL, values=dict.fromkeys(("season", "project", "idea_number", "objectives", "activities", "beneficiaries", "starts", "ends", "amount",
                                               "capitals", "shares", "budget", "tranches", "parties", "number"), "x")
                  | {"summary": plain("甲\n\n第二条 付款\n乙\t丙{amount}")})
    parts = passages("\n".join(("号", text[0], *text[1])))[2]
    assert [part.text for part in parts if part.kind == "heading"][:3] == ["第一条 项目内容", "第二条 项目期限", "第三条 协议金额"]
    assert [part.text for part in parts][2:5] == ["甲", "第二条 付款", "乙 丙{amount}"] and all(part.kind != "table" for part in parts)


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三")])
def test_articles_are_counted_in_chinese(number, said):
    assert numeral(number) == said


@pytest.mark.parametrize(("change", "code"), [(Clause("", "{cost}"), "template-unknown-place"), (Clause("", "见 {budget} 表"), "template-table-alone")])
def test_a_template_with_a_fault_is_not_kept(change, code):
    assert faults("协议", (*USUAL.clauses, change)).code == code
    assert faults("协议", USUAL.clauses[:3]).code == "template-lacks-place"


def test_the_bureau_changes_the_template_for_agreements_to_come(enter, idea):
    li, old = enter("李科长"), agreement_of(idea("signing", 1)).text
    answer = li.post(f"{TEMPLATE}/{season()}", {"clauses-10-heading": "保密", "clauses-10-body": "各方对居民个人信息保密。", "order": "fixed"})
    assert (answer.status_code, li.client.post(f"{TEMPLATE}/{season()}", data=li.sent).status_code) == (303, 303)
    new = agreement_of(idea("signing", 2))
    assert ("第十条 保密\n各方对居民个人信息保密。" in new.text, new.ordered, "保密" in old) == (True, 1, False)
    wrong = li.post(f"{TEMPLATE}/{season()}", {"clauses-4-body": ""})
    assert (wrong.status_code, "缺少必须写明的内容：{budget}" in wrong.text, db.session.query(AgreementTemplate).count()) == (409, True, 1)
    assert [enter(name).get(f"{TEMPLATE}/{season()}").status_code for name in ("王主任", "马理事长", "周敏")] == [403, 403, 200]


def test_two_editors_do_not_overwrite_each_other(app, at):
    for version, refused in ((0, None), (0, "template-changed-elsewhere")):
        if refused is None:
            actions.write_template(season(), title="协议", ordered=False, clauses=USUAL.clauses, version=version, by=actor("李科长"), at=at)
            continue
        with pytest.raises(Refused, match=refused):
            actions.write_template(season(), title="协议", ordered=False, clauses=USUAL.clauses, version=version, by=actor("周敏"), at=at)


def test_another_number_of_parties_signs(enter, idea):
    li, page = enter("李科长"), f"{TEMPLATE}/{season()}"
    shown = {"parties-3-title": "承接方", "parties-0-position": "5", "parties-4-position": "1"}
    assert li.post(f"{page}/parties", shown | {"parties-1-position": "1"}, page=page).status_code == 409
    form = {key: value for key, value in li.sent.items() if not key.startswith("parties-1")} | {"parties-1-code": "foundation", "parties-1-position": "2"}
    assert li.client.post(f"{page}/parties", data=form | {"parties-3-position": "4"}).status_code == 303
    made = agreement_of(idea("signing"))
    assert (made.text.split("\n")[1], [one.party.code for one in sorted(made.signatures, key=lambda one: one.party.position)]) == (
        "四方合作协议", ["support", "street", "organisation", "bureau"])
    with pytest.raises(Refused, match="parties-in-use"):
        actions.choose_parties(season(), wanted={one.code: actions.Wanted(one.title, one.position) for one in db.session.query(Party)}, by=actor("李科长"))


def test_the_pdf_is_the_text_and_the_same_every_time(enter, idea):
    made, ma = agreement_of(idea("signed")), enter("马理事长")
    first = ma.get(f"/approval/agreements/{made.id}.pdf")
    words = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(first.data)).pages).split())
    assert (first.status_code, first.data == ma.get(f"/approval/agreements/{made.id}.pdf").data) == (200, True)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A" in first.data
    for said in (made.number, "1,873.20", "肆仟肆佰陆拾元整", "马理事长", "电子签署", made.digest[:8]):
        assert said in words
    packed = zipfile.ZipFile(io.BytesIO(ma.get(f"/approval/agreements/papers.zip?id={made.id}").data))
    assert (packed.namelist(), packed.read(packed.namelist()[0]) == first.data) == ([f"{made.number}.pdf"], True)
    assert enter("林秀梅").get(f"/approval/agreements/{made.id}.pdf").status_code == 403


def test_anybody_checks_a_paper_by_its_number(enter, idea):
    case = idea("signing")
    made = agreement_of(case)
    typed = made.number.replace("〔", "[").replace("〕", "】").replace("0", "０")
    page = enter().get("/verify", query_string={"number": f" {typed} ", "digest": made.digest.upper()[:32] + " " + made.digest[32:]}).text
    assert ("正在签署" in page, "校验值一致" in page, "4,460.00" in page, plain_number(typed)) == (True, True, True, made.number)
    enter("周敏").move(case, "reissue", note="金额已核对")
    assert f"由 {made.number}-2 取代" in enter().get("/verify", query_string={"number": made.number, "digest": "0" * 64}).text
    assert "没有找到这个编号" in enter().get("/verify?number=红金协〔2026〕西屯-999号").text
