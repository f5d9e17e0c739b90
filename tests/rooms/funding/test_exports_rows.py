"""The books as rows: every fen by source, added up as they go."""
import csv
import io

from proposals.funding.exports import rows
from tests.rooms.funding.handmade import made


def read(book):
    return list(csv.DictReader(io.StringIO("".join(rows.csv(book)).removeprefix("\ufeff"))))


def test_the_columns_are_the_promised_ones():
    first = "".join(rows.csv(made())).splitlines()[0]
    assert first == ("\ufeffentry_id,date,kind,project,tranche,amount_fen,source,source_fen,cumulative_project_fen,cumulative_source_fen,"
                     "signed_source_fen,reverses,hash")


def test_sources_add_up_to_their_entry():
    book = made()
    for entry in book.entries:
        parts = [row for row in read(book) if row["entry_id"] == str(entry.id)]
        assert sum(int(row["source_fen"]) for row in parts) == entry.fen == int(parts[0]["amount_fen"])


def test_what_was_paid_grows_and_falls_with_each_payment():
    found = [(row["kind"], row["source"], row["cumulative_project_fen"], row["cumulative_source_fen"]) for row in read(made())
             if row["project"] == "2018-XT-0011" and row["kind"] in ("pay", "reverse", "refund")]
    assert found == [("pay", "foundation", "133800", "133800"), ("pay", "treasury", "223000", "89200"), ("reverse", "treasury", "133800", "0"),
                     ("pay", "treasury", "223000", "89200"), ("pay", "foundation", "356800", "267600"), ("pay", "treasury", "446001", "178401"),
                     ("refund", "foundation", "446001", "267600"), ("refund", "treasury", "446001", "178401")]


def test_no_source_pays_more_than_it_signed():
    assert [row for row in read(made()) if row["project"] and int(row["cumulative_source_fen"]) > int(row["signed_source_fen"])] == []


def test_a_receipt_belongs_to_no_project():
    first = read(made())[0]
    assert (first["kind"], first["amount_fen"], first["source"]) == ("receipt", "3000000", "foundation")
    assert {first[name] for name in ("project", "tranche", "cumulative_project_fen", "cumulative_source_fen", "signed_source_fen", "reverses")} == {""}


def test_an_entry_taken_back_is_named():
    assert [(row["entry_id"], row["reverses"]) for row in read(made()) if row["reverses"]] == [("8", "7")]
