"""Table files as people bring them: what is in them arrives exactly, and what cannot be trusted gets a sentence with its line."""
import time
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from proposals import sheets
from tests.sheets.books import altered, coloured, saved, sheet_of, workbook


def read(upload, *, most_rows=5000, most_columns=40):
    return [(row.number, row.cells) for row in sheets.read(upload, name="表.xlsx", most_rows=most_rows, most_columns=most_columns)]


def fault(upload, **bounds):
    with pytest.raises(sheets.UnreadableSheet) as said:
        read(upload, **bounds)
    return str(said.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_every_encoding_that_banks_use(encoding):
    text = '日期,户名,金额\r\n\r\n2018-03-05,"夕阳红（武汉）,社","1,234.50"\r\n,,\r\n2018-03-06,="6222021234567890123",\r\n'
    assert read(text.encode(encoding)) == [(1, ("日期", "户名", "金额")), (3, ("2018-03-05", "夕阳红（武汉）,社", "1,234.50")),
                                           (5, ("2018-03-06", "6222021234567890123"))]


def test_csv_lines_are_counted_as_an_editor_counts_them():
    assert [number for number, _cells in read("甲\n\"两\n行\"\n乙\n".encode())] == [1, 2, 4]
    assert read("甲\t1,5\n乙\t2\n".encode()) == [(1, ("甲", "1,5")), (2, ("乙", "2"))]


@pytest.mark.parametrize("upload, said", [
    (b"", "没有内容"), (b" , \n", "没有内容"), (b"a,b\n1,\xff\xff\n", "第 2 行有认不出的字"), (b"\x00\x01\x02", "不是 CSV 或 XLSX"), (b"a,b\x00c", "不是 CSV 或 XLSX"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版 Excel"), ('甲\n乙,"没有\n配对'.encode(), "第 2 行的引号"), ("甲,乙\n1,=SUM(A1:A9)\n".encode(), "第 2 行第 2 列是公式"),
    (b"x" * (10 << 20) + b"x", "超过 10 MB"), (b"PK\x03\x04 not a zip", "打不开"), (b"1,2,3\n", "第 1 行超过 2 列"), (b"1\n" * 6, "超过 5 行（第 6 行起）")])
def test_what_is_no_table_gets_a_sentence(upload, said):
    assert said in fault(upload, most_rows=5, most_columns=2)


def test_a_workbook_keeps_text_numbers_and_days_of_every_kind():
    row = ["0012", 0.1 + 0.2, 1234.56, 7, date(2018, 3, 5), datetime(2018, 3, 5, 9, 30), True, None, "=不是公式"]
    book = openpyxl.Workbook()
    book.active.append(row)
    book.active["I1"].data_type = "s"
    assert read(saved(book)) == [(1, ("0012", Decimal("0.3"), Decimal("1234.56"), Decimal(7), date(2018, 3, 5), datetime(2018, 3, 5, 9, 30),
                                      True, None, "=不是公式"))]


def test_a_formula_is_no_evidence_whatever_value_it_carries():
    assert "第 3 行第 2 列是公式" in fault(workbook([["甲", 1], ["乙", 2], ["合计", "=SUM(B1:B2)"]]))
    assert "第 1 行第 1 列是公式" in fault(sheet_of('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'))
    assert "第 1 行第 1 列是错误值（#REF!）" in fault(sheet_of('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'))


@pytest.mark.slow
def test_65000_painted_rows_with_500_filled_are_500_rows_and_quick():
    upload = coloured(filled=500, coloured=65_000)
    start = time.process_time()
    found = read(upload)
    assert (len(found), found[0], found[-1][0]) == (500, (1, tuple(f"1-{column}" for column in "ABCDEF")), 500)
    assert time.process_time() - start < 2


@pytest.mark.slow
def test_rows_keep_their_numbers_over_gaps_and_the_file_is_not_believed_about_its_size():
    far = sheet_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="70000"><c r="B70000"><v>2</v></c></row>')
    assert read(far) == [(1, (Decimal(1),)), (70_000, (None, Decimal(2)))]
    assert "第 1048576 行超过 40 列" in fault(sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert "超过 2 行（第 3 行起）" in fault(workbook([["x"]] * 3), most_rows=2)


def test_only_the_first_visible_sheet_is_read():
    book = openpyxl.Workbook()
    book.active.append(["藏"])
    book.active.sheet_state = "hidden"
    book.create_sheet("流水").append(["看"])
    assert read(saved(book)) == [(1, ("看",))]


@pytest.mark.slow
def test_bombs_and_broken_workbooks_are_sentences():
    plain = workbook([["x"]])
    assert "解开后太大" in fault(altered(plain, {"xl/media/bomb.bin": bytes(60 << 20)}))
    assert "解开后太大" in fault(altered(plain, {"xl/media/bomb.bin": bytes(4 << 20)}))
    assert "解开后太大" in fault(altered(plain, {f"xl/media/{number}.bin": b"x" for number in range(201)}))
    assert "打不开" in fault(plain[:-40]) and "打不开" in fault(altered(plain, {"xl/workbook.xml": b"<nothing"}))
    laughs = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">]><worksheet/>'
    assert "打不开" in fault(altered(plain, {"xl/worksheets/sheet1.xml": laughs}))
    assert "不是 CSV 或 XLSX" in fault(altered(plain, {}).replace(b"xl/workbook.xml", b"xl/wirkbook.xml"))


@pytest.mark.parametrize("cell, text", [(None, ""), (Decimal("12.50"), "12.5"), (Decimal("1200"), "1200"), (Decimal("1E+3"), "1000"), (" 甲\u200b　乙\n", "甲 乙"),
                                        (date(2018, 3, 5), "2018-03-05"), (True, "1")])
def test_a_cell_as_text(cell, text):
    assert sheets.text_of(cell) == text


def test_an_account_number_kept_as_a_number_has_lost_its_end():
    with pytest.raises(ValueError, match="末尾已经丢失"):
        sheets.text_of(Decimal("6222021234567890000"))


@pytest.mark.parametrize("cell", ["2018-03-05", "2018/3/5", "20180305", "2018.03.05", "２０１８年３月５日", "2018-03-05 10:11:12", "20180305 101112", Decimal(20180305),
                                  Decimal(43164), date(2018, 3, 5), datetime(2018, 3, 5, 23, 59)])
def test_a_day_however_it_was_written(cell):
    assert sheets.day_of(cell) == date(2018, 3, 5)


@pytest.mark.parametrize("cell, said", [("2018-02-30", "不存在"), ("三月五日", "不是日期"), ("5/3/2018", "不是日期"), (None, "不是日期"), (Decimal(5), "不是日期")])
def test_what_is_no_day(cell, said):
    with pytest.raises(ValueError, match=said):
        sheets.day_of(cell)
