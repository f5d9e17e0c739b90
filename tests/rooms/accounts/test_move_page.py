"""The page of every move."""
import pytest
from sqlalchemy import select

from proposals.seasons.models import Phase
from proposals.storage import db
from workflow.tables import step

UNTIL = {"until": "2090-01-01", "note": "雨雪天多，延长征集"}


@pytest.fixture
def collection(app) -> int:
    return db.session.scalars(select(Phase.id).where(Phase.name == "collection")).one()


def steps(case_id):
    db.session.rollback()
    return list(db.session.scalars(select(step.c.name).where(step.c.instance_id == case_id).order_by(step.c.seq)))


def test_it_says_what_will_happen_makes_the_move_and_leads_back(enter, collection):
    li = enter("李科长")
    page = li.get(f"/moves/{collection}/close").text
    assert "<h1>结束</h1>" in page
    assert "已结束" in page
    answer = li.move(collection, "close")
    assert (answer.status_code, answer.location) == (303, "/seasons/1")
    assert steps(collection) == ["@start", "open", "close"]


@pytest.mark.parametrize("name", ["林秀梅", "王主任", "陈会计"])
def test_for_those_without_the_role_there_is_no_such_page(enter, collection, name):
    assert enter(name).get(f"/moves/{collection}/close").status_code == 404
    assert enter(name).client.post(f"/moves/{collection}/close").status_code in (400, 404)
    assert steps(collection) == ["@start", "open"]


@pytest.mark.parametrize("address", ["/moves/999999/close", "/moves/1/no-such-move"])
def test_unknown_cases_and_moves_are_not_found(enter, address):
    assert enter("李科长").get(address).status_code == 404


def test_a_move_that_is_not_possible_from_here_says_so(enter, collection):
    page = enter("李科长").get(f"/moves/{collection}/open").text
    assert "现在的状态不能做“开始”这一步" in page
    assert "<form" not in page


def test_a_refusal_keeps_what_was_typed_and_stores_nothing(enter, collection):
    answer = enter("李科长").move(collection, "extend", until="2001-01-01", note="写了很久的理由")
    assert answer.status_code == 409
    assert "新的结束日期要晚于今天" in answer.text
    assert "写了很久的理由" in answer.text
    assert steps(collection) == ["@start", "open"]


def test_a_missing_reason_is_said_at_the_field(enter, collection):
    answer = enter("李科长").move(collection, "extend", until="2090-01-01", note="")
    assert answer.status_code == 422
    assert "这一项还没有填写" in answer.text


def test_the_same_form_sent_twice_moves_once(enter, collection):
    li = enter("李科长")
    first = li.move(collection, "extend", **UNTIL)
    again = li.post(f"/moves/{collection}/extend", again=li.sent)
    assert (again.status_code, again.location) == (303, first.location)
    assert steps(collection) == ["@start", "open", "extend"]


def test_whoever_was_slower_is_told_and_may_decide_again(enter, collection):
    li, han = enter("李科长"), enter("韩副局长")
    han.client.get(f"/moves/{collection}/extend")
    li.move(collection, "extend", **UNTIL)
    stale = li.sent | {"csrf_token": "", "key": "another-key-altogether", "until": "2091-01-01"}
    page = han.post(f"/moves/{collection}/extend", {"seq": stale["seq"], "until": "2091-01-01", "note": "再延"})
    assert page.status_code == 409
    assert "别人已经把它推进了一步" in page.text
    assert steps(collection) == ["@start", "open", "extend"]
