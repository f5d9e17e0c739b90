"""Signing in a real browser: a phone is set up, one code signs two agreements, a page signed by hand is checked, anybody looks the number up."""
import base64

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.accounts.confirming import totp
from proposals.approval.models import Agreement
from proposals.storage import db
from tests.browser.people import Company, Inspector, press
from tests.cast import PASSWORD
from tests.rooms.approval.asking import signature_of
from tests.rooms.approval.conftest import brought, funded
from tests.rooms.approval.test_signing_ways import scan

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
BOARD = "/approval/agreements"


@pytest.fixture
def cases(app):
    """Two projects whose agreements wait for everybody."""
    at = clock.now()
    funded(at=at)
    return [brought("signing", number, at=at) for number in (1, 2)]


@pytest.fixture
def company(app, cases, page, served, faults, met):
    """People who look at every page they meet."""
    inspector = Inspector(app, faults, language="zh", width=390, met=met["zh", 390, True])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=True)
    assert inspector.wrong == []


def code_on(page):
    """What the phone shows that scanned this page."""
    secret = base64.b32decode(page.locator("main code").inner_text().replace(" ", ""))
    return totp.code_at(secret, step=totp.step_of(clock.now()))


def test_one_code_signs_two_agreements_and_a_page_is_signed_by_hand(company, cases):
    wang = company("王主任").go("/account/second-factor").send({"password": PASSWORD})
    type_code(wang)
    wang.go(f"{BOARD}?mine=1").sees("丙方")
    press(wang.page, wang.page.locator("button[formaction*=batch]"))
    wang.send(refused=422).send({"read": True}).sees("已签署 2 份协议。")
    one = signature_of(cases[0], "foundation")
    company("马理事长").go(f"{BOARD}/{one.agreement_id}").sees("先设置动态码")
    page = {"name": "page.png", "mimeType": "image/png", "buffer": scan()}
    form = {"page": page, "signatory": "马大姐", "signed_on": clock.today(clock.now()).isoformat()}
    company("王主任").go(f"/approval/signatures/{one.id}/page").send(form)
    company("孙干事").open(f"/signatures/{one.id}/witness").send({"same": True}).sees("马大姐（纸面签字，孙干事核对）")
    company("李科长").go(f"{BOARD}/reminders").send().go(f"/approval/agreement-template/{one.season_id}")
    company.anybody().go("/verify").page.fill("[name=number]", db.session.scalars(select(Agreement.number)).first())


def type_code(person):
    """Type the phone's first code."""
    form = person.page.locator("form[action*=finish]")
    person.fill(form, {"code": code_on(person.page)})
    press(person.page, form.locator("button"))
