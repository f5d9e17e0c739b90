"""The way of a list over the pages: file, columns, what was understood, what came of it, and back out again."""
import io
import re

import pytest
from sqlalchemy import select

from proposals import clock, csv_lines
from proposals.collection import actions
from proposals.collection.importing import background, columns, entries, files
from proposals.collection.models import ColumnChoice, IdeaImport, Proposal
from proposals.public import exports
from proposals.storage import db
from tests.bench.counting import counted
from tests.drive import collection as drive
from tests.rooms.collection.listed import ONE, THREE, TWO, changed, ideas, many, table

SQLITE = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
PLAIN = re.compile(r"<[^>]+>")


def sent(visitor, content, name="名单.csv"):
    """Upload a file; where the visitor is led."""
    return visitor.post("/ideas/import", {"file": (io.BytesIO(content), name)})


def text(answer):
    return " ".join(PLAIN.sub(" ", answer.text).split())


def test_five_steps_from_the_file_to_its_end(app, enter):
    wang = enter("王主任")
    columns_page = sent(wang, table(ONE, TWO, THREE)).location
    preview = wang.post(columns_page).location
    shown = text(wang.get(preview))
    assert "新登记 3" in shown and "下雪了谁来扫" in shown and "2018-03-05" in shown
    assert wang.post(preview, {}).status_code == 422
    assert wang.post(preview, {"consent": "y"}).location == preview
    done = text(wang.get(preview))
    assert "已导入" in done and "以前已经登记 0" in done and len(ideas()) == 3
    assert wang.post(f"{preview}/undo", {"reason": ""}, page=preview).status_code == 422
    assert wang.post(f"{preview}/undo", {"reason": "传错了文件。"}, page=preview).location == preview
    assert "王主任于" in text(wang.get(preview)) and {idea.state for idea in ideas()} == {"withdrawn"}


@SQLITE
def test_wrong_rows_are_told_by_line_and_nothing_can_be_taken_in(app, enter):
    wang = enter("王主任")
    preview = wang.post(sent(wang, table(ONE, changed(TWO, 社区="没有这个社区"))).location).location
    shown = text(wang.get(preview))
    assert "第 3 行 没有找到叫“没有这个社区”的社区" in shown and "1 行有错误" in shown
    assert wang.post(preview, again={"consent": "y", "csrf_token": wang.sent["csrf_token"], "key": "k" * 20}).status_code == 409
    assert ideas() == []


@SQLITE
def test_columns_are_chosen_by_hand_and_remembered_for_the_same_headings(app, enter):
    wang, strange = enter("王主任"), table(["楼道没有扶手", "老人上下楼很吃力。", "加装扶手。", "周大姐"], head=["甲", "乙", "丙", "丁"])
    page = sent(wang, strange).location
    assert "还没有选定这些列" in wang.post(page).text
    chosen = {"column_0": "title", "column_1": "problem", "column_2": "solution", "column_3": "name", "community_id": str(drive.community())}
    assert "已经有一列是“题目”" in wang.post(page, chosen | {"column_2": "title"}).text
    assert wang.post(page, chosen).location.endswith("/1")
    db.session.rollback()
    assert f"p{db.session.scalars(select(ColumnChoice.by_id)).one()}" == drive.who("王主任").id
    again = sent(wang, strange).location
    assert wang.post(again).location.endswith("/2")
    assert "楼道没有扶手" in wang.get("/ideas/import/2").text


@SQLITE
def test_a_double_click_enters_once(app, enter):
    wang = enter("王主任")
    preview = wang.post(sent(wang, table(ONE)).location).location
    first = wang.post(preview, {"consent": "y"})
    assert wang.post(preview, again=wang.sent).location == first.location
    assert len(ideas()) == 1


