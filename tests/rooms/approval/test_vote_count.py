"""What a vote came to: sealed until it is over, told where enough voted, weighed into the figure, tried with equal shares, written as a file."""
from fractions import Fraction

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Ballot, BallotChoice, BallotFile, Voter
from proposals.approval.voting import counting, forgetting, verify
from proposals.approval.voting.counting import Support, weighed
from proposals.choosing import pabulib
from proposals.storage import db, unit_of_work
from tests.rooms.approval import polling

BALLOTS = ([0, 1], [0], [0, 2], [1], [], [0])


@pytest.fixture
def counted(app):
    """Six ballots of the first community, cast while the vote went on; it is over now. The second community had none."""
    at = clock.now()
    cases = polling.candidates(at=at)
    vote = polling.vote("over", at=at)
    polling.cast(vote, [[cases[each] for each in chosen] for chosen in BALLOTS], at=at - 2 * polling.DAY)
    return cases, vote


def support(*, at):
    vote = counting.vote_of(db.session(), season_id=polling.season()[0])
    return counting.support(db.session(), vote=vote, at=at)


def test_nothing_is_known_before_the_end_and_everything_after(counted):
    cases, at = counted[0], clock.now()
    assert support(at=at - 2 * polling.DAY) == {}
    assert support(at=at) == {cases[0]: Support(4, 6), cases[1]: Support(2, 6), cases[2]: Support(1, 6), cases[3]: Support(0, 0)}
    assert [support(at=at)[case].hundredths for case in cases] == [6667, 3333, 1667, None]


def test_the_page_tells_where_enough_voted(counted, enter):
    page = enter().get(f"/approval/{polling.season()[1]}/vote").text
    assert all(word in page for word in ("共 6 张选票", "66.7%", "33.3%", "选票不足 5 张，不公布", "下载选票")) and "去投票" not in page


def test_four_ballots_are_too_few_to_be_told(app, enter):
    at = clock.now()
    cases = polling.candidates(at=at)
    polling.cast(polling.vote("over", at=at), [[cases[0]]] * 4, at=at - 2 * polling.DAY)
    assert set(support(at=at).values()) == {Support(0, 0)}
    page, file = (enter().get(f"/approval/{polling.season()[1]}/vote{tail}").text for tail in ("", ".pb"))
    assert ("选票不足 5 张，不公布" in page, "100.0%" in page, "口袋花园" in file, "num_votes;0" in file) == (True, False, False, True)


@pytest.mark.parametrize(("panel", "residents", "percent", "figure"), [
    (8000, Support(4, 5), 20, 8000), (8000, Support(0, 5), 20, 6400), (8000, Support(1, 3), 10, Fraction(7200) + Fraction(33330, 100)),
    (8000, None, 20, 8000), (8000, Support(0, 0), 20, 8000), (8001, Support(5, 5), 0, 8001)])
def test_the_vote_is_weighed_in_exactly(panel, residents, percent, figure):
    assert weighed(Fraction(panel), residents=residents, percent=percent) == figure


def test_the_file_is_the_election_and_the_command_chooses_from_it(counted, enter, tmp_path):
    text = enter().get(f"/approval/{polling.season()[1]}/vote.pb").text
    election = pabulib.read(text)
    assert [(project.cost, project.score) for project in election.projects] == [(4460, 4), (4460, 2), (4460, 1)]
    assert sorted(len(ballot.choice) for ballot in election.ballots) == [0, 1, 1, 1, 2, 2]
    assert (election.meta["num_votes"], election.meta["max_length"], election.budget, election.approval) == ("6", "2", 17840, True)
    file = tmp_path / "vote.pb"
    file.write_text(text)
    answer = enter().app.test_cli_runner().invoke(args=["choose", str(file), "--rule", "equal-shares"])
    assert answer.exit_code == 0 and answer.output.count(",1,") == 2


def test_equal_shares_name_their_rule_and_a_reason_for_each_project(counted, enter):
    chair, address = enter("郑国栋"), f"/approval/{polling.season()[1]}/vote/shares"
    assert [enter(name).get(address).status_code for name in ("李科长", "张小雨", "林秀梅")] == [200, 403, 403]
    page = chair.get(address, query_string={"budget": "8,920", "completion": "none"}).text
    assert all(word in page for word in ("第 1 个选中：4 位支持者每人最多出 ¥1,115.00", "2 位支持者一共还剩", "没有计入的选票支持它", "¥4,460.00"))
    assert "每一轮每人多给 ¥8.00" in chair.get(address, query_string={"budget": "8,920", "completion": "add1"}).text
    assert chair.get(address, query_string={"budget": "many", "completion": "add1"}).status_code == 422


def test_while_a_vote_goes_on_it_has_no_file_and_no_trial(app, enter):
    polling.vote("open", at=clock.now())
    year = polling.season()[1]
    assert [enter("郑国栋").get(f"/approval/{year}/{tail}").status_code for tail in ("vote.pb", "vote/shares")] == [404, 404]


def test_a_ballot_too_many_is_found(counted):
    vote, community = counted[1], polling.communities()[0]
    assert verify.findings(db.session()) == []
    with unit_of_work() as session:
        session.add(Ballot(id="0" * 32, vote_id=vote, community_id=community))
        session.add(BallotFile(vote_id=vote, name="lost.pb", digest="0" * 64, ballots=3, by_id=session.query(Voter.by_id).first()[0], at_us=clock.now()))
        session.add(BallotChoice(ballot_id="0" * 32, proposal_id=counted[0][3]))
    assert [(found.kind, found.where[0]) for found in verify.findings(db.session())] == [
        ("ballots-differ", vote), ("file-ballots-differ", vote), ("ballot-supports-other", vote)]


def test_thirty_days_later_nobody_knows_whose_phones_they_were(counted):
    at = clock.now()
    assert (forgetting.forget_phones(at), forgetting.forget_phones(at + 31 * polling.DAY), forgetting.forget_phones(at + 32 * polling.DAY)) == (0, 1, 0)
    kept = db.session.scalars(select(Voter)).all()
    assert {(voter.tail, voter.batch, voter.phone_digest[:9]) for voter in kept} == {("", "", "forgotten")} and sum(voter.voted for voter in kept) == 6
    assert (len(support(at=at)), verify.findings(db.session())) == (4, [])
