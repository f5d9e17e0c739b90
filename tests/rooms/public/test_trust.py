"""Notices, receipts and open data: what a resident can check without believing us."""
import csv
import io
import json

import pytest
from sqlalchemy import select, update

from proposals import clock
from proposals.approval.models import Notice
from proposals.collection.models import Proposal
from proposals.csv_lines import harmless
from proposals.storage import db, unit_of_work
from tests.drive import closeout
from tests.rooms.approval.planned import planned
from tests.rooms.closeout.projects import now, reporting
from workflow import seals


def test_a_notice_shows_its_words_its_digest_and_how_to_object(enter, app):
    case = reporting(1)
    closeout.announcing(case, spent_fen=4000_00, at=now())
    notice = db.session.scalars(select(Notice).where(Notice.kind == "outcome")).one()
    page = enter().get(f"/notices/{notice.id}").text
    assert all(line in page for line in (*notice.text.split("\n"), notice.digest, "怎样提出异议"))
    assert f"/notices/{notice.id}" in enter().get("/notices/").text


def test_a_receipt_proves_by_a_published_root_that_nothing_was_altered(enter, app):
    case = planned(1, at=clock.now())
    receipt = db.session.get_one(Proposal, case).receipt
    assert "证明在提交后一小时内生成" in enter().get(f"/receipts/{receipt}").text
    with unit_of_work():
        root = seals.seal_new(db.session(), at=clock.now())
    proof = enter().get(f"/receipts/{receipt}.json").json["proof"]
    assert (proof["root"], seals.check_receipt(proof)) == (root, True)
    assert root in enter().get("/receipts/").text and "没有被改动" in enter().get(f"/receipts/{receipt}").text
    assert seals.check_receipt({**proof, "body": proof["body"].replace("draft", "signed")}) is False


def test_a_number_or_a_receipt_finds_the_idea(enter, app):
    case = planned(1, at=clock.now())
    proposal = db.session.get_one(Proposal, case)
    found = [enter().get("/receipts/", query_string={"code": code}).location for code in (proposal.number, f" {proposal.number.lower()} ", proposal.receipt)]
    assert found == [f"/ideas/{case}", f"/ideas/{case}", f"/receipts/{proposal.receipt}"]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@x", " =1", "＝1", "\u200b=1", "\t=1"])
def test_no_cell_runs_as_a_formula(title):
    assert harmless(title) == f"'{title}"


def test_the_table_and_the_json_read_back_equal_and_keep_nasty_titles(enter, app):
    case = planned(1, at=clock.now())
    with unit_of_work():
        db.session.execute(update(Proposal).where(Proposal.id == case).values(title='=1+1 "引号", 逗号\n换行'))
    table = list(csv.DictReader(io.StringIO(enter().get("/data/ideas.csv").data.decode("utf-8-sig"))))
    array = json.loads(enter().get("/data/ideas.json").text)
    assert [(row["id"], row["title"]) for row in table] == [(str(case), '\'=1+1 "引号", 逗号\n换行')]
    assert [(row["id"], row["title"]) for row in array] == [(case, '=1+1 "引号", 逗号\n换行')]


def test_published_money_equals_the_books(enter, app):
    case = reporting(1)
    closeout.closed(case, spent_fen=4000_00, at=now())
    rows = json.loads(enter().get("/data/money.json").text)
    assert [(row["source"], row["signed_fen"], row["paid_fen"], row["spent_fen"], row["returned_fen"]) for row in rows] == [
        ("foundation", 2676_00, 2400_00, 2400_00, 0), ("treasury", 1784_00, 1600_00, 1600_00, 0)]
    figures = enter().get(f"/api/v1/seasons/{clock.today(clock.now()).year}/figures").json
    assert (figures["total_fen"], figures["paid_fen"], figures["signed"]) == (4000_00, {"foundation": 2400_00, "treasury": 1600_00}, 1)


def test_an_empty_season_gives_an_empty_array_and_a_heading(enter):
    assert json.loads(enter().get("/data/ideas.json").text) == []
    assert enter().get("/data/ideas.csv").data.decode("utf-8-sig").startswith("id,season,number")
