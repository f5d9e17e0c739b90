"""The queue: filters in the address, working days by the season's calendar, what is late to the lead and then to the bureau."""
from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from proposals import clock, tick
from proposals.accounts.models import Message, Person
from proposals.collection import actions, queries
from proposals.collection.clocks import clock as clock_of
from proposals.collection.clocks import late_before
from proposals.collection.models import Proposal
from proposals.collection.queries import queueing
from proposals.storage import db
from tests.drive import collection as drive
from tests.drive.collection import who
from tests.rooms.collection.test_fates import statements_of
from workflow import Unmet, WorkingDays
from workflow.calendar import DAY_US, moment

SPRING = WorkingDays({date(2018, 2, day): False for day in range(15, 22)} | {date(2018, 2, 11): True, date(2018, 2, 24): True})


@pytest.fixture
def at(app):
    return clock.now()


def noon(day):
    return moment(day, clock=time(12))


def test_working_days_jump_over_the_spring_festival():
    due = SPRING.after(noon(date(2018, 2, 12)), 5, "workday")[0]
    found = clock_of(SPRING, due_us=due, at=noon(date(2018, 2, 14)))
    assert (clock.today(due), found.over, found.workdays) == (date(2018, 2, 24), False, 3)
    late = clock_of(SPRING, due_us=due, at=noon(date(2018, 2, 27)))
    assert (late.over, late.workdays) == (True, 2)


def test_what_began_before_a_moment_is_late_exactly_when_its_days_are_over():
    days = [date(2018, 2, 1) + timedelta(days=number) for number in range(40)]
    cuts = {today: late_before(SPRING, workdays=2, at=noon(today)) for today in days}
    wrong = [(begun, today) for today in days for begun in days
             if begun < today and (SPRING.after(noon(begun), 2, "workday")[0] < noon(today)) != (noon(begun) <= cuts[today])]
    assert wrong == []


def test_the_queue_is_narrowed_by_its_address(at, enter):
    drive.submitted(at=at - 40 * DAY_US, title="早就超期的点子")
    fresh = drive.submitted(at=at, title="刚来的点子")
    actions.acknowledge(fresh.id, by=who("孙干事"), at=at)
    staff = enter("王主任")

    def seen(query):
        text = staff.get(f"/screening?{query}").text
        return ["早就超期的点子" in text, "刚来的点子" in text]

    wanted = {"": [True, True], "late=1": [True, False], "untaken=1": [True, False], "marked=1": [False, False], "channel=web": [False, False],
              "channel=desk": [True, True], f"community={drive.community()}": [True, True], "community=1": [False, False]}
    assert {query: seen(query) for query in wanted} == wanted
    assert re.search(r"超期 \d+ 个工作日", staff.get("/screening?late=1").text)
    order = [staff.get(f"/screening?{query}").text.index("刚来的点子") < staff.get(f"/screening?{query}").text.index("早就超期的点子") for query in ("", "order=newest")]
    assert order == [False, True]


def test_an_idea_is_taken_up_once_and_the_history_says_so(at, enter):
    ideas, staff = [drive.submitted(at=at).id for _ in range(3)], enter("孙干事")
    staff.get("/screening")
    staff.post("/screening/acceptance", {}, page="/screening")
    ticked = {**staff.sent, "ids": [str(each) for each in ideas]}
    assert staff.post("/screening/acknowledgement", again=ticked).location == "/screening"
    db.session.rollback()
    assert [queries.timeline(each, full=False)[0].name for each in ideas] == ["acknowledge"] * 3
    with pytest.raises(Unmet, match="acknowledged-before"):
        actions.acknowledge(ideas[0], by=who("孙干事"), at=at)
    assert db.session.get_one(Proposal, ideas[0]).state == "submitted"


def test_what_stays_undecided_goes_to_the_lead_and_then_to_the_bureau_once(at, enter):
    ideas = [drive.submitted(at=at - 40 * DAY_US).id for _ in range(2)]
    for later in (0, 1, DAY_US):
        tick.round_of(at + later)
    db.session.rollback()
    assert [db.session.get_one(Proposal, each).escalations for each in ideas] == [1, 1]
    asked = select(Person.name, Message.template).join(Message, Message.person_id == Person.id).where(Message.template == "screening_late")
    assert sorted(row.name for row in db.session.execute(asked)) == ["李科长", "韩副局长"]
    page = enter("李科长").get("/screening/overdue").text
    assert re.search(r"西屯街道.*?<td class=\"number\">2</td>", page, re.S)
    assert enter("林秀梅").get("/screening/overdue").status_code == 403


def test_many_are_declined_after_a_dry_run(at, enter):
    ideas, staff = [drive.submitted(at=at).id for _ in range(3)], enter("孙干事")
    staff.post("/screening/acceptance", {}, page="/screening")
    ticked = {**staff.sent, "ids": [str(each) for each in ideas]}
    assert "不予受理或转出" in staff.post("/screening/refusals", again=ticked).text
    form = {**ticked, "decision": "decline:transferred", "letter": "请住建局答复。"}
    assert "转办要写明由哪个单位答复" in staff.post("/screening/refusals", again=form).text
    form["unit"] = "区住建局"
    assert "可以办 3 个，0 个现在不能办" in staff.post("/screening/refusals", again=form).text
    assert [db.session.get_one(Proposal, each).state for each in ideas] == ["submitted"] * 3
    assert staff.post("/screening/refusals", again={**form, "confirmed": "1"}).location == "/screening"
    db.session.rollback()
    assert [queries.fate(db.session.get_one(Proposal, each)).code for each in ideas] == ["referred"] * 3


@pytest.mark.parametrize("url", ["/screening", "/screening/answers", "/screening/overdue"])
def test_the_pages_take_the_same_statements_however_long(at, enter, url):
    staff = enter("王主任")
    drive.submitted(at=at)
    staff.get(url)
    few = statements_of(lambda: staff.get(url))
    for _ in range(6):
        drive.submitted(at=at)
    assert statements_of(lambda: staff.get(url)) == few


def test_a_street_sees_its_own_only(at):
    drive.submitted(at=at)
    counts = [len(queueing.behind_by_street(streets, season_id=drive.season_id(), at=at)) for streets in (None, (1,), ())]
    assert (counts[0], counts[2]) == (1, 0)
