"""Statements as banks export them: read in their own words and order, proven to the fen, refused with the line and both figures."""
from datetime import date
from decimal import Decimal

import pytest

from proposals import sheets
from proposals.funding.bank.columns import BadStatement
from proposals.funding.bank.statement import parse
from tests.sheets.books import workbook

HEAD = "交易日期,借方发生额,贷方发生额,账户余额,对方户名,对方账号,摘要,交易流水号"
FIRST = "2018-03-05,,\"50,000.00\",\"150,000.00\",区财政局,0101,预算拨款,A001"
SECOND = "2018-03-06,1873.20,,148126.80,夕阳红服务社,0202,2018-XT-0001,A002"
THIRD = "2018-03-07,0.80,0.00,148126.00,,,手续费,A003"


def read(text):
    upload = text if isinstance(text, bytes) else "\n".join((text,) if isinstance(text, str) else text).encode()
    return parse(sheets.read(upload, name="对账单", most_rows=500, most_columns=40))


def faults(*lines):
    with pytest.raises(BadStatement) as said:
        read(lines)
    return said.value.sentences


def test_a_statement_adds_up_line_by_line():
    found = read((HEAD, FIRST, SECOND, THIRD))
    assert (found.opening_fen, found.closing_fen, found.from_day, found.to_day) == (100_000_00, 148_126_00, date(2018, 3, 5), date(2018, 3, 7))
    assert [(line.number, line.direction, line.amount_fen, line.counterparty, line.reference) for line in found.lines] == [
        (2, "in", 50_000_00, "区财政局", "A001"), (3, "out", 1873_20, "夕阳红服务社", "A002"), (4, "out", 80, "", "A003")]


def test_the_newest_first_is_turned_round_and_keeps_its_line_numbers():
    found = read((HEAD, THIRD, SECOND, FIRST))
    assert ([line.number for line in found.lines], found.opening_fen, found.closing_fen) == ([4, 3, 2], 100_000_00, 148_126_00)


@pytest.mark.parametrize("head, first, second", [
    ("记账日期\t支出\t收入\t余额\t对方单位名称\t凭证号", "20180305\t\t5\t5\t甲\t1", "20180306\t2.5\t\t2.5\t乙\t2"),
    ("日期,金额,借贷标志,余额,对方户名,流水号", "2018/3/5,5,贷,5,甲,1", "2018/3/6,2.5,借,2.5,乙,2"),
    ("交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额（元）,对方户名,流水号", "2018-03-05 09:00:00,-,5.00,5.00,甲,1", "2018年3月6日,２．５０,--,2.50,乙,2"),
    ("入账日期,发生额,收支,本次余额,收/付方名称,交易号", "2018.03.05,￥5,收入,5,甲,1", "2018.03.06,2.5元,支出,2.5,乙,2")])
def test_every_banks_words_mean_the_same(head, first, second):
    found = read((head, first, second))
    assert [(line.booked_on, line.direction, line.amount_fen, line.counterparty, line.reference) for line in found.lines] == [
        (date(2018, 3, 5), "in", 500, "甲", "1"), (date(2018, 3, 6), "out", 250, "乙", "2")]


def test_text_around_the_table_is_read_and_must_agree():
    found = read(("武汉某银行交易明细", "账号：4205 0100 8888（演示）,期初余额：100000.00", HEAD, FIRST, HEAD, SECOND, "合计,1873.20,50000.00", "期末余额,,,148126.80", "打印时间：2018-03-08"))
    assert (found.own_number, len(found.lines)) == ("420501008888", 2)
    assert faults("期初余额：90000.00", HEAD, FIRST) == ("第 1 行写的期初余额是 90,000.00，而第一笔（第 3 行）之前的余额应为 100,000.00。请重新导出完整的对账单。",)
    assert faults(HEAD, FIRST, "期末余额,,,1.00")[0].startswith("第 3 行写的期末余额是 1.00，而最后一笔（第 2 行）的余额是 150,000.00")


def test_a_broken_balance_names_the_line_and_both_figures():
    assert faults(HEAD, FIRST, SECOND.replace("148126.80", "148126.90"), "2018-03-07,,1,148127.90,,,,A4") == (
        "第 3 行余额不连续：上一笔余额 150,000.00，本行支出 1,873.20，应为 148,126.80，文件写的是 148,126.90。请重新导出完整的对账单。",)
    assert "第 3 行余额不连续" in faults(HEAD, FIRST, THIRD)[0]


