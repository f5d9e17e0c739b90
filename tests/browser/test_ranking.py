"""A chair ranks on a phone, tries another way, decides by rank, and the judges confirm the minutes in a real browser."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import MinutesSignature
from proposals.storage import db
from tests.browser.people import Company, Inspector, press
from tests.rooms.approval.asking import state_of
from tests.rooms.approval.ranked import home_panel, scored_five

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
RANKING = "/approval/ranking"


@pytest.fixture
def company(app, page, served, faults, met, language, width):
    """People who look at every page they meet."""
    inspector = Inspector(app, faults, language=language, width=width, met=met[language, width, True])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=True)
    assert inspector.wrong == []


@pytest.mark.parametrize(("language", "width"), [("zh", 390)])
def test_a_ranking_is_tried_decided_and_put_on_record(company, app):
    cases = scored_five(at=clock.now())
    chair = company("郑国栋").go(f"{RANKING}?panel={home_panel()}")
    trial = chair.page.locator("form.filter-bar")
    chair.fill(trial, {"way": "best-sum", "budget": "9000"})
    press(chair.page, trial.locator("button"))
    assert chair.page.locator("tbody .plum").count() == 2
    chair.go(f"{RANKING}?panel={home_panel()}").send({"note": "受益面不够清楚。"})
    assert [state_of(case) for case in cases] == ["publicised"] * 4 + ["rejected"]
    chair.go("/approval/minutes").send()
    record = chair.path
    chair.send({"read": True})
    company("赵岚").go("/desk").go(record).send({"read": True})
    company("李科长").go("/approval/minutes").go(f"{RANKING}")
    db.session.rollback()
    assert len(db.session.scalars(select(MinutesSignature)).all()) == 2
