"""A payment that was bounced by hand: its two lines are proposed as a pair, proven by one confirmation, and taken apart without moving it."""
from datetime import date

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.funding import actions
from proposals.funding.bank import balance, batching, choosing, matching, returned, verify
from proposals.funding.bank.facts import Leg, Seen
from proposals.funding.models import BankLine, BankMatch
from proposals.storage import db
from tests.drive.funding import DAY
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from tests.rooms.funding.banking import PAYEE
from tests.rooms.funding.signed import signed
from workflow import Refused

FEN = 1873_20


@pytest.fixture
def bounced(app, at):
    """The foundation's payment, which its cashier took as bounced before any statement said so."""
    case = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(case, at=at)
    found = banking.at_the_bank(case, seq=1, at=at)[0]
    assert actions.advance([found], name="bounce", by=actor("陈会计"), at=at, note="电话通知户名不符").moved == [found]
    return found


def live():
    return [(match.kind, match.booked, match.line.direction) for match in
            db.session.scalars(select(BankMatch).where(BankMatch.undone_us.is_(None)).order_by(BankMatch.id))]


def undo(reference, *, at):
    number = db.session.scalars(select(BankLine.id).where(BankLine.reference == reference)).one()
    return matching.undo(number, note="看错了", by=actor("陈会计"), at=at)


def open_items(at):
    found = balance.reconcile(banking.account().id, day=clock.today(at))
    return len(found.bank_received), len(found.bank_paid), len(found.book_received), len(found.book_paid)


def test_both_lines_are_settled_by_one_confirmation_and_nothing_moves(bounced, at, enter):
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", FEN, PAYEE[0], "")], opening=50_000_00, at=at)
    assert open_items(at) == (1, 1, 1, 0)
    [pair] = banking.proposed()
    page = f"/money/statements/accounts/{banking.account().id}"
    assert ((pair.kind, pair.certain, len(pair.line_ids)), "已登记退汇" in enter("陈会计").get(page).text) == (("returned", True, 2), True)
    with pytest.raises(Refused, match="match-not-yours"):
        matching.confirm(pair, by=actor("许科员"), at=at)
    assert enter("陈会计").post(page, {"match": choosing.token(pair)}).status_code == 303
    assert (banking.state(bounced), live(), banking.proposed()) == ("bounced", [("bounce", 0, "out"), ("bounce", 0, "in")], [])
    assert (open_items(at), verify.findings(db.session())) == ((0, 0, 1, 0), [])


def test_undoing_it_takes_the_pair_apart_and_leaves_the_payment(bounced, at):
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", FEN, PAYEE[0], "退汇")], opening=50_000_00, at=at)
    banking.confirmed(at=at)
    assert undo("B2", at=at) == 1
    assert (banking.state(bounced), live(), [each.kind for each in banking.proposed()]) == ("bounced", [], ["returned"])
    assert banking.confirmed(at=at + 1) == ["returned"]


def test_the_payment_that_was_sent_again_keeps_its_own_line(bounced, at):
    actions.advance([bounced], name="resend", by=actor("马理事长"), at=at + DAY, note="已更正户名")
    batching.make_batch([bounced], desk="foundation", by=actor("陈会计"), at=at + 2 * DAY)
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", FEN, PAYEE[0], "退汇")], opening=50_000_00, at=at)
    banking.imported([("B3", -FEN, PAYEE[0], "")], opening=50_000_00, at=at, days=2)
    assert sorted(banking.confirmed(at=at + 2 * DAY)) == ["pay", "returned"]
    assert (banking.state(bounced), len(live()), verify.findings(db.session())) == ("paid", 3, [])
    assert undo("B1", at=at + 2 * DAY) == 1
    assert (banking.state(bounced), live()) == ("paid", [("pay", 1, "out")])
    assert banking.confirmed(at=at + 2 * DAY + 1) == ["returned"]


def test_a_bounce_that_lines_showed_is_not_proposed_again(bounced, at):
    actions.advance([bounced], name="resend", by=actor("马理事长"), at=at, note="再汇")
    batching.make_batch([bounced], desk="foundation", by=actor("陈会计"), at=at)
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", FEN, PAYEE[0], "退汇")], opening=50_000_00, at=at)
    banking.confirmed(at=at)
    banking.imported([("B3", -FEN, PAYEE[0], ""), ("B4", FEN, PAYEE[0], "退汇")], opening=50_000_00, at=at, days=1)
    assert banking.confirmed(at=at + DAY) == ["bounce"]
    assert (banking.state(bounced), banking.proposed(), len(live())) == ("bounced", [], 4)


def line(number, way, *, day=5, fen=100, name="甲社", summary=""):
    return Seen(number, way, fen, date(2018, 3, day), name, "", summary)


LEG = Leg(7, "bounced", 100, "甲社", "", date(2018, 3, 4), "2018-XT-0001-1", "")
PAIRS = (
    ([line(1, "out"), line(2, "in", day=6)], [((1, 2), True)]),
    ([line(1, "out", name=""), line(2, "in", name="", summary="退汇")], [((1, 2), True)]),
    ([line(1, "out"), line(2, "in", name="乙社", summary="退汇")], []),
    ([line(1, "out"), line(2, "in", fen=99)], []),
    ([line(1, "out", day=6), line(2, "in", day=5)], []),
    ([line(1, "out", day=3), line(2, "in")], []),
    ([line(1, "out"), line(2, "in", name="", summary="利息")], []),
    ([line(1, "out"), line(2, "in", day=6), line(3, "out", day=6)], [((1, 2), False), ((3, 2), False)]),
    ([line(1, "out"), line(2, "in"), line(3, "in", day=6)], [((1, 2), False), ((1, 3), False)]),
)


@pytest.mark.parametrize(("lines", "pairs"), PAIRS)
def test_a_pair_has_amount_payee_and_order_and_is_certain_only_alone(app, lines, pairs):
    with app.test_request_context():
        found = returned.propose(reversed(lines), legs=[LEG])
    assert [(each.line_ids, each.certain) for each in found] == pairs
