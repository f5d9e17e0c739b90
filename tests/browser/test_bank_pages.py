"""A cashier in a real browser: one tranche from request to the matched bank line, a payment that came back, money returned to both sources."""
import pytest

from proposals import clock
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.browser import bank as banks
from tests.browser.bank import PAYEE, Bank
from tests.browser.people import Company, Inspector
from tests.drive import implementation
from tests.rooms.approval.planned import actor
from tests.rooms.closeout.projects import fill_pools
from tests.rooms.funding.signed import signed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900), pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
FEN = 1873_20
"""The foundation's part of the first tranche."""


@pytest.fixture
def company(app, page, served, faults, met, language, width, script):
    """People who look at every page they meet."""
    inspector = Inspector(app, faults if script else lambda page: [], language=language, width=width, met=met[language, width, script])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=script)
    assert "\n".join(inspector.wrong) == ""


@pytest.fixture
def case(app):
    """A project that five parties have signed, and money in both pools."""
    at = clock.now()
    fill_pools(at=at)
    return signed(1, at=at)


def approve(company, case):
    """Asked for, checked, and approved by the heads of both sources."""
    company("刘芳").go(f"/projects/{case}").follow("/request").send({"evidence": "协议已生效，收据 0001。"})
    for name, state in (("何静", "requested"), ("马理事长", "verified"), ("沈科长", "verified")):
        person = company(name).go(f"/payments?state={state}")
        for box in person.page.locator("[name=ids]").all():
            box.check()
        person.send()


@pytest.mark.parametrize("language, width, script", [("zh", 1280, True), ("en", 390, True), ("zh", 390, False)])
def test_from_request_to_bank_line_and_back_and_money_returned(app, company, case, script):
    bank, cashier = Bank(), company("陈会计")
    banks.open_accounts(company)
    approve(company, case)
    rows = banks.send_batch(cashier)
    assert [fen for fen, *_other in rows] == [-FEN]
    back = (FEN, PAYEE["holder"], PAYEE["number"], "退汇 户名不符")
    banks.confirm_all(banks.take_in(cashier, bank.statement("foundation", [*rows, (321, "", "", "利息")], days=0)))
    banks.confirm_all(banks.take_in(cashier, bank.statement("foundation", [back], days=1)))
    company("马理事长").go("/payments?state=bounced").open("/moves/").send({"note": ""}, refused=422).send({"note": "户名已更正"})
    banks.confirm_all(banks.take_in(cashier, bank.statement("foundation", banks.send_batch(cashier), days=2)))
    undoing = cashier.go("/money/statements").open("/money/statements/3").open("/money/statements/lines/").follow("/undo")
    undoing.send({"note": ""}, refused=422).send({"note": "对错了"})
    cashier.go("/money/statements/accounts/1").send(button="[name=match]").go("/money/statements/accounts/1/reconciliation").sees("3.21")
    treasury = company("许科员")
    banks.confirm_all(banks.take_in(treasury, bank.statement("treasury", banks.send_batch(treasury), days=2)))
    end(app, case)
    cashier.go(f"/projects/{case}").follow("/reckoning").send({"spent": "3000"})
    banks.confirm_all(banks.take_in(cashier, bank.statement("foundation", [(122_00, PAYEE["holder"], PAYEE["number"], "结余退款")], days=3)))
    company("李科长").go("/money").sees("73.20", "48.80")


def end(app, case):
    """The work has begun and ends early."""
    with app.app_context(), unit_of_work():
        implementation.actions.start(case, start_on=clock.today(clock.now()), by=actor("刘芳"), at=clock.now())
        engine.fire(db.session, case, "terminate", actor("李科长"), at=clock.now(), note="承接组织停止运营")
