"""The bureau settles how a season ranks: does it, who may not, when no more, and what it may choose at most."""
import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from proposals import clock
from proposals.approval.actions import limits as acts
from proposals.approval.models import CapChange, ResultCap
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.kit import Forms
from tests.rooms.approval.planned import actor
from tests.rooms.approval.ranked import scored_five
from workflow import Refused


@pytest.fixture
def season(app):
    return db.session.scalars(select(Season)).one()


def settled(season):
    db.session.rollback()
    return db.session.get_one(Season, season, populate_existing=True)


def test_the_bureau_settles_rule_and_limits_on_the_page(enter, season):
    url, street = f"/approval/{season.year}/limits", "street_1"
    bureau, number = enter("李科长"), season.id
    ties = {"tie_1": "median", "tie_2": "cost", "tie_3": "", "tie_4": "median"}
    answer = bureau.post(url, {**ties, "method": "trimmed", "seed": "2018031 08 17 22", "total": "9000", f"{street}_places": "3", f"{street}_fen": "5000.50"})
    one = settled(number)
    assert (answer.status_code, one.result_method, one.tie_order, one.lot_seed) == (303, "trimmed", "median cost", "2018031 08 17 22")
    caps = db.session.scalars(select(ResultCap).order_by(ResultCap.id)).all()
    assert [(cap.street_id, cap.places, cap.amount_fen) for cap in caps] == [(None, None, 900_000), (1, 3, 500_050)]
    assert 'value="5000.50"' in bureau.get(url).text


def test_what_is_wrongly_typed_is_said_and_nothing_is_kept(enter, season):
    answer = enter("李科长").post(f"/approval/{season.year}/limits", {"seed": "", "street_1_places": "三", "total": "many"})
    assert (answer.status_code, "请填写抽签种子" in answer.text, "不是整数" in answer.text) == (422, True, True)
    assert db.session.scalars(select(ResultCap)).all() == []


def test_with_the_first_score_the_rule_is_fixed_and_limits_are_not(enter, season):
    number, year = season.id, season.year
    scored_five(at=clock.now())
    with pytest.raises(Refused, match="result-rule-fixed"):
        acts.settle_ranking(number, method="median", order=["cost"], seed="x", by=actor("李科长"), at=1)
    bureau = enter("李科长")
    page = bureau.get(f"/approval/{year}/limits")
    assert ("不能再改" in page.text, 'name="method"' in page.text) == (True, False)
    late = bureau.post(f"/approval/{year}/limits", {"total": "8000"})
    assert (late.status_code, "要写明理由" in late.text, 'value="8000' in late.text) == (409, True, True)
    assert bureau.post(f"/approval/{year}/limits", {"total": "8000", "reason": "财政追加预算未批。"}).status_code == 303
    assert [cap.amount_fen for cap in db.session.scalars(select(ResultCap))] == [800_000]


def test_from_the_first_sealed_score_the_line_rests_and_the_page_tells_it(enter, season):
    bureau, url = enter("李科长"), f"/seasons/{season.id}/settings"
    older = Forms(bureau.get(url).text).posting_to(url)
    scored_five(at=clock.now())
    late = bureau.post(url, again=older | {"pass_line": "50", "reviews_needed": "3", "appeal_days": "12"})
    assert (late.status_code, "不能再改，免得照着分数定规则" in late.text, settled(1).pass_line, settled(1).appeal_days) == (409, True, 60, 10)
    page = bureau.get(url).text
    assert ('name="pass_line"' in page, 'name="reviews_needed"' in page, "以下不能再改" in page) == (False, False, True)
    assert (bureau.post(url, {"appeal_days": "12"}).status_code, settled(1).appeal_days, settled(1).pass_line) == (303, 12, 60)


@pytest.mark.parametrize("change", [{"pass_line": 10}, {"reviews_needed": 1}, {"result_method": "median"}, {"tie_order": "cost"}, {"blind_review": 1}])
def test_the_database_keeps_what_decides_from_any_program(season, change):
    with unit_of_work():
        db.session.execute(update(Season).values(lot_seed="x", pass_line=59))
    scored_five(at=clock.now())
    with pytest.raises(IntegrityError, match="settled"), unit_of_work():
        db.session.execute(update(Season).values(**change))
    with unit_of_work():
        db.session.execute(update(Season).values(title="改了名字"))


@pytest.mark.parametrize("name", ["郑国栋", "王主任", "林秀梅"])
def test_nobody_else_settles_it(enter, season, name):
    assert enter(name).get(f"/approval/{season.year}/limits").status_code == 403
    with pytest.raises(Refused, match="limits-not-yours"):
        acts.limit(season.id, limits=[], reason="", by=actor(name), at=1)


def logged():
    db.session.rollback()
    rows = db.session.scalars(select(CapChange).order_by(CapChange.id))
    return [(one.street_id, one.places_before, one.places_after, one.fen_before, one.fen_after, one.reason, one.by.name, one.at_us) for one in rows]


def test_every_change_of_a_limit_is_kept_with_its_reason_and_shown(enter, season):
    bureau, url, number = "李科长", f"/approval/{season.year}/limits", season.id
    first = [acts.Limit(None, None, None, 900_000), acts.Limit(1, None, 3, None)]
    acts.limit(number, limits=first, reason="", by=actor(bureau), at=1)
    acts.limit(number, limits=first, reason="没有变化", by=actor(bureau), at=2)
    with pytest.raises(Refused, match="limits-need-reason"):
        acts.limit(number, limits=[], reason="", by=actor(bureau), at=3)
    acts.limit(number, limits=[acts.Limit(1, None, 4, 500_000)], reason="增补一个名额。", by=actor(bureau), at=4)
    who = actor(bureau).name
    assert logged() == [(None, None, None, None, 900_000, "", who, 1), (1, None, 3, None, None, "", who, 1),
                        (None, None, None, 900_000, None, "增补一个名额。", who, 4), (1, 3, 4, None, 500_000, "增补一个名额。", who, 4)]
    page = enter(bureau).get(url).text
    assert ("增补一个名额。" in page, "4 个 · ¥5,000.00" in page, "不限" in page, "没有变化" in page) == (True, True, True, False)
    for change in (update(CapChange).values(reason=""), delete(CapChange)):
        with pytest.raises(DatabaseError, match="append-only"), unit_of_work():
            db.session.execute(change)
