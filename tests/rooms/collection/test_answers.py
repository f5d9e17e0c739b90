"""Answers are prepared for many, seen by no proposer, and published together: each idea moves, each person hears once."""
from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from proposals import clock, letters, tick
from proposals.accounts.models import Message
from proposals.collection import actions, queries
from proposals.collection.answering import acts, lists, sentences
from proposals.collection.answering.acts import Decision
from proposals.collection.models import Answer, Proposal, Publication, Referral
from proposals.errors import Refusal
from proposals.storage import db
from tests.drive import collection as drive
from tests.drive.collection import who
from tests.rooms.collection.test_fates import statements_of
from workflow import Actor

ACCEPT = Decision("accept", None, "“{题目}”已受理，{街道}会来调研。")
DECLINE = Decision("decline", "commercial", "“{题目}”不列入征集，原因是：{理由}。")
LAMP = Decision("decline", "transferred", "已转{单位}，{期限} 个工作日内答复。", unit="区住建局", days=5)
ASK = Decision("ask", "unclear-place", "请写明在哪里。")


@pytest.fixture
def at(app):
    return clock.now()


@pytest.fixture
def ideas(at):
    """Four ideas that wait to be received; the first two are one person's."""
    contact = drive.contact("周奶奶")
    found = [actions.enter(drive.season_id(), idea=drive.idea_text(f"点子{n}", problem=f"问题问题问题{n}"), contact=contact if n < 2 else drive.contact(f"居民{n}"),
                           channel="desk", by=who("张小雨"), at=at).id for n in range(4)]
    tick.deliver_letters(at)
    return found


def prepared(ids, decision, *, by="孙干事", at):
    return acts.prepare(ids, decision=decision, by=who(by), at=at)


def publish(ids, *, at, key="a-key-of-this-publication", by="王主任", dry_run=False):
    return acts.publish(ids, by=who(by), at=at, key=key, dry_run=dry_run)


def states(ids):
    db.session.rollback()
    return [db.session.get_one(Proposal, each).state for each in ids]


def box(proposal_id, since=0):
    """What the proposer of an idea has been told, as read."""
    tick.deliver_letters(clock.now() + 10**12)
    person = db.session.get_one(Proposal, proposal_id).proposer_id
    rows = db.session.execute(select(Message.template, Message.facts).where(Message.person_id == person, Message.template != "received").order_by(Message.id))
    return [(row.template, letters.text_of(row.template, facts=row.facts)) for row in rows]


def test_a_draft_moves_nothing_and_nobody_hears_of_it(at, ideas, enter):
    assert prepared(ideas, ACCEPT, at=at) == ideas
    assert states(ideas) == ["submitted"] * 4
    assert box(ideas[0]) == []
    idea = db.session.get_one(Proposal, ideas[0])
    tracked = enter().post("/ideas/track", {"code": idea.receipt, "tail": idea.proposer.phone[-4:]}).text
    assert "会来调研" not in tracked
    assert "“点子0”已受理，西屯街道会来调研。" in enter("孙干事").get("/screening/answers").text
    assert lists.letters_of(ideas[0]) == []


def test_published_together_each_idea_moves_and_each_person_hears_once(at, ideas):
    for decision, some in ((ACCEPT, ideas[:1]), (DECLINE, ideas[1:2]), (LAMP, ideas[2:3]), (ASK, ideas[3:])):
        prepared(some, decision, at=at)
    report = publish(ideas, at=at)
    assert (sorted(report.moved), report.refused, report.people) == (ideas, {}, 3)
    assert states(ideas) == ["accepted", "not_accepted", "not_accepted", "needs_info"]
    assert [queries.fate(db.session.get_one(Proposal, each)).code for each in ideas] == ["accepted", "declined", "referred", "screening"]
    assert box(ideas[0]) == [("answers_out", "您的 2 个点子有了答复：“点子0”受理；“点子1”属于商业推广。请打开点子页面查看。")]
    assert box(ideas[2]) == [("answer_out", "您的点子有了答复：“点子2”转办：交由职能部门答复。请打开点子页面查看。")]
    assert db.session.scalars(select(Referral)).one().handling_unit == "区住建局"
    told = queries.timeline(ideas[1], full=False)[0]
    assert (told.name, told.note) == ("decline", "“点子1”不列入征集，原因是：属于商业推广。")
    assert db.session.scalars(select(Publication)).one().answers == 4


