"""A package that names nobody finds its organisation in a real browser: announced, answered twice, compared, chosen, settled by the clock."""
import pytest

from proposals import clock
from tests.browser.people import Company, Inspector
from tests.browser.steps import days_ahead, later
from tests.cast import IMPLEMENTER
from tests.rooms.approval import called

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
OFFER = {"summary": "分四步做，居民自己种。", "team": "两名持证社工。", "price_1": "30", "price_2": "300", "price_3": "680"}


@pytest.fixture
def company(app, page, served, faults, met, language, width):
    """People who look at every page they meet."""
    inspector = Inspector(app, faults, language=language, width=width, met=met[language, width, True])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=True)
    assert inspector.wrong == []


@pytest.mark.parametrize(("language", "width"), [("zh", 390)])
def test_a_package_finds_its_organisation(app, company):
    called.bodies(at=clock.now())
    package = called.package(at=clock.now())
    company("何静").go(f"/ideas/{package}").open(f"/approval/ideas/{package}/call").send({"closes_on": days_ahead(10), "conditions": "要有持证社工。"})
    call = int(company("刘芳").go("/approval/calls").page.locator("main a[href*='/approval/calls/']").last.get_attribute("href").split("/")[-1])
    for name, body, price in (("刘芳", IMPLEMENTER, "680"), ("周建国", called.SECOND, "650")):
        bidder = company(name).go(f"/approval/calls/{call}").open(f"/approval/calls/{call}/organisations/{called.body(body)}/offer")
        bidder.send(OFFER | {"price_3": "900"}, refused=409)
        bidder.send({"price_3": price}).sees("证明材料")
    later(app, days=12)
    lead = company("王主任").go(f"/approval/calls/{call}").open(f"/approval/calls/{call}/offers")
    lead.sees("¥4,250.00", "¥4,280.00")
    lead.send({"organisation": str(called.body(called.SECOND)), "note": "价格低，场地近。"}).sees("价格低，场地近。")
    company.anybody().go(f"/approval/calls/{call}").sees(f"选定：{called.SECOND}", "¥4,280.00")
    later(app, days=20)
    assert (called.package_of(call).organisation_id, called.package_of(call).planned_fen) == (called.body(called.SECOND), 425_000)
