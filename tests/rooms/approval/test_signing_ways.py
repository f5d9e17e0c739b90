"""By code and by hand, alone and many together, freely and in order."""
import io

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select

from proposals import clock
from proposals.accounts.models import Message
from proposals.approval import actions
from proposals.approval.models import SignedPage
from proposals.approval.rules.clauses import USUAL
from proposals.approval.signing import scans
from proposals.machine import engine
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from proposals.tick import deliver_letters
from tests.drive.phones import code_of
from tests.rooms.approval.asking import signature_of, state_of, steps_of
from tests.rooms.approval.planned import actor
from tests.rooms.approval.test_batch import counted
from tests.rooms.approval.test_sign import PARTIES
from workflow import SYSTEM, Refused

BOARD, BATCH, REMIND = "/approval/agreements", "/approval/agreements/batch", "/approval/agreements/reminders"


def scan(blank: bool = False) -> bytes:
    picture, out = Image.new("L", (300, 400), 250), io.BytesIO()
    if not blank:
        ImageDraw.Draw(picture).line((40, 300, 200, 330), fill=10, width=4)
    picture.save(out, "PNG")
    return out.getvalue()


def page_form(content: bytes) -> dict[str, object]:
    return {"page": (io.BytesIO(content), "签字页.png"), "signatory": "马大姐", "signed_on": clock.today(clock.now()).isoformat()}


def now_of(case, code):
    db.session.rollback()
    return signature_of(case, code)


def hand_in(visitor, case, code, content=None):
    return visitor.post(f"/approval/signatures/{signature_of(case, code).id}/page", page_form(scan() if content is None else content))


def witness(visitor, case, code, **fields):
    return visitor.post(f"/approval/signatures/{signature_of(case, code).id}/witness", fields)


def order(season_by, at):
    season = db.session.scalars(select(Season.id)).first()
    actions.write_template(season, title=USUAL.title, ordered=True, clauses=USUAL.clauses, version=0, by=actor(season_by), at=at)


def test_without_a_code_nothing_is_signed(enter, idea):
    case = idea("signing")
    page, ma = f"{BOARD}/{signature_of(case, 'foundation').agreement_id}", enter("马理事长")
    assert "先设置动态码" in ma.get(page).text
    right = code_of("马理事长")
    for code, said in (("", "这一项还没有填写"), ("12", "动态码是 6 位数字"), ("000000" if right != "000000" else "111111", "动态码不对")):
        assert said in ma.post(page, {"read": "y", "code": code}).text
    assert ma.post(page, {"read": "y", "code": right}).status_code == 303
    assert (ma.client.post(page, data=ma.sent).status_code, now_of(case, "foundation").way) == (303, "code")


def test_another_session_of_the_same_person_must_show_its_own_code(enter, idea):
    case = idea("signing")
    one = signature_of(case, "foundation")
    elsewhere = enter("马理事长")
    code_of("马理事长")  # the phone is set up, and just confirmed in another session
    answer = elsewhere.post(f"/moves/{one.id}/sign", {"read": "y"})
    assert (answer.status_code, "签署前要先输入手机上的动态码" in answer.text, signature_of(case, "foundation").state) == (422, True, "requested")


def test_one_code_signs_many_and_each_stands_alone(enter, idea):
    cases = [idea("signing", number) for number in (1, 2, 3)]
    ma, ids = enter("马理事长"), [signature_of(case, "foundation").agreement_id for case in cases]
    page = f"{BATCH}?id={ids[0]}&id={ids[1]}"
    own = {one.id: one.agreement.digest for one in (signature_of(case, "foundation") for case in cases)}
    papers = [f"{case}:{seal}" for case, seal in list(own.items())[:1]] + [f"{list(own)[1]}:{'0' * 64}", f"{signature_of(cases[0], 'bureau').id}:{'0' * 64}"]
    assert ma.post(page, {"papers": papers, "code": code_of("马理事长")}).status_code == 422
    done = ma.post(page, {"papers": papers, "code": code_of("马理事长"), "read": "y"})
    told = ma.get(done.location).text
    assert (done.status_code, "已签署 1 份协议。" in told, "有 1 份没有签成" in told) == (303, True, True)
    assert [now_of(case, "foundation").state for case in cases] == ["signed", "requested", "requested"]
    again = ma.post(BATCH, {"papers": [f"{case}:{seal}" for case, seal in own.items()], "read": "y"})
    assert (again.status_code, [now_of(case, "foundation").state for case in cases]) == (303, ["signed"] * 3)


