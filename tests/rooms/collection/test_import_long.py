"""A long list is worked on beside the pages: checked to its last row first, then entered block by block, and taken back if the rules stop it."""
import pytest
from sqlalchemy import func, select

from proposals import clock, tick
from proposals.collection.importing import background, checking, files, undoing, whole
from proposals.collection.models import IdeaImport, Proposal, StagedRow
from proposals.collection.queries import funnel
from proposals.machine import engine
from proposals.seasons.models import Phase
from proposals.storage import db, unit_of_work
from tests.drive import collection as drive
from tests.rooms.collection.listed import bring, changed, letters, many, table

SHORT, ALL = 5, 60


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Lists are long from six rows on (and thirty for the headings), and blocks are of ten."""
    monkeypatch.setattr(files, "SHORT", SHORT)
    monkeypatch.setattr(background, "AT_ONCE", 10)


def left():
    return db.session.scalar(select(func.count()).select_from(StagedRow))


def test_it_is_entered_in_blocks_and_told_of_once(app):
    seen = []
    job = bring_seeing(table(*many(ALL)), seen=seen.append)
    assert (job.state, job.added, job.large, job.content, left()) == ("done", ALL, 1, None, 0)
    assert [rows for rows in seen if rows] == [10] * 6
    assert len(letters()) == len(set(letters())) == ALL + 4
    assert (bring(table(*many(ALL + 5))).added, funnel(drive.season_id()).collected) == (5, ALL + 5)


def bring_seeing(content, *, seen):
    asked = whole.Asked(drive.season_id(), drive.who("王主任"), {})
    return whole.bring(content, name="长名单.csv", asked=asked, at=clock.now(), seen=seen)


def test_a_wrong_row_at_the_end_keeps_everything_out(app):
    rows = [*many(ALL), changed(many(ALL + 1)[-1], 社区="没有这个社区")]
    job = bring(table(*rows))
    report = checking.from_json(job.found)
    assert (job.state, job.added, left(), funnel(drive.season_id()).collected) == ("failed", 0, 0, 0)
    assert [(finding.line, finding.code) for finding in report.told()] == [(ALL + 2, "community-unknown")]
    assert letters() == [("王主任", "import_failed")]
    background.round_of(clock.now() + 31 * 24 * 3600 * clock.SECOND)
    assert db.session.scalars(select(IdeaImport.id)).all() == []


def test_when_the_collection_ends_meanwhile_what_was_entered_goes_out_again(app):
    def close(rows):
        if rows and db.session.scalar(select(Phase.state).where(Phase.name == "collection")) == "open":
            with unit_of_work() as session:
                engine.fire(session, session.scalars(select(Phase.id).where(Phase.name == "collection")).one(), "close", drive.who("李科长"), at=clock.now())

    job = bring_seeing(table(*many(ALL)), seen=close)
    assert (job.state, left(), funnel(drive.season_id()).collected) == ("failed", 0, 0)
    assert [finding.line for finding in checking.from_json(job.found).findings] == [12]
    assert letters() == [("王主任", "import_failed")]
    background.round_of(clock.now() + 31 * 24 * 3600 * clock.SECOND)
    assert db.session.get_one(IdeaImport, job.id, populate_existing=True).state == "failed"


@pytest.mark.slow
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_another_process_goes_on_with_it_after_a_crash(app, monkeypatch):
    done = []

    def dies(rows):
        done.append(rows)
        if sum(done) == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_seeing(table(*many(ALL)), seen=dies)
    job_id = db.session.scalars(select(IdeaImport.id)).one()
    monkeypatch.setattr(background, "owner", lambda: "another:1")
    tick.round_of(clock.now())
    assert db.session.get_one(IdeaImport, job_id, populate_existing=True).progress == 20
    tick.round_of(clock.now() + background.LEASE_US + clock.SECOND)
    assert (db.session.get_one(IdeaImport, job_id, populate_existing=True).state, funnel(drive.season_id()).collected) == ("done", ALL)


def test_a_long_list_is_taken_back_by_the_clock(app):
    job = bring(table(*many(ALL)))
    assert undoing.undo(job.id, reason="传错了。", by=drive.who("王主任"), at=clock.now()).state == "undoing"
    tick.round_of(clock.now())
    assert db.session.get_one(IdeaImport, job.id, populate_existing=True).state == "undone"
    assert {state for state in db.session.scalars(select(Proposal.state))} == {"withdrawn"}
