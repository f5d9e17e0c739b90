"""Money set aside for streets and groups, and what is given beside money."""
import pytest
from sqlalchemy import func, select

from proposals import clock
from proposals.errors import Refusal
from proposals.funding import actions
from proposals.funding.models import Entry, InKind
from proposals.funding.sourcing import giving, places, setting_aside
from proposals.storage import db
from tests.drive import implementation
from tests.rooms.approval.planned import actor
from tests.rooms.funding.figures import figures, untrue
from tests.rooms.funding.signed import signed
from tests.rooms.funding.sourced import FOUNDATION, TREASURY, clean, endowed, fund, match, stages, street

ALLOT, GIFT = "/money/pools/new?season=1", "/money/gifts/new?season=1"
GIVEN = {"giver": "老街坊志愿队", "kind": "volunteer_hours", "quantity": "36", "unit": "小时", "rate": "20", "evidence": "签到表 2018-07 第 3 页"}


def done(act, fen, *, code="foundation", letters="XT", document="切-1", by="李科长"):
    act = getattr(setting_aside, act)
    amount = {"planned_fen": fen} if act is setting_aside.plan_allotment else {"amount_fen": fen}
    return act(fund(code).id, place=(street(letters) if letters else None, None), document=document, by=actor(by), at=clock.now(), **amount)


def row():
    found = places.of_season(1)[0]
    return found.planned_fen, found.allotted_fen, found.committed_fen, found.paid_fen, found.left_fen


def test_planned_set_aside_and_taken_back_on_the_page(app, enter):
    number = endowed(FOUNDATION, fen=1000_00)[0]
    person = enter("李科长")
    for kind, yuan in (("plan", "500"), ("allot", "400"), ("recall", "50")):
        typed = {"kind": kind, "fund": str(number), "street": str(street("XT")), "amount": yuan, "document": f"文-{kind}"}
        answer = person.post(ALLOT, typed)
        assert answer.status_code == 303 and person.post(ALLOT, again=person.sent).location == answer.location
    db.session.rollback()
    assert row() == (500_00, 350_00, 0, 0, 350_00) and stages(number) == {"origin": -1000_00, "pool": 650_00, "allot": 350_00}
    page = enter("何静").get("/money/pools?season=1").text
    assert (len(figures(page)), untrue(app, figures(page))) == (4, [])
    assert f'href="#plan-{number}-{street("XT")}.0">¥500.00' in page and f'id="plan-{number}-{street("XT")}.0"' in page
    clean()


def test_what_is_set_aside_is_used_first_and_paid_and_released_to_it(app):
    endowed(FOUNDATION, TREASURY)
    done("plan_allotment", 2000_00)
    done("allot", 2000_00)
    at = clock.now()
    case = signed(1, at=at)
    assert row() == (2000_00, 2000_00, 2000_00, 0, 0)
    implementation.implementing(case, at=at)
    assert row() == (2000_00, 2000_00, 2000_00, 1873_20, 0)
    actions.adjust_final_tranche(case, spent_fen=3000_00, by=actor("陈会计"), at=at)
    assert row() == (2000_00, 2000_00, 1873_20, 1873_20, 126_80)
    streets = places.by_street(1)
    assert [(part.title, part.projects, part.paid_fen) for part in streets] == [("西屯", 1, 3122_00)]
    clean()


@pytest.mark.parametrize("act, fen, letters, code", (
    ("allot", 500_01, "XT", "allotment-above-plan"), ("allot", 1, "YJ", "allotment-above-plan"), ("recall", 1, "XT", "balance-short"),
    ("plan_allotment", 1, "", "place-missing")))
def test_what_cannot_be_set_aside(app, act, fen, letters, code):
    endowed(FOUNDATION, fen=1000_00)
    done("plan_allotment", 500_00)
    with pytest.raises(Refusal, match=code):
        done(act, fen, letters=letters)


def test_bound_money_short_money_and_strangers(app, enter):
    endowed(FOUNDATION, match("YJ"), fen=100_00)
    done("plan_allotment", 500_00)
    for work, code in ((lambda: done("allot", 100_01), "balance-short"), (lambda: done("plan_allotment", 1, code="match-yj"), "place-outside-source"),
                       (lambda: done("allot", 1, by="马理事长"), "allotment-not-yours")):
        with pytest.raises(Refusal, match=code):
            work()
    assert enter("马理事长").get(ALLOT).status_code == 403 and enter("刘芳").get("/money/pools").status_code == 403
    assert done("allot", 100_00).id == done("allot", 100_00).id


def test_gifts_are_a_memo_and_each_proof_counts_once(app, enter, at):
    entries = db.session.scalar(select(func.count()).select_from(Entry))
    person = enter("何静")
    answer = person.post(GIFT, GIVEN)
    assert answer.status_code == 303 and person.post(GIFT, again=person.sent).location == answer.location
    again = enter("陈会计").post(GIFT, GIVEN | {"giver": "别人", "evidence": "签到表　２０１８-07 第3页"})
    assert again.status_code == 409 and "老街坊志愿队的第 1 号登记" in again.text
    db.session.rollback()
    assert giving.worth(giving.gifts(season_id=1, proposal_id=None)) == 720_00
    assert "¥720.00" in enter("李科长").get("/money/gifts?season=1").text
    assert db.session.scalar(select(func.count()).select_from(Entry)) == entries


def test_a_gift_to_a_project_stands_on_its_page(app, enter, at):
    case = signed(1, at=at)
    assert enter("何静").post(f"/projects/{case}/gifts/new", GIVEN).status_code == 303
    assert "老街坊志愿队" in enter("刘芳").get(f"/projects/{case}").text
    answer = enter("何静").post(GIFT, GIVEN)
    assert answer.status_code == 409 and "巷口口袋花园" in answer.text
    assert db.session.scalar(select(func.count()).select_from(InKind)) == 1


def test_who_may_not_record_a_gift(app, enter):
    for name in ("刘芳", "许科员", "林秀梅", "王主任"):
        assert enter(name).get(GIFT).status_code == 403
    with pytest.raises(Refusal, match="gift-not-yours"):
        giving.record_gift(1, proposal_id=None, gift=giving.Gift("x", "venue", 1, "场", 1, "x", None), by=actor("刘芳"), at=clock.now())
