"""Signing in and out."""
import pytest
from sqlalchemy import select

from proposals.accounts import actions, session
from proposals.accounts.models import Person, SignIn
from proposals.accounts.session import DAY, MINUTE
from proposals.accounts.views.blueprint import safe_path
from proposals.storage import db, unit_of_work
from tests.cast import PASSWORD

WRONG = "登录名或密码不对。请检查后再试；连续输错 5 次，账号会锁定 15 分钟。"


def sign_in(visitor, *, name, password, asked=""):
    return visitor.post("/sign-in" + asked, {"name": name, "password": password})


def test_the_right_password_leads_to_the_desk(enter):
    somebody = enter()
    answer = sign_in(somebody, name="wang", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/desk")
    assert "王主任，您好" in somebody.get("/desk").text


def test_full_width_letters_and_blanks_in_the_name_are_read_as_meant(enter):
    assert sign_in(enter(), name=" ｗａｎｇ ", password=PASSWORD).status_code == 303


@pytest.mark.parametrize(("name", "password"), [("wang", "not the password"), ("nobody", PASSWORD), ("13900000000", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_read_the_same(enter, name, password):
    answer = sign_in(enter(), name=name, password=password)
    assert answer.status_code == 409
    assert WRONG in answer.text
    assert password not in answer.text


def test_after_five_wrong_passwords_not_even_the_right_one_opens_for_a_while(enter):
    somebody = enter()
    for _time in range(5):
        sign_in(somebody, name="wang", password="not the password")
    answer = sign_in(somebody, name="wang", password=PASSWORD)
    assert answer.status_code == 409
    assert "请 15 分钟后再试" in answer.text
    assert somebody.get("/desk").status_code == 302


def test_the_lock_ends_by_itself(enter, app):
    with unit_of_work():
        db.session.scalars(select(Person).where(Person.login == "wang")).one().locked_until_us = 1
    assert sign_in(enter(), name="wang", password=PASSWORD).status_code == 303


def test_a_right_password_forgets_the_failures_before_it(enter, app):
    for password in ["not the password"] * 4 + [PASSWORD]:
        sign_in(enter(), name="wang", password=password)
    db.session.rollback()
    assert db.session.scalars(select(Person.failed_times).where(Person.login == "wang")).one() == 0


def test_the_table_keeps_no_token_that_opens_anything(enter, app):
    token = actions.sign_in("wang", password=PASSWORD, at=MINUTE)
    row = db.session.scalars(select(SignIn).order_by(SignIn.id.desc())).first()
    assert row.token_digest == session.token_digest(token) != token
    assert len(token) >= 43


def test_after_signing_out_a_copied_cookie_opens_nothing(enter):
    wang, thief = enter("王主任"), enter()
    with wang.client.session_transaction() as cookie:
        copied = dict(cookie)
    wang.post("/sign-out")
    with thief.client.session_transaction() as cookie:
        cookie.update(copied)
    assert thief.get("/desk").location == "/sign-in?next=/desk"


def test_looking_at_the_way_out_does_not_take_it(enter):
    wang = enter("王主任")
    assert wang.get("/sign-out").status_code == 200
    assert wang.get("/desk").status_code == 200


def test_the_page_asked_for_before_signing_in_comes_after_it(enter):
    somebody = enter()
    asked = somebody.get("/account").location
    assert sign_in(somebody, name="wang", password=PASSWORD, asked=asked.removeprefix("/sign-in")).location == "/account"


FOREIGN = ["//evil.example", "/\\evil.example", "https://evil.example", "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)", "/a b", "/\n", "",
           "desk", "/" + "a" * 600]


@pytest.mark.parametrize("wanted", FOREIGN)
def test_no_foreign_address_comes_after_signing_in(app, wanted):
    with app.test_request_context():
        assert safe_path(wanted) == "/desk"


@pytest.mark.parametrize(("staff", "seen", "age", "live"), [
    (True, 30 * MINUTE, 60 * MINUTE, True), (True, 31 * MINUTE, 60 * MINUTE, False), (True, 0, 12 * 60 * MINUTE, True), (True, 0, 12 * 60 * MINUTE + 1, False),
    (False, 14 * DAY, 14 * DAY, True), (False, 14 * DAY + 1, 15 * DAY, False), (False, 0, 30 * DAY, True), (False, 0, 30 * DAY + 1, False)])
def test_sessions_end_on_idling_and_at_their_limit(staff, seen, age, live):
    at = 100 * DAY
    row = SignIn(created_us=at - age, seen_us=at - age)
    assert session.is_live(row, staff=staff, seen=at - seen, at=at) is live
