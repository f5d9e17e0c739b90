"""Streets and communities."""
from sqlalchemy import func, select

from proposals.demonstration.people import PLACES
from proposals.directory import actions, queries
from proposals.directory.models import Area
from proposals.storage import db


def test_the_demonstration_knows_thirteen_streets_and_their_communities(app):
    assert [street.letters for street in queries.streets()] == ["XT", "SZJ", "YJ", "DC", "NXJ", "ZQ", "TN", "CQ", "HD", "XC", "QB", "HMZ", "WZ"]
    home = queries.street_by_letters("XT")
    assert [area.short_name for area in queries.communities_of(home.id)] == ["一西街", "西屯", "六西街", "老爷庙"]
    assert len(queries.all_communities()) == 89


def test_villages_are_villages(app):
    town = queries.street_by_letters("WZ")
    assert {area.kind for area in queries.communities_of(town.id)} == {"village"}
    assert queries.communities_of(town.id)[0].short_name == "文钟"


def test_loading_the_places_again_adds_nothing(app):
    before = db.session.scalar(select(func.count()).select_from(Area))
    assert actions.load_places(PLACES) == 0
    assert db.session.scalar(select(func.count()).select_from(Area)) == before


def test_unknown_letters_are_no_street(app):
    assert queries.street_by_letters("QQ") is None
