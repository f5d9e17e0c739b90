"""Messages leave after the transaction, at least once, and a stubborn one ends with staff."""
import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import sessionmaker

from workflow.outbox import AT_A_TIME, FIRST_WAIT_US, LEASE_US, TRIES, Undelivered, claim, deliver, mark_done, revive
from workflow.tables import outbox

AN_HOUR = 3_600_000_000


@pytest.fixture
def sessions(ground):
    """A new write transaction each time it is asked; thirty messages wait."""
    sessions = sessionmaker(ground.database).begin
    with sessions() as session:
        session.execute(insert(outbox), [{"topic": "notice", "payload": f'{{"n":{n}}}', "due_us": n} for n in range(30)])
    return sessions


def refuse(message):
    """The outside is closed."""
    raise Undelivered("no answer")


def done(sessions):
    """The messages that got through."""
    with sessions() as session:
        return session.scalars(select(outbox.c.id).where(outbox.c.done_us.is_not(None)).order_by(outbox.c.id)).all()


def test_each_message_is_sent_once_in_order(sessions):
    sent = []
    assert [deliver(sessions, send=sent.append, owner="a", at=100) for _ in range(3)] == [20, 10, 0]
    assert [message.payload["n"] for message in sent] == list(range(30))
    assert len(done(sessions)) == 30


def test_two_workers_never_hold_the_same_message(sessions):
    with sessions() as session:
        first = claim(session, owner="a", at=100)
    with sessions() as session:
        second = claim(session, owner="b", at=100)
    assert len({message.id for message in first + second}) == len(first) + len(second) == 30


def test_a_lease_that_ran_out_belongs_to_the_next(sessions):
    with sessions() as session:
        late = claim(session, owner="a", at=100)[0]
    with sessions() as session:
        assert late.id in {message.id for message in claim(session, owner="b", at=100 + LEASE_US)}
        mark_done(session, message=late, owner="a", at=101 + LEASE_US)
    assert done(sessions) == []


def test_each_failure_waits_twice_as_long(sessions):
    deliver(sessions, send=refuse, owner="a", at=100)
    with sessions() as session:
        row = session.execute(select(outbox).order_by(outbox.c.id).limit(1)).one()
    assert (row.tries, row.due_us, row.trouble, row.owner) == (1, 100 + FIRST_WAIT_US, "no answer", None)


def test_after_eight_tries_staff_see_it_and_may_try_again(sessions):
    for number in range(2 * TRIES):
        deliver(sessions, send=refuse, owner="a", at=100 + number * AN_HOUR)
    deliver(sessions, send=refuse, owner="a", at=100 + 99 * AN_HOUR)
    with sessions() as session:
        dead = session.scalars(select(outbox.c.id).where(outbox.c.dead_us.is_not(None)).order_by(outbox.c.id)).all()
        assert len(dead) >= AT_A_TIME
        revive(session, message_id=dead[0], at=100 * AN_HOUR)
    sent = []
    deliver(sessions, send=sent.append, owner="a", at=100 * AN_HOUR)
    assert dead[0] in [message.id for message in sent]


def test_a_bug_in_sending_costs_the_others_no_try(sessions):
    def breaks_on_the_third(message):
        if message.payload["n"] == 2:
            raise ZeroDivisionError
    with pytest.raises(ZeroDivisionError):
        deliver(sessions, send=breaks_on_the_third, owner="a", at=100)
    with sessions() as session:
        tries = session.scalars(select(outbox.c.tries).order_by(outbox.c.id).limit(5)).all()
    assert (tries, done(sessions)) == ([1, 1, 1, 0, 0], [1, 2])
