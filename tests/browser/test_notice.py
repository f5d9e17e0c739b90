"""A result under public notice in a real browser: a neighbour objects, the bureau finds them right, and the next on the reserve list moves up."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval import actions
from proposals.approval.models import Appeal, Notice
from proposals.collection.models import Proposal
from proposals.funding import actions as funding
from proposals.seasons.models import Season
from proposals.storage import db
from tests.browser.people import Company, Inspector
from tests.drive import approval as drive
from tests.drive import optimisation
from tests.rooms.approval.planned import actor, planned

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
FIRST, NEXT = "巷口口袋花园", "楼道折叠凳"


@pytest.fixture
def results(app):
    """One project under notice and one on the reserve list of the same street."""
    at, season = clock.now(), db.session.scalars(select(Season.id)).one()
    optimisation.name_sources(at=at)
    for code in ("foundation", "treasury"):
        funding.record_receipt(season, fund_code=code, amount_fen=10_000_00, reference="R1", by=actor("李科长"), at=at)
    chosen, waiting = planned(1, at=at, title=FIRST), planned(2, at=at, title=NEXT)
    for case, move in ((chosen, "pass_review"), (waiting, "waitlist")):
        drive.reviewing(case, at=at, by=actor("周敏"))
        drive.scored(case, at=at, level=drive.GOOD)
        actions.decide(case, move=move, reason="" if move == "pass_review" else "先看邻街的结果。", by=actor("郑国栋"), at=at, seq=None)
    return chosen, waiting


def newest(model):
    db.session.rollback()
    return db.session.scalars(select(model.id).order_by(model.id.desc()).limit(1)).one()


def test_an_objection_is_upheld_and_a_reserve_moves_up(app, page, served, faults, met, results):
    chosen, waiting = results
    inspector = Inspector(app, faults, language="zh", width=390, met=met["zh", 390, True])
    with served(app) as address:
        company = Company(page, address=address, inspector=inspector, script=True)
        neighbour = company("周建国").go("/notices/1").open("/objection").send(refused=422)
        neighbour.send({"grounds": "花坛的位置是消防通道。", "contact": "13800001111", "declaration": True}).sees("等待告知收到")
        bureau = company("李科长").open(f"/approval/appeals/{newest(Appeal)}").move(newest(Appeal), "acknowledge")
        bureau.go(f"/approval/appeals/{newest(Appeal)}").sees("正在核实")
        bureau.follow(f"/moves/{chosen}/uphold").send({"note": "查实占用消防通道。"})
        neighbour.go(neighbour.path).sees("异议成立", "查实占用消防通道。")
        lead = company("王主任").go("/approval/reserves")
        lead.sees("空出 1 个名额", "异议成立，取消入选")
        lead.follow(f"/moves/{waiting}/promote").send()
        company.anybody().go(f"/notices/{newest(Notice)}").sees(NEXT, f"候补递补（原入选项目“{FIRST}”因异议成立取消")
    db.session.rollback()
    assert [db.session.get_one(Proposal, case).state for case in results] == ["rejected", "publicised"]
    assert inspector.wrong == []
