"""SQLite keeps half a fen, or a word, in a column of whole numbers unless it is told not to: each column that holds fen is."""
import sqlite3

import pytest

from proposals.storage import Fen
from workflow.tables import metadata

COLUMNS = [(table.name, column.name) for table in metadata.sorted_tables for column in table.columns
           if type(column.type) is Fen and not table.name.startswith("test_")]


def bare(declared, column):
    """The table as the database declares it, with the column and what is said of its kind alone; None of its other rules speaks first."""
    head, _bracket, rest = declared.partition("(")
    lines = [line.strip().rstrip(",") for line in rest.rpartition(")")[0].splitlines()]
    kept = [line for line in lines if line.startswith(f"{column} ") or f"_{column}_whole CHECK" in line]
    return f"{head} ({', '.join(kept)}) {rest.rpartition(')')[2]}"


@pytest.fixture(scope="module")
def declared(book_of):
    """Each table's own words in a database made by the migrations."""
    with book_of("sqlite").copy() as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))


@pytest.mark.sqlite
@pytest.mark.parametrize("table, column", COLUMNS, ids=lambda name: name)
def test_no_column_of_fen_takes_half_a_fen_or_a_word(declared, table, column):
    with sqlite3.connect(":memory:") as database:
        database.execute(bare(declared[table], column))
        for wrong in (0.5, "五分", "1.5", b"5", float("inf")):
            with pytest.raises(sqlite3.IntegrityError, match="_whole|cannot store"):
                database.execute(f"INSERT INTO {table} ({column}) VALUES (?)", [wrong])
        database.execute(f"INSERT INTO {table} ({column}) VALUES (?)", [5])


def test_every_table_with_amounts_is_among_them():
    some = {"bank_line", "bank_match", "batch_row", "voucher", "expenditure_line", "head_transfer", "payment"}
    assert len(COLUMNS) >= 40 and some <= {table for table, _column in COLUMNS}
