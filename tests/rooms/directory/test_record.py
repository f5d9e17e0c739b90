"""What is on record about an organisation: kept by the bureau, read by staff, never lost."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.directory import actions, record
from proposals.directory.models import Organisation
from proposals.storage import db
from tests.cast import IMPLEMENTER
from tests.drive import optimisation as drive
from tests.drive.collection import who
from workflow import SYSTEM, Refused

PLACES = {"founded_on": "2014-05-01", "rating": "3", "payee": "0"}


@pytest.fixture
def body(app):
    return db.session.scalars(select(Organisation.id).where(Organisation.name == IMPLEMENTER)).one()


def known(body):
    db.session.rollback()
    found = record.standings([body])[body]
    return str(found.founded_on), found.rating, found.payee, str(found.debarred_until)


def test_the_bureau_enters_what_the_register_says_and_the_old_entry_stays(enter, body):
    bureau, page = enter("李科长"), f"/organisations/{body}"
    assert [bureau.post(page, PLACES).status_code, bureau.post(page, PLACES | {"rating": "4"}).status_code] == [303, 303]
    assert (known(body), [row.rating for row in record.records(body)]) == (("2014-05-01", 4, "", "None"), [4, 3])
    assert "4A" in enter("何静").get(page).text
    assert "4A" in enter("何静").get("/organisations/").text


def test_a_founding_day_to_come_is_sent_back(enter, body):
    answer = enter("李科长").post(f"/organisations/{body}", PLACES | {"founded_on": "2999-01-01"})
    assert (answer.status_code, "还没有到" in answer.text) == (422, True)


def test_only_the_bureau_enters_and_debars(enter, body):
    assert [enter(name).get(f"/organisations/{body}/debarment").status_code for name in ("何静", "王主任", "刘芳")] == [403] * 3
    for refused in (lambda: record.record_standing(body, founded_on=None, rating=5, payee_id=None, by=who("何静"), at=1),
                    lambda: record.debar(body, until=clock.today(clock.now()), reason="x", by=who("王主任"), at=1)):
        with pytest.raises(Refused, match="record-not-yours"):
            refused()


def test_a_debarment_bars_until_it_is_lifted_and_stays_on_record(enter, body):
    bureau, page = enter("李科长"), f"/organisations/{body}"
    assert bureau.post(f"{page}/debarment", {"until": "2999-12-31", "reason": "上届逾期未结项。"}).status_code == 303
    assert (known(body)[3], "限制到" in bureau.get("/organisations/").text) == ("2999-12-31", True)
    only = record.debarments(body)[0].id
    assert bureau.post(f"{page}/debarments/{only}/lifting", page=page).status_code == 303
    with pytest.raises(Refused, match="debarment-lifted"):
        record.lift(only, by=who("李科长"), at=clock.now())
    assert (known(body)[3], "上届逾期未结项。" in bureau.get(page).text, "已解除" in bureau.get(page).text) == ("None", True, True)


def test_a_body_that_is_not_registered_receives_no_money_for_others(body):
    other = db.session.scalars(select(Organisation.id).where(Organisation.registered == 0).limit(1)).first()
    with pytest.raises(Refused, match="payee-not-registered"):
        record.record_standing(body, founded_on=None, rating=0, payee_id=other or _filed(), by=who("李科长"), at=1)


def _filed():
    return actions.add_organisation("楼门自治小组（演示）", about=actions.NewOrganisation("self_org", False, None, None, "", "", True), by=SYSTEM)


def test_who_is_debarred_is_not_written_into_a_plan_that_is_completed(app, body):
    at = clock.now()
    idea = drive.optimising(at=at)
    drive.name_sources(at=at)
    drive.actions.save_plan(idea.id, text=drive.plan_text(), by=who("何静"), at=at)
    drive.actions.answer_plan(idea.id, verdict="agree", by=who("何静"), at=at, way="phone", note="提案人在电话里说同意。")
    record.debar(body, until=clock.today(at), reason="上届逾期未结项。", by=who("李科长"), at=at)
    with pytest.raises(Refused, match="organisation-debarred"):
        drive.actions.complete_plan(idea.id, by=who("何静"), at=at)
