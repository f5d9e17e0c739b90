"""The plan of funds: any number of sources until the first agreement rests on it."""
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from proposals import clock
from proposals.errors import Refusal
from proposals.funding.models import Commitment, Fund
from proposals.funding.sourcing import naming
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed
from tests.rooms.funding.sourced import FOUNDATION, SPONSOR, TREASURY, endowed, fund, match, street

TYPED = {"code": "sponsor", "title": "光明食品", "kind": "enterprise", "desk": "foundation", "pay_mode": "own", "weight": "20", "cap": "500",
         "restriction": "只用于食材", "street": "0", "category": "0", "document": "捐协-1"}
ANOTHER = "/money/sources/another?season=1"


def names():
    db.session.rollback()
    return [(fund.code, fund.weight) for fund in db.session.scalars(select(Fund).where(Fund.season_id == 1).order_by(Fund.position))]


def test_the_usual_two_are_one_page(app, enter):
    assert enter("李科长").post("/money/sources/new?season=1", {}).status_code == 303
    assert names() == [("foundation", 60), ("treasury", 40)]
    page = enter("李科长").get("/money/sources?season=1").text
    assert "60.00 %" in page and "40.00 %" in page and "/money/sources/another" in page


def test_sources_are_added_one_at_a_time_with_their_terms(app, enter):
    person = enter("李科长")
    person.post("/money/sources/new?season=1", {})
    answer = person.post(ANOTHER, TYPED)
    assert answer.status_code == 303 and person.post(ANOTHER, again=person.sent).location == answer.location
    found = fund("sponsor")
    assert (found.weight, found.cap_fen, found.restriction, found.document, found.position) == (20, 500_00, "只用于食材", "捐协-1", 3)
    page = enter("许科员").get("/money/sources?season=1").text
    assert "16.67 %" in page and "¥500.00" in page and "/money/sources/another" not in page


def test_only_the_bureau_names_sources(app, enter):
    for name in ("陈会计", "马理事长", "何静", "刘芳", "林秀梅"):
        assert enter(name).get(ANOTHER).status_code == 403
    with pytest.raises(Refusal, match="sources-not-yours"):
        naming.name_sources(1, sources=[FOUNDATION], by=actor("陈会计"), at=clock.now())


def test_what_does_not_fit_is_refused_at_the_form(app, enter):
    person = enter("李科长")
    person.post(ANOTHER, TYPED)
    for wrong, status, sentence in (({"code": "Ä1"}, 422, "代码要以小写字母开头"), ({}, 409, "已经有代码为“sponsor”的来源"),
                                    ({"code": "m", "kind": "street_match"}, 409, "请选择是哪个街道"),
                                    ({"code": "j", "pay_mode": "joint"}, 409, "各自拨付"), ({"code": "c", "cap": "0"}, 422, "金额要大于零"),
                                    ({"code": "w", "weight": "0"}, 422, "1 到 1000000")):
        answer = person.post(ANOTHER, TYPED | wrong)
        assert answer.status_code == status and sentence in answer.text, (wrong, answer.status_code)
    assert names() == [("sponsor", 20)]


def test_a_source_is_corrected_and_dropped_while_nothing_rests_on_it(app, enter):
    person = enter("李科长")
    person.post(ANOTHER, TYPED)
    number = fund("sponsor").id
    assert person.post(f"/money/sources/{number}", {"weight": "25", "cap": ""}).status_code == 303
    assert (fund("sponsor").weight, fund("sponsor").cap_fen) == (25, None)
    assert person.post(f"/money/sources/{number}/removal").status_code == 303
    assert names() == []


def test_a_source_with_money_is_not_dropped(app, enter):
    number = endowed(SPONSOR, fen=100)[0]
    answer = enter("李科长").post(f"/money/sources/{number}/removal")
    assert answer.status_code == 409 and "不能删除" in answer.text


def test_after_the_first_agreement_nothing_changes_any_more(app, enter, at):
    signed(1, at=at)
    person = enter("李科长")
    assert "/money/sources/another" not in person.get("/money/sources?season=1").text
    for url in (ANOTHER, f"/money/sources/{fund('foundation').id}", f"/money/sources/{fund('treasury').id}/removal"):
        answer = person.post(url, TYPED if "removal" not in url else {})
        assert answer.status_code == 409 and "已通过的项目和已签的协议都以它为准" in answer.text
    assert names() == [("foundation", 60), ("treasury", 40)]


@pytest.mark.parametrize("statement", (
    "UPDATE fund SET weight = 50 WHERE code = 'foundation'", "UPDATE fund SET cap_fen = 1 WHERE code = 'treasury'", "DELETE FROM fund WHERE code = 'treasury'",
    "INSERT INTO fund (season_id, code, title, weight, position, kind, desk, pay_mode, restriction, document) "
    "VALUES (1, 'late', 'late', 1, 9, 'enterprise', 'foundation', 'own', '', '')"))
def test_the_database_keeps_the_plan_after_the_first_commitment(app, at, statement):
    signed(1, at=at)
    with pytest.raises(DBAPIError, match="fixed with the first commitment"), unit_of_work():
        db.session.execute(text(statement))


def test_money_for_one_street_pays_only_there(app):
    endowed(FOUNDATION, TREASURY, match("YJ"))
    signed(1, at=clock.now())
    commitment = db.session.scalars(select(Commitment)).one()
    assert [share.fund.code for share in commitment.shares] == ["foundation", "treasury"]
    assert street("YJ") != street("XT")


def test_a_streets_matching_fund_joins_by_weight_up_to_its_cap(app):
    endowed(FOUNDATION, TREASURY, match("XT"))
    signed(1, at=clock.now())
    commitment = db.session.scalars(select(Commitment)).one()
    assert [(share.fund.code, share.amount_fen) for share in commitment.shares] == [("foundation", 2496_00), ("treasury", 1664_00), ("match-xt", 300_00)]
