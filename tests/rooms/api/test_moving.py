"""A program moves cases through the same door as people: same rights, same refusals, once."""
import json

import pytest

from proposals import clock
from proposals.collection.models import Proposal
from proposals.storage import db
from tests.rooms.approval.planned import planned

KEY = "a-key-drawn-by-the-client"


@pytest.fixture
def idea(app):
    return planned(1, at=clock.now())


def ask(visitor, case, **body):
    token = visitor.get("/api/v1/session").json["csrf_token"]
    sent = {"move": "return_plan", "seq": 1, "key": KEY, "note": "预算缺一项。", **body}
    return visitor.client.post(f"/api/v1/cases/{case}/moves", data=json.dumps(sent), content_type="application/json", headers={"X-CSRFToken": token})


def state(case):
    db.session.rollback()
    return db.session.get_one(Proposal, case).state


def test_it_moves_and_says_where_the_case_stands(enter, idea):
    answer = ask(enter("孙干事"), idea)
    assert (answer.status_code, answer.json) == (200, {"id": idea, "workflow": "proposal", "state": "revising", "seq": 2})
    assert state(idea) == "revising"


def test_the_same_ask_twice_is_one_move_and_the_key_with_other_words_is_refused(enter, idea):
    staff = enter("孙干事")
    assert [ask(staff, idea).json, ask(staff, idea).json] == [{"id": idea, "workflow": "proposal", "state": "revising", "seq": 2}] * 2
    assert ask(staff, idea, note="另一个理由。").status_code == 422


def test_for_those_without_the_role_there_is_no_such_move(enter, idea):
    assert [ask(enter(name), idea).status_code for name in ("林秀梅", "陈会计", "周建国")] == [404, 404, 404]
    assert state(idea) == "planned"


def test_a_missing_reason_and_an_old_step_are_refused_with_code_and_sentence(enter, idea):
    staff = enter("孙干事")
    empty, old = ask(staff, idea, note=""), ask(staff, idea, seq=9)
    assert (empty.status_code, [(one["code"], one["field"]) for one in empty.json["problems"]]) == (422, [("field-invalid", "note")])
    assert (old.status_code, [one["code"] for one in old.json["problems"]]) == (409, ["someone-was-faster"])


def test_a_rule_refuses_with_its_code(enter, idea):
    staff = enter("王主任")
    assert ask(staff, idea, move="resume").status_code in (404, 409)
    assert [one["code"] for one in ask(staff, idea, move="qualify", note="").json["problems"]] == ["move-not-from-here"]


def test_without_the_csrf_token_nothing_moves(enter, idea):
    answer = enter("孙干事").client.post(f"/api/v1/cases/{idea}/moves", json={"move": "return_plan", "seq": 1, "key": KEY, "note": "预算缺一项。"})
    assert (answer.status_code, state(idea)) == (400, "planned")


def test_without_a_session_it_is_401(enter, idea):
    visitor = enter()
    assert visitor.get("/api/v1/session").status_code == 401


@pytest.mark.parametrize("body", [
    "null", "[]", "{", '{"move": NaN}', '{"move": "x", "move": "y"}', "[" * 50_000, '{"seq": 1e999}', '{"seq": 99999999999999999999}',
    '{"note": "\\u0000"}', '{"note": "\\ud800"}', '{"move": 7, "seq": 1, "key": "k"}',
    '{"move": "accept", "seq": 1, "key": "k", "other": 1}', '{"move": "accept", "seq": true, "key": "k"}',
    '{"move": "return_plan", "seq": 1, "key": "a-key-of-sixteen-x", "data": {"note": {"a": 1}}}'])
def test_what_is_not_plain_data_is_400(enter, idea, body):
    visitor = enter("孙干事")
    token = visitor.get("/api/v1/session").json["csrf_token"]
    answer = visitor.client.post(f"/api/v1/cases/{idea}/moves", data=body, content_type="application/json", headers={"X-CSRFToken": token})
    assert (answer.status_code, state(idea)) == (400, "planned")
