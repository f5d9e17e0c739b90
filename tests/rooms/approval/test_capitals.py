"""Capital figures, read back by a reader that knows nothing of how they were written."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.approval.capitals import agree, capitals, fen_of

FIGURES = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}
KNOWN = {68_640_416: "陆拾捌万陆仟肆佰零肆元壹角陆分", 0: "零元整", 5: "伍分", 10: "壹角整", 105: "壹元零伍分", 110: "壹元壹角整", 10_000: "壹佰元整",
         100_500_00: "壹拾万零伍佰元整", 10_000_100_00: "壹仟万零壹佰元整", 1_000_000_000_00: "壹拾亿元整", 100_000_005_00: "壹亿零伍元整"}


def read_whole(text):
    total = group = figure = 0
    for sign in text:
        if sign in FIGURES:
            figure = FIGURES[sign]
        elif sign in UNITS:
            group, figure = group + figure * UNITS[sign], 0
        else:
            total, group, figure = (total + group + figure) * {"万": 10**4, "亿": 10**8}[sign] if sign == "亿" else total + (group + figure) * 10**4, 0, 0
    return total + group + figure


def read(text):
    yuan, _, rest = text.partition("元") if "元" in text else ("", "", text)
    fen = read_whole(yuan) * 100
    for sign, unit in (("角", 10), ("分", 1)):
        before, found, after = rest.partition(sign)
        if found:
            fen, rest = fen + FIGURES[before[-1]] * unit, after
    return fen


@pytest.mark.parametrize("fen", KNOWN)
def test_known_amounts_are_written_as_banks_write_them(fen):
    assert capitals(fen) == KNOWN[fen]


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_what_is_written_reads_back_as_the_same_amount(fen):
    assert read(capitals(fen)) == fen


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_no_doubled_nought_and_a_closed_end(fen):
    text = capitals(fen)
    assert "零零" not in text and text[-1] in "整分" and (text == "零元整" or not text.startswith("零"))


@pytest.mark.parametrize("wrong", [-1, 1.5, True, 10**14])
def test_what_is_not_a_whole_amount_is_refused(wrong):
    with pytest.raises(ValueError, match="whole fen"):
        capitals(wrong)


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_the_houses_own_reader_reads_them_too(fen):
    assert fen_of(capitals(fen)) == fen_of(f"人民币：{capitals(fen)}") == fen


@pytest.mark.parametrize("text, fen", [("人民币壹仟贰佰叁拾肆元伍角整", 123450), ("壹佰圆正", 10000), ("拾万元整", 100_000_00), ("壹萬零伍拾元零角零分", 10_050_00), ("壹元零伍分", 105)])
def test_other_ways_of_writing_the_same(text, fen):
    assert fen_of(text) == fen


@pytest.mark.parametrize("text", ["", "整", "壹仟", "一千元整", "壹仟壹仟元", "壹万壹亿元整", "万元整", "壹角壹元", "伍分伍角", "1000元", "壹元壹元", "壹贰元"])
def test_what_is_no_amount_in_capital_figures(text):
    with pytest.raises(ValueError, match="不是大写金额"):
        fen_of(text)


def test_figures_and_capital_figures_must_agree():
    agree(123450, written="壹仟贰佰叁拾肆元伍角整")
    with pytest.raises(ValueError, match="大写与小写不一致.*1,234.50 元，小写是 1,243.50 元"):
        agree(124350, written="壹仟贰佰叁拾肆元伍角整")
