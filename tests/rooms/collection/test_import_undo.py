"""A whole list is taken back as long as nobody has touched one of its ideas: it counts nowhere, its history stays, and it can come again."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.collection import actions
from proposals.collection.importing import undoing
from proposals.collection.models import ImportedIdea, Proposal, Resemblance
from proposals.collection.queries import Filters, fate, funnel, staff_list, timeline
from proposals.machine import engine
from proposals.storage import db
from tests.drive import collection as drive
from tests.rooms.collection.listed import ONE, THREE, TWO, bring, changed, ideas, letters, table
from workflow import Refused

SQLITE = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
EVERYTHING = Filters(season_id=None, streets=None, state="", stage="", category_id=None, words="")


def undo(job, *, by="王主任"):
    return undoing.undo(job.id, reason="传错了文件。", by=drive.who(by), at=clock.now())


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def test_a_list_taken_back_counts_nowhere_and_its_history_stays(app):
    job = bring(table(ONE, TWO, THREE))
    assert undo(job).state == "undone"
    assert [(idea.state, idea.reason, idea.submitted_us) for idea in ideas()] == [("withdrawn", "import-undone", None)] * 3
    assert (funnel(drive.season_id()).collected, staff_list(EVERYTHING, after=None, before=None).rows) == (0, [])
    last = timeline(ideas()[0].id, full=True)[0]
    assert (last.name, last.who, last.note) == ("undo_import", "王主任", "传错了文件。")
    assert fate(ideas()[0]).reason == "import-undone"
    assert letters().count(("郑小妹", "ideas_taken_back")) == 1


def test_the_same_list_can_come_again(app):
    undo(bring(table(ONE, TWO)))
    assert bring(table(ONE, TWO)).added == 2
    assert sorted((row.line, row.undone_us is None) for row in db.session.scalars(select(ImportedIdea))) == [(2, False), (2, True), (3, False), (3, True)]


def test_once_touched_it_stays_and_the_refusal_names_which(app):
    job = bring(table(ONE, TWO, THREE))
    actions.accept(ideas()[1].id, by=drive.who("孙干事"), at=clock.now())
    number = ideas()[1].number
    with pytest.raises(Refused) as refusal:
        undo(job)
    assert (codes(refusal), refusal.value.problems[0].facts) == (["import-touched"], {"count": 1, "names": f"楼道堆满杂物（{number}）"})
    assert funnel(drive.season_id()).collected == 3


def test_whoever_looked_at_the_same_words_has_touched_them(app):
    job = bring(table(ONE, changed(ONE, 提案人="周大哥", 联系电话="13800000009")))
    asked = db.session.scalars(select(Resemblance)).one()
    actions.judge_resemblance(asked.id, verdict="same", by=drive.who("孙干事"), at=clock.now())
    with pytest.raises(Refused) as refusal:
        undo(job)
    assert (codes(refusal), refusal.value.problems[0].facts["count"]) == (["import-touched"], 2)


@SQLITE
@pytest.mark.parametrize(("by", "who", "said"), [("张小雨", "王主任", None), ("张小雨", "周敏", None), ("王主任", "张小雨", "import-undo-not-yours"),
                                                 ("王主任", "孙干事", "import-undo-not-yours"), ("王主任", "林秀梅", "import-undo-not-yours")])
def test_who_brought_it_or_a_lead_takes_it_back(app, by, who, said):
    job = bring(table(ONE), by=by)
    if said is None:
        assert undo(job, by=who).state == "undone"
        return
    with pytest.raises(Refused) as refusal:
        undo(job, by=who)
    assert codes(refusal) == [said]


@SQLITE
def test_twice_and_an_idea_alone_are_refused(app):
    job = bring(table(ONE))
    assert "undo_import" not in [option.transition.name for option in engine.options(db.session(), ideas()[0].id, drive.who("王主任"), at=clock.now())]
    undo(job)
    with pytest.raises(Refused) as refusal:
        undo(job)
    assert codes(refusal) == ["import-not-done"]
    assert db.session.get_one(Proposal, ideas()[0].id).state == "withdrawn"
