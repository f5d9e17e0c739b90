"""Money as people type it and files hold it: one reading or a sentence."""
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.amounts import NotAnAmount, fen_of

GOOD = {"1,234.50": 123450, "１，２３４．５０": 123450, "￥1,234.5": 123450, "¥ 1234.50元": 123450, "人民币1234.5元": 123450, "RMB 1,234.50": 123450, "0": 0, "0.05": 5,
        "1234": 123400, "686,404.16": 68640416, "99,999,999,999.99": 9_999_999_999_999, "007": 700, "5 圆": 500, " 12\u200b34.50 ": 123450}
BAD = {"-1": "不能为负", "(1,000.00)": "不能为负", "¥-5": "不能为负", "$100": "外币", "€5": "外币", "US$5": "外币", "HK$ 5": "外币", "5美元": "外币", "HKD100": "外币",
       "1.234": "小数有 3 位", "100.000": "小数有 3 位", "0.001": "小数有 3 位", "1e3": "不是金额", "1E3": "不是金额", "1,5": "不是金额", "1,23,456": "不是金额",
       "1.234,50": "不是金额", "12,345,6.00": "不是金额", "NaN": "不是金额", "Infinity": "不是金额", "": "不是金额", "五百": "不是金额", "壹仟元整": "不是金额", "1 2.3.4": "不是金额",
       "--5": "不是金额", "-(5)": "不是金额", "+5": "不是金额", "٣": "不是金额", "0x10": "不是金额", "1_000": "不是金额", "5万": "不是金额", "100000000000": "太大", ".5": "不是金额"}


@pytest.mark.parametrize("text", GOOD)
def test_amounts_are_read_as_people_write_them(text):
    assert fen_of(text, negative=False) == GOOD[text]


@pytest.mark.parametrize("text", BAD)
def test_everything_else_gets_its_own_sentence(text):
    with pytest.raises(NotAnAmount, match=BAD[text]):
        fen_of(text, negative=False)


@pytest.mark.parametrize("text, fen", [("-1,234.50", -123450), ("（1.00）", -100), ("¥-0.05", -5), ("−3", -300), ("-¥3元", -300), ("0.00", 0)])
def test_below_zero_where_it_is_asked_for(text, fen):
    assert fen_of(text, negative=True) == fen


@given(st.integers(min_value=-10**13 + 1, max_value=10**13 - 1))
def test_what_this_house_writes_it_reads(fen):
    sign, whole = "-" if fen < 0 else "", abs(fen)
    for text in (f"{sign}¥{whole // 100:,}.{whole % 100:02d}", f"{sign}{whole // 100}.{whole % 100:02d}元"):
        assert fen_of(text, negative=True) == fen


@given(st.integers(min_value=0, max_value=10**11))
def test_a_spreadsheets_number_is_the_fen_it_was(fen):
    assert fen_of(Decimal(repr(fen / 100)), negative=False) == fen
    assert fen_of(Decimal(fen) / 100, negative=False) == fen


@pytest.mark.parametrize("number, said", [("1234.567", "小数有 3 位"), ("0.005", "小数有 3 位"), ("-1.00", "不能为负"), ("NaN", "不是金额"), ("1E+30", "不是金额")])
def test_a_spreadsheets_number_that_is_no_amount(number, said):
    with pytest.raises(NotAnAmount, match=said):
        fen_of(Decimal(number), negative=False)


@pytest.mark.parametrize("sums", ["0.30000000000000004", "1234.5600000000002", "1000000.0100000001", "289.99999999999994"])
def test_a_sum_of_binary_fractions_is_the_fen_it_was_meant_to_be(sums):
    assert fen_of(Decimal(sums), negative=False) == round(float(sums) * 100)


@pytest.mark.parametrize("number", [1.5, 12.0, 5, True])
def test_a_float_or_a_bare_whole_number_is_no_amount(number):
    with pytest.raises(NotAnAmount, match="不是十进制数"):
        fen_of(number, negative=False)
