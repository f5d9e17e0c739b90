"""The end of a season's money: back, on to the next season, closed day by day and for good; and money claimed back."""
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from proposals import clock
from proposals.errors import Refusal
from proposals.funding import actions, ledger, queries
from proposals.funding.models import Claim
from proposals.funding.sourcing import closing, keeping, naming, receiving, reclaiming
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.drive import approval, funding, implementation
from tests.rooms.approval.planned import actor, planned
from tests.rooms.funding.signed import signed
from tests.rooms.funding.sourced import FOUNDATION, TREASURY, clean, endowed, fund, last_entry, stages

END = "/money/season-end/"


def back(fen, *, code="foundation", by="李科长", document="退-1"):
    return closing.give_back(fund(code).id, amount_fen=fen, document=document, by=actor(by), at=clock.now())


def on(fen, *, code="foundation", by="李科长", document="转-1"):
    return closing.carry_over(fund(code).id, amount_fen=fen, document=document, by=actor(by), at=clock.now())


def next_season():
    with unit_of_work():
        year = db.session.scalar(select(Season.year).where(Season.id == 1))
        season = Season(year=year + 1, ordinal=99, title="下一届")
        db.session.add(season)
        db.session.flush()
        number = season.id
    return number, naming.name_sources(number, sources=[FOUNDATION], by=actor("李科长"), at=clock.now())[0]


def test_free_money_goes_back_by_its_channel_once(app, enter):
    number = endowed(FOUNDATION, fen=100_00)[0]
    person = enter("李科长")
    answer = person.post(END + "surplus?season=1", {"kind": "give_back", "fund": str(number), "amount": "40", "document": "退-1"})
    assert answer.status_code == 303 and back(40_00).id == 2
    db.session.rollback()
    assert stages(number) == {"origin": -100_00, "pool": 60_00, "returned": 40_00}
    assert last_entry() == ("surplus", 40_00, actor("李科长").id)
    assert [(source.received, source.paid, source.returned) for source in queries.sources(1, commitment_ids=None)] == [(100_00, 0, 40_00)]
    clean()


def test_no_more_goes_back_than_is_free(app):
    endowed(FOUNDATION, TREASURY, fen=3000_00)
    approval.reviewing(case := planned(1, at=clock.now()), at=clock.now(), by=actor("周敏"))
    approval.publicised(case, at=clock.now())
    assert keeping.free(fund("foundation")) == 324_00
    with pytest.raises(Refusal, match="pool-promised"):
        back(324_01)
    with pytest.raises(Refusal, match="balance-short"):
        back(3000_01, code="treasury")
    back(324_00)
    clean()


def test_what_is_left_is_carried_into_the_next_season_in_one_entry(app, enter):
    number = endowed(FOUNDATION, fen=100_00)[0]
    with pytest.raises(Refusal, match="next-source-missing"):
        on(1)
    _season, following = next_season()
    assert on(70_00).id == on(70_00).id
    assert (stages(number), stages(following)) == ({"origin": -100_00, "pool": 30_00, "returned": 70_00}, {"origin": -70_00, "pool": 70_00})
    clean()


def test_what_one_season_gives_the_other_receives_says_the_database(app):
    number = endowed(FOUNDATION, fen=100_00)[0]
    _season, following = next_season()
    legs = [(number, "pool", "returned", 70_00), (following, "origin", "pool", 71_00)]
    with pytest.raises(DBAPIError, match="what one source gives another receives"), unit_of_work():
        ledger.post(db.session(), kind="carry", season_id=1, commitment_id=None, legs=legs, idem_key="x", actor=actor("李科长"), at=clock.now())
    clean()


def test_only_the_bureau_ends_a_season(app, enter):
    endowed(FOUNDATION, fen=100_00)
    for act in (back, on):
        with pytest.raises(Refusal, match="closing-not-yours"):
            act(1, by="马理事长")
    for name in ("陈会计", "许科员", "何静", "刘芳"):
        assert enter(name).get(END + "surplus?season=1").status_code == 403
        with pytest.raises(Refusal, match="closing-not-yours"):
            closing.close_period(1, through=date(2018, 1, 31), by=actor(name), at=clock.now())
    with pytest.raises(Refusal, match="closing-not-yours"):
        closing.close_books(1, by=actor("马理事长"), at=clock.now())


