"""A long table says cell by cell what the usual workbook says, whatever is in it."""
import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from proposals.sheets import Column, Page, write, write_long

MADE = datetime(2018, 3, 5)
COLUMNS = [Column("名称", "text", 20), Column("份数", "whole", 8), Column("金额", "fen", 12)]
WORDS = st.text(max_size=12) | st.sampled_from(["=1+1", "-3", "@cmd", "<row r=\"3\">", "\\g<1>", "a\x0bb", "口袋&花园", "  前后  "])
ROWS = st.lists(st.tuples(WORDS, st.integers(-5, 10**6) | st.none(), st.integers(-10**8, 10**10) | st.none() | WORDS), max_size=6)


def told(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [[(cell.value if cell.value != "" else None, cell.style, cell.number_format, cell.quotePrefix) for cell in row] for row in sheet]
    return cells, sheet.dimensions, sheet.print_area, sheet.freeze_panes, sheet.print_title_rows, [sheet.column_dimensions[letter].width for letter in "ABC"]


@pytest.mark.slow
@settings(max_examples=20, deadline=None, database=None, phases=[Phase.generate])
@given(ROWS.filter(len), st.lists(st.sampled_from(["2018 年", "=届次"]), max_size=2))
def test_it_is_the_same_workbook(rows, above):
    page = Page("清单", above, COLUMNS, rows, ())
    assert told(write_long(page, made=MADE)) == told(write([page], made=MADE))


def test_without_rows_there_is_the_head():
    assert [cell[0] for cell in told(write_long(Page("清单", (), COLUMNS, [], ()), made=MADE))[0][0]] == ["名称", "份数", "金额"]


@pytest.mark.parametrize("page", [Page("x", (), [Column("天", "day", 8)], [], ()), Page("x", (), COLUMNS, [], [("合计", 1, 1)])])
def test_what_it_cannot_write_is_refused(page):
    with pytest.raises(ValueError):
        write_long(page, made=MADE)
