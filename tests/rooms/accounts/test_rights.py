"""What a person may ask about their own data: a copy, a correction, to be forgotten; logged, due, and answered by somebody else."""
from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from proposals import clock, integrity
from proposals.accounts import rights
from proposals.accounts.models import Consent, DataRequest, Message, Person, SignIn
from proposals.collection import actions as collecting
from proposals.collection.models import Photo, Proposal
from proposals.errors import Refusal
from proposals.gate import person_id
from proposals.storage import db, unit_of_work
from tests.drive import collection as drive
from tests.drive.collection import who
from workflow.tables import step

OWNER = "林秀梅"


@pytest.fixture
def at(app):
    return clock.now()


@pytest.fixture
def idea(at):
    """An idea 林秀梅 wrote and sent herself, with her name shown and a picture."""
    draft, _secret = collecting.begin(drive.season_id(), by=who(OWNER), at=at)
    words = drive.idea_text()
    collecting.write(draft.id, title=words.title, problem=words.problem, solution=words.solution, community_id=words.community_id)
    with unit_of_work():
        found = db.session.get_one(Proposal, draft.id)
        found.contact_name, found.show_name = OWNER, 1
        db.session.add(Photo(proposal_id=draft.id, digest="0" * 64, content=b"jpeg", at_us=at))
        db.session.add(Consent(person_id=person_id(who(OWNER)), kind="privacy", version="1", at_us=at))
    collecting.submit(draft.id, by=who(OWNER), at=at)
    return draft


def ask(at, kind="erase", words=""):
    return rights.ask(person_id(who(OWNER)), kind=kind, words=words, at=at)


def test_a_copy_holds_all_that_is_kept_and_is_logged(at, idea, enter):
    owner = enter(OWNER)
    answer = owner.post("/account/data/copy", {}, page="/account/data")
    copy = json.loads(answer.text)
    assert (copy["person"]["name"], copy["ideas"][0]["title"], len(copy["photos"]), copy["person"]["consents"][0]["version"]) == (OWNER, drive.TITLE, 1, "1")
    db.session.rollback()
    assert [(each.kind, each.outcome) for each in db.session.scalars(select(DataRequest))] == [("copy", "done")]


def test_a_request_is_logged_with_fifteen_working_days_and_waits_once(at, enter):
    owner = enter(OWNER)
    assert owner.post("/account/data", {"kind": "erase"}).status_code == 303
    again = owner.post("/account/data", {"kind": "erase"})
    assert (again.status_code, "同样的申请您已经提过" in again.text) == (409, True)
    db.session.rollback()
    asked = db.session.scalars(select(DataRequest)).one()
    assert (asked.due_us - asked.asked_us) // (86_400 * clock.SECOND) in (19, 20, 21)
    assert "个人资料申请" in enter("李科长").get("/desk").text


def test_being_forgotten_leaves_the_decision_and_a_history_that_verifies(at, idea, enter):
    owner, number = enter(OWNER), person_id(who(OWNER))
    request = ask(at)
    page = f"/staff/requests/{request.id}"
    assert enter("李科长").post(page, {"outcome": "done"}).status_code == 303
    db.session.rollback()
    person = db.session.get_one(Person, number)
    left = db.session.get_one(Proposal, idea.id)
    assert (person.name, person.phone, person.login, person.password_hash) == ("", None, None, None)
    assert (left.title, left.state, left.contact_name, left.show_name) == (drive.TITLE, "submitted", "", 0)
    gone = [db.session.scalars(select(model)).all() for model in (Photo,)]
    assert gone == [[]]
    assert db.session.scalars(select(SignIn).where(SignIn.person_id == person.id)).all() == []
    assert db.session.scalars(select(Message).where(Message.person_id == person.id)).all() == []
    assert db.session.scalars(select(step.c.payload).where(step.c.actor == f"p{person.id}", step.c.role == "proposer")).all() == [None]
    assert [finding.kind for finding in integrity.findings(db.session(), root=None)] == []
    assert owner.get("/mine").status_code == 302


def test_nobody_answers_their_own_request_nor_is_forgotten_in_office(at):
    mine = rights.ask(person_id(who("李科长")), kind="erase", words="", at=at)
    with pytest.raises(Refusal, match="second-person-for-requests"):
        rights.erase(mine.id, by=who("李科长"), at=at)
    with pytest.raises(Refusal, match="holds-a-post"):
        rights.erase(mine.id, by=who("韩副局长"), at=at)


def test_a_refusal_says_why_and_closes_once(at, enter):
    request = ask(at)
    with pytest.raises(Refusal, match="say-why-not"):
        rights.refuse(request.id, answer=" ", by=who("李科长"), at=at)
    rights.refuse(request.id, answer="协议还在履行，期满后办理。", by=who("李科长"), at=at)
    with pytest.raises(Refusal, match="request-closed"):
        rights.erase(request.id, by=who("李科长"), at=at)
    assert "协议还在履行" in enter(OWNER).get("/account/data").text


def test_only_ones_own_request_is_taken_back(at):
    request = ask(at)
    with pytest.raises(Refusal, match="not-your-request"):
        rights.take_back(request.id, by=who("周建国"), at=at)
    rights.take_back(request.id, by=who(OWNER), at=at)
    with pytest.raises(Refusal, match="request-closed"):
        rights.take_back(request.id, by=who(OWNER), at=at)


def test_a_correction_says_what_and_keeps_phones_apart(at):
    with pytest.raises(Refusal, match="say-what-is-wrong"):
        ask(at, kind="correct")
    request = ask(at, kind="correct", words="名字写错了，是林秀美。")
    with unit_of_work():
        db.session.get_one(Person, person_id(who("周建国"))).phone = "13900000009"
    with pytest.raises(Refusal, match="phone-taken"):
        rights.correct(request.id, name="林秀美", phone="13900000009", answer="", by=who("李科长"), at=at)
    rights.correct(request.id, name="林秀美", phone=None, answer="已改。", by=who("李科长"), at=at)
    assert db.session.get_one(Person, request.person_id).name == "林秀美"


@pytest.mark.parametrize("name", [OWNER, "王主任", "张小雨"])
def test_requests_are_the_bureaus(at, enter, name):
    request = ask(at)
    assert enter(name).get(f"/staff/requests/{request.id}").status_code == 403
