"""Several ideas become one: all of them or none, nobody's words or name are lost, and everybody is told."""
from __future__ import annotations

import pytest
from sqlalchemy import select

from proposals import clock, tick
from proposals.accounts.models import Message
from proposals.collection.models import Lineage, Proposal
from proposals.collection.queries import timeline
from proposals.errors import Refusal
from proposals.letters import text_of
from proposals.optimisation import actions
from proposals.optimisation.merging.joining import join, rehearse
from proposals.optimisation.models import Wording
from proposals.storage import db
from tests.drive import collection as collecting
from tests.drive import merging as drive
from tests.drive import optimisation as improving
from tests.drive.collection import who
from tests.rooms.collection.test_races import at_once
from workflow import Refused


@pytest.fixture
def at(app):
    improving.name_sources(at=clock.now())
    return clock.now()


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def letters():
    """What lies in people's boxes: (template, text)."""
    tick.deliver_letters(clock.now())
    db.session.rollback()
    return [(each.template, text_of(each.template, facts=each.facts)) for each in db.session.scalars(select(Message).order_by(Message.id))]


def test_three_become_a_package_of_their_own(at):
    a, b, c = drive.three(at=at)
    package = drive.idea(join(drive.joining(a, b, c, title="社区老年食堂"), by=who("周敏"), at=at))
    assert (package.origin, package.state, package.title, package.number[-4:]) == ("merged", "optimising", "社区老年食堂", "0004")
    assert package.problem == "\n".join(drive.idea(each).problem for each in (a, b, c))
    assert [drive.idea(each).state for each in (a, b, c)] == ["merged"] * 3
    assert drive.shares(package.id) == {a: 34, b: 33, c: 33}
    assert drive.co_proposers(package.id) == [(each, drive.idea(each).proposer_id) for each in (a, b, c)]
    wording = db.session.scalars(select(Wording)).one()
    assert [(one.part, one.source_id, one.verbatim) for one in wording.passages] == [
        ("problem", a, 1), ("problem", b, 1), ("problem", c, 1), ("solution", None, 0)]
    assert [entry.name for entry in timeline(package.id, full=True)] == ["merge_into"] * 3 + ["adopt", "@start"]
    step = next(entry for entry in timeline(a, full=True) if entry.name == "merge_into")
    assert (step.data["into"], step.data["share"], step.data["wording"], step.data["credit"]) == (package.id, 34, 1, {str(a): 34, str(b): 33, str(c): 33})


def test_two_go_into_an_idea_and_share_with_its_author(at):
    a, b, c = drive.three(at=at)
    before = drive.standing(a)
    assert join(drive.joining(b, c, into=a, repeats=(c,)), by=who("周敏"), at=at) == a
    assert drive.standing(a) == before
    assert drive.shares(a) == {b: 50, c: 0}
    assert [line.kind for line in db.session.scalars(select(Lineage).order_by(Lineage.id))] == ["merge", "duplicate"]


def test_who_joined_before_gets_a_share_of_the_new_whole_and_is_told(at):
    a, b, c = drive.three(at=at)
    join(drive.joining(b, into=a), by=who("周敏"), at=at)
    join(drive.joining(c, into=a, own=50, earlier=((b, 20),), seen=1), by=who("周敏"), at=at)
    assert drive.shares(a) == {b: 20, c: 30}
    assert [template for template, _text in letters() if template in ("joined", "merged_into", "credit_changed")] == [
        "joined", "merged_into", "credit_changed", "joined", "merged_into"]
    assert [text for template, text in letters() if template == "credit_changed"][0].endswith("又并入了别的点子，您的署名贡献现在是 20%。 说明：都是老人吃饭的事。")


def test_what_is_shown_beforehand_is_what_is_sent_and_showing_changes_nothing(at):
    a, b, c = drive.three(at=at)
    letters()
    told = rehearse(drive.joining(b, c, into=a), by=who("周敏"), at=at)
    assert (drive.idea(b).state, drive.shares(a), db.session.scalars(select(Wording)).all()) == ("accepted", {}, [])
    shown = [(one.template, text_of(one.template, facts=one.facts)) for one in told]
    before = len(letters())
    join(drive.joining(b, c, into=a), by=who("周敏"), at=at)
    assert sorted(letters()[before:]) == sorted(shown)
    assert [template for template, _text in shown] == ["joined", "merged_into", "merged_into"]
    assert "有 2 个相近的点子并入了您的点子“给岁数大的开个小食堂”" in shown[0][1]


def test_one_that_may_not_be_merged_stops_all_and_is_named(at):
    a, b, c = drive.three(at=at)
    actions.drop(c, reason="low-need", note="太少", by=who("周敏"), at=at)
    before = [drive.standing(each) for each in (a, b, c)]
    with pytest.raises(Refused) as no:
        join(drive.joining(b, c, into=a), by=who("周敏"), at=at)
    assert codes(no) == ["source-not-merged", "move-not-from-here"]
    assert no.value.problems[0].facts == {"number": drive.idea(c).display_number}
    assert [drive.standing(each) for each in (a, b, c)] == before


def test_an_idea_that_moved_meanwhile_is_named(at):
    a, b, c = drive.three(at=at)
    seen = drive.joining(b, c, into=a)
    actions.shortlist(c, reason="需要", by=who("周敏"), at=at)
    with pytest.raises(Refused) as no:
        join(seen, by=who("周敏"), at=at)
    assert codes(no) == ["source-moved-on"]
    assert drive.idea(b).state == "accepted"


def test_of_two_leads_at_once_one_merges_and_the_other_is_told(app, at):
    a, b, c = drive.three(at=at)
    both = [drive.joining(b, into=a), drive.joining(b, into=c)]
    chief, lead = who("王主任"), who("周敏")
    db.session.rollback()
    refused = at_once(app, lambda: join(both[0], by=chief, at=at), lambda: join(both[1], by=lead, at=at))
    assert refused == ["source-moved-on"]
    assert len(db.session.scalars(select(Lineage)).all()) == 1


@pytest.mark.parametrize(("change", "code"), [
    ({"percents": {1: 60, 2: 60}}, "shares-not-hundred"), ({"title": ""}, "new-package-needs-title"), ({"seen": 3}, "wording-changed-meanwhile")])
def test_a_merger_that_does_not_add_up_is_refused_whole(at, change, code):
    a, b, _c = drive.three(at=at)
    change = {**change, **({"percents": {a: 60, b: 60}} if "percents" in change else {})}
    with pytest.raises(Refused) as no:
        join(drive.joining(a, b, **{"title": "食堂", **change}), by=who("周敏"), at=at)
    assert codes(no) == [code]
    assert [drive.idea(a).state, len(db.session.scalars(select(Proposal)).all())] == ["optimising", 3]


def test_ideas_nobody_chose_do_not_become_a_chosen_package(at):
    _a, b, c = drive.three(at=at)
    with pytest.raises(Refusal, match="new-package-needs-chosen"):
        join(drive.joining(b, c, title="食堂"), by=who("周敏"), at=at)


def test_one_idea_is_nothing_to_merge(at):
    a = collecting.accepted(at=at).id
    with pytest.raises(Refusal, match="merge-needs-another"):
        join(drive.joining(a, title="食堂"), by=who("周敏"), at=at)


def test_staff_without_the_post_merge_nothing(at):
    a, b, c = drive.three(at=at)
    with pytest.raises(Refused) as no:
        join(drive.joining(b, c, into=a), by=who("何静"), at=at)
    assert set(codes(no)) == {"source-not-merged", "move-not-yours"}
