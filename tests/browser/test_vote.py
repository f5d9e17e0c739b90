"""A residents' vote in a real browser: the clerk verifies a phone, its owner votes without script, and the result is there for everyone."""
import pytest
from sqlalchemy import update

from proposals import clock
from proposals.approval.models import ResidentVote
from proposals.storage import unit_of_work
from tests.browser.people import Company, Inspector, press
from tests.rooms.approval import polling

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
PHONE = "13900001234"


def verify_phone(clerk):
    """The desk enters a phone; returns its code."""
    clerk.follow("/approval/votes").open("/vote").open("/vote/phones").send({"community_id": str(polling.communities()[0]), "phones": PHONE})
    return clerk.page.locator("td b").inner_text()


def vote_for(resident, case, *, code):
    """The phone's owner mistypes the code, then votes."""
    resident.open("/vote").open("/vote/entry").send({"phone": PHONE, "code": "00000000"}, refused=409)
    resident.send({"phone": PHONE, "code": code})
    resident.page.locator(f"[name=proposals][value='{case}']").check()
    resident.send().sees("选票已经投出")


def test_a_resident_votes_and_the_result_is_told(app, page, served, faults, met):
    at = clock.now()
    cases, year = polling.candidates(at=at), polling.season()[1]
    polling.cast(polling.vote("open", at=at), [[cases[0]]] * 4, at=at)
    inspector = Inspector(app, faults, language="zh", width=390, met=met["zh", 390, True])
    with served(app) as address:
        company = Company(page, address=address, inspector=inspector, script=True)
        vote_for(company.anybody().go(f"/ideas/{cases[0]}"), cases[1], code=verify_phone(company("张小雨")))
        with unit_of_work() as session:
            session.execute(update(ResidentVote).values(opens_us=at - 3 * polling.DAY, closes_us=at - polling.DAY))
        company.anybody().go(f"/approval/{year}/vote").sees("共 5 张选票", "80.0%", "20.0%", "选票不足 5 张，不公布")
        chair = company("郑国栋").go(f"/approval/{year}/vote").open("/vote/shares")
        chair.page.locator("[name=budget]").fill("6000")
        press(chair.page, chair.page.locator("main button[type=submit]"))
        chair.sees("4 位支持者每人最多出 ¥1,115.00")
    assert inspector.wrong == []
