"""Eight processes want the same: one gets it, seven are told so, nothing is done twice."""
from collections import Counter

import pytest
from sqlalchemy import func, select

from tests.workflow.crowd import crowd, ground, total
from tests.workflow.machines import OWNER, STAFF, TITLE, start
from workflow import Actor, Refused
from workflow.history import verify
from workflow.outbox import deliver
from workflow.tables import outbox, step
from workflow.timers import first_in_slot, tick

pytestmark = pytest.mark.slow
PEOPLE, CASES, LATER = 8, 60, 10**14


@pytest.fixture
def sent(session, engine):
    """Sixty submitted cases."""
    cases = [start(session, engine, at=0) for _ in range(CASES)]
    engine.fire_many(session, cases, "submit", OWNER, at=0, data=TITLE)
    session.commit()
    return cases


def steps(session, name):
    """How often a move was made."""
    return session.scalar(select(func.count()).select_from(step).where(step.c.name == name))


def agree(place, meet, tell, url, cases, actor, key):
    """Agree to every case, counting the answers by kind."""
    engine, transaction, database = ground(url)
    answers = Counter()
    meet.wait()
    for case in cases:
        try:
            with transaction() as session:
                engine.fire(session, case, "agree", actor or Actor(f"staff{place}", ""), at=5, key=f"{key}{case}" if key else None)
                answers["made"] += 1
        except Refused as refusal:
            answers[refusal.problems[0].code] += 1
    database.dispose()
    tell(answers)


def test_eight_people_agree_and_each_case_moves_once(ground, session, sent):
    answers = total(crowd(PEOPLE, agree, ground.url, sent, None, None))
    assert answers == {"made": CASES, "move-not-from-here": CASES * (PEOPLE - 1)}
    assert steps(session, "agree") == CASES
    assert verify(session) == []


def test_the_same_click_from_eight_windows_is_one_move_and_eight_successes(ground, session, sent):
    answers = total(crowd(PEOPLE, agree, ground.url, sent[:20], STAFF, "k"))
    assert answers == {"made": 20 * PEOPLE}
    assert steps(session, "agree") == 20


def ring(place, meet, tell, url):
    """Ring whatever is due until nothing is left."""
    engine, transaction, database = ground(url)
    meet.wait()
    count = Counter()
    while True:
        report = tick(transaction, engine, at=LATER, limit=50)
        count["fired"] += report.fired
        if report.fired + report.busy == 0:
            break
    database.dispose()
    tell(count)


def test_four_clocks_ring_each_deadline_once(ground, session, sent):
    assert total(crowd(4, ring, ground.url)) == {"fired": CASES}
    assert steps(session, "nag") == CASES
    assert verify(session) == []


def send(place, meet, tell, url):
    """Deliver whatever waits, and remember the ids."""
    _, transaction, database = ground(url)
    got = Counter()
    meet.wait()
    while deliver(transaction, send=lambda message: got.update([message.id]), owner=f"worker{place}", at=LATER):
        pass
    database.dispose()
    tell(got)


def test_four_workers_send_each_message_once(ground, session, sent):
    sent_out = total(crowd(4, send, ground.url))
    assert sorted(sent_out.items()) == [(number, 1) for number in session.scalars(select(outbox.c.id).order_by(outbox.c.id))]
    assert len(sent_out) == CASES


def claim(place, meet, tell, url):
    """Ask for twenty slots of a periodic job."""
    _, transaction, database = ground(url)
    meet.wait()
    count = Counter()
    for slot in range(20):
        with transaction() as session:
            count["ran"] += first_in_slot(session, job="seal", slot=slot, at=slot)
    database.dispose()
    tell(count)


def test_a_periodic_job_runs_once_a_slot(ground):
    assert total(crowd(4, claim, ground.url)) == {"ran": 20}
