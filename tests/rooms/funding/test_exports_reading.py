"""The books as they are read for an export: all of them, as of one moment, in a fixed number of statements."""
import threading

import pytest
from sqlalchemy import func, select

from proposals import clock
from proposals.collection.models import Proposal
from proposals.funding import actions, verify
from proposals.funding.exports import annexes, book, reading
from proposals.funding.models import Account, Entry
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.bench.counting import counted
from tests.drive import funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed


@pytest.fixture
def season_id(at):
    return db.session.scalars(select(Season.id)).one()


def read(season_id):
    reading.hold(db.session())
    return reading.read(db.session(), season_id=season_id, at=clock.now())


def test_what_the_database_has_is_what_is_read(at, season_id):
    funding.paid(signed(1, at=at), seq=1, at=at)
    found = read(season_id)
    entries = list(found.entries)
    assert [(entry.id, entry.hash) for entry in entries] == db.session.execute(select(Entry.id, Entry.hash).order_by(Entry.id)).all()
    assert (found.head.entry_id, found.head.hash) == (entries[-1].id, entries[-1].hash)
    moved = {account.id: 0 for account in found.accounts.values()}
    for movement in (movement for entry in entries for movement in entry.movements):
        moved[movement.giving_id] -= movement.fen
        moved[movement.taking_id] += movement.fen
    assert moved == {account.id: account.fen for account in found.accounts.values()}
    assert len(moved) == db.session.scalar(select(func.count()).select_from(Account)) and verify.findings(db.session) == []


def test_a_payment_says_its_tranche_and_through_whose_hands_it_went(at, season_id):
    case = signed(1, at=at)
    funding.paid(case, seq=1, at=at)
    found = read(season_id)
    assert {(entry.kind, entry.tranche) for entry in found.entries if entry.project_id} == {("commit", None), ("order", 1), ("pay", 1)}
    project, project_row = *found.projects.values(), db.session.get_one(Proposal, case)
    legs = project.tranches[0].legs
    assert [(leg.state, leg.cashier, leg.approvers) for leg in legs] == [("paid", "陈会计", "马理事长"), ("paid", "许科员", "沈科长")]
    assert (project.number, project.display) == (project_row.number, project_row.display_number)
    assert sum(share.signed_fen for share in project.shares) == project.amount_fen == project_row.agreed_fen


@pytest.mark.slow
def test_reading_a_season_costs_the_same_for_one_project_and_for_three(at, season_id):
    costs = []
    for serials in ((1,), (2, 3)):
        for serial in serials:
            funding.paid(signed(serial, at=at), seq=1, at=at)
        with counted() as count:
            list(read(season_id).entries)
            annexes.read(db.session(), season_id=season_id)
        costs.append(count.statements)
    assert costs[0] == costs[1]


def test_what_is_booked_meanwhile_is_not_in_it(app, at, season_id):
    found = read(season_id)
    balances = {account.id: account.fen for account in found.accounts.values()}

    def book_more():
        with app.app_context():
            actions.record_receipt(season_id, fund_code="foundation", amount_fen=100, reference="拨-2", by=actor("李科长"), at=at)
            db.session.remove()

    clerk = threading.Thread(target=book_more)
    clerk.start()
    clerk.join()
    assert sum(entry.fen for entry in found.entries) == sum(fen for fen in balances.values() if fen > 0)
    assert sum(entry.fen for entry in read(season_id).entries) == sum(entry.fen for entry in found.entries) == 5_000_100


def test_books_are_not_read_in_the_middle_of_writing(at, season_id):
    with unit_of_work(), pytest.raises(RuntimeError, match="reading alone"):
        reading.hold(db.session())


def test_a_season_without_entries_has_empty_books(app):
    found = read(db.session.scalars(select(Season.id)).one())
    assert (list(found.entries), found.projects, found.first_on) == ([], {}, found.last_on)
    assert isinstance(found, book.Book)
