"""The intake desk: sheet after sheet on one screen, a known phone's name, and mending what was copied wrongly."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.accounts.models import Message
from proposals.collection import actions
from proposals.collection.models import Proposal
from proposals.collection.queries import timeline
from proposals.storage import db
from tests.drive import collection as drive
from workflow import Refused

PAGE = "/screening/paper"


def sheet(**other):
    return {"title": "给岁数大的开个小食堂", "problem": "冬天路滑不敢出门买菜。", "solution": "办个食堂。", "community_id": str(drive.community()), "name": "林秀梅",
            "phone": "13812345678", "consent": "y", "channel": "event", "form_date": "2018-03-05", **other}


def ideas():
    db.session.rollback()
    return list(db.session.scalars(select(Proposal).order_by(Proposal.id)))


def mended(idea, **other):
    words = {"title": "给岁数大的开个大食堂", "problem": idea.problem, "solution": idea.solution, "community_id": str(idea.community_id), "name": "林秀梅",
             "phone": idea.proposer.phone, "participation": "propose"}
    return words | other


def test_the_next_sheet_keeps_community_channel_and_date(enter):
    clerk = enter("张小雨")
    answer = clerk.post(PAGE, sheet())
    page = clerk.get(answer.location).text
    idea, = ideas()
    assert (idea.channel, idea.form_date.isoformat(), idea.assisted_by.name) == ("event", "2018-03-05", "张小雨")
    assert f'<option selected value="{drive.community()}">' in page and 'value="2018-03-05"' in page and 'autofocus class="input " id="title"' in page
    assert f"回执码 {idea.receipt}" in page and f"/moves/{idea.id}/correct" in page and f"/moves/{idea.id}/strike" in page


def test_a_double_click_enters_a_sheet_once(enter):
    clerk = enter("张小雨")
    first = clerk.post(PAGE, sheet())
    assert clerk.post(PAGE, again=clerk.sent).location == first.location
    assert len(ideas()) == 1


def test_errors_keep_everything_and_typing_goes_on_at_the_first_wrong_field(enter):
    answer = enter("张小雨").post(PAGE, sheet(problem="", phone="12", form_date="2999-01-01"))
    assert answer.status_code == 422
    assert [word for word in ("给岁数大的开个小食堂", "办个食堂。", "林秀梅", "2999-01-01", "表上的日期晚于今天") if word not in answer.text] == []
    assert answer.text.count("autofocus") == 1 and answer.text.split("autofocus")[1].split('id="')[1].startswith("form_date")


@pytest.mark.parametrize(("name", "status"), [(None, 302), ("林秀梅", 403), ("赵岚", 403), ("刘芳", 403), ("张小雨", 200), ("孙干事", 200)])
def test_the_desk_is_for_the_desk(enter, name, status):
    assert enter(name).get(PAGE).status_code == status


def asked(visitor, phone):
    answer = visitor.post(f"{PAGE}/known", {"phone": phone}, again={"csrf_token": token(visitor), "phone": phone})
    return answer.json["names"] if answer.status_code == 200 else answer.status_code


def token(visitor):
    page = visitor.get("/receipts/").text if visitor.name is None else visitor.get("/sign-out").text
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0] if "csrf_token" in page else ""


def test_a_phone_that_proposed_here_offers_its_names(enter):
    enter("张小雨").post(PAGE, sheet())
    enter("张小雨").post(PAGE, sheet(name="林老伴", title="小区门口修条坡道"))
    assert asked(enter("孙干事"), "１３８ 1234 5678") == ["林老伴", "林秀梅"]
    assert asked(enter("张小雨"), "13912345678") == asked(enter("张小雨"), "138") == []


def test_a_phone_of_another_street_is_not_known_here(app, enter):
    elsewhere = drive.community("双桥社区居委会")
    idea = actions.Idea("桥下的路灯总不亮", "晚上过桥看不见路。", "修一修路灯。", elsewhere)
    actions.enter(drive.season_id(), idea=idea, contact=actions.Contact("周建国", "13700001111"), channel="web", by=drive.who("周建国"), at=clock.now())
    assert asked(enter("张小雨"), "13700001111") == [] and asked(enter("何静"), "13700001111") == ["周建国"]
    assert asked(enter("林秀梅"), "13700001111") == 403


def test_what_was_copied_wrongly_is_mended_with_its_history(enter):
    idea = drive.submitted(at=clock.now())
    clerk = enter("张小雨")
    assert clerk.post(f"/moves/{idea.id}/correct", mended(idea, phone="13600002222")).status_code == 303
    now, = ideas()
    assert (now.title, now.proposer.phone, now.state) == ("给岁数大的开个大食堂", "13600002222", "submitted")
    last = timeline(idea.id, full=True)[0]
    assert (last.name, last.who, last.data["title"]) == ("correct", "张小雨", "给岁数大的开个大食堂")


def test_a_sheet_entered_by_mistake_is_struck_and_its_proposer_is_told(enter, app):
    idea = drive.submitted(at=clock.now())
    clerk = enter("张小雨")
    assert clerk.move(idea.id, "strike", note="同一张表录了两遍。").status_code == 303
    again = clerk.move(idea.id, "strike", note="再撤一次。") if clerk.get(f"/moves/{idea.id}/strike").text.count("<form") > 1 else None
    app.test_cli_runner().invoke(args=["tick"])
    now, = ideas()
    assert (now.state, now.reason, again) == ("withdrawn", "entered-in-error", None)
    assert "struck" in db.session.scalars(select(Message.template)).all()


@pytest.mark.parametrize("name", ["林秀梅", "赵岚", "刘芳"])
def test_others_cannot_mend_or_strike(enter, name):
    idea = drive.submitted(at=clock.now())
    assert [enter(name).get(f"/moves/{idea.id}/{move}").status_code for move in ("correct", "strike")] == [404, 404]


@pytest.mark.parametrize(("state", "code"), [("acknowledge", "taken-up-already"), ("accept", "move-not-from-here")])
def test_what_the_office_has_taken_up_is_no_longer_the_desks(app, state, code):
    idea = drive.submitted(at=clock.now())
    getattr(actions, state)(idea.id, by=drive.who("孙干事"), at=clock.now())
    with pytest.raises(Refused, match=code):
        actions.strike(idea.id, note="录错了。", by=drive.who("张小雨"), at=clock.now())


def test_what_residents_sent_themselves_is_not_the_desks(app):
    contact = actions.Contact("林秀梅", "13700001111")
    idea = actions.enter(drive.season_id(), idea=drive.idea_text(), contact=contact, channel="web", by=drive.who("林秀梅"), at=clock.now())
    with pytest.raises(Refused, match="not-entered-here"):
        actions.correct(idea.id, idea=drive.idea_text("别的题目"), contact=contact, by=drive.who("张小雨"), at=clock.now())
