"""Ballots of a vote held elsewhere are taken in as one file, or not at all, and taken back as one."""
import io

import pytest
from sqlalchemy import func, select

from proposals import clock
from proposals.approval.models import Ballot
from proposals.approval.voting import acts, counting
from proposals.errors import Refusal
from proposals.directory.models import Area
from proposals.storage import db
from tests.rooms.approval import polling

HEAD = "META\nkey;value\nbudget;10000\nvote_type;{kind}\nPROJECTS\nproject_id;cost\n{year}-XT-0001;4460\n{year}-XT-0002;4460\n{year}-XT-0004;4460\n"


@pytest.fixture
def vote(app):
    at = clock.now()
    polling.candidates(at=at)
    return polling.vote("open", at=at)


def text(votes, *, kind="approval"):
    year = polling.season()[1]
    return HEAD.format(year=year, kind=kind) + "VOTES\nvoter_id;vote;neighborhood\n" + votes.replace("#", f"{year}-XT-000")


def send(bureau, content):
    address = f"/approval/{polling.season()[1]}/vote/file"
    data = content if isinstance(content, bytes) else content.encode()
    return bureau.post(address, {"file": (io.BytesIO(data), "district.pb")})


def ballots():
    db.session.rollback()  # what the browser has done since
    vote = counting.vote_of(db.session(), season_id=polling.season()[0])
    return sum(counting.cast_in(db.session(), vote_id=vote.id).values()), db.session.scalar(select(func.count()).select_from(Ballot))


def test_a_file_comes_in_as_a_whole_and_goes_as_a_whole(vote, enter):
    name = db.session.get_one(Area, polling.communities()[1]).name
    bureau, year = enter("李科长"), polling.season()[1]
    assert send(bureau, text(f"1;#1,#2;\n2;#1;\n3;#4;\n4;;{name}\n")).status_code == 303
    assert ballots() == (4, 4)
    page = bureau.get(f"/approval/{year}/vote/file").text
    assert "district.pb" in page and "李科长" in page
    assert "已经导入过一份选票" in send(bureau, text("1;#1;\n")).text
    file_id = page.split("/vote/file/")[1].split("/")[0]
    assert bureau.post(f"/approval/{year}/vote/file/{file_id}/removal", page=f"/approval/{year}/vote/file").status_code == 303
    assert ballots() == (0, 4)
    assert send(bureau, text("1;#1;\n")).status_code == 303
    assert ballots() == (1, 5)


WRONG = (
    ("1;#1;\n2;#1,#4;\n", "approval", 409, "选票 2 选了不同社区的项目"), ("1;;\n", "approval", 409, "选票 1 一个项目也没选"),
    ("1;#1;\n", "ordinal", 409, "不是“赞成票”"), ("", "approval", 409, "文件里没有选票"), ("1;#1;\n1;#2;\n", "approval", 409, "1 张选票的选民编号和别的选票相同"),
    ("1;#1,#2,#4;\n", "approval", 409, "选票 1 选了不同社区的项目"))


def test_one_wrong_ballot_keeps_the_whole_file_out(vote, enter):
    bureau = enter("李科长")
    for votes, kind, status, said in WRONG:
        answer = send(bureau, text(votes, kind=kind))
        assert (answer.status_code, said in answer.text) == (status, True)
    unknown = send(bureau, text("1;#1;\n").replace("-XT-0004;", "-XT-0009;"))
    assert (unknown.status_code, "-XT-0009 不在这次投票的候选名单里" in unknown.text) == (409, True)
    assert ballots() == (0, 0)


def test_what_is_no_election_is_told_at_the_field(vote, enter):
    bureau = enter("李科长")
    for content, said in ((b"\xff\xfe", "不是 UTF-8"), (b"", "缺少 META"), (b"META\nPROJECTS\nx;cost\na;1\nVOTES\n", "“”不是数字")):
        answer = send(bureau, content)
        assert (answer.status_code, said in answer.text) == (422, True)


def test_a_vote_is_held_here_or_elsewhere_never_both(vote, enter):
    at, bureau = clock.now(), enter("李科长")
    voter = acts.identify(vote, phone=polling.PHONES[0], code=polling.verified(vote, phones=polling.PHONES[:1], at=at)[polling.PHONES[0]], at=at)
    assert send(bureau, text("1;#1;\n")).status_code == 303
    with pytest.raises(Refusal) as refused:
        acts.cast(voter, proposals=[], at=at)
    assert [problem.code for problem in refused.value.problems] == ["votes-from-file"]


def test_no_file_comes_in_before_the_list_of_candidates_is_fixed(app, enter):
    at = clock.now()
    polling.candidates(at=at)
    polling.vote("before", at=at)
    assert "投票还没有开始，候选名单还可能变动" in send(enter("李科长"), text("1;#1;\n")).text


def test_after_a_ballot_was_cast_here_no_file_comes_in(vote, enter):
    polling.cast(vote, [[]], at=clock.now())
    assert "已经有居民在这里投了票" in send(enter("李科长"), text("1;#1;\n")).text
    assert enter("王主任").get(f"/approval/{polling.season()[1]}/vote/file").status_code == 403
