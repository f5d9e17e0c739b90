"""What a move does besides moving: the case's own row, follow-ups, repeated asks, deadlines."""
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.workflow.machines import CASE, OTHER_STAFF, OWNER, STAFF, TITLE, Idea, engine_for, start
from workflow import SYSTEM, KeyReused, NotFromHere, Problem, Registry
from workflow.calendar import DAY_US
from workflow.history import verify
from workflow.tables import instance, step, timer


@pytest.fixture
def engine(ground):
    """An engine whose cases have rows of their own, and whose effects do something."""
    registry = Registry()
    registry.subject("case", Idea)

    @registry.effect
    def remember(ctx):
        ctx.facts["agreed_by"] = ctx.actor.id

    @registry.effect
    def prolong(ctx):
        ctx.facts["ends_on"] = ctx.data["ends_on"]

    @registry.effect
    def tell_parent(ctx):
        if ctx.instance.parent_id is not None:
            ctx.fire_if_ready(ctx.instance.parent_id, "close")

    @registry.guard
    def children_done(ctx):
        open_ones = ctx.session.scalar(select(func.count()).select_from(Idea).join(instance, instance.c.id == Idea.id)
                                       .where(instance.c.parent_id == ctx.instance.id, Idea.state != "done"))
        return Problem.of("children-open", left=open_ones) if open_ones else None

    return engine_for(CASE, registry)


def idea(session, engine, *, parent=None):
    """A submitted case with its own row."""
    case = start(session, engine, parent=parent)
    session.add(Idea(id=case, state="draft"))
    engine.fire(session, case, "submit", OWNER, at=2, data=TITLE)
    return case


def waiting(session, case):
    """The timers that a case waits for."""
    return session.execute(select(timer.c.kind, timer.c.name, timer.c.seq, timer.c.due_us)
                           .where(timer.c.instance_id == case, timer.c.done_us.is_(None)).order_by(timer.c.due_us)).all()


def test_state_and_facts_reach_the_own_row_in_one_update(session, engine):
    case = idea(session, engine)
    engine.fire(session, case, "agree", STAFF, at=3)
    session.expire_all()
    own = session.get(Idea, case)
    assert (own.state, own.agreed_by) == ("agreed", "staff1")
    assert verify(session, subjects=engine.registry.subjects) == []


def test_a_fact_without_a_column_is_a_bug(session, engine):
    case = idea(session, engine)
    engine.registry.effects["remember"] = lambda ctx: ctx.facts.update(agreed_bye="x")
    with pytest.raises(AttributeError):
        engine.fire(session, case, "agree", STAFF, at=3)


def test_an_effect_that_breaks_undoes_the_move(ground, engine, session):
    case = idea(session, engine)
    session.commit()
    engine.registry.effects["remember"] = lambda ctx: session.add(Idea(id=case, state="twice"))
    with pytest.raises(IntegrityError):
        engine.fire(session, case, "agree", STAFF, at=3)
    session.rollback()
    assert session.get(Idea, case).state == "sent"
    assert verify(session, subjects=engine.registry.subjects) == []


def test_the_same_ask_twice_gets_the_same_answer(session, engine):
    case = idea(session, engine)
    first = engine.fire(session, case, "agree", STAFF, at=3, key="k1")
    assert engine.fire(session, case, "agree", STAFF, at=4, key="k1", expect=2) == first
    assert session.scalar(select(func.count()).select_from(step)) == 3


def test_a_key_is_for_one_ask(session, engine):
    case = idea(session, engine)
    engine.fire(session, case, "check", STAFF, at=3, key="k1")
    with pytest.raises(KeyReused) as caught:
        engine.fire(session, case, "agree", STAFF, at=4, key="k1")
    assert caught.value.problems == (Problem.of("key-used-otherwise", move="agree", used_for="check"),)


