"""Which panels are complete."""
import pytest

from proposals.approval.models import PanelMember
from proposals.approval.rules.panels import composition

GOOD = (("chair", "external"), ("member", "resident"), ("member", "finance"), ("member", "external"), ("member", "resident"), ("reserve", "external"))


def members(*seats):
    return [PanelMember(seat=seat, side=side) for seat, side in seats]


def codes(*seats, needed=5):
    return [problem.code for problem in composition(members(*seats), needed=needed)]


def test_five_with_a_chair_and_all_sides_is_complete():
    assert codes(*GOOD) == []


@pytest.mark.parametrize("seats, found", [
    (GOOD[:4], ["panel-too-small"]),
    ((*GOOD[:5], ("member", "external")), ["panel-even"]),
    ((("member", "external"), *GOOD[1:]), ["panel-needs-chair"]),
    ((*GOOD[:4], ("chair", "resident")), ["panel-needs-chair"]),
    ((*GOOD[:2], ("member", "external"), *GOOD[3:]), ["panel-no-finance"]),
    (tuple((seat, "finance") for seat, _ in GOOD), ["panel-no-resident", "panel-no-external"]),
    ((), ["panel-too-small", "panel-needs-chair", "panel-no-resident", "panel-no-finance", "panel-no-external"]),
])
def test_what_a_panel_lacks_is_named(seats, found):
    assert codes(*seats) == found


def test_a_season_may_ask_for_more_than_five():
    assert codes(*GOOD, needed=7) == ["panel-too-small"]
