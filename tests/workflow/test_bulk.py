"""The same move for many: the same rules, a few statements, and nobody's refusal is another's problem."""
import pytest
from sqlalchemy import event, func, select

from tests.workflow.machines import CASE, OTHER_STAFF, OWNER, STAFF, TITLE, Idea, engine_for, start
from workflow import Problem, Registry
from workflow.history import verify
from workflow.tables import instance, step, timer


@pytest.fixture
def engine(ground):
    """An engine whose cases have rows of their own."""
    registry = Registry()
    registry.subject("case", Idea)

    @registry.effect
    def remember(ctx):
        ctx.facts["agreed_by"] = ctx.actor.id

    return engine_for(CASE, registry)


@pytest.fixture
def ids(session, engine):
    """Ten submitted cases; staff1 has checked the first two, and the last is still a draft."""
    found = [start(session, engine) for _ in range(10)]
    session.add_all(Idea(id=case, state="draft") for case in found)
    engine.fire_many(session, found[:9], "submit", OWNER, at=2, data=TITLE)
    engine.fire_many(session, found[:2], "check", STAFF, at=3)
    return found


def states(session):
    """How many own rows stand where."""
    return dict(session.execute(select(Idea.state, func.count()).group_by(Idea.state)).all())


def test_who_may_not_stays_with_the_reason(session, engine, ids):
    report = engine.fire_many(session, ids, "agree", STAFF, at=4)
    second = Problem.of("needs-second-person", move="agree", workflow="case", after=("check",))
    draft = Problem.of("move-not-from-here", move="agree", workflow="case", state="draft")
    assert (report.moved, report.refused) == (ids[2:9], {ids[0]: (second,), ids[1]: (second,), ids[9]: (draft,)})
    assert states(session) == {"draft": 1, "sent": 2, "agreed": 7}
    assert verify(session, subjects=engine.registry.subjects) == []


def test_bulk_writes_what_single_moves_write(session, engine, ids):
    engine.fire_many(session, [ids[2]], "hold", STAFF, at=4, note="等")
    engine.fire(session, ids[3], "hold", STAFF, at=4, note="等")
    rows = session.execute(select(instance.c.state, instance.c.resume, instance.c.seq, instance.c.entered_us)
                           .where(instance.c.id.in_(ids[2:4]))).all()
    timers = session.execute(select(timer.c.name, timer.c.seq, timer.c.due_us, timer.c.provisional)
                             .where(timer.c.instance_id.in_(ids[2:4]))).all()
    steps = session.execute(select(step.c.name, step.c.source, step.c.target, step.c.actor, step.c.role, step.c.payload)
                            .where(step.c.instance_id.in_(ids[2:4]), step.c.seq == 3)).all()
    assert (rows[0], timers[0], steps[0]) == (rows[1], timers[1], steps[1])


def test_a_dry_run_says_the_same_and_writes_nothing(session, engine, ids):
    before = states(session), session.scalar(select(func.count()).select_from(step))
    dry = engine.fire_many(session, ids, "agree", STAFF, at=4, dry_run=True)
    assert (states(session), session.scalar(select(func.count()).select_from(step))) == before
    assert dry == engine.fire_many(session, ids, "agree", STAFF, at=4)


def test_an_interrupted_batch_goes_on_where_it_stopped(session, engine, ids):
    engine.fire_many(session, ids[2:5], "check", STAFF, at=4, key="b7")
    report = engine.fire_many(session, ids[:9], "check", STAFF, at=5, key="b7")
    assert sorted(report.moved) == ids[:9]
    assert session.scalar(select(func.count()).select_from(step).where(step.c.batch == "b7")) == 9
    assert session.scalar(select(step.c.key).where(step.c.instance_id == ids[4], step.c.name == "check")) == f"b7:{ids[4]}"


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_shared_budget_is_not_granted_twice(session, engine, ids, dry_run):
    engine.registry.guards["affordable"] = lambda ctx: Problem.of("budget-left", left=0) if len(ctx.batch["accepted"]) >= 3 else None
    report = engine.fire_many(session, ids[:9], "agree", OTHER_STAFF, at=4, dry_run=dry_run)
    assert report.moved == ids[:3]


def test_facts_are_fetched_for_all_at_once(session, engine, ids):
    engine.registry.loaders["complete"] = lambda session, ids, batch: batch.update(whole=set(ids))
    engine.registry.guards["complete"] = lambda ctx: None if ctx.instance.id in ctx.batch["whole"] else Problem.of("complete")
    assert engine.fire_many(session, ids[:9], "agree", OTHER_STAFF, at=4).moved == ids[:9]


def test_a_case_that_does_not_exist_is_a_bug(session, engine, ids):
    with pytest.raises(LookupError):
        engine.fire_many(session, [*ids, 99_999], "agree", STAFF, at=4)


def test_statements_do_not_grow_with_the_number_of_cases(ground, session, engine, ids):
    said = []
    event.listen(ground.database, "before_cursor_execute", lambda *args: said.append(args[2]))
    engine.fire_many(session, ids[2:3], "agree", STAFF, at=4)
    one = len(said)
    engine.fire_many(session, ids[3:9], "agree", STAFF, at=4)
    assert len(said) == 2 * one


def test_each_chunk_may_be_kept(session, engine, monkeypatch, ids):
    monkeypatch.setattr("workflow.bulk.CHUNK", 4)
    kept = []
    engine.fire_many(session, ids[:9], "check", OTHER_STAFF, at=4, commit=lambda: kept.append(session.commit()))
    assert len(kept) == 3
