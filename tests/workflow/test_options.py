"""What a person is offered, and why a button is grey."""
import pytest
from sqlalchemy import event

from tests.workflow.machines import OTHER_STAFF, OWNER, STAFF, TITLE, start
from workflow import SYSTEM, Actor, Problem


@pytest.fixture
def sent(session, engine):
    """A case that staff1 has checked."""
    case = start(session, engine)
    engine.fire(session, case, "submit", OWNER, at=2, data=TITLE)
    engine.fire(session, case, "check", STAFF, at=3)
    return case


def offered(engine, session, case, actor):
    """Names of the moves offered, with what stands in the way."""
    return [(option.transition.name, option.allowed, option.problems) for option in engine.options(session, case, actor, at=4)]


def test_only_moves_of_ones_own_roles_are_offered(session, engine, sent):
    assert offered(engine, session, sent, Actor("nobody1", "")) == []
    assert offered(engine, session, sent, OTHER_STAFF) == [("check", True, ()), ("agree", True, ()), ("hold", True, ())]


def test_the_system_is_offered_its_own_and_people_never_are(session, engine, sent):
    assert offered(engine, session, sent, SYSTEM) == [("nag", True, ())]


def test_a_grey_button_says_why(session, engine, sent):
    engine.registry.window = lambda session, season, phase, at: Problem.of("window-closed", phase=phase)
    engine.registry.guards["complete"] = lambda ctx: Problem.of("complete", case=ctx.instance.id)
    second = Problem.of("needs-second-person", move="agree", workflow="case", after=("check",))
    closed, incomplete = Problem.of("window-closed", phase="agreeing"), Problem.of("complete", case=sent)
    assert offered(engine, session, sent, STAFF)[1] == ("agree", False, (second, closed, incomplete))
    assert offered(engine, session, sent, OTHER_STAFF)[1] == ("agree", False, (closed, incomplete))


def test_fields_and_reasons_are_the_forms_business(session, engine):
    case = start(session, engine)
    assert offered(engine, session, case, OWNER) == [("submit", True, ())]


def test_a_role_may_mean_something_else_in_one_workflow(session, engine, sent):
    engine.registry.role("staff", workflow="case")(lambda ctx: ctx.actor.id == "owner1" and ctx.transition is not None)
    assert [name for name, _, _ in offered(engine, session, sent, OWNER)] == ["check", "agree", "hold"]
    assert offered(engine, session, sent, OTHER_STAFF) == []


def test_asking_what_one_could_do_writes_nothing(ground, session, engine, sent):
    said = []
    event.listen(ground.database, "before_cursor_execute", lambda *args: said.append(args[2]))
    engine.options(session, sent, STAFF, at=4)
    assert [statement.split()[0] for statement in said] == ["SELECT", "SELECT"]
