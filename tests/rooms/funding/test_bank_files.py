"""A batch's two files: what the bank's program imports, and what people check and sign; and the sheet that reconciles two books."""
import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl

from proposals.funding.bank.adjusting import Adjustment, Item
from proposals.funding.bank.files import Head, Transfer, bank_file, sheet_file

HEAD = Head("2018-F-003", "微公益创投专户 4205****0001", datetime(2018, 3, 5, 9, 30), demonstration=True)
FIRST = Transfer("夕阳红社会工作服务社", "42010001", "演示银行㐂支行", 1873_20, "2018-XT-0001/1/1", "路灯下的晚课", "社区发展基金会")
SECOND = Transfer("=cmd|'/c calc'", "42010002", "演示银行", 5, "2018-XT-0002/1/1", "@健康讲座", "街道配套")


def test_the_banks_file_is_what_its_program_imports():
    assert bank_file([FIRST, SECOND]).decode("gb18030").split("\r\n") == [
        "序号,收款户名,收款账号,开户行,金额,用途", "1,夕阳红社会工作服务社,42010001,演示银行㐂支行,1873.20,2018-XT-0001/1/1", "2,'=cmd|'/c calc',42010002,演示银行,0.05,2018-XT-0002/1/1", ""]


def test_the_sheet_has_sums_by_source_a_control_total_and_capital_figures():
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_file(HEAD, [FIRST, SECOND, replace(FIRST, amount_fen=80)]))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[:5]] == ["付款批次 2018-F-003", "付款账户：微公益创投专户 4205****0001", "制表：2018-03-05 09:30",
                                            "共 3 笔，合计 1,874.05 元，人民币（大写）壹仟捌佰柒拾肆元零伍分", "演示数据：账户和金额都是虚构的，不能用于付款。"]
    assert rows[6] == [1, "夕阳红社会工作服务社", "42010001", "演示银行㐂支行", 1873.20, "2018-XT-0001/1/1", "路灯下的晚课", "社区发展基金会"]
    assert [(row[1], row[4]) for row in rows[-3:]] == [("社区发展基金会小计", 1874), ("街道配套小计", 0.05), ("合计", 1874.05)]
    assert all(cell.data_type == "s" for cell in sheet["B"] if cell.value is not None) and sheet["B8"].value.startswith("=cmd")


def test_both_adjusted_balances_are_one_figure_or_the_difference_is_shown():
    def item(fen):
        return Item(date(2018, 3, 5), "x", fen, "")

    sheet = Adjustment(date(2018, 3, 31), 1000, 1270, bank_received=(item(500), item(20)), bank_paid=(item(50),), book_received=(item(300),),
                       book_paid=(item(100),))
    assert (sheet.adjusted_book_fen, sheet.adjusted_bank_fen, sheet.difference_fen) == (1470, 1470, 0)
    assert replace(sheet, bank_fen=1271).difference_fen == 1
