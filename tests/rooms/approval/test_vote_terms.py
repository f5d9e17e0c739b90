"""The bureau sets a residents' vote up: off until then, changed until it opens, fixed from then on."""
from datetime import timedelta

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import ResidentVote, VoteCandidate
from proposals.approval.voting import acts, lists
from proposals.errors import Refusal
from proposals.storage import db
from tests.rooms.approval import polling
from tests.rooms.approval.planned import actor, planned


def terms(first, last, *, weight=20):
    today = clock.today(clock.now())
    return {"first": str(today + timedelta(days=first)), "last": str(today + timedelta(days=last)), "weight_percent": str(weight), "most_choices": "3"}


def listed():
    db.session.rollback()  # what the browser has done since
    return list(db.session.scalars(select(VoteCandidate.proposal_id).order_by(VoteCandidate.proposal_id)))


def test_there_is_no_vote_until_the_bureau_sets_one_up(app, enter):
    cases, year = polling.candidates(at=clock.now()), polling.season()[1]
    assert (enter().get(f"/approval/{year}/vote").status_code, "现在没有居民投票" in enter().get("/approval/votes").text) == (404, True)
    bureau = enter("李科长")
    assert bureau.post(f"/approval/{year}/vote/terms", terms(2, 9)).status_code == 303
    page = enter().get(f"/approval/{year}/vote").text
    assert all(word in page for word in ("投票还没有开始", "口袋花园", "河边步道", "支持率占项目总分的 20%"))
    assert listed() == sorted(cases)
    later = planned(5, at=clock.now())  # names no community: nobody could vote on it
    assert bureau.post(f"/approval/{year}/vote/terms", terms(3, 9, weight=0)).status_code == 303
    assert (later in listed(), db.session.scalars(select(ResidentVote.weight_percent)).all()) == (False, [0])


def test_nobody_else_sets_a_vote_up(app, enter):
    address = f"/approval/{polling.season()[1]}/vote/terms"
    assert {name: enter(name).get(address).status_code for name in ("王主任", "郑国栋", "林秀梅")} == {"王主任": 403, "郑国栋": 403, "林秀梅": 403}


def test_wrong_terms_are_refused_and_kept_on_the_page(app, enter):
    bureau, address = enter("李科长"), f"/approval/{polling.season()[1]}/vote/terms"
    for wrong, status, said in ((terms(0, 3), 409, "明天或以后"), (terms(5, 3), 409, "结束日期不能早于"), (terms(2, 3, weight=21), 422, "0 到 20"),
                                (terms(2, 3) | {"first": ""}, 422, "还没有填写")):
        answer = bureau.post(address, wrong)
        assert (answer.status_code, said in answer.text, f'value="{wrong["last"]}"' in answer.text) == (status, True, True)
    assert lists.votes()[0][1] is None


def test_once_open_nothing_is_changed_or_called_off(app, enter):
    at = clock.now()
    vote = polling.vote("open", at=at)
    page = enter("李科长").get(f"/approval/{polling.season()[1]}/vote/terms").text
    assert "取消这次投票" not in page and "保存规则" not in page
    day = clock.today(at) + timedelta(days=3)
    for act in (lambda: acts.set_vote_up(polling.season()[0], terms=acts.VoteTerms(day, day, 5, 1), by=actor("李科长"), at=at),
                lambda: acts.call_vote_off(vote, by=actor("李科长"), at=at)):
        with pytest.raises(Refusal) as refused:
            act()
        assert [problem.code for problem in refused.value.problems] == ["vote-begun"]


def test_before_it_opens_a_vote_can_be_called_off(app, enter):
    at, year = clock.now(), polling.season()[1]
    polling.candidates(at=at)
    polling.verified(polling.vote("before", at=at), phones=polling.PHONES[:2], at=at)
    answer = enter("李科长").post(f"/approval/{year}/vote/calling-off", page=f"/approval/{year}/vote/terms")
    assert (answer.status_code, listed(), enter().get(f"/approval/{year}/vote").status_code) == (303, [], 404)


def test_a_weight_is_fixed_before_scores_are_given(idea, at):
    idea("scored")
    with pytest.raises(Refusal) as refused:
        polling.vote("before", at=at, weight=10)
    assert [problem.code for problem in refused.value.problems] == ["vote-weight-too-late"]
    assert polling.vote("before", at=at, weight=0)
