"""The workbook of seven sheets: its live sums come to what our books say, its words stay words, and it prints on A4."""
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from proposals.funding.bank.adjusting import Adjustment, Item
from proposals.funding.exports import workbook
from proposals.funding.exports.book import Annexes, Band, BankSide, BudgetHead
from tests.rooms.funding.handmade import NASTY, made
from tests.spreadsheet import Spreadsheet

SHEETS = ["1 资金总表", "2 项目拨付明细", "3 拨付流水", "4 预算执行与差异", "5 结算表", "6 银行余额调节表", "7 校验"]
LAST_DAY = Adjustment(date(2018, 12, 31), 2_300_000, 2_200_100, (Item(date(2018, 12, 30), "利息", 100, "/"),), (Item(date(2018, 12, 30), "手续费", 50, "/"),),
                      (Item(date(2018, 12, 31), "到账", 100_000, "/"),), (Item(date(2018, 12, 31), "拨付", 50, "/"),))
ANNEXES = Annexes((BudgetHead(11, "activity", 300_000, -1_000, 290_001), BudgetHead(11, "tax", 146_001, 1_000, 143_333), BudgetHead(12, "personnel", 0, 0, 0)),
                  (BankSide("创投专户", "工商银行", "0200001234567890123", LAST_DAY),), ())


@pytest.fixture
def opened():
    return Spreadsheet(workbook.write(made(), annexes=ANNEXES))


def wrong(book, *, annexes):
    """The differences that are not zero."""
    return {place: fen for place, fen in Spreadsheet(workbook.write(book, annexes=annexes)).differences().items() if fen}


def test_seven_sheets_that_print_on_a4_with_their_heading(opened):
    assert opened.book.sheetnames == SHEETS
    for sheet in opened.book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth, bool(sheet.print_area)) == ("landscape", 9, 1, True)
    assert [opened.book[name].print_title_rows for name in SHEETS[:4]] == ["$4:$4", "$4:$4", "$5:$5", "$4:$4"]


def test_every_live_sum_is_what_our_books_say(opened):
    found = opened.differences()
    assert {fen for fen in found.values()} == {Decimal("0.00")} and len(found) > 40
    for name, (added, ours) in {name: (opened.line(name, begins="合计"), opened.line(name, begins="台账数")) for name in SHEETS[:5]}.items():
        assert added == ours, name


def test_the_totals_are_the_seasons(opened):
    assert opened.line("1 资金总表", begins="合计")["M"] == Decimal("4460.01")
    assert opened.line("2 项目拨付明细", begins="合计")["F"] == Decimal("5460.02")
    assert opened.line("3 拨付流水", begins="合计")["I"] == Decimal("4333.34")
    assert opened.line("4 预算执行与差异", begins="合计") == dict(zip("DEFGH", map(Decimal, ("4460.01", "0", "4460.01", "4333.34", "126.67")), strict=True))
    assert opened.line("6 银行余额调节表", begins="调节后余额") == {"B": Decimal("23000.50"), "D": Decimal("23000.50")}


def test_a_source_shows_its_share_and_how_far_it_is_from_it(opened):
    row = opened.line("1 资金总表", begins="社区发展基金会")
    assert (row["N"], row["O"], row["P"]) == (Decimal("0.6"), Decimal("2676.006"), Decimal("-0.006"))


def test_what_a_source_should_bear_follows_the_bands():
    book = made()
    banded = replace(book.projects[11], bands=(Band(0, {1: 1, 2: 1}), Band(200_000, {1: 1})))
    opened = Spreadsheet(workbook.write(replace(book, projects=dict(book.projects) | {11: banded}), annexes=ANNEXES))
    assert [opened.line("1 资金总表", begins=source)["O"] for source in ("社区发展基金会", "区财政")] == [Decimal("3460.01"), Decimal("1000")]


def test_one_wrong_fen_is_a_difference():
    book = made()
    spent = next(account for account in book.accounts.values() if account.stage == "spent")
    assert wrong(replace(book, accounts=dict(book.accounts) | {spent.id: replace(spent, fen=spent.fen + 1)}), annexes=ANNEXES)
    side = replace(ANNEXES.bank[0], adjustment=replace(LAST_DAY, bank_fen=LAST_DAY.bank_fen + 1))
    assert set(wrong(book, annexes=replace(ANNEXES, bank=(side,))).values()) == {Decimal("-0.01")}


def test_words_stay_words_and_money_is_numbers(opened):
    title = opened.book["2 项目拨付明细"]["D5"]
    assert (title.value, title.data_type, title.quotePrefix) == (NASTY, "s", True)
    money = opened.book["2 项目拨付明细"]["F5"]
    assert (money.value, money.data_type, money.number_format) == (4460.01, "n", "#,##0.00")
    tail, number = opened.book["3 拨付流水"]["M6"], opened.book["6 银行余额调节表"]["C5"]
    assert [(cell.value, cell.data_type) for cell in (tail, number)] == [("0086", "s"), ("0200001234567890123", "s")]


def test_a_settled_project_has_a_form_with_its_amount_in_capital_figures(opened):
    words = [row[0] for row in opened.book["5 结算表"].iter_rows(values_only=True) if row[0]]
    assert "项目资金结算表 2018-西屯-0011" in words and "实际支出（大写）：人民币肆仟叁佰叁拾叁元叁角肆分" in words
    assert len(opened.book["5 结算表"].row_breaks.brk) == 1 and "项目资金结算表 2018-西屯-0012" not in words


def test_the_last_sheet_names_the_hash_and_what_was_found():
    broken = Spreadsheet(workbook.write(made(), annexes=replace(ANNEXES, findings=("ledger-chain (3,): 断开",))))
    texts = [row[0] for row in broken.book["7 校验"].iter_rows(values_only=True)]
    assert f"账簿指纹：{made().head.hash}" in texts and texts[-1] == "ledger-chain (3,): 断开"
