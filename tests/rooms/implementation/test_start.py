"""An implementer starts: after the first tranche, within the plan, once."""
from datetime import timedelta

import pytest

from proposals import clock
from proposals.implementation import actions
from tests.drive import funding, implementation
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed
from workflow import Refused


def codes(case, at, *, who="刘芳", day=None):
    with pytest.raises(Refused) as refusal:
        actions.start(case, start_on=day or clock.today(at), by=actor(who), at=at)
    return [problem.code for problem in refusal.value.problems]


def test_an_implementer_starts_on_the_page(app, enter, at):
    case = signed(1, at=at)
    funding.paid(case, seq=1, at=at)
    assert enter("刘芳").move(case, "start", start_on=clock.today(at).isoformat()).status_code == 303
    project = implementation.project(case)
    assert (project.state, project.starts_on) == ("implementing", clock.today(at))


def test_nobody_else_starts_it(app, enter, at):
    case = signed(1, at=at)
    funding.paid(case, seq=1, at=at)
    assert codes(case, at, who="何静") == ["move-not-yours"]
    assert enter("林秀梅").get(f"/moves/{case}/start").status_code == 404


def test_not_before_the_first_tranche_has_arrived(app, at):
    case = signed(1, at=at)
    funding.sent(case, seq=1, at=at)
    assert codes(case, at) == ["first-tranche-unpaid"]


def test_not_after_the_end_of_the_plan_and_not_twice(app, running, at):
    case = running()
    assert codes(case, at) == ["move-not-from-here"]
    assert codes(case, at, day=clock.today(at) + timedelta(days=400)) == ["start-after-end"]
