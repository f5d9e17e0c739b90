"""A resident on a phone, reading English: five questions with a photograph, with script and without; then the way to go on elsewhere."""
import pytest

from tests.browser import steps
from tests.browser.people import Company, Inspector

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]


@pytest.mark.parametrize("script", [True, False])
def test_an_idea_is_sent_in_english(app, page, served, faults, met, script):
    inspector = Inspector(app, faults if script else lambda page: [], language="en", width=390, met=met["en", 390, script])
    with served(app) as address:
        company = Company(page, address=address, inspector=inspector, script=script)
        resident = company.anybody()
        receipt = steps.write(resident, name="周桂兰", phone="13900005678")
        resident.sees(receipt, steps.TITLE)
        steps.follow_by_receipt(company.anybody(), receipt=receipt, tail="5678")
    assert inspector.wrong == []