def test_a_page_signed_by_hand_counts_when_a_second_person_has_seen_it(enter, idea):
    case, wang, sun = idea("signing"), enter("王主任"), enter("孙干事")
    assert hand_in(wang, case, "street").status_code == 303
    seal = signature_of(case, "street").agreement.digest
    assert "由另一个人" in witness(wang, case, "street", same="y").text
    assert "等您核对" in sun.get("/desk").text
    db.session.rollback()
    kept = db.session.scalars(select(SignedPage)).one()
    shown = sun.get(f"/approval/signatures/{kept.signature_id}/pages/{kept.id}")
    assert (shown.mimetype, shown.data, witness(sun, case, "street").status_code) == ("image/png", scan(), 422)
    assert witness(sun, case, "street", same="y", seal=seal).status_code == 303
    signed = now_of(case, "street")
    assert (signed.state, signed.way, signed.signatory, signed.signed_by.name, signed.digest) == ("signed", "paper", "马大姐", "孙干事", seal)
    assert [name for name, _by in steps_of(signed.id)] == ["@start", "hand_in", "witness"]


def test_a_page_given_back_must_come_anew(enter, idea):
    case = idea("signing")
    one = signature_of(case, "organisation").id
    hand_in(enter("刘芳"), case, "organisation")
    assert enter("孙干事").move(one, "give_back", note="没有盖章").status_code == 303
    assert (now_of(case, "organisation").state, "没有盖章" in enter("刘芳").get(f"/moves/{one}/sign").text) == ("requested", False)
    answer = enter("刘芳").move(one, "hand_in")
    assert (answer.status_code, "还没有收到签字页的扫描件" in answer.text) == (409, True)


@pytest.mark.parametrize(("content", "said"), [(b"hello", "不是 PDF"), (b"%PDF-1.4 broken", "没有传完整"), (scan(blank=True), "几乎是一片空白"), (scan()[:300], "打不开")])
def test_what_shows_no_signature_is_not_kept(content, said):
    with pytest.raises(scans.UnusableScan, match=said):
        scans.read(content)


def test_the_reason_stands_at_the_file(enter, idea):
    answer = hand_in(enter("王主任"), idea("signing"), "street", b"hello")
    assert (answer.status_code, "不是 PDF" in answer.text, 'value="马大姐"' in answer.text) == (422, True, True)


@pytest.mark.parametrize("name", ["郑国栋", "陈会计", "林秀梅"])
def test_nobody_else_hands_in_a_page_or_looks_at_one(enter, idea, name):
    one = signature_of(idea("signing"), "street").id
    opened = [enter(name).get(f"/approval/signatures/{one}/{page}").status_code for page in ("page", "witness")]
    answer = enter("陈会计").post(f"/approval/signatures/{one}/page", page_form(scan())) if name == "陈会计" else None
    assert (opened, answer is None or answer.status_code) == ([200, 403] if name == "陈会计" else [403, 403], True if answer is None else 409)


def test_a_page_not_looked_at_is_void_when_the_time_for_signing_is_over(enter, idea):
    case = idea("signing")
    hand_in(enter("王主任"), case, "street")
    with unit_of_work():
        engine.fire(db.session, case, "lapse_signing", SYSTEM, at=clock.now())
    assert (state_of(case), {one.state for one in signature_of(case, "street").agreement.signatures}) == ("unsigned", {"void"})


def test_the_workbench_asks_as_much_for_three_as_for_one(enter, idea):
    ma, said = enter("马理事长"), []
    for number in (1, 2, 3):
        idea("signing", number)
        if number != 2:
            with counted() as statements:
                assert ma.get(BOARD).status_code == 200
            said.append(len(statements))
    assert said[0] == said[1] <= 12


def test_in_order_the_second_party_waits_for_the_first(enter, idea, at):
    order("李科长", at)
    case = idea("signing")
    street = signature_of(case, "street")
    page, seal = f"{BOARD}/{street.agreement_id}", street.agreement.digest
    early = enter("王主任").post(page, {"read": "y", "code": code_of("王主任")})
    assert (early.status_code, "这份协议按顺序签署，现在轮到“甲方：区民政局”" in early.text) == (409, True)
    for name in PARTIES.values():
        assert enter(name).post(page, {"read": "y", "seal": seal, "code": code_of(name)}).status_code == 303
    assert state_of(case) == "signed"


def test_those_who_have_not_signed_are_reminded_once_a_day(enter, idea, at):
    case = idea("signing")
    ids = [signature_of(case, "street").agreement_id]
    assert "乙方：社区发展基金会" in enter("周敏").get(f"{REMIND}?id={ids[0]}").text
    assert enter("周敏").post(f"{REMIND}?id={ids[0]}", {"agreements": ids}).status_code == 303
    with pytest.raises(Refused, match="reminded-today"):
        actions.remind(ids, by=actor("周敏"), at=clock.now())
    told = select(Message.person_id).where(Message.template == "sign_please")
    deliver_letters(clock.now())
    db.session.rollback()
    assert {int(actor(name).id[1:]) for name in PARTIES.values()} <= set(db.session.scalars(told))
    assert enter("刘芳").get(REMIND).status_code == 403
