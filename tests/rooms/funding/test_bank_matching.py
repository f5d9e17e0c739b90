"""What lines of a statement may stand for: certain only where nothing else fits, the same whatever the order, and never more than the line."""
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proposals.funding.bank import incoming, outgoing
from proposals.funding.bank.facts import Booked, Expected, Leg, Owed, Seen
from proposals.funding.bank.payees import same_number, same_payee

DAY = date(2018, 3, 5)
SUNSET, BRIDGE = ("夕阳红服务社", "42010001"), ("桥梁社区", "42010002")


def leg(key, fen, *, to=SUNSET, day=DAY, state="sent", mark=None, batch="2018-F-001"):
    return Leg(key, state, fen, *to, day, mark or f"2018-XT-{key:04}/1/1", batch)


def line(key, fen, *, of=SUNSET, day=DAY, summary="", direction="out"):
    return Seen(key, direction, fen, day, *of, summary)


def told(found):
    return [(each.kind, each.line_ids, each.targets, each.certain) for each in found]


def out(lines, legs):
    return told(outgoing.propose(lines, legs=legs))


def come(lines, *, legs=(), owed=(), expected=(), booked=()):
    sent = outgoing.propose(lines, legs=legs)
    found = incoming.propose(lines, legs=legs, owed=owed, expected=expected, booked=booked, outgoing=sent)
    return told([*outgoing_left(sent, found), *found])


def outgoing_left(sent, found):
    return incoming.without(sent, incoming=found)


def test_amount_payee_and_day_make_a_match():
    assert out([line(1, 500, day=DAY + timedelta(3))], [leg(7, 500), leg(8, 501), leg(9, 500, to=BRIDGE)]) == [("pay", (1,), (7,), True)]
    assert "日期相差 3 天" in outgoing.propose([line(1, 500, day=DAY + timedelta(3))], legs=[leg(7, 500)])[0].reason


def test_two_that_fit_are_for_a_person_unless_the_purpose_tells_them_apart():
    legs = [leg(7, 500), leg(8, 500)]
    assert out([line(1, 500)], legs) == [("pay", (1,), (7,), False), ("pay", (1,), (8,), False)]
    assert out([line(1, 500, summary="用途 2018-XT-0008/1/1")], legs) == [("pay", (1,), (8,), True)]
    assert out([line(1, 500, summary="2018-XT-0008/1/1"), line(2, 500)], legs) == [("pay", (1,), (8,), True), ("pay", (2,), (7,), True)]
    assert out([line(1, 500), line(2, 500)], legs[:1]) == [("pay", (1,), (7,), False), ("pay", (2,), (7,), False)]


def test_a_mark_is_not_the_beginning_of_a_longer_one():
    assert outgoing.is_marked("２０１８－XT－0001／1／1 拨款", mark="2018-XT-0001/1/1")
    assert not outgoing.is_marked("2018-XT-0001/1/12", mark="2018-XT-0001/1/1") and not outgoing.is_marked("12018-XT-0001/1/1", mark="2018-XT-0001/1/1")


@pytest.mark.parametrize("of, summary", [(("别的户名", "42010009"), "2018-XT-0007/1/1"), (("夕阳红服务社", "42010009"), ""), (("", ""), "")])
def test_another_payee_is_never_certain(of, summary):
    assert out([line(1, 500, of=of, summary=summary)], [leg(7, 500)]) == [("pay", (1,), (7,), False)]


def test_a_late_line_is_shown_and_a_very_late_one_is_not():
    assert out([line(1, 500, day=DAY + timedelta(4))], [leg(7, 500)]) == [("pay", (1,), (7,), False)]
    assert out([line(1, 500, day=DAY + timedelta(61))], [leg(7, 500)]) == []


def test_one_line_for_a_whole_batch():
    legs = [leg(7, 500), leg(8, 300, to=BRIDGE), leg(9, 1, batch="2018-F-002")]
    assert out([line(1, 800, of=("", ""))], legs) == [("pay", (1,), (7, 8), True)]
    assert out([line(1, 800, of=("批量代付", ""), summary="批次2018-F-001")], legs) == [("pay", (1,), (7, 8), True)]
    assert out([line(1, 800, of=("", "")), line(2, 800, of=("", ""))], legs) == [("pay", (1,), (7, 8), False), ("pay", (2,), (7, 8), False)]


def test_one_line_for_several_payments_to_one_payee():
    legs = [leg(7, 500), leg(8, 300), leg(9, 200), leg(10, 150, to=BRIDGE)]
    assert out([line(1, 700)], legs) == [("pay", (1,), (7, 9), True)]
    assert out([line(1, 500)], legs[1:]) == [("pay", (1,), (8, 9), True)]
    assert out([line(1, 800)], [*legs, leg(11, 600)]) == [("pay", (1,), (7, 8), False), ("pay", (1,), (9, 11), False)]


def test_what_went_out_and_came_back_is_one_matter():
    back = line(2, 500, direction="in", day=DAY + timedelta(1), summary="退汇 户名不符")
    assert come([line(1, 500), back], legs=[leg(7, 500)]) == [("bounce", (1, 2), (7,), True)]
    assert come([back], legs=[leg(7, 500, state="paid")]) == [("return", (2,), (7,), True)]
    assert come([back], legs=[leg(7, 500)]) == []
    assert come([replace(back, summary="往来款")], legs=[leg(7, 500, state="paid")]) == [("return", (2,), (7,), False)]
    assert come([line(1, 500), replace(back, summary="")], legs=[leg(7, 500)]) == [("pay", (1,), (7,), True), ("bounce", (1, 2), (7,), False)]


