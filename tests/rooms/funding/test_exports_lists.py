"""A list that somebody takes away says what the page said."""
from datetime import date, datetime
from decimal import Decimal

from proposals.funding.exports.lists import rows_csv
from proposals.funding.exports.workbook.single import rows_xlsx
from proposals.sheets.looks import Column
from tests.spreadsheet import Spreadsheet

COLUMNS = (Column("日期", "day", 12), Column("项目", "text", 20), Column("金额", "fen", 14), Column("笔数", "whole", 8))
ROWS = ((date(2018, 3, 5), "=1+1", 222_617, 2), (date(2018, 3, 6), "助餐点", -5, 1), (None, "", None, None))


def test_a_list_as_csv_has_amounts_in_yuan_and_no_formula():
    assert "".join(rows_csv(COLUMNS, ROWS)).splitlines() == ["\ufeff日期,项目,金额,笔数", "2018-03-05,'=1+1,2226.17,2", "2018-03-06,助餐点,-0.05,1", ",,,"]


def test_a_list_as_a_sheet_adds_up():
    opened = Spreadsheet(rows_xlsx(COLUMNS, ROWS, title="台账: 2018/2019", above=["筛选：西屯街道"], totals={2: 222_612}, made=datetime(2018, 12, 1)))
    sheet = opened.book["台账  2018 2019"]
    assert (sheet["B4"].value, sheet["B4"].data_type, sheet["C5"].value, sheet["A4"].value) == ("=1+1", "s", -0.05, datetime(2018, 3, 5))
    assert opened.line(sheet.title, begins="合计") == {"C": Decimal("2226.12")} == opened.line(sheet.title, begins="台账数")
    assert opened.differences() == {(sheet.title, "C9"): Decimal("0.00")}
