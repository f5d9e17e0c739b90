"""Drawing judges from the pool: by a seed, before witnesses, kept for good."""
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from proposals.approval.convening import drawing, pool, verify
from proposals.approval.convening.drawing import Order
from proposals.approval.convening.lots import Wanted
from proposals.approval.models import PanelChange, PanelDraw, PanelMember
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.rooms.approval.convened import KEEPER, key, panel, pooled, season, seats, street
from tests.rooms.approval.planned import actor, planned
from workflow import Refused

ALL_SIX = {"resident": Wanted(2, 0), "finance": Wanted(1, 0), "external": Wanted(2, 1)}

ONE_DATABASE = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
"""The pages and the words; the acts behind them are tried on both databases."""


@pytest.fixture
def empty(at):
    """A street's empty panel, and six experts in the pool."""
    pooled(at)
    return panel("SZJ", at=at)


def drawn(panel_id, *, at, seed="2018", wanted=ALL_SIX, replace=False, reason=""):
    return drawing.draw_judges(panel_id, order=Order(wanted, seed, replace, reason, "区融媒体"), by=actor(KEEPER), at=at)


@ONE_DATABASE
def test_the_lead_draws_a_whole_panel_before_witnesses_and_anybody_can_draw_it_again(enter, empty):
    url = f"/approval/{season().year}/panels/{street('SZJ')}/draws"
    lead, numbers = enter(KEEPER), {f"{seat}_{side}": str(getattr(one, seat)) for side, one in ALL_SIX.items() for seat in ("members", "reserves")}
    answer = lead.post(url, numbers | {"seed": "2018", "witnesses": "居民代表李阿姨"})
    assert (answer.status_code, lead.post(url, again=lead.sent).status_code) == (303, 303)
    page = lead.get(answer.location).text
    assert ("结果一致" in page, "居民代表李阿姨" in page, "2018" in page) == (True, True, True)
    found = seats(empty)
    assert sorted(found.values()) in ([*["member"] * 5, "reserve"], ["chair", *["member"] * 4, "reserve"])
    assert found["郑国栋"] in ("chair", "reserve")
    assert len(db.session.scalars(select(PanelDraw)).all()) == 1
    assert {one.what for one in db.session.scalars(select(PanelChange).where(PanelChange.panel_id == empty))} == {"drawn"}


def test_a_second_draw_needs_a_reason_and_the_first_stays(empty, at):
    first = drawn(empty, at=at)
    result, before = first.drawn, seats(empty)
    with pytest.raises(Refused, match="draw-needs-reason"):
        drawn(empty, at=at, seed="2019", replace=True)
    drawn(empty, at=at, seed="2018", replace=True, reason="种子填错")
    assert seats(empty) == before
    db.session.rollback()
    rows = db.session.scalars(select(PanelDraw).order_by(PanelDraw.number)).all()
    assert [(one.number, one.replaces, one.drawn == result, drawing.again(one)) for one in rows] == [(1, None, True, True), (2, 1, True, True)]


def test_the_pool_decides_who_can_be_drawn(empty, at):
    pool.avoid(key("钱文"), line=pool.Line(None, street("SZJ"), ""), reason="住在那里", by=actor("钱文"), at=at)
    with pytest.raises(Refused, match="pool-short-finance.*'have': 0, 'need': 1"):
        drawn(empty, at=at)
    held = drawn(empty, at=at, wanted={"external": Wanted(1, 0)})
    assert held.left_out == f'[[{key("钱文")}, "avoids"]]'


@ONE_DATABASE
def test_nobody_draws_for_another_street_and_not_once_reviews_are_out(empty, at):
    for name in ("王主任", "赵岚", "李科长"):
        with pytest.raises(Refused, match="panel-not-yours"):
            drawing.draw_judges(empty, order=Order(ALL_SIX, "1", False, "", ""), by=actor(name), at=at)
    drawn(empty, at=at)
    with unit_of_work():
        chair = next(member for member in db.session.get_one(drawing.Panel, empty).members if member.seat != "reserve")
        chair.seat = "chair"
        others = [member for member in chair.panel.members if member is not chair and member.seat == "chair"]
        for other in others:
            other.seat = "member"
    drive.reviewing(planned(1, at=at, letters="SZJ"), at=at, by=actor(KEEPER))
    with pytest.raises(Refused, match="draw-has-begun"):
        drawn(empty, at=at, replace=True, reason="不满意")


def test_verify_draws_again_and_finds_who_was_never_drawn(empty, at):
    drawn(empty, at=at)
    assert list(verify.findings(db.session())) == []
    with unit_of_work():
        db.session.execute(update(PanelMember).where(PanelMember.panel_id == empty, PanelMember.person_id == key("褚玉")).values(draw_number=2))
    assert [(one.kind, one.where) for one in verify.findings(db.session())] == [("member-not-drawn", (empty, key("褚玉")))]
    held = db.session.scalars(select(PanelDraw)).one()
    db.session.expunge(held)
    held.seed = "2019"
    assert not drawing.again(held)


def test_a_kept_draw_is_never_changed(empty, at):
    drawn(empty, at=at)
    with pytest.raises(DBAPIError, match="panel_draw is append-only"), unit_of_work():
        db.session.execute(update(PanelDraw).values(seed="2019"))