def test_the_author_finds_the_letter_by_code_and_digits(at, ideas, enter):
    prepared(ideas[:1], DECLINE, at=at)
    publish(ideas[:1], at=at)
    idea = db.session.get_one(Proposal, ideas[0])
    shown = enter().post("/ideas/track", {"code": idea.receipt, "tail": idea.proposer.phone[-4:]}).text
    assert [word in shown for word in ("属于商业推广", "“点子0”不列入征集")] == [True, True]


def test_a_letter_is_a_page_and_a_paper_for_its_author_only(at, ideas, enter):
    prepared(ideas[:2], LAMP, at=at)
    publish(ideas[:1], at=at)
    out, draft = (db.session.scalars(select(Answer.id).where(Answer.proposal_id == each)).one() for each in ideas[:2])
    assert [enter(name).get(f"/answers/{out}").status_code for name in ("孙干事", "林秀梅", None)] == [200, 404, 404]
    assert enter("孙干事").get(f"/answers/{draft}").status_code == 404
    idea, visitor = db.session.get_one(Proposal, ideas[0]), enter()
    tracked = visitor.post("/ideas/track", {"code": idea.receipt, "tail": idea.proposer.phone[-4:]}).text
    page = visitor.get(re.search(r'href="(/answers/[^"]+)"', tracked)[1].replace("&amp;", "&")).text
    assert "周奶奶，您好：" in page
    paper = visitor.get(re.search(r'href="(/answers/[^"]+pdf[^"]+)"', page)[1].replace("&amp;", "&"))
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")


def test_a_dry_run_says_who_would_stay_behind_and_changes_nothing(at, ideas):
    minor = drive.submitted(at=at, submitter="minor").id
    prepared([*ideas, minor], ACCEPT, at=at)
    would = publish([*ideas, minor], at=at, dry_run=True)
    assert (would.moved, list(would.refused), would.people) == (ideas, [minor], 3)
    assert states([*ideas, minor]) == ["submitted"] * 5
    done = publish([*ideas, minor], at=at)
    assert (done.moved, [answer.proposal_id for answer in lists.drafts(None, after=None, before=None)[0].rows]) == (ideas, [minor])


def test_who_may_not(at, ideas):
    with pytest.raises(Refusal, match="answer-not-yours"):
        prepared(ideas, ACCEPT, by="刘芳", at=at)
    prepared(ideas, ACCEPT, at=at)
    for name in ("孙干事", "何静", "李科长", "张小雨"):
        with pytest.raises(Refusal, match="answer-not-yours"):
            publish(ideas, at=at, by=name)
    assert publish(ideas, at=at, by="周敏").moved == ideas


def test_published_twice_is_published_once(at, ideas):
    prepared(ideas, ACCEPT, at=at)
    publish(ideas, at=at)
    with pytest.raises(Refusal, match="nothing-to-publish"):
        publish(ideas, at=at)
    answer = db.session.scalars(select(Answer).where(Answer.proposal_id == ideas[0])).one()
    with pytest.raises(Refusal, match="answer-published"):
        acts.revise(answer.id, letter="改一改", by=who("孙干事"), at=at)
    assert prepared(ideas, DECLINE, at=at) == []