def test_the_last_child_moves_its_parent_by_the_system(session, engine):
    parent = idea(session, engine)
    engine.fire(session, parent, "agree", STAFF, at=3)
    children = [idea(session, engine, parent=parent) for _ in range(2)]
    for child in children:
        engine.fire(session, child, "agree", STAFF, at=4)
        engine.fire(session, child, "finish", STAFF, at=5)
    last = session.execute(select(step).where(step.c.instance_id == parent).order_by(step.c.seq.desc()).limit(1)).one()
    cause = session.execute(select(step).where(step.c.id == last.cause_id)).one()
    assert (last.name, last.actor, last.role, last.seq) == ("close", "system", "system", 4)
    assert (cause.instance_id, cause.name) == (children[1], "finish")


def test_a_follow_up_that_must_happen_takes_the_move_with_it(session, engine):
    case = idea(session, engine)
    engine.registry.effects["remember"] = lambda ctx: ctx.fire(ctx.instance.id, "lapse")
    with pytest.raises(NotFromHere):
        engine.fire(session, case, "agree", STAFF, at=3)


def test_follow_ups_cannot_run_in_circles(session, engine):
    again = next(move for move in CASE.transitions if move.name == "nag")
    circle = replace(CASE, transitions=tuple(replace(move, effects=("nag_again",)) if move is again else move for move in CASE.transitions))
    engine.registry.effects["nag_again"] = lambda ctx: ctx.fire(ctx.instance.id, "nag")
    engine.load(circle)
    case = idea(session, engine)
    with pytest.raises(RecursionError):
        engine.fire(session, case, "nag", SYSTEM, at=3)


def test_entering_a_state_sets_its_deadline_and_drops_the_old_one(session, engine):
    case = start(session, engine, at=0)
    session.add(Idea(id=case, state="draft"))
    day = 16 * 3_600_000_000 - 1_000_000  # 23:59:59 in Shanghai
    assert waiting(session, case) == [("remind", "3", 1, 27 * DAY_US + 3_600_000_000), ("deadline", "lapse", 1, 30 * DAY_US + day)]
    engine.fire(session, case, "submit", OWNER, at=0, data=TITLE)
    assert waiting(session, case) == [("deadline", "nag", 2, 7 * DAY_US + day)]


def test_staying_keeps_the_deadline(session, engine):
    case = idea(session, engine)
    before = waiting(session, case)
    engine.fire(session, case, "check", STAFF, at=DAY_US)
    assert waiting(session, case) == before


def test_a_deadline_follows_the_date_it_counts_from(session, engine):
    case = idea(session, engine)
    engine.fire(session, case, "agree", STAFF, at=3)
    assert waiting(session, case) == []
    engine.fire(session, case, "prolong", OTHER_STAFF, at=4, data={"ends_on": 9 * DAY_US})
    assert waiting(session, case) == [("deadline", "nag", 4, 9 * DAY_US)]
    engine.fire(session, case, "prolong", OTHER_STAFF, at=5, data={"ends_on": 12 * DAY_US})
    assert waiting(session, case) == [("deadline", "nag", 5, 12 * DAY_US)]


def test_the_season_may_have_its_own_length(session, engine):
    engine.registry.days = lambda session, season, workflow, state: 1 if state == "draft" else None
    case = start(session, engine, at=0)
    assert [row.due_us // DAY_US for row in waiting(session, case)] == [1]


def test_an_object_in_the_session_never_says_what_was(session, engine):
    case = idea(session, engine)
    own = session.get(Idea, case)
    engine.fire(session, case, "agree", STAFF, at=3)
    assert (own.state, own.agreed_by, session.is_modified(own)) == ("agreed", "staff1", False)


def test_an_effect_may_change_the_own_row_by_hand(session, engine):
    case = idea(session, engine)
    engine.registry.effects["remember"] = lambda ctx: setattr(ctx.subject, "agreed_by", "by hand")
    engine.fire(session, case, "agree", STAFF, at=3)
    session.expire_all()
    assert (session.get(Idea, case).state, session.get(Idea, case).agreed_by) == ("agreed", "by hand")


def test_a_case_that_was_never_added_is_a_bug(session, engine):
    case = start(session, engine)
    with pytest.raises(LookupError):
        engine.fire(session, case, "submit", OWNER, at=2, data=TITLE)
