"""Who judges what: planned when proposals are sent together, changed by hand, read aside by another panel."""
import pytest
from sqlalchemy import select

from proposals.accounts.models import Post
from proposals.approval import actions
from proposals.approval.convening import handing, pool
from proposals.approval.models import Review, Verdict
from proposals.approval.rules.figures import given
from proposals.collection.models import CoProposer, Proposal
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.kit import Forms
from tests.rooms.approval.asking import review_of, steps_of
from tests.rooms.approval.convened import KEEPER, asked, key, needing, panel, season, street
from tests.rooms.approval.planned import actor, planned
from workflow import Refused

JUDGES = {"郑国栋", "赵岚", "钱文", "吴芳", "冯涛"}

ONE_DATABASE = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
"""The pages and the words; the acts behind them are tried on both databases."""


def address(at):
    return f"/approval/{season().year}/panels/{street('XT')}/assignment"


def test_five_proposals_are_spread_evenly_and_around_conflicts(enter, at):
    needing(3)
    cases = [planned(number, at=at) for number in range(1, 6)]
    with unit_of_work():
        db.session.add_all(CoProposer(proposal_id=case, person_id=key("吴芳"), from_id=case) for case in cases[:2])
    lead, url = enter(KEEPER), address(at)
    assert "吴芳（本人的点子）" in lead.get(url).text
    ticked = {"cases": [str(case) for case in cases]}
    trial = lead.post(f"{url}/trial", ticked, page=url).text
    assert "确认送审 5 项" in trial
    assert lead.post(f"{url}/sending", again=Forms(trial).posting_to(f"{url}/sending") | ticked).status_code == 303
    found = [set(asked(case)) for case in cases]
    assert [len(judges) for judges in found] == [3] * 5
    assert sorted(sum(name in judges for judges in found) for name in JUDGES) == [3] * 5
    assert not any("吴芳" in judges for judges in found[:2])


@ONE_DATABASE
def test_one_after_the_other_goes_to_who_holds_least(at):
    needing(3)
    for number in range(1, 6):
        drive.reviewing(planned(number, at=at), at=at, by=actor(KEEPER))
    held = list(db.session.scalars(select(Review.judge_id)))
    assert [held.count(judge) for judge in sorted(set(held))] == [3] * 5


@ONE_DATABASE
def test_a_proposal_with_too_few_free_judges_is_named_and_the_others_go(enter, at):
    free, short = planned(1, at=at), planned(2, at=at, title="社区小剧场")
    with unit_of_work():
        db.session.add_all(CoProposer(proposal_id=short, person_id=key(name), from_id=short) for name in ("吴芳", "钱文"))
    lead, url = enter(KEEPER), address(at)
    page = lead.get(url).text
    assert ("还缺 1 位" in page, page.count("还缺")) == (True, 1)
    trial = lead.post(f"{url}/trial", {"cases": [str(free), str(short)]}, page=url).text
    assert "社区小剧场" in trial.partition("不能送审，不会变动")[2].partition("</table>")[0]
    assert "只剩 4 位评委" in trial
    done = actions.send_many([free, short], by=actor(KEEPER), at=at, key=None, dry_run=False)
    assert (done.moved, list(done.refused)) == ([free], [short])


def test_the_lead_hands_a_review_on_until_it_is_begun(enter, at):
    needing(3)
    case = planned(1, at=at)
    drive.reviewing(case, at=at, by=actor(KEEPER))
    first, other = asked(case)[0], sorted(JUDGES - set(asked(case)))[0]
    review, lead = review_of(case, first), enter("王主任")
    url = f"/approval/{season().year}/panels/{street('XT')}/reviews/{review}/handing"
    assert lead.post(url, {"judge": str(key(other)), "reason": "出差"}).status_code == 303
    assert lead.post(url, again=lead.sent).status_code == 303
    assert (asked(case, "void"), other in asked(case, "assigned"), len(asked(case, "assigned"))) == ([first], True, 3)
    assert steps_of(review)[-1] == ("void", "system")
    actions.take_review(review_of(case, other), by=actor(other), at=at, seq=None)
    for to, code in ((first, "review-begun"), (other, "review-begun")):
        with pytest.raises(Refused, match=code):
            handing.hand_over(review_of(case, other), to=key(to), reason="再改", by=actor(KEEPER), at=at)
    with pytest.raises(Refused, match="not-free-to-judge"):
        handing.hand_over(review_of(case, asked(case, "assigned")[0]), to=key(first), reason="再改", by=actor(KEEPER), at=at)


