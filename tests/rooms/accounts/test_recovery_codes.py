"""Recovery codes: shown once, each good once, void with the next set; a lost phone, and what is written down of it all."""
import re

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from proposals import clock
from proposals.accounts import personal
from proposals.accounts.confirming import acts, totp
from proposals.accounts.models import PhoneEvent, RecoveryCode, SignIn
from proposals.storage import db, unit_of_work
from tests.cast import PASSWORD
from tests.seeds import open_session, person_id
from workflow import SYSTEM, Refused

PAGE = "/account/second-factor"
CODE = re.compile(r"<code>((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})</code>")


@pytest.fixture
def person(app):
    """Ma, whose phone was set up an hour ago."""
    ma = person_id("ma")
    secret, at = acts.begin(ma), clock.now() - 12 * acts.LASTS
    acts.finish(ma, code=totp.code_at(secret, step=totp.step_of(at)), sign_in_id=None, at=at)
    return ma


def digits(person, *, at):
    return totp.code_at(acts.secret_in_use(person), step=totp.step_of(at) + 1)


def session():
    open_session("ma")
    return db.session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()


def ten(person, *, at):
    mine = session()
    acts.confirm(person, code=digits(person, at=at), sign_in_id=mine, at=at)
    return mine, acts.make_codes(person, sign_in_id=mine, at=at)


def events(person):
    db.session.rollback()
    return [(one.what, one.by_id) for one in db.session.scalars(select(PhoneEvent).where(PhoneEvent.person_id == person).order_by(PhoneEvent.id))]


def test_ten_codes_are_shown_once_and_kept_as_digests(enter, person):
    ma, url = enter("马理事长"), f"{PAGE}/recovery-codes"
    assert ma.post(f"{PAGE}/code", {"code": digits(person, at=clock.now())}, page=PAGE).status_code == 303
    made = CODE.findall(ma.post(url, page=PAGE).text)
    kept = " ".join(db.session.scalars(select(RecoveryCode.digest)))
    assert (len(set(made)), [code for code in made if code in kept], CODE.findall(ma.get(PAGE).text)) == (10, [], [])
    assert "还有 10 个恢复码没有用" in ma.get(PAGE).text


def test_a_code_from_paper_stands_in_for_the_phone_once(person):
    at = clock.now()
    _mine, codes = ten(person, at=at)
    later, other = at + acts.LASTS, session()
    for _twice in range(2):
        acts.confirm(person, code=codes[0].lower(), sign_in_id=other, at=later)
    assert acts.confirmed_until(other, at=later) == later + acts.LASTS
    with pytest.raises(Refused, match="code-used"):
        acts.confirm(person, code=codes[0], sign_in_id=None, at=later)
    with pytest.raises(Refused, match="code-wrong"):
        acts.confirm(person_id("ma"), code="AAAA-BBBB-CCCC-DDDD", sign_in_id=other, at=later)
    assert events(person) == [("set-up", person), ("codes-made", person), ("code-used", person)]


def test_a_new_set_voids_the_old_one(person):
    at = clock.now()
    mine, old = ten(person, at=at)
    new = acts.make_codes(person, sign_in_id=mine, at=at)
    with pytest.raises(Refused, match="code-wrong"):
        acts.confirm(person, code=old[3], sign_in_id=None, at=at)
    acts.confirm(person, code=new[3], sign_in_id=None, at=at)


def test_without_a_phone_or_a_code_just_shown_there_are_none(person):
    with pytest.raises(Refused, match="code-needed"):
        acts.make_codes(person, sign_in_id=session(), at=clock.now())
    with pytest.raises(Refused, match="no-second-factor"):
        acts.make_codes(person_id("wang"), sign_in_id=session(), at=clock.now())


def test_five_wrong_ones_lock_paper_and_phone_alike(person):
    at = clock.now()
    _mine, codes = ten(person, at=at)
    for said in ("code-wrong",) * 5 + ("code-locked",):
        with pytest.raises(Refused, match=said):
            acts.confirm(person, code="A" * 16 if said == "code-wrong" else codes[0], sign_in_id=None, at=at)


def test_a_lost_phone_is_replaced_by_password_and_a_code_from_paper(enter, person):
    codes, ma = ten(person, at=clock.now() - acts.LASTS)[1], enter("马理事长")
    begin = {"password": PASSWORD, "code": "000000"}
    assert [ma.post(f"{PAGE}/begin", begin | more, page=PAGE).status_code for more in ({}, {"code": ""}, {"code": codes[9]})] == [409, 422, 303]
    db.session.rollback()
    assert acts.waiting_secret(acts.state_of(person)) is not None
    assert "用掉一个恢复码" in ma.get(PAGE).text


def test_a_wrong_code_is_told_at_the_form_it_was_typed_into(enter, person):
    ma = enter("马理事长")
    told = ma.post(f"{PAGE}/code", {"code": "12"}, page=PAGE)
    assert (told.status_code, 'id="show-code-error"' in told.text, 'id="begin-code-error"' in told.text, told.text.count('value="12"')) == (422, True, False, 1)


def test_who_has_neither_is_helped_by_the_administrator_and_sees_it(enter, app, person):
    _mine, codes = ten(person, at=clock.now() - acts.LASTS)
    told = app.test_cli_runner().invoke(args=["person", "phone", "ma"]).output
    assert ("the second factor is gone" in told, events(person)[-1]) == (True, ("taken-away", None))
    with pytest.raises(Refused, match="no-second-factor"):
        acts.confirm(person, code=codes[0], sign_in_id=None, at=clock.now())
    ma = enter("马理事长")
    assert ("由管理员取消了动态码" in ma.get(PAGE).text, ma.post(f"{PAGE}/begin", {"password": PASSWORD}, page=PAGE).status_code) == (True, 303)


def test_what_happened_is_kept_for_good_and_codes_are_forgotten(person):
    at = clock.now()
    ten(person, at=at)
    assert [one["what"] for one in personal.copy_of(db.session, person_id=person)["second_factor"][0]["events"]] == ["set-up", "codes-made"]
    for change in (update(PhoneEvent).values(what="set-up"), delete(PhoneEvent)):
        with pytest.raises(DatabaseError, match="append-only"), unit_of_work():
            db.session.execute(change)
    acts.give_up(person, by=SYSTEM, at=at + 1)
    assert db.session.scalars(select(RecoveryCode)).all() == []
