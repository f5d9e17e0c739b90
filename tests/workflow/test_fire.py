"""One move of one case: what it writes, and what it refuses."""
import pytest
from sqlalchemy import func, select

from tests.workflow.machines import OTHER_STAFF, OWNER, STAFF, TITLE, start
from workflow import SYSTEM, Actor, NotFromHere, NotYours, Problem, SecondPersonNeeded, Stale, Unmet
from workflow.history import verify
from workflow.tables import instance, outbox, step


def position(session, case):
    """Where a case stands."""
    row = session.execute(select(instance).where(instance.c.id == case)).one()
    return row.state, row.seq, row.resume, row.entered_us


def names(session, case):
    """What happened to a case."""
    return list(session.scalars(select(step.c.name).where(step.c.instance_id == case).order_by(step.c.seq)))


@pytest.fixture
def sent(session, engine):
    """A case that was submitted."""
    case = start(session, engine)
    engine.fire(session, case, "submit", OWNER, at=2, data=TITLE)
    return case


def refusal(kind, act, **kwargs):
    """The problems of a refusal of exactly this kind."""
    with pytest.raises(kind) as caught:
        act(**kwargs)
    assert type(caught.value) is kind
    return caught.value.problems


def test_a_case_starts_in_the_initial_state(session, engine):
    case = start(session, engine, at=7)
    assert position(session, case) == ("draft", 1, None, 7)
    assert names(session, case) == ["@start"]


def test_a_move_moves_and_is_written_down(session, engine):
    case = start(session, engine)
    made = engine.fire(session, case, "submit", OWNER, at=2, data=TITLE)
    assert (made.instance_id, made.seq, made.name, made.source, made.target, made.at_us) == (case, 2, "submit", "draft", "sent", 2)
    assert position(session, case) == ("sent", 2, None, 2)
    assert session.execute(select(outbox.c.step_id, outbox.c.topic, outbox.c.payload)).all() == [
        (made.id, "notice", f'{{"instance":{case},"role":"staff","template":"sent"}}')]
    assert verify(session) == []


def test_a_move_that_does_not_leave_the_state_is_refused(session, engine, sent):
    problems = refusal(NotFromHere, engine.fire, session=session, instance_id=sent, name="submit", actor=OWNER, at=3)
    assert problems == (Problem.of("move-not-from-here", move="submit", workflow="case", state="sent"),)


def test_a_move_is_for_its_roles_only(session, engine, sent):
    problems = refusal(NotYours, engine.fire, session=session, instance_id=sent, name="check", actor=OWNER, at=3)
    assert problems == (Problem.of("move-not-yours", move="check", workflow="case", roles=("staff",)),)


def test_nobody_can_play_the_system(session, engine, sent):
    refusal(NotYours, engine.fire, session=session, instance_id=sent, name="nag", actor=Actor("system1", ""), at=3)
    refusal(NotYours, engine.fire, session=session, instance_id=sent, name="check", actor=SYSTEM, at=3)
    assert engine.fire(session, sent, "nag", SYSTEM, at=3).target == "sent"


def test_whoever_checked_may_not_agree(session, engine, sent):
    engine.fire(session, sent, "check", STAFF, at=3)
    problems = refusal(SecondPersonNeeded, engine.fire, session=session, instance_id=sent, name="agree", actor=STAFF, at=4)
    assert problems == (Problem.of("needs-second-person", move="agree", workflow="case", after=("check",)),)
    assert engine.fire(session, sent, "agree", OTHER_STAFF, at=4).target == "agreed"


def test_all_that_is_missing_is_said_at_once(session, engine, sent):
    engine.registry.window = lambda session, season, phase, at: Problem.of("window-closed", phase=phase)
    problems = refusal(Unmet, engine.fire, session=session, instance_id=sent, name="agree", actor=STAFF, at=3,
                       data={"broken": ["complete", "affordable"]})
    assert problems == (Problem.of("window-closed", phase="agreeing"), Problem.of("complete", case=sent), Problem.of("affordable", case=sent))


@pytest.mark.parametrize("title", [None, "", "  ", []])
def test_a_required_field_must_say_something(session, engine, title):
    case = start(session, engine)
    problems = refusal(Unmet, engine.fire, session=session, instance_id=case, name="submit", actor=OWNER, at=2, data={"title": title})
    assert problems == (Problem.of("field-required", fields=("title",), move="submit"),)


def test_a_reason_must_say_something(session, engine, sent):
    problems = refusal(Unmet, engine.fire, session=session, instance_id=sent, name="hold", actor=STAFF, at=3, note=" ")
    assert problems == (Problem.of("reason-required", move="hold"),)


def test_one_decides_on_what_one_saw(session, engine, sent):
    engine.fire(session, sent, "check", STAFF, at=3)
    problems = refusal(Stale, engine.fire, session=session, instance_id=sent, name="agree", actor=OTHER_STAFF, at=4, expect=2)
    assert problems == (Problem.of("someone-was-faster", who="staff1", workflow="case", state="sent", at=3),)
    assert engine.fire(session, sent, "agree", OTHER_STAFF, at=4, expect=3).seq == 4


def test_a_refusal_writes_nothing(session, engine, sent):
    before = position(session, sent), session.scalar(select(func.count()).select_from(step))
    refusal(Unmet, engine.fire, session=session, instance_id=sent, name="hold", actor=STAFF, at=3)
    assert (position(session, sent), session.scalar(select(func.count()).select_from(step))) == before


def test_a_hold_remembers_where_it_came_from(session, engine, sent):
    engine.fire(session, sent, "agree", STAFF, at=3)
    engine.fire(session, sent, "hold", STAFF, at=4, note="等材料")
    assert position(session, sent) == ("held", 4, "agreed", 4)
    engine.fire(session, sent, "nag", SYSTEM, at=5)
    assert position(session, sent) == ("held", 5, "agreed", 4)
    assert engine.fire(session, sent, "resume", STAFF, at=6).target == "agreed"
    assert position(session, sent) == ("agreed", 6, None, 6)


def test_a_float_never_enters_the_history(session, engine):
    case = start(session, engine)
    with pytest.raises(TypeError):
        engine.fire(session, case, "submit", OWNER, at=2, data={"title": "x", "cost": 1.5})
