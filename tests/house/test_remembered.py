"""What the tests remember of drives: the same database as a drive would make, and never for somebody who wrote in between."""
import pytest
from sqlalchemy import select, text

from proposals import clock
from proposals.directory.models import Area
from proposals.storage import db, unit_of_work
from tests.remembered import current, remembered

driven = []


@remembered
def renamed(name, *, at):
    """A drive that can be seen, and counted."""
    driven.append(name)
    with unit_of_work() as session:
        session.execute(text("UPDATE area SET short_name = :name WHERE id = 1"), {"name": name})
    return name


def name_of_the_first():
    return db.session.scalar(select(Area.short_name).where(Area.id == 1))


@pytest.fixture
def fresh(app):
    """Nothing is driven yet in this process."""
    current[0]._led.clear()
    driven.clear()


def restore():
    db.session.remove()
    db.engine.dispose()
    current[0]._place.restore()


@pytest.mark.parametrize("way", [("甲",), ("甲", "乙")])
def test_the_second_time_the_database_is_copied(fresh, way):
    at = clock.now()
    for _time in range(2):
        restore()
        assert [renamed(name, at=at) for name in way] == list(way)
        assert name_of_the_first() == way[-1]
    assert driven == list(way)


def test_a_drive_within_a_drive_is_kept_for_itself(fresh):
    at = clock.now()
    twice = remembered(lambda *, at: [renamed("甲", at=at), renamed("乙", at=at)])
    for drive, last in ((twice, "乙"), (renamed, "甲"), (twice, "乙")):
        restore()
        drive(*(["甲"] if drive is renamed else []), at=at)
        assert name_of_the_first() == last
    assert driven == ["甲", "乙"]


def test_another_day_or_another_way_is_driven(fresh):
    at = clock.now()
    for name, when in (("甲", at), ("乙", at), ("甲", at + 86_400_000_000), ("甲", at - 3_600_000_000)):
        restore()
        renamed(name, at=when)
    assert driven == ["甲", "乙", "甲", "甲"]


def test_whoever_writes_in_between_drives_again_and_keeps_what_was_written(fresh):
    at = clock.now()
    for _time in range(2):
        restore()
        with unit_of_work() as session:
            session.execute(text("UPDATE area SET code = '990000001' WHERE id = 1"))
        renamed("甲", at=at)
        assert (name_of_the_first(), db.session.scalar(select(Area.code).where(Area.id == 1))) == ("甲", "990000001")
    assert driven == ["甲", "甲"]


def test_other_settings_are_not_remembered(app, fresh):
    renamed("甲", at=clock.now())
    restore()
    app.config["SOMETHING"] = 1
    renamed("甲", at=clock.now())
    assert driven == ["甲", "甲"]


def test_a_patched_program_is_not_remembered(app, monkeypatch):
    assert current == []
