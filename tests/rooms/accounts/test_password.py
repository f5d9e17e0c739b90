"""Passwords: what may be one, changing one, and the first one made by somebody else."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.accounts import actions, passwords
from proposals.accounts.models import Person
from proposals.errors import Refusal
from proposals.storage import db
from tests.cast import PASSWORD
from workflow import SYSTEM

BETTER = "红山脚下 三只喜鹊飞过"


@pytest.mark.parametrize(("password", "code"), [
    ("a" * 9, "password-length"), ("x1" * 65, "password-length"), ("aaaaaaaaaaaa", "password-common"), ("Woaini1314520", "password-common"),
    ("1qaz2wsx3edc", "password-common"), ("ｐａｓｓｗｏｒｄ１２３", "password-common"), ("hongshan12", "password-context"), ("wangwang13900001111", "password-context"),
    ("金点子金点子金点子金点子", "password-common"), ("correct horse battery", None), (BETTER, None), ("y" + "密码很长" * 20, None)])
def test_what_may_be_a_password(password, code):
    problem = passwords.weakness(password, about=("wang", "13900001111"))
    assert (problem.code if problem else None) == code


def test_changing_it_ends_the_other_sessions_and_the_old_one_opens_no_more(enter, app):
    here, there = enter("王主任"), enter("王主任")
    answer = here.post("/account/password", {"old": PASSWORD, "new": BETTER})
    assert answer.status_code == 303
    assert here.get("/desk").status_code == 200
    assert there.get("/desk").status_code == 302
    with pytest.raises(Refusal):
        actions.sign_in("wang", password=PASSWORD, at=clock.now())
    assert actions.sign_in("wang", password=BETTER, at=clock.now())


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("not the password", BETTER, "现在的密码不对"), (PASSWORD, PASSWORD, "和现在的密码一样"), (PASSWORD, "short", "密码要有 10 到 128 个字符")])
def test_a_refused_change_changes_nothing(enter, app, old, new, sentence):
    answer = enter("王主任").post("/account/password", {"old": old, "new": new})
    assert answer.status_code == 409
    assert sentence in answer.text
    assert actions.sign_in("wang", password=PASSWORD, at=clock.now())


def test_a_first_password_must_be_changed_before_anything_else(enter, app):
    first = actions.add_person("新来的", login="new", posts=(), by=SYSTEM, at=clock.now())
    somebody = enter()
    somebody.post("/sign-in", {"name": "new", "password": first})
    assert somebody.get("/desk").location == "/account/password"
    somebody.post("/account/password", {"old": first, "new": BETTER})
    assert somebody.get("/desk").status_code == 200


def test_a_first_password_is_good_for_seven_days(app):
    first = actions.add_person("新来的", login="new", posts=(), by=SYSTEM, at=0)
    with pytest.raises(Refusal) as refusal:
        actions.sign_in("new", password=first, at=actions.PROVISIONAL_FOR + 1)
    assert refusal.value.problems[0].code == "password-expired"


def test_a_forgotten_password_is_given_anew_and_the_lock_with_it(enter, app):
    person_id = db.session.scalars(select(Person.id).where(Person.login == "wang")).one()
    wang = enter("王主任")
    first = actions.reset_password(person_id, by=SYSTEM, at=clock.now())
    assert wang.get("/desk").status_code == 302
    assert enter().post("/sign-in", {"name": "wang", "password": first}).status_code == 303


def test_all_other_devices_can_be_signed_out(enter):
    here, there = enter("王主任"), enter("王主任")
    assert here.post("/account").location == "/account"
    assert (here.get("/desk").status_code, there.get("/desk").status_code) == (200, 302)
