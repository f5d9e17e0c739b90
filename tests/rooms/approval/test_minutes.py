"""Minutes: drawn up by the chair, confirmed by the judges, never changed; page and paper say the same."""
import io
import json

import pypdf
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from proposals import clock
from proposals.approval.actions import decide
from proposals.approval.actions import minutes as acts
from proposals.approval.models import Minutes, MinutesSignature
from proposals.approval.rules.ranking import canonical, digest
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.kit import Forms
from tests.remembered import remembered
from tests.rooms.approval.asking import send
from tests.rooms.approval.planned import actor, planned
from tests.rooms.approval.ranked import decided_five, home_panel
from workflow import Refused

LIST = "/approval/minutes"
JUDGES = ("郑国栋", "赵岚", "钱文", "吴芳", "冯涛")


@remembered
def drawn_up(*, at):
    """The first minutes of the home panel."""
    decided_five(at=at)
    return acts.draw_up_minutes(home_panel(), by=actor("郑国栋"), at=at)


@pytest.fixture
def number(app):
    return drawn_up(at=clock.now())


def only():
    db.session.rollback()
    return db.session.scalars(select(Minutes)).one()


def test_the_chair_draws_them_up_on_the_page(enter, app):
    decided_five(at=clock.now())
    chair, url = enter("郑国栋"), f"{LIST}?panel={home_panel()}"
    fields = Forms(chair.get(LIST).text).posting_to(url)
    assert [send(chair, url, fields).status_code for _twice in (1, 2)] == [303, 303]
    one, facts = only(), json.loads(only().facts)
    assert (one.number, one.digest) == (f"红金评〔{facts['number'][4:8]}〕西屯-1号", digest(facts))
    assert [(row["decision"], row["rank"], row["figure"], row["code"]) for row in facts["rows"]] == [
        ("passed", 1, 10000, "fits"), ("passed", 2, 8000, "fits"), ("passed", 3, 8000, "fits"), ("waitlisted", 4, 6000, "street-places"),
        ("rejected", 5, 4000, "below-line")]
    assert [(one["name"], one["scored"]) for one in facts["judges"]] == [(name, 5) for name in JUDGES]
    assert (canonical(facts), "还没有写进纪要" in chair.get(LIST).text) == (one.facts, False)


def test_nothing_new_makes_no_minutes_and_what_is_new_makes_the_next(number):
    at, panel = clock.now(), home_panel()
    with pytest.raises(Refused, match="minutes-nothing-new"):
        acts.draw_up_minutes(panel, by=actor("郑国栋"), at=at)
    case = planned(9, at=at)
    drive.reviewing(case, at=at, by=actor("周敏"))
    drive.scored(case, at=at, level=5)
    decide(case, move="fail_review", reason="另有安排。", by=actor("郑国栋"), at=at, seq=None)
    second = db.session.get_one(Minutes, acts.draw_up_minutes(panel, by=actor("郑国栋"), at=at))
    row = json.loads(second.facts)["rows"][0]
    assert (second.serial, len(json.loads(second.facts)["rows"]), row["decision"], row["rank"], row["aside"]) == (2, 1, "rejected", None, False)


@pytest.mark.parametrize("name", ["赵岚", "王主任", "李科长"])
def test_only_the_chair_draws_up(app, name):
    decided_five(at=clock.now())
    with pytest.raises(Refused, match="ranking-not-yours"):
        acts.draw_up_minutes(home_panel(), by=actor(name), at=clock.now())


def test_a_judge_confirms_once_what_was_read(enter, number):
    judge = enter("赵岚")
    assert "等您确认" in judge.get("/desk").text
    assert judge.post(f"{LIST}/{number}", {}).status_code == 422
    assert judge.post(f"{LIST}/{number}", {"read": "y"}).status_code == 303
    assert [(one.person_id, one.digest) for one in db.session.scalars(select(MinutesSignature))] == [(int(actor("赵岚").id[1:]), only().digest)]
    for name, seal, code in (("赵岚", only().digest, "minutes-signed-before"), ("钱文", "0" * 64, "minutes-another-text"), ("周敏", "", "minutes-not-yours")):
        with pytest.raises(Refused, match=code):
            acts.confirm_minutes(number, seal=seal, by=actor(name), at=clock.now())


@pytest.mark.parametrize("name, status", [("郑国栋", 200), ("褚玉", 200), ("李科长", 200), ("王主任", 403), ("林秀梅", 403)])
def test_who_may_read_them(enter, number, name, status):
    assert enter(name).get(f"{LIST}/{number}").status_code == status


def test_the_paper_says_what_the_page_says(enter, number):
    acts.confirm_minutes(number, seal=only().digest, by=actor("钱文"), at=clock.now())
    chair = enter("郑国栋")
    page, answer = chair.get(f"{LIST}/{number}").text, chair.get(f"{LIST}/{number}.pdf")
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    text = "".join("".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert (answer.mimetype, reader.metadata.title) == ("application/pdf", "评审会议纪要")
    for said in (only().number, "名额已经用完", "去掉" if "去掉" in page else "平均分", "巷口口袋花园", "候补", "不通过", *JUDGES):
        assert said in page and said in text, said
    assert (only().digest[:8] in page, only().digest[:8] in text, text.count("已确认")) == (True, True, 1)


def test_they_are_kept_for_good(number):
    acts.confirm_minutes(number, seal=only().digest, by=actor("钱文"), at=clock.now())
    for table in ("minutes", "minutes_signature", "ranking"):
        for change in (f"UPDATE {table} SET digest = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="append-only"), unit_of_work():
                db.session.connection().exec_driver_sql(change)


def test_anybody_may_look_up_whether_they_are_real(enter, number):
    page = enter("林秀梅").get(f"/verify?number={only().number.replace('〔', '[').replace('〕', ']')}&digest={only().digest}").text
    assert ("评审会议纪要" in page, "内容没有变过" in page, "0 / 5 位评委" in page, "巷口口袋花园" in page) == (True, True, True, False)