def test_another_panel_reads_a_proposal_aside_and_no_result_counts_it(enter, idea, at):
    other = panel("SZJ", at=at)
    for name in ("何静", "杨评估"):
        with unit_of_work():
            db.session.add(Post(person_id=key(name), kind="judge", since_us=at))
        actions.seat_member(other, judge_id=key(name), seat="member", side="external", by=actor(KEEPER), at=at)
    case = idea("reviewing")
    url = f"/approval/{season().year}/panels/{street('XT')}/anchors"
    assert enter(KEEPER).post(url, {"proposal": str(case), "panel": str(other)}).status_code == 303
    with pytest.raises(Refused, match="anchor-called"):
        handing.read_elsewhere(case, panel_id=other, by=actor(KEEPER), at=at)
    with pytest.raises(Refused, match="joint-not-yours"):
        handing.read_elsewhere(case, panel_id=other, by=actor("王主任"), at=at)
    for name in (*JUDGES, "何静"):
        drive_one(case, name, at=at)
    actions.decide(case, move="pass_review", reason="", by=actor("郑国栋"), at=at, seq=None)
    assert (asked(case, "void"), db.session.scalars(select(Verdict.scores_counted)).all()) == (["杨评估"], [5])
    assert len(given(db.session(), season_id=season().id)) == 6


def drive_one(case, name, *, at):
    """One judge takes and scores."""
    review = review_of(case, name)
    levels = {one.id: 4 for one in drive.rubric_of(db.session, season_id=db.session.get_one(Review, review).season_id)}
    actions.take_review(review, by=actor(name), at=at, seq=None)
    actions.cast_score(review, levels=levels, comment="可行。", by=actor(name), at=at, seq=None)


def test_what_is_put_on_record_during_the_review_stands_against_it(idea, at):
    case = idea("reviewing")
    implementer = db.session.get_one(Proposal, case).organisation_id
    pool.avoid(key("赵岚"), line=pool.Line(implementer, None, ""), reason="理事是我哥哥", by=actor("赵岚"), at=at)
    assert (asked(case, "recused"), "褚玉" in asked(case, "assigned")) == (["赵岚"], True)
    assert steps_of(review_of(case, "赵岚"))[-1] == ("recuse", "system")
    with pytest.raises(Refused, match="avoided-already"):
        pool.avoid(key("赵岚"), line=pool.Line(implementer, None, ""), reason="再写", by=actor("赵岚"), at=at)


@ONE_DATABASE
@pytest.mark.parametrize("where", ["employer", "name", "street"])
def test_the_register_keeps_a_judge_apart_before_anything_is_handed_out(at, where):
    case = planned(1, at=at)
    if where == "employer":
        body = db.session.get_one(Proposal, case).organisation_id
        pool.enter_expert(key("钱文"), about=pool.About("finance", "会计", "", body), by=actor(KEEPER), at=at)
    else:
        line = pool.Line(None, None, "林秀梅") if where == "name" else pool.Line(None, street("XT"), "")
        pool.avoid(key("钱文"), line=line, reason="邻居", by=actor("钱文"), at=at)
    drive.reviewing(case, at=at, by=actor(KEEPER))
    assert asked(case) == ["郑国栋", "赵岚", "吴芳", "冯涛", "褚玉"]
