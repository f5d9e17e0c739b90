"""Organisations, and the code a registered one is known by."""
import pytest

from proposals.directory import actions, queries
from proposals.directory.actions import NewOrganisation
from proposals.directory.credit_code import check_character, is_right
from proposals.errors import Refusal
from workflow import SYSTEM

RIGHT = "91350100M000100Y43"  # the example of GB 32100-2015


def new(*, kind="social", registered=True, credit_code=None, demonstration=False) -> NewOrganisation:
    return NewOrganisation(kind=kind, registered=registered, credit_code=credit_code, street_id=None, contact="", account_tail="", demonstration=demonstration)


def test_the_standards_own_example_is_right():
    assert check_character(RIGHT[:17]) == "3"
    assert is_right(RIGHT)


@pytest.mark.parametrize("code", [RIGHT[:17] + "4", RIGHT[:17], RIGHT + "3", RIGHT.replace("M", "I"), RIGHT.lower(), RIGHT.replace("35", "53"), ""])
def test_a_slip_of_the_pen_is_noticed(code):
    assert not is_right(code)


def test_an_organisation_is_entered_and_found(app):
    key = actions.add_organisation("春晖助老服务中心", about=new(credit_code=RIGHT), by=SYSTEM)
    assert queries.organisation_by_name("春晖助老服务中心").id == key
    assert "春晖助老服务中心" in [body.name for body in queries.organisations_of("social")]


@pytest.mark.parametrize(("about", "code"), [
    (new(credit_code=RIGHT[:17] + "4"), "credit-code-wrong"), (new(), "registered-needs-credit-code")])
def test_what_is_not_in_order_is_refused(app, about, code):
    with pytest.raises(Refusal) as refusal:
        actions.add_organisation("某某中心", about=about, by=SYSTEM)
    assert refusal.value.problems[0].code == code
    assert queries.organisation_by_name("某某中心") is None


def test_the_same_body_is_not_entered_twice(app):
    actions.add_organisation("春晖助老服务中心", about=new(credit_code=RIGHT), by=SYSTEM)
    for name, code in (("春晖助老服务中心", "organisation-known"), ("春晖中心", "credit-code-known")):
        with pytest.raises(Refusal) as refusal:
            actions.add_organisation(name, about=new(credit_code=RIGHT), by=SYSTEM)
        assert refusal.value.problems[0].code == code


def test_informal_groups_need_no_code(app):
    assert actions.add_organisation("楼道互助队", about=new(kind="self_org", registered=False), by=SYSTEM)
