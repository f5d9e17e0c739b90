"""After the result: who moves up for whom and why, what an appeal changed, the letters, and objections to an outcome."""
import io

import pypdf
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.accounts.models import Message
from proposals.approval import actions
from proposals.approval.models import Appeal, NoticeHold, Succession
from proposals.funding import promises
from proposals.storage import db
from proposals.tick import deliver_letters
from tests.drive import approval as drive
from tests.rooms.approval.announced import announced, fire, notice_of, turned_down, with_reserves
from tests.rooms.approval.asking import state_of
from tests.rooms.approval.planned import actor
from workflow import SYSTEM
from workflow.tables import outbox

LEAVING = [("uphold", "因异议成立取消"), ("renounce", "放弃签约"), ("lapse_signing", "逾期未签约")]


@pytest.fixture
def at(app):
    """Now."""
    return clock.now()


def leave(case, move, at):
    """The project gives up its place in one of the three ways."""
    fire(case, *(("object", actor("王主任")) if move == "uphold" else ("confirm", SYSTEM)), at=at, note="与在建项目重复")
    fire(case, move, {"uphold": actor("李科长"), "renounce": actor("刘芳"), "lapse_signing": SYSTEM}[move], at=at, note="查实")


def told():
    """The leads' letters about free places."""
    return [payload for payload in db.session.scalars(select(outbox.c.payload)) if "place_free" in payload]


def test_its_proposer_is_told_that_the_objection_was_found_right(at):
    case = announced(at=at)
    leave(case, "uphold", at)
    deliver_letters(at)
    told_of = select(Message.template).where(Message.case_id == case, Message.person_id == int(actor("林秀梅").id[1:])).order_by(Message.id)
    assert list(db.session.scalars(told_of))[-2:] == ["objection", "objection_upheld"]


@pytest.mark.parametrize(("move", "words"), LEAVING)
def test_the_first_on_the_list_moves_up_for_who_left_and_the_notice_says_why(at, move, words):
    left, first, second = with_reserves(at=at)
    leave(left, move, at)
    assert len(told()) == 1 and '"waiting":2' in told()[0]
    for case in (first, second):
        fire(case, "promote", actor("王主任"), at=at)
    rows = [(one.proposal_id, one.after_id, one.cause, one.place, one.waiting) for one in db.session.scalars(select(Succession).order_by(Succession.place))]
    assert sorted(rows) == [(first, left, move, 1, 2), (second, None, "budget", 1, 1)]
    assert f"{words}；候补共2个，按评审平均分排第1" in notice_of(first).text and "资金尚有余额" in notice_of(second).text


def test_an_appeal_that_fails_frees_no_place(at):
    case, _first, _second = with_reserves(at=at)
    leave(case, "uphold", at)
    actions.lodge_appeal(case, grounds="请复核。", by=actor("林秀梅"), at=at, seq=None)
    fire(case, "uphold", actor("韩副局长"), at=at, note="维持")
    assert len(told()) == 1


def test_the_leads_see_the_list_the_free_place_and_who_is_next(enter, at):
    left, first, _second = with_reserves(at=at)
    leave(left, "renounce", at)
    page = enter("王主任").get("/approval/reserves")
    assert all(words in page.text for words in ("空出 1 个名额", "放弃签约", f"/moves/{first}/promote"))
    assert [enter(name).get("/approval/reserves").status_code for name in ("周敏", "李科长", "林秀梅", "刘芳")] == [200, 200, 403, 403]
    assert "/approval/reserves" in enter("王主任").get("/desk").text


def test_an_appeal_changes_the_result_and_shows_before_and_after(enter, at):
    case = turned_down(at=at)
    actions.lodge_appeal(case, grounds="评委没有看到补充材料。", by=actor("林秀梅"), at=at, seq=None)
    fire(case, "remand_review", actor("李科长"), at=at + 1, note="发回重评")
    drive.scored(case, at=at + 2, level=5)
    actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=at + 3, seq=None)
    appeal = db.session.scalars(select(Appeal.id)).one()
    for page in (enter().get(f"/ideas/{case}"), enter("林秀梅").get(f"/approval/appeals/{appeal}")):
        told = page.text.replace("\n", "").replace(" ", "")
        assert "<dt>复核前</dt><dd>未通过80</dd>" in told and "<dt>复核后</dt><dd>评审中</dd>" in told and "<dt>重新评审</dt><dd>100</dd>" in told
    assert (state_of(case), "补充材料" in enter().get(f"/ideas/{case}").text) == ("publicised", False)


def test_every_decision_has_a_letter_for_its_own_people(enter, at):
    case = turned_down(at=at)
    proposer = enter("林秀梅")
    seq = engine_seq(case)
    assert f"/approval/letters/{case}/{seq}" in proposer.get(f"/ideas/{case}").text
    page = proposer.get(f"/approval/letters/{case}/{seq}")
    assert all(words in page.text for words in ("评审结果告知书", "没有通过评审", "受益面不够清楚", "10 个工作日内申诉"))
    printed = pypdf.PdfReader(io.BytesIO(proposer.get(f"/approval/letters/{case}/{seq}.pdf").data))
    assert "受益面不够清楚" in printed.pages[0].extract_text() and printed.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [enter(name).get(f"/approval/letters/{case}/{seq}").status_code for name in ("王主任", "刘芳", "周建国", "赵岚")] == [200, 200, 404, 404]
    assert [proposer.get(f"/approval/letters/{case}/{other}").status_code for other in (1, 99)] == [404, 404]


def engine_seq(case):
    return db.session.execute(db.text("SELECT seq FROM wf_instance WHERE id = :case"), {"case": case}).scalar()


def test_the_money_stays_promised_while_an_objection_is_looked_into(at):
    case = announced(at=at)
    season = notice_of(case).season_id
    funds = promises.funds_of(db.session, season_id=season)
    wish = promises.Wish(446000, None, None)

    def left():
        purse = promises.left(db.session, season_id=season, funds=funds)
        return [purse.available(fund, wish) for fund in funds]

    promised = left()
    fire(case, "object", actor("王主任"), at=at, note="有疑问")
    assert left() == promised
    fire(case, "uphold", actor("李科长"), at=at, note="查实")
    assert sum(left()) == sum(promised) + 446000
    assert db.session.scalars(select(NoticeHold.until_us)).one() == at
