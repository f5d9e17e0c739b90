"""The waitlist moves in the order of its scores."""
import pytest
from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.models import Notice
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.rooms.approval.asking import state_of
from tests.rooms.approval.planned import actor
from workflow import Refused


@pytest.fixture
def waiting(idea, at):
    """Two on the list: the first with 80 points, the second with 100."""
    good, best = idea("reviewing", 1), idea("reviewing", 2)
    for case, level in ((good, 4), (best, 5)):
        drive.scored(case, at=at, level=level)
        actions.decide(case, move="waitlist", reason="先看邻街的结果。", by=actor("郑国栋"), at=at, seq=None)
    return good, best


def test_the_better_one_goes_first(enter, waiting):
    good, best = waiting
    lead = enter("王主任")
    answer = lead.move(good, "promote")
    assert (answer.status_code, "还有 1 个排在前面的" in answer.text) == (409, True)
    assert [lead.move(case, "promote").status_code for case in (best, good)] == [303, 303]
    assert [state_of(case) for case in waiting] == ["publicised"] * 2
    assert ["100.00" in one.text for one in db.session.scalars(select(Notice).order_by(Notice.serial))] == [True, False]


def test_a_bulk_takes_them_in_the_order_of_their_numbers_and_leaves_who_must_wait(waiting, at):
    good, best = waiting
    with unit_of_work():
        done = engine.fire_many(db.session, [good, best], "promote", actor("王主任"), at=at)
    assert (done.moved, list(done.refused)) == ([best], [good])


@pytest.mark.parametrize("name", ["郑国栋", "孙干事", "林秀梅"])
def test_only_a_lead_promotes(waiting, at, name):
    with pytest.raises(Refused, match="move-not-yours"), unit_of_work():
        engine.fire(db.session, waiting[1], "promote", actor(name), at=at)
