"""Notices become messages in the boxes of those they concern."""
import json

import pytest
from sqlalchemy import insert, select

from proposals import clock, letters, tick
from proposals.accounts import actions
from proposals.accounts.models import Message as Line
from proposals.accounts.models import Person, Post
from proposals.optimisation.merging import telling
from proposals.seasons.models import Phase
from proposals.storage import db, unit_of_work
from proposals.words.letters import LETTERS
from workflow import SYSTEM
from workflow.chain import canonical
from workflow.definitions import ALL
from workflow.outbox import Message
from workflow.tables import outbox

BY_ACTS = {"objection_overdue", "objection_unacknowledged", "objection_upheld", "place_free", "sign_please"}
"""Promised by acts, or said in place of what a move promises."""
PROMISED = sorted({template for workflow in ALL for _role, template in workflow.notices} | {"remind", "news", *BY_ACTS, *telling.ALSO, *telling.BESIDES})
TOLD = sorted({(workflow.name, role) for workflow in ALL for role, _template in workflow.notices}
              | {(workflow.name, role) for workflow in ALL for state in workflow.states if state.deadline for role in state.deadline.remind_roles})


def remind_the_bureau() -> None:
    """Put a reminder into the outbox, as the clock does, and deliver what waits there."""
    phase_id = db.session.scalars(select(Phase.id).where(Phase.name == "collection")).one()
    payload = {"role": "bureau", "instance": phase_id, "state": "open", "days": 7, "due": clock.now()}
    with unit_of_work() as database:
        database.execute(insert(outbox).values(topic="remind", payload=canonical(payload), due_us=clock.now()))
    tick.deliver_letters(clock.now())


def boxes():
    db.session.rollback()
    rows = db.session.execute(select(Person.name, Line.template).join(Person, Person.id == Line.person_id).order_by(Person.id))
    return [tuple(row) for row in rows]


def test_every_promised_notice_has_exactly_one_sentence():
    assert sorted(LETTERS) == PROMISED


@pytest.mark.parametrize(("workflow", "role"), TOLD)
def test_every_role_that_is_told_something_means_somebody(app, workflow, role):
    assert {(workflow, role), (None, role)} & letters.known_roles()


def test_everybody_of_the_bureau_is_told_once_however_often_it_is_delivered(app):
    remind_the_bureau()
    row = db.session.execute(select(outbox)).one()
    letters.send(Message(row.id, row.step_id, row.topic, json.loads(row.payload), 2))
    assert boxes() == [("李科长", "remind"), ("韩副局长", "remind")]


def test_the_message_reads_in_plain_words_and_leads_to_the_matter(app, enter):
    remind_the_bureau()
    li = enter("李科长")
    assert "提醒：“征集”现在是“进行中”，还有 7 天到期" in li.get("/messages").text
    assert "您有未读的消息" in li.get("/desk").text
    answer = li.post(f"/messages/{db.session.scalars(select(Line.id)).first()}")
    assert answer.location == "/seasons/1"
    assert "未读" not in li.get("/messages").text


def test_somebody_elses_message_is_not_there(app, enter):
    remind_the_bureau()
    assert enter("王主任").get(f"/messages/{db.session.scalars(select(Line.id)).first()}").status_code == 404


def test_all_messages_can_be_marked_at_once(app, enter):
    remind_the_bureau()
    remind_the_bureau()
    li = enter("李科长")
    assert li.post("/messages").location == "/messages"
    assert "您有未读的消息" not in li.get("/desk").text


def test_a_post_that_ended_is_told_nothing_more(app):
    held = db.session.scalars(select(Person).where(Person.login == "han")).one().id
    actions.end_post(db.session.scalars(select(Post.id).where(Post.person_id == held)).one(), by=SYSTEM, at=clock.now())
    remind_the_bureau()
    assert boxes() == [("李科长", "remind")]