def test_a_closed_day_takes_nothing_more_and_is_never_opened(app, enter):
    endowed(FOUNDATION, fen=100_00)
    yesterday = clock.today(clock.now()) - timedelta(days=1)
    assert enter("马理事长").post(END + "period?season=1", {"through": yesterday.isoformat()}).status_code == 303
    with pytest.raises(Refusal, match="period-closed"):
        receiving.record_receipt(1, fund_code="foundation", amount_fen=1, reference="B", by=actor("陈会计"), at=clock.now(), occurred_on=yesterday)
    for day, code in ((yesterday, "period-closed-already"), (yesterday - timedelta(days=9), "period-closed-already"),
                      (yesterday + timedelta(days=1), "period-not-over")):
        with pytest.raises(Refusal, match=code):
            closing.close_period(1, through=day, by=actor("李科长"), at=clock.now())
    for statement in ("DELETE FROM closed_period", "UPDATE closed_period SET through = '2001-01-01'"):
        with pytest.raises(DBAPIError, match="append-only"), unit_of_work():
            db.session.execute(text(statement))
    receiving.record_receipt(1, fund_code="foundation", amount_fen=1, reference="B", by=actor("陈会计"), at=clock.now())
    assert yesterday.isoformat() in enter("沈科长").get("/money/season-end?season=1").text


def test_the_books_close_for_good_when_nothing_is_left(app, enter):
    endowed(FOUNDATION, TREASURY, fen=100_00)
    back(100_00)
    answer = enter("李科长").post(END + "closing?season=1")
    assert answer.status_code == 409 and "区财政资金池 ¥100.00" in answer.text
    back(100_00, code="treasury")
    assert enter("李科长").post(END + "closing?season=1").status_code == 303
    with pytest.raises(Refusal, match="period-closed"):
        receiving.record_receipt(1, fund_code="foundation", amount_fen=1, reference="迟-1", by=actor("陈会计"), at=clock.now())
    assert "全部结清" in enter("何静").get("/money/season-end?season=1").text
    clean()


def finished(at):
    """A project of which everything was paid and accepted as spent."""
    case = signed(1, at=at)
    implementation.implementing(case, at=at)
    actions.adjust_final_tranche(case, spent_fen=4460_00, by=actor("陈会计"), at=at)
    funding.paid(case, seq=2, at=at)
    return case


def test_money_spent_otherwise_is_claimed_and_settled_by_its_refund(app, enter, at):
    case = finished(at)
    person = enter("马理事长")
    answer = person.post(f"/projects/{case}/claims/new", {"amount": "1000.01", "reason": "两张发票与活动无关，见查核报告"})
    assert answer.status_code == 303 and person.post(f"/projects/{case}/claims/new", again=person.sent).location == answer.location
    db.session.rollback()
    assert last_entry() == ("disallow", 1000_01, actor("马理事长").id)
    claim = db.session.scalars(select(Claim)).one()
    assert (claim.amount_fen, claim.settled_us, claim.commitment.spent_fen) == (1000_01, None, 3459_99)
    assert "查核报告" in enter("刘芳").get(f"/projects/{case}").text
    actions.record_refund(case, reference="退-1", amount_fen=400_00, by=actor("陈会计"), at=at)
    assert db.session.get_one(Claim, claim.id, populate_existing=True).settled_us is None
    actions.record_refund(case, reference="退-2", by=actor("陈会计"), at=at)
    assert db.session.get_one(Claim, claim.id, populate_existing=True).settled_us == at
    assert "已退回" in enter("沈科长").get("/money/season-end?season=1").text
    clean()


def test_who_may_not_claim_and_what_cannot_be_claimed(app, enter, at):
    case = finished(at)
    for by, fen, code in (("陈会计", 1, "claim-not-yours"), ("刘芳", 1, "claim-not-yours"), ("李科长", 4460_01, "claim-above-spent")):
        with pytest.raises(Refusal, match=code):
            reclaiming.reclaim(case, amount_fen=fen, reason="x", by=actor(by), at=at)
    assert enter("陈会计").get(f"/projects/{case}/claims/new").status_code == 403
    other = signed(2, at=at)
    with pytest.raises(Refusal, match="settlement-comes-first"):
        reclaiming.reclaim(other, amount_fen=1, reason="x", by=actor("李科长"), at=at)
