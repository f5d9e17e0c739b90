"""A voucher's way in a real browser: entered with its file, handed in, questioned, explained, found right, accepted; with and without script."""
import pytest

from proposals import clock
from tests.browser.people import Company, Inspector, press
from tests.cast import IMPLEMENTER
from tests.rooms.closeout.projects import fill_pools
from tests.rooms.funding import spent

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]


@pytest.fixture
def company(app, page, served, faults, met, language, width, script):
    """People who look at every page they meet."""
    inspector = Inspector(app, faults if script else lambda page: [], language=language, width=width, met=met[language, width, script])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=script)
    assert inspector.wrong == []


@pytest.fixture
def project(app):
    """A running project."""
    fill_pools(at=clock.now())
    return spent.running(1, at=clock.now())


def file(form):
    content = spent.picture("PNG") if form == "png" else spent.pdf()
    return {"name": f"发票.{form}", "mimeType": "image/png" if form == "png" else "application/pdf", "buffer": content}


def invoice(**change):
    says = {"kind": "digital", "number": "２５４２２０００００００１２３４５６７８", "issued_on": str(clock.today(clock.now())), "seller": "江岸花木店（演示）",
            "seller_code": spent.SELLER_CODE, "buyer": IMPLEMENTER, "gross": "100", "purpose": "花苗", "head": "activity"}
    return says | change


def decide(person, what):
    """Press the one button of the decision that needs no words."""
    press(person.page, person.page.locator(f"form[action$={what}] button"))


@pytest.mark.parametrize("language, width, script", [("zh", 390, True), ("en", 1280, True), ("zh", 1280, False)])
def test_a_voucher_goes_its_way(company, project):
    implementer = company("刘芳").go(f"/projects/{project}").follow("/vouchers/new")
    implementer.send(invoice(file=file("png"), buyer="夕阳红"), refused=422).send({"buyer": IMPLEMENTER})
    implementer.go(f"/projects/{project}/vouchers/new").send(invoice(file=file("pdf")), refused=409).send({"number": "1" * 20})
    implementer.follow("/submission").send()
    support = company("何静").go("/vouchers").open("/vouchers/1").send({"reason": "看不清金额"})
    assert support.path == "/vouchers/2"
    decide(support, "acceptance")
    company("陈会计").go("/expenditure-reports/1").send({"reason": "有一张看不清"})
    explained_and_accepted(company, project)


def explained_and_accepted(company, project):
    implementer = company("刘芳").go(f"/projects/{project}/spending").open("/expenditure-reports/2").open("/vouchers/1").send({"reason": "金额是一百元"})
    implementer.go(f"/projects/{project}/head-transfers/new").send({"from_head": "activity", "to_head": "personnel", "amount": "500", "reason": "多请一位老师"})
    company("马理事长").go("/vouchers").open("/head-transfers/1").send({"reason": "超出必要"})
    implementer.go(f"/projects/{project}/spending").follow("/submission").send()
    decide(company("何静").go("/vouchers").open("/vouchers/1"), "acceptance")
    decide(company("陈会计").go("/expenditure-reports/2"), "acceptance")
    company("李科长").go(f"/projects/{project}/spending").sees("200.00")
