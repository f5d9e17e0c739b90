"""Taking an idea out of a package again: it stands as it stood, and what was said with it is marked, never rewritten."""
from __future__ import annotations

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Review
from proposals.collection import actions as collection
from proposals.collection.models import Lineage
from proposals.collection.queries import kindred
from proposals.letters import Case
from proposals.collection.rules.roles import proposers
from proposals.optimisation import actions
from proposals.optimisation.merging.asking import credit
from proposals.optimisation.merging.joining import join, reword
from proposals.optimisation.merging.wording import Said
from proposals.optimisation.models import Wording
from proposals.storage import db
from tests.drive import approval
from tests.drive import merging as drive
from tests.drive import optimisation as improving
from tests.drive.collection import accepted, who
from tests.rooms.optimisation.test_merging import letters
from workflow import Actor, SecondPersonNeeded, Unmet


@pytest.fixture
def at(app):
    improving.name_sources(at=clock.now())
    return clock.now()


def told(case_id):
    """Who is told of an idea's moves as its proposer."""
    one = drive.idea(case_id)
    return proposers(db.session(), Case(one.id, "proposal", one.state, one.season_id, one, one))


def owner(case_id):
    return drive.idea(case_id).proposer_id


def test_every_idea_goes_back_to_where_it_was(at):
    ids = drive.three(at=at)
    before = [drive.standing(each) for each in ids]
    package = join(drive.joining(*ids, title="社区老年食堂"), by=who("周敏"), at=at)
    for each in ids:
        actions.unmerge(each, note="分开办。", by=who("王主任"), at=at)
    assert [drive.standing(each) for each in ids] == before
    assert drive.co_proposers(package) == []
    assert all(line.undone_us == at for line in db.session.scalars(select(Lineage)))
    assert (drive.idea(package).state, drive.idea(package).reason) == ("not_selected", "taken-apart")


def test_the_author_is_told_of_the_packages_moves_as_long_as_the_idea_lives_on_in_it(at):
    a, b, c = drive.three(at=at)
    join(drive.joining(b, c, into=a), by=who("周敏"), at=at)
    assert told(a) == {owner(a), owner(b), owner(c)}
    actions.unmerge(b, note="分开办。", by=who("王主任"), at=at)
    assert told(a) == {owner(a), owner(c)}
    actions.drop(a, reason="low-need", note="太少", by=who("周敏"), at=at)
    assert [template for template, _text in letters()].count("not_selected") == 2


def test_whoever_spoke_for_a_package_and_left_is_followed_by_who_is_still_in_it(at):
    a, b, c = drive.three(at=at)
    package = join(drive.joining(a, b, c, title="社区老年食堂", percents={b: 50}), by=who("周敏"), at=at)
    assert owner(package) == owner(a)
    actions.unmerge(a, note="分开办。", by=who("王主任"), at=at)
    assert (owner(package), told(package)) == (owner(b), {owner(b), owner(c)})
    assert credit(kindred(package).links, target_id=package, origin="merged") == {b: 67, c: 33}


def test_the_combined_text_keeps_the_passage_and_says_that_it_was_taken_out(at, enter):
    a, b, _c = drive.three(at=at)
    join(drive.joining(b, into=a), by=who("周敏"), at=at)
    actions.unmerge(b, note="分开办。", by=who("王主任"), at=at)
    page = enter("王主任").get(f"/ideas/{a}").text
    assert "这个点子已经分出，这一段不再算数" in page
    assert len(db.session.scalars(select(Wording)).all()) == 1
    reword(a, passages=[Said("problem", "只剩一家的话。", a), Said("solution", "照办。", None)], seen=1, by=who("孙干事"), at=at)
    assert [(one.version, [passage.verbatim for passage in one.passages]) for one in db.session.scalars(select(Wording).order_by(Wording.version))] == [
        (1, [1, 0]), (2, [0, 0])]
    assert "这一段不再算数" not in enter("王主任").get(f"/ideas/{a}").text


def test_a_package_of_several_has_no_words_but_the_combined_ones(at):
    a, b, _c = drive.three(at=at)
    package = join(drive.joining(a, b, title="社区老年食堂"), by=who("周敏"), at=at)
    reword(package, passages=[Said("problem", "一起说。", a), Said("solution", "照办。", b)], seen=1, by=who("孙干事"), at=at)
    assert (drive.idea(package).problem, drive.idea(package).solution) == ("一起说。", "照办。")


def test_the_panel_reads_the_combined_text_without_what_was_taken_out(at, enter):
    a, b, c = improving.planned(at=at).id, accepted(at=at).id, accepted(at=at).id
    join(drive.joining(b, c, into=a), by=who("周敏"), at=at)
    actions.unmerge(c, note="分开办。", by=who("王主任"), at=at)
    approval.reviewing(a, at=at, by=who("周敏"))
    review = db.session.scalars(select(Review.id).where(Review.proposal_id == a, Review.judge_id == int(who("赵岚").id[1:]))).one()
    page = enter("赵岚").get(f"/approval/reviews/{review}").text
    assert [drive.idea(each).problem in page for each in (a, b, c)] == [False, True, False]
    assert [words in page for words in ("社区食堂供餐，志愿者送到家。", drive.idea(a).solution, "看每一段出自谁")] == [True, False, True]


def test_a_second_person_undoes_it_and_the_page_says_what_that_means(at, enter):
    a, b, _c = drive.three(at=at)
    join(drive.joining(b, into=a), by=who("周敏"), at=at)
    with pytest.raises(SecondPersonNeeded):
        actions.unmerge(b, note="分开", by=who("周敏"), at=at)
    page = enter("王主任").get(f"/moves/{b}/unmerge").text
    assert "恢复到合并之前的“已受理”" in page
    assert "出自这个点子的段落会划去并注明" in page
    assert enter("王主任").move(b, "unmerge", note="其实是两件事。").location == f"/ideas/{b}"
    assert enter("王主任").get(f"/moves/{b}/unmerge").status_code == 200
    assert "<s>" in enter().get(f"/ideas/{b}").text


def test_not_after_the_package_went_to_review(at):
    a, b, _c = drive.three(at=at)
    join(drive.joining(b, into=a), by=who("周敏"), at=at)
    actions.drop(a, reason="low-need", note="太少", by=who("周敏"), at=at)
    with pytest.raises(Unmet, match="target-went-on"):
        actions.unmerge(b, note="分开", by=who("王主任"), at=at)


def test_when_an_author_takes_the_package_back_the_others_ideas_are_not_lost(at):
    a, b, _c = drive.three(at=at)
    join(drive.joining(b, into=a), by=who("周敏"), at=at)
    collection.withdraw(a, by=Actor(f"p{owner(a)}", "林秀梅"), at=at)
    actions.unmerge(b, note="原提案人撤回了。", by=who("王主任"), at=at)
    assert drive.idea(b).state == "accepted"


def test_nobody_alone_takes_a_package_of_several_back(at):
    a, b, _c = drive.three(at=at)
    package = join(drive.joining(a, b, title="社区老年食堂"), by=who("周敏"), at=at)
    with pytest.raises(Unmet, match="others-are-in-it"):
        collection.withdraw(package, by=Actor(f"p{owner(package)}", "林秀梅"), at=at)
