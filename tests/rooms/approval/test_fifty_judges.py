"""Fifty judges save and send at the same moment, each at a browser of their own: nothing of anybody is lost."""
import json
import threading

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.accounts import session
from proposals.accounts.models import Person, Post, SignIn
from proposals.approval import actions
from proposals.approval.models import Panel, Review, ScoreDraft, ScoreSheet
from proposals.approval.rules.panels import assign
from proposals.collection.models import Proposal
from proposals.storage import db, unit_of_work
from tests.kit import Forms, Visitor
from tests.rooms.approval.asking import levels
from tests.rooms.approval.planned import actor
from workflow import Actor
from workflow.tables import step

FIFTY = 50


def hire(app, case, number, at):
    """One judge more, who has taken the review and sits at a browser; returns the browser and the review's address."""
    token = f"judge-{number}-" + "x" * 24
    with unit_of_work():
        person = Person(name=f"评委{number}", login=f"judge-{number}", created_us=at)
        db.session.add(person)
        db.session.flush()
        db.session.add_all([Post(person_id=person.id, kind="judge", since_us=at),
                            SignIn(token_digest=session.token_digest(token), person_id=person.id, created_us=at, seen_us=clock.now())])
        panel = db.session.scalars(select(Panel.id)).first()
        review = assign(db.session(), proposal=db.session.get_one(Proposal, case), judge_id=person.id, panel_id=panel, round=1, by=actor("周敏"), at=at)
        me = Actor(f"p{person.id}", person.name)
    actions.take_review(review, by=me, at=at, seq=None)
    visitor = Visitor(app, name=None)
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return visitor, review


def sheet_of(number, criteria):
    """A sheet unlike anybody else's."""
    return {key: 1 + (number + place * (1 + number // 5)) % 5 for place, key in enumerate(criteria)}, f"第 {number} 位评委的评语"


def work(gate, visitor, url, chosen, comment, answers):
    """Save a half-done draft, then the whole, then send it, always when all the others do."""
    shown = visitor.get(url)
    for part in (2, len(chosen), None):
        fields = {f"criterion_{key}": str(level) for key, level in list(chosen.items())[:part]} | {"comment": comment}
        gate.wait(timeout=120)
        target = url if part is None else f"{url}/draft"
        answers.append(visitor.post(target, again={**held(shown, url), **fields}).status_code)


def held(shown, url):
    """What the page's form holds."""
    return Forms(shown.text).posting_to(url)


@pytest.mark.slow
def test_fifty_judges_at_once_lose_nothing(app, idea, at):
    case = idea("reviewing")
    criteria = list(levels(case))
    desks = [hire(app, case, number, at) for number in range(FIFTY)]
    db.session.remove()
    gate, answers = threading.Barrier(FIFTY), []
    threads = [threading.Thread(target=work, args=(gate, visitor, f"/approval/reviews/{review}", *sheet_of(number, criteria), answers))
               for number, (visitor, review) in enumerate(desks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)
    assert sorted(answers) == [303] * (3 * FIFTY)
    for number, (_visitor, review) in enumerate(desks):
        chosen, comment = sheet_of(number, criteria)
        sealed, draft = db.session.get_one(Review, review), db.session.get_one(ScoreDraft, review)
        assert {one.criterion_id: one.level for one in sealed.scores} == chosen == {int(key): level for key, level in json.loads(draft.levels).items()}
        assert (sealed.state, sealed.comment, draft.turn) == ("scored", comment, 2)
    assert len(db.session.scalars(select(ScoreSheet.id)).all()) == FIFTY == len(db.session.scalars(select(step.c.id).where(step.c.name == "score")).all())
