"""Phones are verified by whoever is near the residents: each once, in one community, and only its owner learns the code."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Voter
from proposals.approval.voting import acts
from proposals.errors import Refusal
from proposals.storage import db
from tests.rooms.approval import polling
from tests.rooms.approval.planned import actor

ONE, TWO = polling.PHONES[:2]


@pytest.fixture
def vote(app):
    at = clock.now()
    polling.candidates(at=at)
    return polling.vote("open", at=at)


def address():
    return f"/approval/{polling.season()[1]}/vote/phones"


def voters():
    db.session.rollback()  # what the browser has done since
    return db.session.scalars(select(Voter)).all()


def codes(act):
    with pytest.raises(Refusal) as refused:
        act()
    return [problem.code for problem in refused.value.problems]


def test_the_clerk_enters_phones_and_reads_their_codes_once_entered(enter, vote):
    clerk = enter("张小雨")
    answer = clerk.post(address(), {"community_id": str(polling.communities()[0]), "phones": f"{ONE}\n{TWO}，{ONE}"})
    assert (answer.status_code, clerk.post(address(), again=clerk.sent).location) == (303, answer.location)
    page = clerk.get(answer.location).text
    assert len(voters()) == 2 and all(f"…{voter.tail}" in page for voter in voters()) and ONE not in page
    assert [enter("孙干事").get(answer.location).status_code, clerk.get(f"{address()}/nobodys").status_code] == [404, 404]
    assert all(ONE not in str(vars(voter)) for voter in voters())


def test_who_may_enter_phones(enter, vote):
    expected = {"孙干事": 200, "李科长": 200, "郑国栋": 403, "林秀梅": 403}
    assert {name: enter(name).get(address()).status_code for name in expected} == expected


def test_what_is_no_phone_is_named_and_kept(enter, vote):
    clerk = enter("张小雨")
    for typed, said in (("", "请至少填写一个手机号"), ("1380000\nabc", "1380000、abc")):
        answer = clerk.post(address(), {"community_id": str(polling.communities()[0]), "phones": typed})
        assert (answer.status_code, said in answer.text, typed.split("\n")[0] in answer.text) == (422, True, True)


def test_a_clerk_enters_phones_of_their_own_street_only(enter, vote):
    answer = enter("张小雨").post(address(), {"community_id": "1", "phones": ONE})
    assert (answer.status_code, voters()) == (422, [])


def test_a_phone_votes_in_one_community_and_gets_a_new_code_when_it_asks_again(vote):
    at, (first, second) = clock.now(), polling.communities()
    old = polling.verified(vote, phones=(ONE,), at=at)[ONE]
    assert codes(lambda: polling.verified(vote, phones=(TWO, ONE), at=at, community=second)) == ["voter-elsewhere"]
    new = polling.verified(vote, phones=(ONE,), at=at)[ONE]
    assert codes(lambda: acts.identify(vote, phone=ONE, code=old, at=at)) == ["vote-code-wrong"]
    acts.cast(acts.identify(vote, phone=ONE, code=new, at=at), proposals=[], at=at)
    assert codes(lambda: polling.verified(vote, phones=(TWO, ONE), at=at)) == ["voter-has-voted"]
    assert len(voters()) == 1
    assert codes(lambda: polling.verified(vote, phones=(TWO,), at=at + 30 * polling.DAY)) == ["vote-over"]
    assert codes(lambda: acts.verify_phones(vote, community_id=first, phones=["1"] * 201, by=actor("张小雨"), at=at)) == ["too-many-phones"]
