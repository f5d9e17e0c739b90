"""The list of ideas and the page of one idea, as anybody reads them."""
import re

import pytest
from sqlalchemy import Engine, event, update

from proposals import clock
from proposals.collection.models import Proposal
from proposals.public import figures
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import planned


@pytest.fixture
def three(app):
    return [planned(number, at=clock.now(), title=title) for number, title in ((1, "老旧楼道加装扶手"), (2, "社区足球训练"), (3, "100%的便民角"))]


def titles(page):
    return re.findall(r'<h2><a href="/ideas/\d+">(.*?)</a>', page.text)


def test_the_newest_idea_stands_first(enter, three):
    assert titles(enter().get("/ideas/")) == ["100%的便民角", "社区足球训练", "老旧楼道加装扶手"]


@pytest.mark.parametrize(("query", "found"), [
    ("q=足球", ["社区足球训练"]), ("q=100%25", ["100%的便民角"]), ("q=_", []), ("stage=closeout", []), ("stage=optimisation&q=楼道", ["老旧楼道加装扶手"]), ("season=1999", [])])
def test_the_address_filters_the_list(enter, three, query, found):
    assert titles(enter().get(f"/ideas/?{query}")) == found


def test_a_draft_an_unread_and_a_withdrawn_idea_are_nobodys_business(enter, three):
    with unit_of_work():
        db.session.execute(update(Proposal).where(Proposal.id == three[0]).values(state="submitted", number=None, serial=None))
        db.session.execute(update(Proposal).where(Proposal.id == three[1]).values(state="withdrawn"))
    visitor = enter()
    assert titles(visitor.get("/ideas/")) == ["100%的便民角"]
    assert [visitor.get(f"/ideas/{case}").status_code for case in three] == [404, 404, 200]
    assert [enter("林秀梅").get(f"/ideas/{case}").status_code for case in three] == [200, 200, 200]
    assert [enter("周建国").get(f"/ideas/{case}").status_code for case in three] == [404, 404, 200]


def test_every_idea_is_on_exactly_one_page(enter, app):
    cases = [planned(number, at=clock.now(), title=f"点子{number}") for number in range(1, 46)]
    visitor, seen, address = enter(), [], "/ideas/"
    while address:
        page = visitor.get(address)
        seen += titles(page)
        following = re.search(r'href="([^"]*)" rel="next"', page.text)
        address = following and following.group(1).replace("&amp;", "&")
    assert seen == [f"点子{number}" for number in range(len(cases), 0, -1)]


def test_the_moves_panel_is_for_those_who_may_move(enter, three):
    assert [f"/moves/{three[0]}/send_review" in enter(name).get(f"/ideas/{three[0]}").text for name in (None, "林秀梅", "王主任")] == [False, False, True]


@pytest.mark.parametrize(("address", "most"), [
    ("/", 7), ("/ideas/", 6), ("/notices/", 3), ("/data/ideas.csv", 2), ("/data/money.json", 2), ("/api/v1/ideas", 2)])
def test_statements_and_rows_do_not_grow_with_the_season(enter, app, address, most):
    planned(1, at=clock.now())
    visitor, counts = enter(), []
    visitor.get(address)
    for number in (2, 3):
        counts.append(statements(app, visitor, address))
        for extra in range(10):
            planned(100 * number + extra, at=clock.now())
    assert counts[0] == counts[1] <= most


def test_with_the_clock_running_the_first_page_counts_nothing_itself(enter, app):
    planned(1, at=clock.now())
    assert figures.refresh(clock.now()) == 1
    assert figures.refresh(clock.now()) == 0
    visitor = enter()
    visitor.get("/")
    assert statements(app, visitor, "/") == 3


def statements(app, visitor, address):
    asked = []

    def note(connection, cursor, statement, parameters, context, executemany):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    visitor.get(address).text
    event.remove(Engine, "before_cursor_execute", note)
    return len([one for one in asked if one.startswith("SELECT") or one.startswith("WITH")])
