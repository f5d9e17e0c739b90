"""The public notice, its words and its paper; objecting on it by name, as a tip, in writing; and who sees what of it."""
import hashlib
import io

import pypdf
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Appeal, Notice, Objection, TipOff
from proposals.storage import db
from tests.cast import JUDGES
from tests.rooms.approval.announced import announced, with_reserves
from tests.rooms.approval.asking import state_of

FACTS = {"grounds": "花坛的位置是消防通道，附照片。", "name": "周建国", "contact": "13800001111", "declaration": "y"}


def only(model):
    db.session.rollback()
    return db.session.scalars(select(model)).one()


def latest():
    db.session.rollback()
    return db.session.scalars(select(Notice).order_by(Notice.id.desc()).limit(1)).one()


@pytest.fixture
def notice(app):
    """A result under public notice: project and notice."""
    case = announced(at=clock.now())
    return case, latest().id


def paper(answer):
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text[:200]
    return pypdf.PdfReader(io.BytesIO(answer.data))


def test_anybody_reads_checks_and_keeps_a_notice(enter, notice):
    visitor, found = enter(), latest()
    page = visitor.get(f"/notices/{found.id}")
    assert all(line in page.text for line in (*found.text.split("\n"), found.digest, "还剩", *JUDGES))
    words = visitor.get(f"/notices/{found.id}.txt")
    assert hashlib.sha256(words.data).hexdigest() == found.digest
    printed = visitor.get(f"/notices/{found.id}.pdf")
    text = "".join(page.extract_text() for page in paper(printed).pages)
    assert "红金公示" in text and all(name in text for name in JUDGES) and found.digest[:4] in text
    assert printed.data == visitor.get(f"/notices/{found.id}.pdf").data


def test_a_resident_objects_follows_it_and_reads_the_answer(enter, notice):
    case, number = notice
    resident, url = enter("周建国"), f"/approval/notices/{number}/objection"
    assert resident.post(url, {**FACTS, "grounds": ""}).status_code == 422
    answer = resident.post(url, FACTS)
    assert (answer.status_code, state_of(case)) == (303, "appealing")
    own = answer.location
    assert resident.post(url, again=resident.sent).location == own
    assert [enter(name).get(own).status_code for name in ("周建国", "李科长", "王主任", "林秀梅")] == [200, 200, 404, 404]
    assert "收到异议，公示暂停" in enter().get(f"/notices/{number}").text
    bureau, appeal = enter("李科长"), only(Appeal).id
    assert bureau.move(appeal, "acknowledge").status_code == 303
    assert all(word in bureau.get(f"/approval/appeals/{appeal}").text for word in (FACTS["grounds"], "13800001111"))
    assert bureau.move(case, "uphold", note="查实占用消防通道").status_code == 303
    assert "异议成立" in resident.get(own).text and "查实占用消防通道" in "".join(page.extract_text() for page in paper(resident.get(f"{own}.pdf")).pages)
    assert "这份公示不再有效" in enter().get(f"/notices/{number}").text and "已有新结果" in enter().get("/notices/?when=over").text
    public = enter().get(f"/ideas/{case}").text
    assert "周建国" not in public and FACTS["grounds"] not in public and "复核前" in public


def test_a_visitor_is_asked_in_to_object_but_tips_off_as_nobody(enter, notice):
    case, number = notice
    assert "/sign-in" in enter().get(f"/approval/notices/{number}/objection").location
    visitor = enter()
    assert visitor.post(f"/approval/notices/{number}/tip", {"words": "听说报价虚高。"}).location == f"/notices/{number}"
    assert visitor.post(f"/approval/notices/{number}/tip", again=visitor.sent).status_code == 303
    tip = only(TipOff)
    assert (state_of(case), [enter(name).get("/approval/tips").status_code for name in ("王主任", "李科长", "周敏", "林秀梅")]) == ("publicised", [200, 200, 403, 403])
    assert "有 1 条匿名线索等待核实。" in enter("王主任").get("/desk").text
    assert enter("王主任").post(f"/approval/tips/{tip.id}", {"remark": "比对三家报价，合理。"}).status_code == 303
    assert "比对三家报价" in enter("李科长").get("/approval/tips?show=all").text


def test_the_office_takes_down_what_came_on_paper(enter, notice):
    case, number = notice
    url = f"/approval/notices/{number}/written-objection"
    assert [enter(name).get(url).status_code for name in ("孙干事", "林秀梅")] == [200, 403]
    assert enter("孙干事").post(url, FACTS).location == f"/notices/{number}"
    assert (state_of(case), only(Objection).channel) == ("appealing", "paper")
    assert "请在" in enter("李科长").get("/desk").text


def test_where_to_ask_is_printed_on_the_notices_to_come(enter, app):
    _case, waiting, _third = with_reserves(at=clock.now())
    lead, before = enter("王主任"), db.session.execute(db.text("SELECT s.year, a.id FROM season s, area a WHERE a.letters = 'XT'")).one()
    url = f"/approval/{before[0]}/notice-office/{before[1]}"
    assert [lead.get(f"/approval/{before[0]}/notice-office/{other}").status_code for other in (999999, before[1])] == [404, 200]
    assert lead.post(url, {"enquiry": "办事处二楼，027-87501234", "supervision": "街道纪工委，027-87505678"}).status_code == 303
    assert lead.move(waiting, "promote").status_code == 303
    assert "咨询：办事处二楼，027-87501234\n监督：街道纪工委，027-87505678" in latest().text


def test_the_list_is_sifted_by_kind_street_and_whether_it_runs(enter, notice):
    visitor = enter()
    shown = {query: f"/notices/{notice[1]}\"" in visitor.get(f"/notices/?{query}").text
             for query in ("", "when=running", "when=over", "kind=panel-result", "kind=outcome", "street=999999", "kind=x&when=y")}
    assert shown == {"": True, "when=running": True, "when=over": False, "kind=panel-result": True, "kind=outcome": False, "street=999999": False,
                     "kind=x&when=y": True}


def test_a_street_puts_its_running_notices_on_its_wall(enter, notice):
    visitor, street = enter(), db.session.execute(db.text("SELECT id FROM area WHERE letters = 'XT'")).scalar()
    assert f"/notices/wall.pdf?street={street}" in visitor.get(f"/notices/?street={street}").text
    text = paper(visitor.get(f"/notices/wall.pdf?street={street}")).pages[0].extract_text()
    assert all(word in text for word in ("评审结果公示名单", "巷口口袋花园", "80.00", *JUDGES))
    assert [visitor.get(f"/notices/wall.pdf{query}").status_code for query in ("", "?street=999999", "?street=x")] == [404, 404, 404]
