"""No needless statements: a move asks the database only what its rules need, and many cases cost what one costs."""
import pytest
from sqlalchemy import event, select

from tests.workflow.machines import OWNER, STAFF, TITLE, start
from workflow.history import verify
from workflow.tables import instance, step


@pytest.fixture
def said(ground):
    """What the program says to the database, as (verb, table)."""
    heard = []

    def listen(connection, cursor, statement, parameters, context, executemany):
        words = statement.replace("\n", " ").split()
        table = {"SELECT": "FROM", "INSERT": "INTO", "DELETE": "FROM", "UPDATE": "UPDATE"}.get(words[0])
        if table:
            heard.append((words[0], words[words.index(table) + 1]))

    event.listen(ground.database, "before_cursor_execute", listen)
    return heard


@pytest.mark.parametrize("name, actor, ask, more", [
    ("check", STAFF, {}, []),
    ("check", STAFF, {"key": "k"}, [("SELECT", "wf_step")]),
    ("agree", STAFF, {}, [("SELECT", "wf_step"), ("DELETE", "wf_timer")]),
    ("hold", STAFF, {"note": "等"}, [("DELETE", "wf_timer"), ("INSERT", "wf_timer")])])
def test_a_move_says_only_what_it_must(session, engine, said, name, actor, ask, more):
    case = start(session, engine)
    engine.fire(session, case, "submit", OWNER, at=2, data=TITLE)
    said.clear()
    engine.fire(session, case, name, actor, at=3, **ask)
    always = [("SELECT", "wf_instance"), ("UPDATE", "wf_instance"), ("INSERT", "wf_step")]
    assert sorted(said) == sorted(always + more)


def test_many_begin_for_the_price_of_one(session, engine, said):
    start(session, engine)
    said.clear()
    engine.start_many(session, "case", season_id=1, actor=OWNER, at=1, parents=[None])
    one = list(said)
    said.clear()
    engine.start_many(session, "case", season_id=1, actor=OWNER, at=1, parents=[None] * 7)
    assert said == one


def test_many_children_belong_to_their_families(session, engine):
    first, second = (start(session, engine) for _ in range(2))
    children = engine.start_many(session, "case", season_id=1, actor=OWNER, at=1, parents=[second, None, first])
    grandchild = start(session, engine, parent=children[0])
    rows = session.execute(select(instance.c.parent_id, instance.c.root_id).where(instance.c.id > second).order_by(instance.c.id)).all()
    assert rows == [(second, second), (None, children[1]), (first, first), (children[0], second)]
    assert grandchild == children[-1] + 1
    assert verify(session) == []


def test_each_case_of_a_bulk_may_bring_its_own_form(session, engine):
    cases = [start(session, engine) for _ in range(2)]
    engine.fire_many(session, cases, "submit", OWNER, at=2, data=TITLE, each={cases[1]: {"title": "长椅"}})
    assert session.scalars(select(step.c.payload).where(step.c.seq == 2).order_by(step.c.id)).all() == [
        '{"data":{"title":"楼道扶手"},"note":""}', '{"data":{"title":"长椅"},"note":""}']
    assert verify(session) == []