def test_a_second_draft_takes_the_place_of_the_first(at, ideas):
    prepared(ideas[:2], DECLINE, at=at)
    prepared(ideas[:1], ACCEPT, at=at + 1)
    rows = lists.for_ideas(ideas)
    assert [(row.idea.id, row.answer.outcome) for row in rows] == [(ideas[0], "accept"), (ideas[1], "decline")]
    assert acts.discard(ideas[:1], by=who("孙干事")) == 1
    assert [row.idea.id for row in lists.for_ideas(ideas)] == ideas[1:2]


def test_the_whole_way_on_the_pages(at, ideas, enter):
    officer, lead = enter("孙干事"), enter("王主任")
    queue = officer.post("/screening/acceptance", {}, page="/screening")
    ticked = {**officer.sent, "ids": [str(each) for each in ideas]}
    page = officer.post("/screening/answers/new", again=ticked)
    assert (queue.status_code, page.status_code, "拟答复" in page.text) == (303, 200, True)
    answer = {**ticked, "decision": "decline:commercial", "letter": "“{题目}”{名字}"}
    wrong = officer.post("/screening/answers/new", again=answer)
    assert (wrong.status_code, "“名字”不是可以用的占位符" in wrong.text, "“{题目}”{名字}" in wrong.text) == (422, True, True)
    assert officer.post("/screening/answers/new", again={**answer, "letter": ""}).location == "/screening/answers"
    assert "您提出的“点子3”这次不列入金点子征集，原因是：属于商业推广。" in officer.get("/screening/answers").text
    assert officer.client.post("/screening/answers/publication", data=ticked).status_code == 403
    assert "4 份答复已拟好，等您发布" in lead.get("/desk").text
    shown = lead.post("/screening/answers/publication", {"all": "1"}, page="/screening/answers")
    assert "可以发布 4 份，通知 3 人；0 份现在不能发布" in shown.text
    sent = {**lead.sent, "all": "0", "ids": ticked["ids"], "confirmed": "1"}
    assert lead.post("/screening/answers/publication", again=sent).location == "/screening/answers"
    assert lead.post("/screening/answers/publication", again=sent).location == "/screening/answers"
    assert (states(ideas), "已发布 4 份答复，通知了 3 位提案人" in lead.get("/screening/answers").text) == (["not_accepted"] * 4, True)


def test_a_season_has_its_own_sentences(at, enter):
    lead, year = enter("王主任"), db.session.scalar(select(sentences.LetterSentence.season_id)) or clock.today(at).year
    page = f"/screening/sentences/{year}/accept"
    assert lead.post(page, {"letter": "收到{大家}"}).status_code == 422
    assert lead.post(page, {"letter": "“{题目}”收下了。"}).status_code == 303
    assert "“{题目}”收下了。" in enter("孙干事").get("/screening/sentences").text
    assert enter("孙干事").get(page).status_code == 403
    assert sentences.unknown("{题目}{}{a") == ["", "{ }"]
    assert [code for code, body in sentences.USUAL.items() if sentences.unknown(str(body))] == []


def test_publishing_takes_the_same_statements_for_three_and_for_thirty(at):
    def waiting(size):
        return prepared([drive.submitted(at=at).id for _ in range(size)], LAMP, at=at)

    few, many = waiting(3), waiting(30)
    assert statements_of(lambda: publish(few, at=at, key="few-of-them-here")) == statements_of(lambda: publish(many, at=at, key="many-of-them-now"))
    numbers = sorted(db.session.scalars(select(Referral.number)))
    assert [number[-4:] for number in numbers] == [f"{n:04d}" for n in range(1, 34)]


def test_what_is_kept_for_later_is_the_librarys(at, ideas):
    prepared(ideas[:1], Decision("decline", "project-library", "收入项目库。"), at=at)
    publish(ideas[:1], at=at)
    assert queries.fate(db.session.get_one(Proposal, ideas[0])) == queries.Fate("library", "project-library")
    facts = json.loads(db.session.scalars(select(Message.facts).where(Message.template == "answer_out")).one())
    assert facts["answers"] == [["点子0", "project-library"]]
    assert Actor("p1", "") != who("孙干事")
