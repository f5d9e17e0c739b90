"""The budget by head: what is left, what a head may bear, and moving money between heads by notice or with approval."""
import pytest
from sqlalchemy import select

from proposals.funding.models import HeadTransfer
from proposals.funding.spending import heads, transfers, vouchers
from proposals.seasons import actions as seasons
from proposals.storage import db
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent
from tests.rooms.funding.test_vouchers import codes


def of(case):
    return {head.name: head for head in heads.of(db.session, spent.commitment_of(case))}


def ask(case, at, fen, *, start="activity", end="personnel", who="刘芳", reason="多请一位老师"):
    return transfers.ask(case, from_head=start, to_head=end, amount_fen=fen, reason=reason, by=actor(who), at=at)


def test_variance_by_head(app, at):
    case = spent.running(1, at=at)
    spent.entered(case, at=at, fen=1000_00)
    spent.accepted(case, at=at)
    spent.entered(case, at=at, fen=200_00, head="personnel")
    ask(case, at, 40_00)
    activity, people = of(case)["activity"], of(case)["personnel"]
    assert (activity.planned_fen, activity.moved_fen, activity.spent_fen, activity.difference_fen) == (3780_00, -40_00, 1000_00, 2740_00)
    assert (people.budget_fen, people.spent_fen, people.waiting_fen, people.free_fen) == (720_00, 0, 200_00, 520_00)
    assert [activity.rate, people.rate, of(case)["tax"].rate] == ["26.7 %", "0.0 %", "–"]
    assert sum(head.moved_fen for head in of(case).values()) == 0


def test_a_head_bears_no_more_than_its_budget_until_money_is_moved_to_it(app, at):
    case = spent.running(1, at=at)
    spent.entered(case, at=at, fen=680_01, head="personnel")
    assert codes(lambda: spent.submitted(case, at=at)) == ["head-overspent"]
    ask(case, at, 1)
    spent.submitted(case, at=at)


def test_a_small_transfer_counts_at_once_all_of_them_together_up_to_a_tenth(app, at):
    case = spent.running(1, at=at)
    ask(case, at, 400_00)
    ask(case, at, 46_00)
    larger = ask(case, at, 1)
    assert [row.by_notice for row in db.session.scalars(select(HeadTransfer).order_by(HeadTransfer.serial))] == [1, 1, 0]
    assert (of(case)["personnel"].moved_fen, of(case)["activity"].leaving_fen) == (446_00, 1)
    transfers.rule(larger, approved=True, reason="", by=actor("马理事长"), at=at)
    assert (of(case)["personnel"].moved_fen, of(case)["activity"].leaving_fen) == (446_01, 0)


@pytest.mark.parametrize("percent, by_notice", [(0, 0), (5, 0), (12, 1)])
def test_how_much_a_notice_may_move_is_the_seasons_to_say(app, enter, at, percent, by_notice):
    case = spent.running(1, at=at)
    seasons.set_up(1, settings=[seasons.Setting("notice_percent", percent)], by=actor("李科长"))
    assert f"{percent}%" in enter("刘芳").get(f"/projects/{case}/head-transfers/new").text.replace(" ", "")
    assert db.session.get_one(HeadTransfer, ask(case, at, 500_00)).by_notice == by_notice


def test_a_declined_transfer_moves_nothing_and_says_why(app, at):
    case = spent.running(1, at=at)
    larger = ask(case, at, 500_00)
    assert codes(lambda: transfers.rule(larger, approved=False, reason=" ", by=actor("陈会计"), at=at)) == ["reason-required"]
    transfers.rule(larger, approved=False, reason="超出必要", by=actor("陈会计"), at=at)
    ruling = db.session.get_one(HeadTransfer, larger).ruling
    assert (ruling.approved, ruling.reason, of(case)["personnel"].moved_fen, of(case)["activity"].leaving_fen) == (0, "超出必要", 0, 0)
    assert codes(lambda: transfers.rule(larger, approved=True, reason="", by=actor("马理事长"), at=at)) == ["transfer-needs-no-ruling"]


@pytest.mark.parametrize("who", ["林秀梅", "何静", "陈会计", "王主任"])
def test_nobody_else_moves_money(app, at, who):
    case = spent.running(1, at=at)
    assert codes(lambda: ask(case, at, 1, who=who)) == ["spending-not-yours"]


@pytest.mark.parametrize("who", ["刘芳", "何静", "许科员", "李科长"])
def test_nobody_but_the_foundation_rules(app, at, who):
    larger = ask(spent.running(1, at=at), at, 500_00)
    assert codes(lambda: transfers.rule(larger, approved=True, reason="", by=actor(who), at=at)) == ["deciding-not-yours"]


def test_a_notice_needs_no_ruling(app, at):
    small = ask(spent.running(1, at=at), at, 1_00)
    assert codes(lambda: transfers.rule(small, approved=True, reason="", by=actor("陈会计"), at=at)) == ["transfer-needs-no-ruling"]


@pytest.mark.parametrize("fen, start, end, wrong", [
    (0, "activity", "personnel", "transfer-of-nothing"), (-1, "activity", "personnel", "transfer-of-nothing"), (1, "activity", "activity", "heads-the-same"),
    (1, "activity", "gifts", "heads-the-same"), (680_01, "personnel", "activity", "head-has-less"), (446_01, "activity", "management", "head-over-cap"),
    (658_01, "activity", "personnel", "head-over-cap"), (1, "tax", "activity", "head-has-less")])
def test_what_cannot_be_moved(app, at, fen, start, end, wrong):
    case = spent.running(1, at=at)
    assert codes(lambda: ask(case, at, fen, start=start, end=end)) == [wrong]


def test_what_is_spent_told_or_asked_for_cannot_leave_again(app, at):
    case = spent.running(1, at=at)
    spent.entered(case, at=at, fen=3000_00)
    spent.accepted(case, at=at)
    spent.entered(case, at=at, fen=100_00)
    ask(case, at, 500_00)
    assert codes(lambda: ask(case, at, 180_01)) == ["head-has-less"]
    ask(case, at, 100_00)


def test_an_approval_looks_at_the_cap_again(app, at):
    case = spent.running(1, at=at)
    first, second = ask(case, at, 500_00), ask(case, at, 500_00)
    transfers.rule(first, approved=True, reason="", by=actor("陈会计"), at=at)
    assert codes(lambda: transfers.rule(second, approved=True, reason="", by=actor("陈会计"), at=at)) == ["head-over-cap"]


def test_a_disallowed_voucher_frees_its_head(app, at):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at, fen=680_00, head="personnel")
    spent.accepted(case, at=at)
    vouchers.disallow(voucher, reason="没有签领", by=actor("马理事长"), at=at)
    assert of(case)["personnel"].free_fen == 680_00
