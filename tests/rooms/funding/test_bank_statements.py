"""The banks' pages, and making a batch or confirming a statement, ask the database as often for many payments as for a few."""
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.funding.bank import batching, importing, matching
from proposals.funding.models import Fund, Payment
from proposals.storage import db, unit_of_work
from tests.bench.counting import counted, watch
from tests.drive import funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.banking import PAYEE
from tests.rooms.funding.signed import signed

FEN, POSTED = 1873_20, 7
"""One payment; what posting its entry costs (every arrival is an entry of its own in the chain)."""
PAGES = (("陈会计", "/money/statements"), ("陈会计", "/money/statements/1"), ("陈会计", "/money/statements/accounts/1"), ("李科长", "/money/statements/accounts/1"),
         ("陈会计", "/money/statements/accounts/1/reconciliation"), ("陈会计", "/money/batches"), ("陈会计", "/money/batches/1"), ("陈会计", "/money/payees"),
         ("陈会计", "/desk"))


def legs(serials, *, at):
    """The foundation's payments of these projects, approved."""
    asked = select(Payment.id).join(Fund, Fund.id == Payment.fund_id).where(Payment.id.in_([leg for serial in serials for leg in funding.authorised(
        signed(serial, at=at), seq=1, at=at)]), Fund.desk == "foundation").order_by(Payment.id)
    return list(db.session.scalars(asked))


def work(ids, *, at, opening, first):
    """Send them, and confirm half of them on a statement with one line that nobody explains; the number of statements for each act."""
    with counted() as sending:
        batching.make_batch(ids, desk="foundation", by=actor("陈会计"), at=at)
    marks = [batching.mark_of(db.session.get_one(Payment, key)) for key in ids[:len(ids) // 2 + 1]]
    rows = [(f"B{first + place}", -FEN, PAYEE[0], mark) for place, mark in enumerate(marks)]
    text = banking.statement([*rows, (f"I{first}", 3, "", "利息")], opening=opening, on=clock.today(at))
    file = importing.read(text, name="x.csv")
    with counted() as taking:
        importing.import_statement(banking.account().id, file=file, by=actor("陈会计"), at=at)
    certain = [each for each in banking.proposed() if each.certain]
    db.session.rollback()
    with unit_of_work(), counted() as confirming:
        assert matching.confirm_all(certain, by=actor("陈会计"), at=at) == (len(certain), [])
    return len(certain), [sending.statements, taking.statements, confirming.statements]


@pytest.fixture
def twice(app, enter, at):
    """What acts and pages ask with three payments, and with five more."""
    watch(db.engines)
    banking.opened(at=at)
    first, found = legs((1, 2, 3), at=at), []
    banking.checked(db.session.get_one(Payment, first[0]).proposal_id, at=at)
    for ids, opening, number in ((first, 50_000_00, 1), (legs((4, 5, 6, 7, 8), at=at), 50_000_03 - 2 * FEN, 11)):
        done, asked = work(ids, at=at, opening=opening, first=number)
        people = {name: enter(name) for name, _url in PAGES}
        for name, url in PAGES:
            assert people[name].get(url).status_code == 200, url
        pages = {}
        for name, url in PAGES:
            with counted() as count:
                people[name].get(url)
            pages[name, url] = count.statements
        found.append((done, asked, pages))
    return found


@pytest.mark.slow
def test_many_payments_ask_no_more_than_a_few(twice):
    (few, acts, pages), (many, more_acts, more_pages) = twice
    assert (few, many) == (2, 3) and more_pages == pages
    growth = [after - before for before, after in zip(acts, more_acts, strict=True)]
    assert growth[:2] == [0, 0] and growth[2] <= POSTED * (many - few), (acts, more_acts)