def test_a_return_and_a_refund_of_the_same_amount_are_told_apart_by_the_banks_word():
    legs, owed = [leg(7, 500, state="paid")], [Owed(3, 500, *SUNSET, "2018-XT-0007")]
    assert come([line(2, 500, direction="in", summary="退汇")], legs=legs, owed=owed) == [("return", (2,), (7,), True)]
    assert come([line(2, 500, direction="in", summary="结余")], legs=legs, owed=owed) == [("return", (2,), (7,), False), ("refund", (2,), (3,), False)]
    assert come([line(2, 500, direction="in")], owed=owed) == [("refund", (2,), (3,), True)]
    assert come([line(2, 400, direction="in")], owed=owed) == [("refund", (2,), (3,), False)]
    assert come([line(2, 600, direction="in")], owed=owed) == []
    both = [*owed, Owed(4, 500, *SUNSET, "2018-XT-0009")]
    assert come([line(2, 500, direction="in", summary="结余 2018-XT-0009")], owed=both) == [("refund", (2,), (4,), True)]


def test_a_funders_money_is_a_receipt():
    expected = [Expected(1, 5000, ("区财政局", "区财政"))]
    assert come([line(2, 5000, direction="in", of=("区 财政局", "9"))], expected=expected) == [("receipt", (2,), (1,), True)]
    assert come([line(2, 4000, direction="in", of=("区财政局", "9"))], expected=expected) == [("receipt", (2,), (1,), False)]
    assert come([line(2, 5000, direction="in", of=("区财政局", "9")), line(3, 5000, direction="in", of=("区财政局", "9"))], expected=expected) == [
        ("receipt", (2,), (1,), False), ("receipt", (3,), (1,), False)]


def test_what_was_booked_from_a_paper_is_only_ticked_off():
    booked = [Booked(9, "receipt", 5000, DAY, "鄂财 12 号"), Booked(10, "receipt", 5000, DAY - timedelta(30), "鄂财 8 号")]
    money = line(2, 5000, direction="in", of=("区财政局", "9"))
    assert come([money], booked=booked, expected=[Expected(1, 5000, ("区财政局",))]) == [("booked", (2,), (9,), True)]
    assert come([replace(money, summary="鄂财8号")], booked=booked) == [("booked", (2,), (10,), True)]
    assert come([money, replace(money, id=3)], booked=booked) == [("booked", (2,), (9,), False), ("booked", (3,), (9,), False)]


@pytest.mark.parametrize("one, other, same", [("4201 0001", "42010001", True), ("4201****0001", "420199990001", True), ("4201****0001", "420199990002", False),
                                              ("", "42010001", None), ("****", "42010001", None), ("42010001", "42010002", False)])
def test_account_numbers_as_banks_write_them(one, other, same):
    assert (same_number(one, other), same_number(other, one)) == (same, same)


def test_a_name_decides_only_where_a_number_is_missing():
    assert same_payee(name="夕阳红（武汉）", number="", holder="夕阳红(武汉)", own="1") and not same_payee(name="", number="", holder="甲", own="1")
    assert not same_payee(name="夕阳红", number="42010009", holder="夕阳红", own="42010001")


@st.composite
def books(draw):
    payees = st.sampled_from([SUNSET, BRIDGE])
    days = st.integers(0, 6).map(lambda days: DAY + timedelta(days))
    legs = [leg(number, draw(st.integers(1, 6)), to=draw(payees), day=draw(days), state=draw(st.sampled_from(["sent", "paid"])))
            for number in range(1, draw(st.integers(1, 7)))]
    lines = [line(number, draw(st.integers(1, 12)), of=draw(payees), day=draw(days), direction=draw(st.sampled_from(["in", "out"])),
                  summary=draw(st.sampled_from(["", "退汇", "2018-XT-0001/1/1"]))) for number in range(1, draw(st.integers(1, 7)))]
    return legs, lines


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books(), st.randoms())
def test_certain_proposals_never_meet_and_always_add_up(book, shuffle):
    legs, lines = book
    amounts, moved = {each.id: each.amount_fen for each in legs}, {each.id: each.amount_fen for each in lines}
    sent = outgoing.propose(lines, legs=legs)
    found = incoming.propose(lines, legs=legs, owed=[], expected=[], booked=[], outgoing=sent)
    every = [*outgoing_left(sent, found), *found]
    used = [each_id for each in every if each.certain for each_id in each.line_ids]
    paid = [target for each in every if each.certain for target in each.targets]
    assert len(used) == len(set(used)) and len(paid) == len(set(paid))
    for each in every:
        assert each.amounts == tuple(amounts[target] for target in each.targets) and all(moved[one] == sum(each.amounts) for one in each.line_ids)
    shuffle.shuffle(legs)
    shuffle.shuffle(lines)
    again = outgoing.propose(lines, legs=legs)
    assert (sent, found) == (again, incoming.propose(lines, legs=legs, owed=[], expected=[], booked=[], outgoing=again))


def test_every_subset_that_adds_up_is_found():
    legs = [leg(number, fen) for number, fen in enumerate((1, 2, 3, 4), start=1)]
    for order in permutations(legs):
        assert sorted(sum(each.amount_fen for each in chosen) for chosen in outgoing.subsets(order, total=5)) == [5, 5]
