"""Who may carry a project out: each rule by itself, and all of them against a second way of asking."""
from datetime import date, timedelta

import pytest

from proposals.approval.calling.eligibility import Terms, hindrances, years_between
from proposals.directory.record import Standing

DAY = date(2018, 6, 1)
TERMS = Terms(least_years=1, least_rating=3, most_projects=3, day=DAY)
FIT = {"kind": "social", "registered": True, "founded_on": date(2015, 1, 1), "rating": 3, "payee_id": None, "payee": "", "payee_registered": False,
       "debarred_until": None}


def codes(*, projects=0, terms=TERMS, **known):
    body = Standing(id=1, name="夕阳红", **(FIT | known))
    return [problem.code for problem in hindrances(body, terms=terms, projects=projects)]


@pytest.mark.parametrize(("known", "found"), [
    ({}, []), ({"kind": "bureau"}, ["bidder-is-an-office"]), ({"registered": False}, ["bidder-needs-payee"]),
    ({"registered": False, "payee_id": 2, "payee": "枢纽", "payee_registered": True}, []),
    ({"founded_on": None}, ["bidder-age-unknown"]), ({"founded_on": date(2017, 6, 2)}, ["bidder-too-young"]), ({"founded_on": date(2017, 6, 1)}, []),
    ({"rating": 2}, ["bidder-rating-too-low"]), ({"debarred_until": DAY}, ["bidder-debarred"]), ({"debarred_until": DAY - timedelta(1)}, []),
    ({"projects": 2}, []), ({"projects": 3}, ["bidder-too-many-projects"])])
def test_each_rule_by_itself(known, found):
    assert codes(**known) == found


def test_a_call_that_asks_no_years_asks_no_founding_day():
    assert codes(founded_on=None, terms=Terms(0, 0, 3, DAY)) == []


def test_every_rule_broken_is_told_at_once():
    broken = codes(kind="treasury", registered=False, founded_on=DAY, rating=0, debarred_until=DAY, projects=4)
    assert broken == ["bidder-is-an-office", "bidder-needs-payee", "bidder-too-young", "bidder-rating-too-low", "bidder-debarred",
                      "bidder-too-many-projects"]


def birthdays(since, day):
    """How many anniversaries have come, counted one by one; that of 29 February comes on 1 March in other years."""
    return sum(_anniversary(since, year) <= day for year in range(since.year + 1, day.year + 1)) if since <= day else 0


def _anniversary(since, year):
    leap = since.month == 2 and since.day == 29 and (year % 4 or not year % 100 and year % 400)
    return date(year, 3, 1) if leap else since.replace(year=year)


def test_years_are_counted_as_birthdays_are():
    turns = [date(year, month, day) for year in (1999, 2000, 2003, 2004) for month, day in ((1, 1), (2, 28), (3, 1), (12, 31))]
    since, days = [*turns, date(2000, 2, 29), date(2004, 2, 29)], [*turns, *(date(2008, 2, 1) + timedelta(one) for one in range(30)), date(2100, 2, 28)]
    assert [years_between(old, day) for old in since for day in days if day >= old] == [birthdays(old, day) for old in since for day in days if day >= old]
