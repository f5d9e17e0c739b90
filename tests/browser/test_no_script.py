"""Without script everything still works: an idea is sent, and a judge scores, keeps a draft and seals it."""
import pytest

from proposals import clock
from tests.browser import steps
from tests.browser.people import Company, Inspector
from tests.drive import approval, optimisation
from tests.drive.collection import who

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]


@pytest.fixture
def company(app, page, served, met):
    """People whose browsers run no script; what they meet is looked at elsewhere."""
    inspector = Inspector(app, lambda page: [], language="zh", width=390, met=met["zh", 390, False])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=False)
    assert inspector.wrong == []


def test_an_idea_is_sent_without_script(company):
    visitor = company.anybody()
    receipt = steps.write(visitor, name="周桂兰", phone="13900005678")
    visitor.sees(receipt, steps.TITLE)
    steps.follow_by_receipt(company.anybody(), receipt=receipt, tail="5678")


def test_a_judge_scores_without_script(company):
    at = clock.now()
    proposal = optimisation.planned(at=at)
    approval.reviewing(proposal.id, at=at, by=who("周敏"))
    judge = steps.take(company("赵岚"))
    criteria = steps.criteria(judge)
    judge.send({criteria[0]: "5"}, button="[formaction]:not([name])")
    judge.sees("25 / 25")
    judge.send({name: "4" for name in criteria[1:]})
    assert judge.page.locator("form").count() == 0
