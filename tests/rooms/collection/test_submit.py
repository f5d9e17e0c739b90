"""Writing an idea down in five steps and sending it, without signing in."""
from __future__ import annotations

import re

from sqlalchemy import select

from proposals import clock
from proposals.collection.models import Proposal
from proposals.collection.queries import timeline
from proposals.storage import db
from tests.drive.collection import community, draft, submitted

NASTY = "<script>alert(1)</script>{{7*7}}'; DROP TABLE proposal;--\u202e👵🏽龘"


def begin(visitor):
    answer = visitor.post("/ideas/new")
    return re.fullmatch(r".*/ideas/new/([A-Z0-9]{8})/name", answer.location)[1]


def write(visitor, receipt, **other):
    steps = {"name": {"title": "给岁数大的开个小食堂"}, "problem": {"problem": "冬天路滑不敢出门买菜。"}, "how": {"solution": "办个食堂，一荤一素。"},
             "where": {"community_id": str(community()), "participation": "help"},
             "contact": {"name": "林秀梅", "phone": "13812345678", "submitter": "resident", "consent": "y"}}
    return [visitor.post(f"/ideas/new/{receipt}/{step}", {**fields, **other.get(step, {})}) for step, fields in steps.items()]


def send(visitor):
    receipt = begin(visitor)
    write(visitor, receipt)
    return receipt, visitor.post(f"/ideas/new/{receipt}/check")


def the(receipt):
    db.session.rollback()
    return db.session.scalars(select(Proposal).where(Proposal.receipt == receipt)).one()


def test_a_resident_sends_an_idea_without_signing_in(enter):
    receipt, answer = send(enter())
    idea = the(receipt)
    assert (answer.status_code, answer.location) == (303, f"/ideas/new/{receipt}/done")
    assert (idea.state, idea.title, idea.proposer.phone, idea.street.short_name, idea.channel) == ("submitted", "给岁数大的开个小食堂", "13812345678", "西屯", "web")
    assert [(entry.name, entry.who) for entry in timeline(idea.id, full=True)] == [("submit", "林秀梅"), ("@start", "")]


def test_the_receipt_page_can_be_opened_again(enter):
    visitor = enter()
    receipt, _answer = send(visitor)
    assert receipt in visitor.get(f"/ideas/new/{receipt}/done").text
    assert visitor.get(f"/ideas/new/{receipt}/name").location.endswith("/done")


def test_a_double_click_sends_once(enter):
    visitor = enter()
    receipt, answer = send(visitor)
    again = visitor.post(f"/ideas/new/{receipt}/check", again=visitor.sent)
    assert (again.status_code, again.location) == (303, answer.location)
    assert [entry.name for entry in timeline(the(receipt).id, full=False)] == ["submit", "@start"]


def test_what_is_missing_is_said_and_nothing_is_lost(enter):
    visitor = enter()
    receipt = begin(visitor)
    visitor.post(f"/ideas/new/{receipt}/name", {"title": "小食堂"})
    answer = visitor.post(f"/ideas/new/{receipt}/check")
    assert answer.status_code == 409
    assert "题目、要解决的问题、您的办法、所在社区和联系方式都要写上" in answer.text
    assert "小食堂" in answer.text


def test_every_missing_step_is_said_at_once(enter):
    visitor = enter()
    receipt = begin(visitor)
    visitor.post(f"/ideas/new/{receipt}/contact", {"name": "林秀梅", "phone": "13812345678", "submitter": "resident", "consent": "y"})
    answer = visitor.post(f"/ideas/new/{receipt}/check")
    assert answer.status_code == 409
    assert "题目、要解决的问题、您的办法、所在社区和联系方式都要写上" in answer.text


def test_consent_is_asked_and_what_was_typed_is_kept(enter):
    visitor = enter()
    receipt = begin(visitor)
    answer = visitor.post(f"/ideas/new/{receipt}/contact", {"name": "林秀梅", "phone": "１３８ 1234", "submitter": "resident"})
    assert answer.status_code == 422
    assert "同意后才能提交" in answer.text
    assert "林秀梅" in answer.text
    assert "电话应是 11 位手机号" in answer.text


def test_a_stranger_does_not_see_a_draft(enter):
    receipt = begin(enter())
    assert [enter().get(f"/ideas/new/{receipt}/{page}").status_code for page in ("name", "check", "done")] == [404, 404, 404]
    assert enter("王主任").get(f"/ideas/new/{receipt}/name").status_code == 404


def test_the_link_goes_on_with_the_draft_on_another_device(app, enter):
    idea, secret = draft(at=clock.now())
    other = enter()
    assert other.get(f"/ideas/new/{idea.receipt}/name?t={secret}").status_code == 200
    assert other.get(f"/ideas/new/{idea.receipt}/problem").status_code == 200


def test_nasty_words_come_back_as_words(enter):
    visitor = enter()
    receipt = begin(visitor)
    write(visitor, receipt, problem={"problem": NASTY * 3}, name={"title": NASTY[:28]})
    page = visitor.get(f"/ideas/new/{receipt}/check").text
    assert "<script>alert" not in page
    assert "{{7*7}}" in page
    assert "\u202e" not in page


def test_the_eleventh_idea_of_a_season_is_refused(app, enter):
    visitor = enter()
    for _number in range(10):
        receipt, answer = send(visitor)
        assert answer.location.endswith("/done")
    receipt, answer = send(visitor)
    assert answer.status_code == 409
    assert "每人每届最多提交 10 个点子" in answer.text
    assert the(receipt).state == "draft"


def test_the_same_words_are_noted_for_staff(app, enter):
    first, _ = send(enter())
    second, _ = send(enter())
    page = enter("孙干事").get(f"/screening/{the(second).id}").text
    assert "还没有比对" in page
    assert f"/screening/{the(first).id}" in page


def test_paper_keeps_both_names(app):
    idea = submitted(at=clock.now())
    assert (idea.assisted_by.name, idea.channel, idea.contact_name) == ("张小雨", "desk", "林秀梅")


def test_whoever_signed_in_without_a_phone_keeps_the_idea_and_gets_the_phone(enter):
    receipt, _answer = send(enter("林秀梅"))
    proposer = the(receipt).proposer
    assert (proposer.login, proposer.phone) == ("lin", "13812345678")
