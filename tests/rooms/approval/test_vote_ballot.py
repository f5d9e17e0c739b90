"""A resident votes: by phone and code, on the projects of their own community, once, and nobody can tell how."""
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from proposals import clock
from proposals.approval.models import Ballot, BallotChoice, Voter
from proposals.approval.voting import acts
from proposals.errors import Refusal
from proposals.storage import db, unit_of_work
from tests.rooms.approval import polling

ONE, TWO = polling.PHONES[:2]


@pytest.fixture
def cases(app):
    return polling.candidates(at=clock.now())


@pytest.fixture
def vote(cases):
    return polling.vote("open", at=clock.now())


def urn():
    db.session.rollback()  # what the browser has done since
    return db.session.scalar(select(func.count()).select_from(Ballot)), sorted(db.session.scalars(select(BallotChoice.proposal_id)))


def codes(act):
    with pytest.raises(Refusal) as refused:
        act()
    return [problem.code for problem in refused.value.problems]


def test_a_resident_votes_and_a_second_click_counts_once(enter, cases, vote):
    code, year = polling.verified(vote, phones=(ONE,), at=clock.now())[ONE], polling.season()[1]
    resident = enter()
    assert resident.get(f"/approval/{year}/vote/ballot").location.endswith("/vote/entry")
    opened = resident.post(f"/approval/{year}/vote/entry", {"phone": ONE, "code": f"{code[:4]} {code[4:]}"})
    ballot = resident.get(opened.location).text
    assert all(title in ballot for title in ("口袋花园", "楼道照明", "社区食堂")) and "河边步道" not in ballot
    answers = [resident.post(opened.location, {"proposals": [str(cases[0]), str(cases[2])]})]
    answers.append(resident.post(opened.location, again=resident.sent))
    assert [(answer.status_code, answer.location.endswith("/vote/done")) for answer in answers] == [(303, True)] * 2
    assert urn() == (1, [cases[0], cases[2]])
    assert "选票已经投出" in resident.get(answers[0].location).text
    again = enter().post(f"/approval/{year}/vote/entry", {"phone": ONE, "code": code})
    assert (again.status_code, "已经投过票了" in again.text) == (409, True)


def test_five_wrong_codes_lock_the_phone_and_an_unknown_phone_reads_the_same(enter, vote):
    at, year = clock.now(), polling.season()[1]
    code = polling.verified(vote, phones=(ONE,), at=at)[ONE]
    wrong = "00000000" if code != "00000000" else "11111111"
    for phone in (ONE, TWO):
        answer = enter().post(f"/approval/{year}/vote/entry", {"phone": phone, "code": wrong})
        assert (answer.status_code, "手机号或投票码不对" in answer.text, phone in answer.text) == (409, True, True)
    assert [codes(lambda: acts.identify(vote, phone=ONE, code=wrong, at=at)) for _try in range(4)] == [["vote-code-wrong"]] * 4
    assert codes(lambda: acts.identify(vote, phone=ONE, code=code, at=at)) == ["vote-code-locked"]
    fresh = polling.verified(vote, phones=(ONE,), at=at)[ONE]
    assert acts.identify(vote, phone=ONE, code=fresh, at=at)


def test_what_a_ballot_may_not_hold(cases, vote):
    at = clock.now()
    voter = acts.identify(vote, phone=ONE, code=polling.verified(vote, phones=(ONE,), at=at)[ONE], at=at)
    assert codes(lambda: acts.cast(voter, proposals=cases[:3], at=at)) == ["too-many-choices"]
    assert codes(lambda: acts.cast(voter, proposals=[cases[3]], at=at)) == ["not-a-candidate"]
    for moment in (at - 30 * polling.DAY, at + 30 * polling.DAY):
        assert codes(lambda: acts.cast(voter, proposals=[], at=moment)) == ["vote-not-open"]
        assert codes(lambda: acts.identify(vote, phone=ONE, code="0", at=moment)) == ["vote-not-open"]
    assert urn() == (0, [])
    acts.cast(voter, proposals=[], at=at)
    assert codes(lambda: acts.cast(voter, proposals=[cases[0]], at=at)) == ["voted-before"]
    assert urn() == (1, [])


def test_nothing_ties_a_ballot_to_its_voter(cases, vote):
    """What the tables hold of both: the vote and the community, and nothing else; a ballot's number is drawn, its row never changed."""
    polling.cast(vote, [[cases[0]], [cases[1]]], at=clock.now())
    shared = {column.name for column in Voter.__table__.columns} & {column.name for column in Ballot.__table__.columns}
    assert shared == {"id", "vote_id", "community_id"} and not any(column.name.endswith("_us") for column in Ballot.__table__.columns)
    assert all(len(mark) == 32 for mark in db.session.scalars(select(Ballot.id)))
    with pytest.raises(DatabaseError), unit_of_work() as session:
        session.execute(Ballot.__table__.update().values(community_id=polling.communities()[1]))
