"""Many decisions at once: a trial first, then all that may, and the same number of statements for few and for many."""
from contextlib import contextmanager

from sqlalchemy import Engine, event, select

from proposals.approval import actions
from proposals.approval.models import Notice
from proposals.collection.models import Proposal
from proposals.shell import money
from proposals.storage import db, unit_of_work
from tests.kit import Forms
from tests.rooms.approval.asking import send, state_of
from tests.rooms.approval.planned import actor

TRIAL, BATCH = "/approval/decisions/trial", "/approval/decisions/batch"


@contextmanager
def counted():
    said = []

    def hear(connection, cursor, statement, *rest):
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield said
    event.remove(Engine, "before_cursor_execute", hear)


def ticked(chair, cases, move, note=""):
    fields = Forms(chair.get("/approval/decisions").text).posting_to(TRIAL)
    return {**fields, "cases": [str(case) for case in cases], "move": move, "note": note}


def test_a_trial_changes_nothing_and_the_confirmation_does(enter, idea):
    ready, open_one = [idea("scored", 1), idea("scored", 2)], idea("reviewing", 3)
    chair = enter("郑国栋")
    trial = send(chair, TRIAL, ticked(chair, [*ready, open_one], "pass_review"))
    assert (trial.status_code, "可以办理 2 项，不能办理 1 项" in trial.text, "已收到 0 份评分" in trial.text) == (200, True, True)
    assert [state_of(case) for case in ready] == ["reviewing"] * 2
    fields = Forms(trial.text).posting_to(BATCH) | {"cases": [str(case) for case in ready]}
    done = send(chair, BATCH, fields)
    assert (done.status_code, [state_of(case) for case in (*ready, open_one)]) == (303, ["publicised", "publicised", "reviewing"])
    again = send(chair, BATCH, fields)
    assert (again.status_code, len(db.session.scalars(select(Notice)).all())) == (303, 2)


def test_nothing_ticked_is_said_at_the_field(enter, idea):
    idea("scored")
    chair = enter("郑国栋")
    answer = send(chair, TRIAL, ticked(chair, [], "pass_review"))
    assert (answer.status_code, "请至少勾选一个项目" in answer.text) == (422, True)


def test_a_foreign_number_is_left_out(enter, idea):
    case = idea("scored")
    chair = enter("郑国栋")
    trial = send(chair, TRIAL, ticked(chair, [case, 999_999], "pass_review"))
    assert (trial.status_code, "可以办理 1 项，不能办理 0 项" in trial.text) == (200, True)


def test_what_was_let_through_before_is_no_longer_there_for_the_next(idea, at):
    cases = [idea("scored", number) for number in (1, 2, 3, 4)]
    with unit_of_work():
        for case, fen in zip(cases, (40_000_000, 40_000_000, 40_000_000, 20_000_000), strict=True):
            db.session.get_one(Proposal, case).planned_fen = fen
    for dry_run in (True, False):
        done = actions.decide_many(cases, move="pass_review", reason="", by=actor("郑国栋"), at=at, key=None, dry_run=dry_run)
        codes = {case: [(problem.code, problem.facts["short"]) for problem in problems] for case, problems in done.refused.items()}
        assert (done.moved, codes) == ([cases[0], cases[1], cases[3]], {cases[2]: [("budget-used-up", money(12_000_000))]})


def test_three_take_as_many_statements_as_one(idea, at):
    one, three = [idea("scored", 1)], [idea("scored", number) for number in (2, 3, 4)]
    found = []
    for cases in (one, three):
        db.session.rollback()
        with counted() as said:
            done = actions.decide_many(cases, move="pass_review", reason="", by=actor("郑国栋"), at=at, key=None, dry_run=False)
        assert done.moved == cases
        found.append(len(said))
    assert found[0] == found[1] <= 34, "\n".join(" ".join(one.split())[:170] for one in said)
