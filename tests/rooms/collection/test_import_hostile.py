"""Whatever a list holds – control signs, half characters, marks that turn the text, endless fields, bombs –, it gets an answer, and nothing is half done."""
import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from proposals.collection.importing import files
from proposals.sheets import UnreadableSheet
from tests.rooms.collection.listed import HEAD, ONE, bring, counted, ideas, look, table
from tests.sheets.books import altered, saved, sheet_of, workbook
from workflow import Refused

SQLITE = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
NASTY = ["\x00", "\x0b\x1f", "\ud800", "\u202e", "\u200b", "\ufeff", "=1+1", "'=cmd|' /C calc'!A0", "_xD800_", "_x000D_", "é" + "\u0301" * 40, "9" * 400,
         "1e999", "NaN", "２０１８年１３月４０日", "\U000e0041", "&#x0;", "<script>", "%(x)s{0}", '"', "\t\r\n", "社区", "12345", "-0", "", " "]
CELLS = st.one_of(st.sampled_from([*NASTY, *ONE]), st.text(max_size=30))
ROWS = st.lists(st.lists(CELLS, max_size=14), max_size=6)
MANY = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answered(content, name):
    """Bring a list in and say whether that changed anything; only sentences may come back."""
    before = counted()
    try:
        job = bring(content, name=name)
    except (Refused, UnreadableSheet) as said:
        assert counted() == before, said
        return 0
    assert counted()[0] == before[0] + job.added
    return job.added


@SQLITE
@MANY
@given(rows=ROWS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_any_csv_is_answered(app, rows, encoding):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEAD, *rows])
    answered(out.getvalue().encode(encoding, "replace"), "名单.csv")


@SQLITE
@MANY
@given(content=st.binary(max_size=300).filter(lambda content: content[:2] != b"PK"))
def test_any_bytes_are_answered(app, content):
    assert answered(content, "名单") == 0


@pytest.mark.slow
@SQLITE
@settings(MANY, max_examples=3)
@given(rows=ROWS)
def test_any_workbook_is_answered(app, rows):
    book = openpyxl.Workbook()
    for row in [HEAD, *rows]:
        book.active.append([ILLEGAL_CHARACTERS_RE.sub("", cell).encode("utf-8", "replace").decode() for cell in row])
    answered(saved(book), "名单.xlsx")


@SQLITE
def test_what_a_spreadsheet_hides_in_a_text_is_taken_out_of_it(app):
    bad = "第一行_x000D_\n第二_xD800_行_x0000_\u202e倒过来\u200b"
    bring(workbook([HEAD, [*ONE[:2], bad, *ONE[3:]]]), name="名单.xlsx")
    assert ideas()[0].problem == "第一行\n第二行倒过来"


@SQLITE
def test_a_formula_is_read_as_what_it_shows(app):
    cells = "".join(f'<c r="{letter}1" t="inlineStr"><is><t>{title}</t></is></c>' for letter, title in zip("ABCDEFGHIJ", HEAD, strict=True))
    filled = "".join(f'<c r="{letter}2" t="inlineStr"><is><t>{cell}</t></is></c>' for letter, cell in zip("BCDEFG", ONE[1:7], strict=True))
    sheet = f'<row r="1">{cells}</row><row r="2"><c r="A2"><f>ROW()-1</f><v>1</v></c>{filled}<c r="J2" t="e"><v>#REF!</v></c></row>'
    assert (bring(sheet_of(sheet), name="名单.xlsx").added, ideas()[0].title) == (1, ONE[1])


@pytest.mark.slow
@SQLITE
def test_bombs_and_endless_fields_are_sentences(app):
    plain = workbook([HEAD, ONE])
    laughs = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">]><worksheet/>'
    swollen = altered(plain, {"xl/media/bomb.bin": bytes(8 << 20)})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
    laughing = altered(plain, {"xl/worksheets/sheet1.xml": laughs})
    for content in (swollen, laughing, packed.getvalue(), plain[:-60], b"PK\x03\x04", b"x" * (files.LARGEST_FILE + 1)):
        assert answered(content, "名单.xlsx") == 0
    for name, long in (("名单.csv", "长" * (4 << 20)), ("名单.csv", "很长" * 12_000)):
        assert answered(table([*ONE[:2], long, *ONE[3:]]), name) == 0


@SQLITE
def test_the_longest_text_that_is_kept_and_one_sign_more(app):
    assert look(table([*ONE[:2], "字" * 20_001, *ONE[3:]])) == [(2, "text-too-long")]
    assert bring(table([*ONE[:2], "字" * 20_000, *ONE[3:]])).added == 1
