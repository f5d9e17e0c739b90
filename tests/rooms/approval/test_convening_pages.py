"""The pages of panels and the pool, for whom they are and for nobody else."""
import pytest
from sqlalchemy import Engine, event, select

from proposals.approval.models import Expert, Panel
from proposals.approval.convening import pool
from proposals.seasons.models import Season
from proposals.storage import db
from tests.drive import approval as drive
from tests.rooms.approval.planned import actor, planned

KEEPER, LEAD = "周敏", "王主任"
pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)  # the acts behind them are tried on both databases


def pages():
    year, panel = db.session.scalars(select(Season.year)).one(), db.session.scalars(select(Panel)).one()
    here = f"/approval/{year}/panels/{panel.street_id}"
    return {"panel": here, "draws": f"{here}/draws", "streets": f"{here}/streets", "assignment": f"{here}/assignment", "anchors": f"{here}/anchors",
            "seat": f"{here}/members/{panel.members[1].id}/seat"}


@pytest.mark.parametrize("who, open_ones", [
    (KEEPER, {"panel", "draws", "streets", "assignment", "anchors", "seat"}), (LEAD, {"panel", "draws", "assignment", "seat"}),
    ("李科长", {"panel", "draws", "assignment"}), ("赵岚", set()), ("林秀梅", set())])
def test_the_panel_pages_are_the_leads_and_the_bureaus(enter, at, who, open_ones):
    visitor, found = enter(who), pages()
    assert {name for name, url in found.items() if visitor.get(url).status_code == 200} == open_ones


def statements(visitor, url):
    """How many statements a page asks, once everything that is read only once has been read."""
    asked = []

    def count(_connection, _cursor, statement, *_others):
        asked.append(statement)

    visitor.get(url)
    event.listen(Engine, "before_cursor_execute", count)
    visitor.get(url)
    event.remove(Engine, "before_cursor_execute", count)
    return len([each for each in asked if not each.startswith(("PRAGMA", "BEGIN"))])


def test_the_assignment_asks_as_much_for_four_projects_as_for_two(enter, at):
    lead, url = enter(KEEPER), pages()["assignment"]
    found = []
    for first in (1, 3):
        planned(first, at=at)
        drive.reviewing(planned(first + 1, at=at), at=at, by=actor(KEEPER))
        found.append(statements(lead, url))
    assert (found[0] == found[1], found[0] <= 20) == (True, True), found


def test_the_pool_is_its_keepers_and_the_avoid_list_also_the_judges(enter, at):
    judge = int(actor("赵岚").id[1:])
    for who, pool_status, list_status in (("周敏", 200, 200), ("李科长", 200, 200), ("王主任", 403, 403), ("赵岚", 403, 200), ("钱文", 403, 404)):
        visitor = enter(who)
        assert [visitor.get(url).status_code for url in ("/approval/experts", f"/approval/avoidances/{judge}")] == [pool_status, list_status], who


def test_a_keeper_enters_an_expert_and_lets_them_rest(enter, at):
    keeper, judge = enter(KEEPER), int(actor("赵岚").id[1:])
    sent = {"person": str(judge), "side": "finance", "field": "会计", "employer": "清河会计师事务所"}
    assert keeper.post("/approval/experts", sent).status_code == 303
    assert keeper.post("/approval/experts", again=keeper.sent).status_code == 303  # a double click
    db.session.rollback()
    expert = db.session.scalars(select(Expert)).one()
    assert (expert.person_id, expert.side, expert.employer, expert.paused_us) == (judge, "finance", "清河会计师事务所", None)
    url = f"/approval/experts/{expert.id}"
    assert keeper.post(url, {"paused": "y"}).status_code == 303
    assert "暂停抽签" in keeper.get("/approval/experts").text
    assert "“专业领域”" in keeper.post(url, {"field": " "}).text


def test_a_judge_keeps_an_avoid_list_and_nobody_elses_line_is_ended(enter, at):
    judge = int(actor("赵岚").id[1:])
    mine, url = enter("赵岚"), f"/approval/avoidances/{judge}"
    assert mine.post(url, {"reason": "表妹"}).status_code == 409
    assert mine.post(url, {"name": "林秀梅", "reason": "表妹"}).status_code == 303
    assert mine.post(url, {"name": "林秀梅", "reason": "表妹"}).status_code == 409
    line = pool.avoid(judge, line=pool.Line(None, None, "周建国"), reason="同学", by=actor(KEEPER), at=at)
    assert enter("赵岚").post(f"{url}/{line}/end", page=url).status_code == 409
    assert enter(KEEPER).post(f"{url}/{line}/end", page=url).status_code == 303
    assert ("林秀梅" in mine.get(url).text, "周建国" in mine.get(url).text) == (True, False)
