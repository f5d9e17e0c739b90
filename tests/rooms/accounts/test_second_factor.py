"""The code from a phone: as the RFC computes it, good once, for five minutes, in its own session; set up with the password."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.accounts.confirming import acts, totp
from proposals.accounts.confirming.sealing import seal, unseal
from proposals.accounts.models import SecondFactor, SignIn
from proposals.storage import db
from tests.cast import PASSWORD
from tests.seeds import open_session, person_id
from workflow import SYSTEM, Refused

PAGE = "/account/second-factor"
BEGIN, FINISH = f"{PAGE}/begin", f"{PAGE}/finish"


@pytest.mark.parametrize(("seconds", "digits"), [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
                                                 (2000000000, "69279037"), (20000000000, "65353130")])
def test_codes_are_those_of_the_rfc(seconds, digits):
    secret = b"12345678901234567890"
    assert totp.code_at(secret, step=totp.step_of(seconds * 1_000_000)) == digits[-6:]


def test_a_code_is_known_half_a_minute_to_either_side():
    shown = totp.code_at(b"x" * 20, step=100)
    assert [totp.step_shown(b"x" * 20, code=shown, at=step * totp.STEP_US) for step in (98, 99, 100, 101, 102)] == [None, 100, 100, 100, None]


def test_a_sealed_secret_opens_with_its_key_only():
    sealed = seal(b"s" * 20, key="one")
    assert (unseal(sealed, key="one"), unseal(sealed, key="two") == b"s" * 20, sealed == seal(b"s" * 20, key="one")) == (b"s" * 20, False, False)


@pytest.fixture
def person(app):
    return person_id("ma")


def phone(person, at):
    secret = acts.begin(person)
    acts.finish(person, code=totp.code_at(secret, step=totp.step_of(at)), sign_in_id=None, at=at)
    return lambda moment: totp.code_at(secret, step=totp.step_of(moment))


def test_a_code_opens_once_and_for_five_minutes(person):
    at = clock.now()
    code = phone(person, at)
    assert [acts.is_confirmed(db.session, person_id=person, at=at + late) for late in (-1, 0, acts.LASTS - 1, acts.LASTS)] == [False, True, True, False]
    for step in (0, -1):
        with pytest.raises(Refused, match="code-used"):
            acts.confirm(person, code=code(at + step * totp.STEP_US), sign_in_id=None, at=at)
    acts.confirm(person, code=code(at + totp.STEP_US), sign_in_id=None, at=at)


def test_a_repeat_in_the_same_session_is_no_second_use(person):
    at = clock.now()
    open_session("ma")
    session = db.session.scalars(select(SignIn.id)).one()
    code = phone(person, at)(at + totp.STEP_US)
    for _twice in range(2):
        acts.confirm(person, code=code, sign_in_id=session, at=at)
    with pytest.raises(Refused, match="code-used"):
        acts.confirm(person, code=code, sign_in_id=None, at=at)
    assert acts.confirmed_until(session, at=at) == at + acts.LASTS


def test_five_wrong_codes_lock_for_a_quarter_of_an_hour(person):
    at = clock.now()
    code = phone(person, at)
    for said in ("code-wrong",) * 5 + ("code-locked",):
        with pytest.raises(Refused, match=said):
            acts.confirm(person, code="0" if said == "code-wrong" else code(at + totp.STEP_US), sign_in_id=None, at=at)
    acts.confirm(person, code=code(at + acts.LOCKED_FOR), sign_in_id=None, at=at + acts.LOCKED_FOR)


def test_a_phone_is_set_up_with_the_password_and_its_first_code(enter, person):
    ma = enter("马理事长")
    assert (ma.post(BEGIN, {"password": "not this one"}, page=PAGE).status_code, ma.post(BEGIN, {"password": PASSWORD}, page=PAGE).status_code) == (409, 303)
    db.session.rollback()
    secret = acts.waiting_secret(db.session.query(SecondFactor).one())
    assert totp.spoken(secret) in ma.get(PAGE).text
    wrong, right = ma.post(FINISH, {"code": "000000"}, page=PAGE), ma.post(FINISH, {"code": totp.code_at(secret, step=totp.step_of(clock.now()))}, page=PAGE)
    assert (wrong.status_code, "动态码不对" in wrong.text, right.status_code, "从 20" in ma.get(PAGE).text) == (409, True, 303, True)


def test_the_old_phone_works_until_the_new_one_shows_its_first_code(person):
    at = clock.now()
    old = phone(person, at)
    acts.begin(person)
    acts.confirm(person, code=old(at + totp.STEP_US), sign_in_id=None, at=at)
    acts.give_up(person, by=SYSTEM, at=at)
    with pytest.raises(Refused, match="no-second-factor"):
        acts.confirm(person, code=old(at + 2 * totp.STEP_US), sign_in_id=None, at=at)
