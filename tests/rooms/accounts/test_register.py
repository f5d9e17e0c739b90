"""A resident makes an account."""
import pytest
from sqlalchemy import select

from proposals.accounts.actions import PRIVACY_VERSION, known_resident
from proposals.accounts.models import Consent, Person
from proposals.storage import db

FILLED = {"name": "林小满", "phone": "13900001111", "password": "西屯 路口 修好了吗", "consent": "y"}


def test_a_resident_registers_and_is_signed_in(enter, app):
    somebody = enter()
    assert somebody.post("/registration", FILLED).location == "/desk"
    assert "林小满，您好" in somebody.get("/desk").text
    person = db.session.scalars(select(Person).where(Person.phone == "13900001111")).one()
    consents = [(one.kind, one.version) for one in db.session.scalars(select(Consent).where(Consent.person_id == person.id))]
    assert consents == [("privacy", PRIVACY_VERSION)]
    assert person.password_hash.startswith("$argon2id$")


def test_the_consent_is_never_ticked_beforehand_and_cannot_be_left_out(enter):
    somebody = enter()
    assert "checked" not in somebody.get("/registration").text
    answer = somebody.post("/registration", FILLED | {"consent": ""})
    assert answer.status_code == 422
    assert "请先阅读个人信息保护说明" in answer.text
    assert 'value="林小满"' in answer.text


def test_a_phone_that_is_known_cannot_be_taken_over(enter, app):
    known_resident("林小满", phone="13900001111", at=1)
    answer = enter().post("/registration", FILLED)
    assert answer.status_code == 409
    assert "请到社区服务台核对身份" in answer.text
    db.session.rollback()
    assert db.session.scalars(select(Person.password_hash).where(Person.phone == "13900001111")).one() is None


def test_sending_the_form_twice_makes_one_account(enter, app):
    somebody = enter()
    somebody.post("/registration", FILLED)
    enter().post("/registration", FILLED)
    db.session.rollback()
    assert len(db.session.scalars(select(Person).where(Person.phone == "13900001111")).all()) == 1


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"phone": "1390000"}, "手机号应是 11 位数字"), ({"name": " "}, "这一项还没有填写"), ({"password": "short"}, "密码要有 10 到 128 个字符"),
    ({"password": "woaini1314520"}, "这个密码太常见"), ({"password": "13900001111"}, "主要由您的姓名")])
def test_what_is_wrong_is_said_plainly_and_the_rest_is_kept(enter, wrong, sentence):
    answer = enter().post("/registration", FILLED | wrong)
    assert answer.status_code in (409, 422)
    assert sentence in answer.text


def test_full_width_digits_of_a_phone_are_digits(enter, app):
    enter().post("/registration", FILLED | {"phone": "１３９ ００００ １１１１"})
    assert db.session.scalars(select(Person.name).where(Person.phone == "13900001111")).one() == "林小满"
