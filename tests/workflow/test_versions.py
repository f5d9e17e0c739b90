"""A season ends by the rules with which it began, unless it is moved on purpose."""
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.workflow.machines import CASE, OWNER, STAFF, TITLE, engine_for, start
from workflow import Engine, MissingNames, Problem, Refused, Registry, State, Transition, UnknownVersion
from workflow.history import verify
from workflow.migration import Migration, migrate
from workflow.tables import instance, step, timer
from workflow.versions import fetch, in_use, load_stored, replay

STRICTER = replace(CASE, transitions=tuple(replace(move, guards=("complete_2",)) if move.name == "agree" else move for move in CASE.transitions))
RENAMED = replace(
    CASE, states=tuple(replace(state, name="handed_in") if state.name == "sent" else state for state in CASE.states),
    transitions=tuple(replace(move, sources=tuple("handed_in" if source == "sent" else source for source in move.sources),
                              target="handed_in" if move.target == "sent" else move.target) for move in CASE.transitions))


@pytest.fixture
def sent(session, engine):
    """A submitted case under the first version."""
    case = start(session, engine)
    engine.fire(session, case, "submit", OWNER, at=2, data=TITLE)
    return case


def plus(move):
    """The small machine with one more move."""
    return replace(CASE, transitions=(*CASE.transitions, move))


def test_what_nobody_registered_is_refused_at_the_start():
    with pytest.raises(MissingNames) as caught:
        Engine(Registry()).load(CASE)
    assert caught.value.names == (
        "effect prolong", "effect remember", "effect tell_parent", "guard affordable", "guard children_done", "guard complete",
        "hook window for agreeing", "role clerk", "role owner", "role staff")


def test_one_name_has_one_meaning():
    registry = engine_for(CASE).registry
    with pytest.raises(ValueError):
        registry.role("staff")(lambda ctx: True)


def test_a_running_case_keeps_its_rules(session, engine, sent):
    engine.registry.guards["complete_2"] = lambda ctx: Problem.of("complete-2")
    engine.load(STRICTER)
    late = start(session, engine)
    engine.fire(session, late, "submit", OWNER, at=2, data=TITLE)
    assert engine.fire(session, sent, "agree", STAFF, at=3).target == "agreed"
    with pytest.raises(Refused):
        engine.fire(session, late, "agree", STAFF, at=3)
    assert in_use(session) == sorted([CASE.digest, STRICTER.digest])


def test_a_season_is_held_to_its_version(session, engine):
    engine.registry.guards["complete_2"] = lambda ctx: None
    engine.registry.pin = lambda session, season, workflow: CASE.digest
    start(session, engine)
    engine.load(STRICTER)
    case = start(session, engine)
    assert session.scalar(select(instance.c.version).where(instance.c.id == case)) == CASE.digest


def test_a_new_program_loads_what_is_in_use(session, engine, sent):
    other = Engine(engine.registry)
    load_stored(session, engine=other)
    assert (other.workflows, other.current, other.stored) == ({CASE.digest: CASE}, {}, {CASE.digest})
    assert other.fire(session, sent, "agree", STAFF, at=3).target == "agreed"


def test_a_program_that_lacks_a_guard_in_use_does_not_start(session, engine, sent):
    with pytest.raises(MissingNames):
        load_stored(session, engine=Engine(Registry()))


def test_a_stored_definition_comes_back_whole(session, engine, sent):
    assert fetch(session, digest=CASE.digest) == CASE
    with pytest.raises(UnknownVersion):
        fetch(session, digest="0" * 64)


def test_replay_names_the_first_step_a_new_definition_forbids(session, engine, sent):
    engine.fire(session, sent, "hold", STAFF, at=3, note="等")
    engine.fire(session, sent, "resume", STAFF, at=4)
    assert replay(session, new=plus(Transition("skip", "跳过", ("draft",), "done", ("staff",)))) is None
    found = replay(session, new=replace(CASE, transitions=CASE.transitions[1:]))
    assert (found.seq, found.name, found.why) == (2, "submit", "submit does not leave draft")
    found = replay(session, new=RENAMED)
    assert (found.seq, found.why) == (2, "there is no state sent")


def test_migration_refuses_to_leave_a_case_without_a_state(session, engine, sent):
    with pytest.raises(Refused) as caught:
        migrate(session, engine=engine, plan=Migration(RENAMED, {}), season_id=1, actor=STAFF, at=5, dry_run=True)
    assert caught.value.problems == (Problem.of("state-unmapped", state="sent", cases=1),)


def test_migration_moves_live_cases_and_what_they_remember(session, engine, sent):
    held = start(session, engine)
    engine.fire(session, held, "submit", OWNER, at=2, data=TITLE)
    engine.fire(session, held, "hold", STAFF, at=3, note="等")
    plan = Migration(RENAMED, {"sent": "handed_in"})
    counted = {("sent", "handed_in"): 1, ("held", "held"): 1}
    assert migrate(session, engine=engine, plan=plan, season_id=1, actor=STAFF, at=5, dry_run=True) == counted
    assert session.scalar(select(step.c.id).where(step.c.name == "@migrate")) is None
    assert migrate(session, engine=engine, plan=plan, season_id=1, actor=STAFF, at=5, dry_run=False) == counted
    assert engine.fire(session, held, "resume", STAFF, at=6).target == "handed_in"
    assert engine.fire(session, sent, "agree", STAFF, at=6).source == "handed_in"
    assert verify(session) == []


def test_migration_counts_deadlines_by_the_new_rules(session, engine, sent):
    longer = replace(CASE, states=tuple(replace(state, deadline=replace(state.deadline, days=9)) if state.name == "sent" else state
                                        for state in CASE.states))
    migrate(session, engine=engine, plan=Migration(longer, {}), season_id=1, actor=STAFF, at=5, dry_run=False)
    waiting = session.execute(select(timer.c.seq, timer.c.due_us // 86_400_000_000).where(timer.c.done_us.is_(None))).all()
    assert waiting == [(3, 13)]
    assert isinstance(longer.states[0], State)
