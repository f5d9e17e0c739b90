"""The reconciliation: both balances adjusted by what only the other side has, on any day, and nothing between them unless somebody booked wrongly."""
from datetime import date

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.funding import actions
from proposals.funding.bank import balance, matching
from proposals.funding.bank.facts import Proposal as Match
from proposals.funding.models import BankLine
from proposals.storage import db
from tests.drive import banking as drive
from tests.drive.funding import DAY
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.banking import PAYEE
from tests.rooms.funding.signed import signed

FEN, POOL, OPENING = 1873_20, 30_000_00, 50_000_00
"""The foundation's part of the first tranche, what was received into its pool from a paper, and what the account began with."""


@pytest.fixture
def sent(app, at):
    case = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(case, at=at)
    return banking.at_the_bank(case, seq=1, at=at)[0]


def sheet(day=None):
    db.session.rollback()
    found = balance.reconcile(banking.account().id, day=day) if day else balance.latest(banking.account().id)
    groups = (found.bank_received, found.bank_paid, found.book_received, found.book_paid)
    assert found.difference_fen == 0 and found.adjusted_book_fen == found.adjusted_bank_fen
    return found.book_fen, found.bank_fen, [[item.amount_fen for item in group] for group in groups]


def test_before_the_first_statement_there_is_none(sent):
    assert balance.latest(banking.account().id) is None and balance.reconcile(banking.account().id, day=date(2030, 1, 1)) is None


def test_what_only_one_side_has_stands_between_the_balances(sent, at):
    banking.imported([("B1", 300, "", "利息"), ("B2", -80, "", "手续费")], opening=OPENING, at=at)
    assert sheet() == (OPENING + POOL - FEN, OPENING + 220, [[300], [80], [POOL], [FEN]])


def test_what_both_have_is_not_between_them(sent, at):
    banking.imported([("B1", POOL, "区财政局", "拨-1"), ("B2", -FEN, PAYEE[0], "")], opening=OPENING, at=at)
    assert banking.confirmed(at=at) == ["pay", "booked"]
    assert sheet() == (OPENING + POOL - FEN, OPENING + POOL - FEN, [[], [], [], []])


def test_a_payment_that_came_back_is_on_neither_side(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=OPENING, at=at)
    banking.confirmed(at=at)
    banking.imported([("B2", FEN, PAYEE[0], "退汇")], opening=OPENING - FEN, at=at, days=1)
    assert sheet() == (OPENING + POOL - FEN, OPENING, [[FEN], [], [POOL], []])
    banking.confirmed(at=at + DAY)
    assert sheet() == (OPENING + POOL, OPENING, [[], [], [POOL], []])


def test_sent_again_it_is_under_way_again(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", FEN, PAYEE[0], "退汇")], opening=OPENING, at=at)
    assert banking.confirmed(at=at) == ["bounce"] and sheet() == (OPENING + POOL, OPENING, [[], [], [POOL], []])
    actions.advance([sent], name="resend", by=actor("马理事长"), at=at, note="再汇")
    drive.sent(sent, at=at)
    assert sheet() == (OPENING + POOL - FEN, OPENING, [[], [], [POOL], [FEN]])


def test_undoing_a_match_puts_both_sides_back(sent, at):
    banking.imported([("B1", -FEN, PAYEE[0], "")], opening=OPENING, at=at)
    before = sheet()
    banking.confirmed(at=at)
    matching.undo(db.session.scalars(select(BankLine.id)).one(), note="对错了", by=actor("陈会计"), at=at)
    assert sheet() == before == (OPENING + POOL - FEN, OPENING - FEN, [[], [FEN], [POOL], [FEN]])


def test_a_receipt_that_was_mirrored_is_on_neither_side(sent, at):
    banking.imported([("B1", 77700, "弘善社区发展基金会", "捐赠")], opening=OPENING, at=at)
    line = db.session.scalars(select(BankLine.id)).one()
    by_hand = Match("receipt", (line,), (1,), (77700,), certain=False, reason="")
    matching.confirm(by_hand, by=actor("陈会计"), at=at)
    assert sheet()[0] == OPENING + POOL - FEN + 77700
    matching.undo(line, note="x", by=actor("陈会计"), at=at)
    assert sheet() == (OPENING + POOL - FEN, OPENING + 77700, [[77700], [], [POOL], [FEN]])


def test_an_earlier_day_is_told_as_it_was(sent, at):
    banking.imported([("B1", 300, "", "利息")], opening=OPENING, at=at)
    banking.imported([("B2", -FEN, PAYEE[0], "")], opening=OPENING + 300, at=at, days=2)
    banking.confirmed(at=at + 2 * DAY)
    assert sheet(clock.today(at)) == (OPENING + POOL - FEN, OPENING + 300, [[300], [], [POOL], [FEN]])
    assert sheet() == (OPENING + POOL - FEN, OPENING + 300 - FEN, [[300], [], [POOL], []])
