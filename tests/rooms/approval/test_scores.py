"""The list with scores as a file: what is complete, whose, and nothing that is sealed."""
import csv
import io

import openpyxl
import pytest

from proposals import clock
from tests.drive import approval as drive
from tests.rooms.approval.planned import actor, planned
from tests.rooms.approval.ranked import decided_five

CSV, XLSX = "/approval/scores.csv", "/approval/scores.xlsx"


@pytest.fixture
def six(app):
    """Five that are decided, and one of which a single judge has not handed in."""
    at = clock.now()
    cases = decided_five(at=at)
    case = planned(6, at=at)
    drive.reviewing(case, at=at, by=actor("周敏"))
    return [*cases, case]


def lines(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_chair_takes_the_list_away(enter, six):
    head, *rows = lines(enter("郑国栋").get(CSV))
    assert [row[8:] for row in (rows[0], rows[3], rows[5])] == [
        ["5", "5", "100.00", "100.00", "0.00", "0", "平均分", "100.00", "通过"], ["5", "5", "60.00", "60.00", "0.00", "0", "平均分", "60.00", "候补"],
        ["0", "5", "", "", "", "", "", "", ""]]
    assert (len(head), len(rows), rows[0][5], rows[0][6]) == (17, 6, "4460.00", "结果公示中")


def test_the_workbook_says_the_same(enter, six):
    chair = enter("郑国栋")
    sheet = openpyxl.load_workbook(io.BytesIO(chair.get(XLSX).data)).worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    said = lines(chair.get(CSV))
    assert [[cell if cell is not None else "" for cell in row[:5]] for row in found] == [row[:5] for row in said]
    assert [row[15] for row in found[1:]] == [100, 80, 80, 60, 40, None]


@pytest.mark.parametrize("name, status", [("李科长", 200), ("赵岚", 403), ("王主任", 403), ("林秀梅", 403)])
def test_who_may_take_it(enter, six, name, status):
    assert enter(name).get(CSV).status_code == status


def test_another_panels_list_is_not_found(enter, six):
    assert (enter("郑国栋").get(f"{CSV}?panel=999").status_code, enter("李科长").get(f"{CSV}?year=1999").status_code) == (404, 404)
