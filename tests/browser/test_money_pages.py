"""The money room in a real browser: from a figure to its entries to the proof, a filter that is said back, a receipt taken back; with and without script."""
import pytest

from proposals import clock
from proposals.funding import actions
from tests.browser.people import Company, Inspector
from tests.drive import implementation
from tests.rooms.approval.planned import actor
from tests.rooms.closeout.projects import fill_pools
from tests.rooms.funding.signed import signed

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]


@pytest.fixture
def company(app, page, served, faults, met, language, width, script):
    """People who look at every page they meet."""
    inspector = Inspector(app, faults if script else lambda page: [], language=language, width=width, met=met[language, width, script])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=script)
    assert inspector.wrong == []


@pytest.fixture
def wrong(app):
    """A project whose first tranche is paid, and a receipt with a zero too many."""
    at = clock.now()
    fill_pools(at=at)
    implementation.implementing(signed(1, at=at), at=at)
    return actions.record_receipt(1, fund_code="foundation", amount_fen=10_000_00, reference="拨-9", by=actor("陈会计"), at=at).id


@pytest.mark.parametrize("language, width, script", [("zh", 390, True), ("en", 1280, True), ("zh", 1280, False)])
def test_from_a_figure_to_its_proof_and_a_receipt_taken_back(company, wrong):
    auditor = company("李科长").go("/money").open("stage=held").open(f"/money/entries/{wrong - 1}")
    auditor.go("/money?street=-1").go("/money/entries?from=x&fund=-1").go("/money/downloads").go("/money/entries?words=nothing")
    head = company("马理事长").go("/money/entries?kind=receipt").open(f"/money/entries/{wrong}").open("/reversal").send({"reason": " "}, refused=422)
    head.send({"reason": "多打了一个零"})
    assert head.path == f"/money/entries/{wrong + 1}"
    head.open(f"/money/entries/{wrong}").sees(str(wrong + 1))
    head.go("/money/entries?kind=reverse")
