"""Workbooks as people take them away: money is numbers, text stays text, and the reader reads them back."""
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from proposals import sheets

COLUMNS = (sheets.Column("项目", "text", 20), sheets.Column("金额", "fen", 14), sheets.Column("笔数", "whole", 8), sheets.Column("日期", "day", 12))


def page(rows, *, totals=()):
    return sheets.Page("第 1/2 批", ["社区金点子"], COLUMNS, rows, totals)


def opened(*pages):
    return openpyxl.load_workbook(io.BytesIO(sheets.write(pages, made=datetime(2018, 3, 5, 9))))


def test_amounts_are_numbers_in_yuan_and_days_are_days():
    sheet = opened(page([["路灯", 686_404_16, 3, date(2018, 3, 5)]], totals=[["合计", 686_404_16, None, None]])).active
    assert [cell.value for cell in sheet[3]] == ["路灯", 686404.16, 3, datetime(2018, 3, 5)]
    assert (sheet["B3"].number_format, sheet["B3"].data_type, sheet["B4"].value, sheet["B4"].font.bold) == ("#,##0.00", "n", 686404.16, True)
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].value) == ("第 1-2 批", "A3", "社区金点子")


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "0012", "\t=1"])
def test_no_text_becomes_a_formula(text):
    sheet = opened(page([[text, 1, 1, date(2018, 3, 5)]])).active
    assert (sheet["A3"].value, sheet["A3"].data_type) == (text, "s")


def test_signs_that_no_workbook_may_hold_are_left_out():
    assert opened(page([["甲\x00\x0b乙\ufffe", 1, 1, None]])).active["A3"].value == "甲乙"


@pytest.mark.parametrize("wrong", [["x", 1.5, 1, None], ["x", True, 1, None], ["x", 1, Decimal(1), None], [1, 1, 1, None], ["x", 1, 1, 5]])
def test_a_column_takes_only_what_it_holds(wrong):
    with pytest.raises(TypeError, match="does not hold"):
        sheets.write([page([wrong])], made=datetime(2018, 3, 5))


def test_what_is_written_reads_back():
    found = sheets.read(sheets.write([page([["路灯", 5, 1, date(2018, 3, 5)]])], made=datetime(2018, 3, 5)), name="x", most_rows=9, most_columns=9)
    assert [(row.number, row.cells) for row in found] == [(1, ("社区金点子",)), (2, ("项目", "金额", "笔数", "日期")),
                                                          (3, ("路灯", Decimal("0.05"), Decimal(1), date(2018, 3, 5)))]