@pytest.mark.parametrize("line, said", [
    ("2018-03-06,-5.00,,149995,,,,B", "第 3 行：“借方”列金额不能为负"), ("2018-03-06,$5,,149995,,,,B", "第 3 行：“借方”列“$5”带有外币符号"),
    ("2018-03-06,5.001,,149995,,,,B", "第 3 行：“借方”列金额最多两位小数"), ("2018-03-06,五元,,149995,,,,B", "第 3 行：“借方”列“五元”不是金额"),
    ("2018-03-06,5,5,150000,,,,B", "第 3 行：借方和贷方都有金额"), ("2018-03-06,,,150000,,,,B", "第 3 行：没有金额"), ("2018-03-06,0.00,,150000,,,,B", "第 3 行：没有金额"),
    ("2018-02-30,5,,149995,,,,B", "第 3 行：“2018-02-30”这一天不存在"), ("昨天,5,,149995,,,,B", "第 3 行：“昨天”不是日期"), ("1970-01-01,5,,149995,,,,B", "第 3 行：“1970-01-01”不是日期"),
    ("2018-03-06,5,,,,,,B", "第 3 行：“余额”列“”不是金额"), ("2018-03-06,1e3,,149000,,,,B", "第 3 行：“借方”列“1e3”不是金额"), ("2018-03-06,\"1,5\",,149995,,,,B", "“1,5”不是金额")])
def test_every_bad_line_has_its_own_sentence(line, said):
    assert said in faults(HEAD, FIRST, line)[0]


def test_figures_and_capital_figures_of_a_line_must_agree():
    head = HEAD + ",大写金额"
    assert read((head, FIRST + ",伍万元整")).closing_fen == 150_000_00
    assert faults(head, FIRST + ",伍仟元整")[0].startswith("第 2 行：大写与小写不一致")


def test_all_faults_are_told_at_once_but_not_without_end():
    with pytest.raises(BadStatement) as said:
        read((HEAD, *(f"2018-03-06,-{number},,1,,,," for number in range(1, 31))))
    assert (len(said.value.sentences), said.value.more) == (10, 20)


@pytest.mark.parametrize("lines, said", [(("甲,乙", "1,2"), "缺少“日期”、“余额”、“借方”、“贷方”"), (("日期,借方,贷方,对方户名", "2018-03-05,1,,甲"), "缺少“余额”"),
                                         ((HEAD,), "没有一笔流水"), ((HEAD, "合计"), "没有一笔流水")])
def test_what_is_no_statement_is_told_so(lines, said):
    assert said in faults(*lines)[0]


def test_lines_without_a_reference_get_one_and_repeated_ones_are_told_apart():
    found = read((HEAD, "2018-03-05,,5,5,,,,", "2018-03-05,1,,4,,,,X", "2018-03-05,0.5,,3.5,,,手续费,X"))
    assert [line.reference for line in found.lines] == ["20180305+500=500", "X", "X/2"]


def test_a_workbook_with_numbers_and_days_is_the_same_statement():
    found = read(workbook([["账号", "42050100888800"], HEAD.split(","), [date(2018, 3, 5), None, 0.1 + 0.2, 1000.30, "甲", "0101", "预算", "A1"],
                           ["2018-03-06", 1000.3, None, 0, "乙", "0202", "付", "A2"]]))
    assert (found.own_number, found.opening_fen, [line.amount_fen for line in found.lines]) == ("42050100888800", 1000_00, [30, 1000_30])
    with pytest.raises(BadStatement, match="第 2 行：“对方账号”列是按数字存的"):
        read(workbook([HEAD.split(","), [date(2018, 3, 5), None, 1, 1, "甲", 6222021234567890123, "预算", "A1"]]))


def test_a_float_from_outside_never_reaches_the_books():
    row = sheets.Row(2, (date(2018, 3, 5), None, 0.1, Decimal(1), "甲", "1", "预算", "A1"))
    with pytest.raises(BadStatement, match="第 2 行：“贷方”列金额“0.1”不是十进制数"):
        parse([sheets.Row(1, tuple(HEAD.split(","))), row])
