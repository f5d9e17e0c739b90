"""A running project's agreement is changed in a real browser: asked for on a phone, approved, read by its parties; English beside it."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.implementation.models import Amendment
from proposals.storage import db
from tests.browser.people import Company, Inspector
from tests.drive import implementation
from tests.rooms.funding.conftest import filled
from tests.rooms.funding.signed import signed

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]


@pytest.fixture
def case(app):
    at = clock.now()
    filled(at=at)
    found = signed(1, at=at)
    implementation.implementing(found, at=at)
    return found


def newest():
    db.session.rollback()
    return db.session.scalars(select(Amendment.id).order_by(Amendment.id.desc()).limit(1)).one()


def test_an_amount_is_changed_and_the_new_version_waits_for_its_parties(app, page, served, faults, met, case):
    inspector = Inspector(app, faults, language="zh", width=390, met=met["zh", 390, True])
    with served(app) as address:
        company = Company(page, address=address, inspector=inspector, script=True)
        org = company("刘芳").go(f"/projects/{case}").follow(f"/projects/{case}/amendments/amount")
        org.send({"activity": "3000", "wish": "少办几场"}, refused=409).sees("比新的协议金额")
        org.send({"activity": "5000", "wish": "多办十场"}).sees("变更待批", "5,000.00")
        lead = company("周敏").open(f"/amendments/{newest()}").move(newest(), "renew")
        lead.go(f"/amendments/{newest()}").sees("变更协议待签", "待签")
        company("陈会计").go(f"/projects/{case}/amendments/shares").sees("新的比例只用于还没有汇出的款项")
        company("李科长").go("/approval/agreements").sees("西屯-001号-2")
    assert inspector.wrong == []
