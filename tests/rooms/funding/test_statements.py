"""The money pages ask the database the same number of questions, and fetch no more rows, for three projects than for one."""
import pytest

from proposals.funding import actions
from proposals.funding.models import Entry
from proposals.storage import db
from tests.bench.counting import counted, watch
from tests.drive import funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed

PAGES = (("陈会计", "/money"), ("陈会计", "/money?street=1&words=XT&state=signed"), ("陈会计", "/money/entries"), ("李科长", "/money/entries?stage=commit&words=commit"),
         ("李科长", "/money/entries/2"), ("何静", "/payments"), ("何静", "/projects"), ("刘芳", "/desk"), ("李科长", "/desk"), ("陈会计", "/desk"),
         ("陈会计", "/money/entries/files/csv"), ("陈会计", "/money/downloads"))


def cost(person, url):
    """How many statements, on a second look."""
    assert person.get(url).status_code == 200, url
    with counted() as count:
        person.get(url)
    return count.statements


@pytest.fixture
def costs(app, enter, at):
    """What each page asks with one project asked to be paid, and with three."""
    watch(db.engines)
    found = []
    for serials in ((1,), (2, 3)):
        for serial in serials:
            funding.requested(signed(serial, at=at), seq=1, at=at)
        people = {name: enter(name) for name, _url in PAGES}
        found.append({url: cost(people[name], url) for name, url in PAGES})
    return found


@pytest.mark.slow
def test_statements_do_not_grow_with_rows(costs):
    one, three = costs
    assert three == one
    assert max(one.values()) <= 30 and db.session.query(Entry).count() == 5


def test_a_full_page_fetches_no_more_rows_of_a_longer_book(app, enter, at):
    watch(db.engines)
    person, found = enter("陈会计"), []
    for number in (60, 120):
        booked(at, upto=number)
        assert person.get("/money/entries").status_code == 200
        with counted() as count:
            assert "显示 50 /" in person.get("/money/entries").text
        found.append((count.statements, count.rows))
    assert found[0] == found[1]


def booked(at, *, upto):
    """So many receipts in the books."""
    for number in range(upto - 60, upto):
        actions.record_receipt(1, fund_code="foundation", amount_fen=100 + number, reference=f"多-{number}", by=actor("陈会计"), at=at)
