"""The foundation's accountant settles a project on its actuals."""
import pytest

from proposals.closeout.models import Settlement
from proposals.storage import db
from tests.drive import closeout
from tests.rooms.closeout.history import afresh, names_of
from tests.rooms.closeout.projects import now


@pytest.fixture
def case(finished):
    closeout.assessing(finished, spent_fen=4000_00, at=now())
    return closeout.open_case(finished, kind="settlement")


def figures(case):
    afresh()
    found = db.session.get_one(Settlement, case, populate_existing=True)
    return found.state, found.signed_fen, found.paid_fen, found.spent_fen, found.returned_fen


def test_figures_come_from_the_books_and_the_accountants_own_sum(enter, case):
    answer = enter("陈会计").post(f"/closeout/settlements/{case}", {"spent": "4000", "result": "票据齐全。"})
    assert (answer.status_code, answer.location) == (303, f"/closeout/settlements/{case}")
    assert figures(case) == ("agreed", 4460_00, 4000_00, 4000_00, 0)


def test_a_difference_is_named_in_fen_and_what_was_typed_is_kept(enter, case):
    answer = enter("陈会计").post(f"/closeout/settlements/{case}", {"spent": "3999.93", "result": "少一张票。"})
    assert answer.status_code == 409
    assert "相差 7 分" in answer.text and "3999.93" in answer.text and "少一张票。" in answer.text
    assert figures(case)[0] == "open"


@pytest.mark.parametrize("other", ["刘芳", "林秀梅", "杨评估", "许科员", "王主任"])
def test_nobody_else_opens_the_accounts(enter, case, other):
    assert enter(other).get(f"/closeout/settlements/{case}").status_code == 403


def test_the_bureau_reads_it_and_has_no_form(enter, case):
    page = enter("李科长").get(f"/closeout/settlements/{case}")
    assert (page.status_code, "确认结算" in page.text) == (200, False)


def test_an_agreed_settlement_is_not_agreed_again(enter, case):
    accountant = enter("陈会计")
    accountant.post(f"/closeout/settlements/{case}", {"spent": "4000", "result": "票据齐全。"})
    again = accountant.post(f"/closeout/settlements/{case}", again={**accountant.sent, "key": "another-key-of-the-test"})
    assert again.status_code == 409
    assert names_of(case) == ["@start", "agree"]


def test_the_same_form_twice_is_one_settlement(enter, case):
    accountant = enter("陈会计")
    accountant.post(f"/closeout/settlements/{case}", {"spent": "4000", "result": "票据齐全。"})
    assert accountant.post(f"/closeout/settlements/{case}", again=accountant.sent).status_code == 303
    assert names_of(case) == ["@start", "agree"]


def test_it_stands_on_the_accountants_desk_until_it_is_done(enter, case):
    accountant = enter("陈会计")
    assert f"/closeout/settlements/{case}" in accountant.get("/desk").text
    accountant.post(f"/closeout/settlements/{case}", {"spent": "4000", "result": "票据齐全。"})
    assert f"/closeout/settlements/{case}" not in accountant.get("/desk").text
