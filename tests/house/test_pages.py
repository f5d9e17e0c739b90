"""Every page, for everybody: it opens or it says no, in both languages, whatever words people have typed."""
import pytest
from flask import url_for
from werkzeug.routing import AnyConverter, IntegerConverter

from proposals import clock
from proposals.collection import actions
from tests.drive import collection as drive

NASTY = "<script>alert(1)</script>{{7*7}}%(x)s{0}'\"--\u202e👵🏽𠅤龘"
ANSWERS = {200, 302, 303, 400, 401, 403, 404}
PEOPLE = (None, "林秀梅", "张小雨", "王主任", "周敏", "郑国栋", "赵岚", "刘芳", "陈会计", "马理事长", "沈科长", "李科长", "杨评估")


@pytest.fixture
def nasty(app):
    """An accepted idea whose every word is a trap."""
    text = drive.idea_text(NASTY[:30], problem=NASTY * 3, solution=NASTY * 3)
    idea = actions.enter(drive.season_id(), idea=text, contact=drive.contact(NASTY[:20]), channel="desk", by=drive.who("张小雨"), at=clock.now())
    actions.accept(idea.id, by=drive.who("王主任"), at=clock.now())
    return idea.id


def fitting(converter, number):
    """Something for this part of an address."""
    if isinstance(converter, IntegerConverter):
        return min(number, converter.max or number)
    return min(converter.items) if isinstance(converter, AnyConverter) else "accept"


def addresses(app, case_id):
    """Every address that can be looked at, its numbers being the idea's, or the first of anything."""
    with app.test_request_context():
        for rule in sorted(app.url_map.iter_rules(), key=str):
            if "GET" in rule.methods and rule.endpoint != "static":
                for number in (case_id, 1):
                    yield url_for(rule.endpoint, **{name: fitting(converter, number) for name, converter in rule._converters.items()})


@pytest.mark.slow
@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_opens_or_says_no(app, enter, nasty, name, request):
    visitor, wrong = enter(name), []
    english = request.node.get_closest_marker("sqlite") is not None  # a page's words do not depend on the database
    for address in dict.fromkeys(addresses(app, nasty)):
        answer = visitor.get(address, query_string={"lang": "zh"})
        wrong += trouble(answer, address)
        if english and answer.status_code == 200:
            wrong += trouble(visitor.get(address, query_string={"lang": "en"}), address)
    assert wrong == []


def trouble(answer, address):
    """What is wrong with this answer: a page that broke, or typed words that came alive."""
    alive = answer.mimetype == "text/html" and ("<script>alert" in answer.text or "</script>49" in answer.text)
    return [(address, answer.request.args["lang"], answer.status_code)] if alive or answer.status_code not in ANSWERS else []