@SQLITE
def test_an_unreadable_file_is_told_at_its_field(app, enter):
    answer = sent(enter("王主任"), b"\x89PNG\x00")
    assert answer.status_code == 422 and "不是 CSV 或 XLSX 表格" in answer.text
    assert "请选择 Excel" in enter("王主任").post("/ideas/import", {}).text


@SQLITE
def test_residents_stay_outside_and_lists_of_others_are_not_there(app, enter):
    assert enter("林秀梅").get("/ideas/import").status_code == 403
    assert enter("陈会计").get("/ideas/import/1").status_code == 403
    wang = enter("王主任")
    page = sent(wang, table(ONE)).location
    assert [enter(name).get(page).status_code for name in ("张小雨", "周敏")] == [404, 404]
    preview = wang.post(page).location
    wang.post(preview, {"consent": "y"})
    assert [enter(name).get(preview).status_code for name in ("张小雨", "周敏", "何静")] == [404, 200, 200]
    assert enter("何静").post(f"{preview}/undo", {"reason": "不是我的。"}, page=preview).status_code == 409


@SQLITE
def test_a_long_list_shows_its_progress(app, enter, monkeypatch):
    monkeypatch.setattr(files, "SHORT", 5)
    wang = enter("王主任")
    preview = wang.post(sent(wang, table(*many(60))).location).location
    assert "这份名单很长" in wang.get(preview).text
    wang.post(preview, {"consent": "y"})
    waiting = wang.get(preview)
    assert ("排队等候" in waiting.text, waiting.headers["Refresh"]) == (True, "3")
    background.round_of(clock.now())
    assert "新登记 60" in text(wang.get(preview)) and "Refresh" not in wang.get(preview).headers


@SQLITE
def test_a_preview_asks_the_same_for_many_rows_as_for_few(app, enter):
    wang, asked = enter("王主任"), []
    for count in (3, 1200):
        preview = wang.post(sent(wang, table(*many(count))).location).location
        with counted() as spent:
            wang.get(preview)
        asked.append(spent.statements)
    assert asked[0] == asked[1]


@SQLITE
def test_yesterdays_upload_is_forgotten(app, enter):
    sent(enter("王主任"), table(ONE))
    background.round_of(clock.now() + 25 * 3600 * clock.SECOND)
    assert db.session.scalars(select(IdeaImport.id)).all() == []


@SQLITE
def test_our_own_export_reads_back_as_it_was_and_no_cell_is_a_formula(app):
    nasty = ["=cmd|' /C calc'!A0", "+86 的号码", "-1 楼漏水", "@社区", "＝全角", "普通的题目"]
    for title in nasty:
        idea = drive.submitted(at=clock.now(), title=title)
        actions.accept(idea.id, by=drive.who("孙干事"), at=clock.now())
    written = "".join(csv_lines.lines(exports.IDEA_HEAD, exports.idea_rows(None))).encode()
    rows = files.look_at(written, name="点子.csv", largest=files.LARGEST_UPLOAD).rows
    place = columns.guess(rows).places["title"]
    assert not any(str(cell or "").startswith(tuple("=+-@＝")) for row in rows for cell in row.cells)
    assert [entries.prose(row.cells[place]) for row in rows[1:]] == list(db.session.scalars(select(Proposal.title).order_by(Proposal.id)))


@SQLITE
def test_a_long_text_from_a_list_can_be_answered_without_cutting_it(app, enter):
    wang, body = enter("王主任"), "很长的话。" * 1400
    wang.post(wang.post(sent(wang, table(changed(ONE, 要解决的问题=body))).location).location, {"consent": "y"})
    idea = ideas()[0]
    actions.ask(idea.id, reason="incomplete", note="在哪栋楼？", by=drive.who("孙干事"), at=clock.now())
    assert enter("王主任").move(idea.id, "answer", answer="一号楼。", problem=f"{body}补充").status_code == 422
    assert enter("王主任").move(idea.id, "answer", answer="一号楼。").status_code == 303
    assert (ideas()[0].problem, ideas()[0].state) == (body, "submitted")
