"""What a judge has filled in so far is kept, and two tabs do not overwrite each other."""
import pytest

from proposals.approval import actions
from proposals.approval.models import Review, ScoreDraft
from proposals.storage import db
from tests.kit import Forms
from tests.rooms.approval.asking import review_of, send, sheet
from tests.rooms.approval.planned import actor

JSON = {"Accept": "application/json"}


@pytest.fixture
def review(idea, at):
    found = review_of(idea("reviewing"), "赵岚")
    actions.take_review(found, by=actor("赵岚"), at=at, seq=None)
    return found


def pane(judge, review):
    return Forms(judge.get(f"/approval/reviews/{review}").text).posting_to(f"/approval/reviews/{review}")


def keep(judge, review, fields):
    return send(judge, f"/approval/reviews/{review}/draft", fields, headers=JSON)


def test_a_draft_is_saved_with_its_running_total(enter, idea, review):
    judge, one = enter("赵岚"), list(sheet(db.session.get_one(Review, review).proposal_id, 5).items())[0]
    answer = keep(judge, review, {**pane(judge, review), one[0]: "5", "comment": "写了一半"})
    assert (answer.status_code, answer.json["total"], answer.json["left"], answer.json[one[0]]) == (200, "25", "还差 5 项", "25 / 25 分")
    assert answer.json["saved"].startswith("已自动保存")
    again = pane(judge, review)
    assert (again[one[0]], again["comment"].strip()) == ("5", "写了一半")


def test_one_tab_saves_again_and_again(enter, review):
    judge = enter("赵岚")
    fields = pane(judge, review)
    assert [keep(judge, review, {**fields, "comment": text}).status_code for text in ("一", "一二", "一二三")] == [200, 200, 200]
    db.session.rollback()
    assert db.session.get_one(ScoreDraft, review).comment == "一二三"


def test_a_second_tab_is_told_what_the_first_saved(enter, review):
    judge = enter("赵岚")
    first, second = pane(judge, review), pane(judge, review)
    assert keep(judge, review, {**first, "comment": "第一个窗口"}).status_code == 200
    answer = keep(judge, review, {**second, "comment": "第二个窗口"})
    assert (answer.status_code, "第一个窗口" in answer.json["saved"]) == (409, True)
    db.session.rollback()
    assert db.session.get_one(ScoreDraft, review).comment == "第一个窗口"


def test_without_script_a_draft_leads_back_to_the_page(enter, review):
    judge = enter("赵岚")
    answer = send(judge, f"/approval/reviews/{review}/draft", {**pane(judge, review), "comment": "无脚本"})
    assert (answer.status_code, answer.location) == (303, f"/approval/reviews/{review}")


def test_nobody_keeps_a_draft_in_anothers_place(enter, review):
    other = enter("钱文")
    assert keep(other, review, {"comment": "x"}).status_code in (400, 404)
    assert db.session.get(ScoreDraft, review) is None
