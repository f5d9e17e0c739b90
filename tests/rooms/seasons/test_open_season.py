"""The bureau opens a season and sets it up."""
import pytest
from sqlalchemy import select

from proposals.seasons import queries
from proposals.seasons.models import Category, DefinitionPin, Party, Phase, Season, TranchePreset
from proposals.storage import db
from workflow.definitions import ALL

NEW = {"year": "2030", "title": "2030 年社区金点子", "first": "2030-03-01"}


def season_of(year: int) -> Season | None:
    db.session.rollback()
    return db.session.scalars(select(Season).where(Season.year == year)).one_or_none()


def test_a_season_begins_with_everything_it_needs(enter, app):
    answer = enter("李科长").post("/seasons/new", NEW)
    season = season_of(2030)
    assert answer.location == f"/seasons/{season.id}"
    assert [phase.state for phase in queries.season_with_phases(season.id).phases] == ["planned"] * 5
    assert sum(criterion.weight for criterion in queries.rubric(season.id)) == 100
    assert len(db.session.scalars(select(Category).where(Category.season_id == season.id)).all()) == 5
    assert [party.code for party in db.session.scalars(select(Party).where(Party.season_id == season.id).order_by(Party.position))] == [
        "bureau", "foundation", "street", "organisation", "support"]
    assert {pin.workflow for pin in db.session.scalars(select(DefinitionPin).where(DefinitionPin.season_id == season.id))} == {one.name for one in ALL}


def test_every_tier_pays_out_the_whole(app):
    shares = {}
    for preset in db.session.scalars(select(TranchePreset)):
        shares[preset.tier] = shares.get(preset.tier, 0) + preset.share
    assert shares == {"A": 100, "B": 100, "C": 100}


def test_the_same_year_is_not_opened_twice(enter, app):
    li = enter("李科长")
    li.post("/seasons/new", NEW)
    answer = li.post("/seasons/new", NEW)
    assert answer.status_code == 409
    assert "已经建好了" in answer.text
    assert 'value="2030 年社区金点子"' in answer.text


@pytest.mark.parametrize("name", ["林秀梅", "王主任", "马理事长", "周敏"])
@pytest.mark.parametrize("page", ["/seasons/", "/seasons/new", "/seasons/1", "/seasons/1/settings", "/seasons/1/calendar"])
def test_only_the_bureau_sees_these_pages(enter, name, page):
    assert enter(name).get(page).status_code == 403


@pytest.mark.parametrize("page", ["/seasons/99", "/seasons/99/settings", "/seasons/1/phases/99999", "/seasons/99/diagram", "/seasons/99/calendar"])
def test_what_is_not_there_is_not_found(enter, page):
    assert enter("李科长").get(page).status_code == 404


def test_settings_are_kept(enter, app):
    answer = enter("李科长").post("/seasons/1/settings", {"ideas_per_person": "3", "pass_line": "６５", "call_text": "一起出主意"})
    assert answer.status_code == 303
    season = db.session.get(Season, 1, populate_existing=True)
    assert (season.ideas_per_person, season.pass_line, season.call_text) == (3, 65, "一起出主意")


@pytest.mark.parametrize("wrong", [{"pass_line": "101"}, {"ideas_per_person": "0"}, {"title": "  "}, {"reviews_needed": "五"}])
def test_settings_that_make_no_sense_are_not(enter, app, wrong):
    assert enter("李科长").post("/seasons/1/settings", wrong).status_code == 422
    assert db.session.get(Season, 1, populate_existing=True).pass_line == 60


def test_a_planned_phase_gets_other_days_but_not_reversed_ones(enter, app):
    li = enter("李科长")
    li.post("/seasons/new", NEW)
    phase = db.session.scalars(select(Phase).where(Phase.season_id == season_of(2030).id, Phase.name == "approval")).one()
    url = f"/seasons/{phase.season_id}/phases/{phase.id}"
    assert "结束日期早于开始日期" in li.post(url, {"first": "2030-07-02", "last": "2030-07-01"}).text
    assert li.post(url, {"first": "2030年7月1日", "last": "2030/8/1"}).status_code == 303


def test_a_phase_that_has_begun_keeps_its_days(enter, app):
    phase = db.session.scalars(select(Phase).where(Phase.season_id == 1, Phase.name == "approval")).one()
    answer = enter("李科长").post(f"/seasons/1/phases/{phase.id}", {"first": "2090-07-01", "last": "2090-08-01"})
    assert answer.status_code == 409
    assert "请用“延期”" in answer.text
