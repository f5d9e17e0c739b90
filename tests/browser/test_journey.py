"""One idea goes all the way, from a phone to the archive, in real browsers: once in Chinese on phones, once in English on desks."""
import pytest

from tests.browser import steps
from tests.browser.bank import Bank, open_accounts
from tests.browser.people import Company, Inspector

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1280)])
def test_one_idea_goes_from_a_phone_to_the_archive(app, page, served, faults, met, language, width):
    inspector = Inspector(app, faults, language=language, width=width, met=met[language, width, True])
    with served(app) as address:
        company = Company(page, address=address, inspector=inspector, script=True)
        steps.endow(company)
        receipt = steps.write(company("林秀梅"), name="林秀梅", phone="13900001234")
        steps.follow_by_receipt(company.anybody(), receipt=receipt, tail="1234")
        idea = steps.receive(company)
        steps.improve(company, idea=idea)
        steps.review(company, idea=idea, app=app)
        steps.later(app, days=15)
        steps.sign(company, idea=idea)
        bank = Bank()
        open_accounts(company)
        steps.pay(company, idea=idea, bank=bank, days=0)
        steps.work(company, idea=idea)
        steps.assess(company, idea=idea)
        steps.pay(company, idea=idea, bank=bank, days=1)
        steps.qualify(company, idea=idea)
        steps.later(app, days=30)
        steps.look_back(company.anybody(), idea=idea)
        steps.look_around(company, receipt=receipt)
    assert "\n".join(inspector.wrong) == ""
