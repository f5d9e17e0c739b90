"""The ten machines are sound, and say what the programme's rules say."""

from __future__ import annotations

import pytest

from workflow.definition import PREVIOUS, SAME, Workflow, from_canonical
from workflow.definitions import ALL, PAYMENT, PHASE, PROPOSAL, SETTLEMENT
from workflow.static_checks import Vocabulary, check
from workflow.tabulate import HEADINGS, rows

EVERY_MACHINE = pytest.mark.parametrize("workflow", ALL, ids=lambda workflow: workflow.name)
PHASES = frozenset({"collection", "optimisation", "approval", "implementation", "closeout"})


@EVERY_MACHINE
def test_a_machine_has_no_fault(workflow: Workflow) -> None:
    assert check(workflow, vocabulary=Vocabulary(windows=PHASES)) == []


@EVERY_MACHINE
def test_a_machine_survives_storage_as_text(workflow: Workflow) -> None:
    assert from_canonical(workflow.canonical) == workflow


def test_the_machines_are_these_ten() -> None:
    assert [(workflow.name, len(workflow.states), len(workflow.transitions), len(workflow.edges)) for workflow in ALL] == [
        ("proposal", 32, 59, 116), ("review", 6, 6, 9), ("signature", 5, 6, 8), ("payment", 10, 18, 36), ("amendment", 6, 7, 9),
        ("visit", 4, 5, 6), ("appeal", 3, 4, 4), ("call", 7, 12, 16), ("settlement", 3, 3, 3), ("phase", 3, 4, 4)]


def test_one_name_means_one_thing_so_no_guard_is_also_an_effect() -> None:
    moves = [move for workflow in ALL for move in workflow.transitions]
    assert {name for move in moves for name in move.guards} & {name for move in moves for name in move.effects} == set()


def test_a_resident_may_withdraw_from_submission_until_the_signing() -> None:
    assert PROPOSAL.table["signing", "withdraw"].sources == (
        "submitted", "needs_info", "accepted", "researching", "optimising", "revising", "planned", "reviewing", "waitlisted",
        "publicised", "signing")


def test_whoever_decides_against_a_resident_gives_a_reason() -> None:
    against = ("ask", "decline", "drop", "return_plan", "return_review", "fail_review", "uphold", "terminate", "disqualify")
    assert [name for name in against if not next(move for move in PROPOSAL.transitions if move.name == name).note] == []


def test_escalation_tells_the_lead_and_never_decides() -> None:
    escalate = PROPOSAL.table["researching", "escalate"]
    assert (escalate.target, escalate.roles, escalate.notices) == (SAME, ("system",), ("staff_lead:overdue",))
    assert len(escalate.sources) == 12


def test_a_resumed_project_goes_back_to_where_it_was() -> None:
    resume = PROPOSAL.table["suspended", "resume"]
    assert (resume.target, PROPOSAL.holds) == (PREVIOUS, ("suspended", "merged"))
    assert PROPOSAL.targets(resume, source="suspended") == ["assessing", "correcting", "implementing", "reporting", "signed"]


def test_an_idea_taken_out_of_a_package_goes_back_to_where_it_was_and_does_not_wait_there_for_ever() -> None:
    unmerge = PROPOSAL.table["merged", "unmerge"]
    before = ["accepted", "optimising", "planned", "researching", "revising"]
    assert (unmerge.target, PROPOSAL.targets(unmerge, source="merged"), unmerge.exceptional) == (PREVIOUS, before, True)
    assert sorted(state for phase, state, _move in PROPOSAL.sweeps if phase == "approval" and state != "waitlisted") == before


def test_the_system_alone_joins_only_the_signatures() -> None:
    assert [(workflow.name, state, move.name) for workflow in ALL for state, move in workflow.joins] == [
        ("proposal", "signing", "conclude"), ("amendment", "signing", "conclude")]


def test_a_declined_signature_is_asked_again_by_the_lead_with_a_reason() -> None:
    reissue = PROPOSAL.table["signing", "reissue"]
    assert (reissue.target, reissue.roles, reissue.note) == (SAME, ("staff_lead",), True)
    assert reissue.effects == ("void_signatures", "make_agreement", "open_signatures")


def test_four_different_people_stand_between_a_request_and_the_money() -> None:
    chain = ("request", "verify", "authorise", "send")
    moves = {move.name: move for move in PAYMENT.transitions}
    assert [moves[name].roles for name in chain] == [("org",), ("staff",), ("payer_lead",), ("payer",)]
    for position, name in enumerate(chain):
        assert set(chain[:position]) <= set(moves[name].distinct_from)


def test_a_bounced_payment_is_not_sent_again_by_whoever_approved_the_resending() -> None:
    moves = {move.name: move for move in PAYMENT.transitions}
    assert ("resend" in moves["send"].distinct_from, "send" in moves["resend"].distinct_from) == (True, True)


def test_settlement_and_evaluation_are_one_machine_with_a_role_for_each() -> None:
    assert SETTLEMENT.table["open", "agree"].roles == ("finance", "evaluator")


def test_phases_open_and_close_by_themselves_or_by_the_bureau() -> None:
    assert [PHASE.table[pair].roles for pair in (("planned", "open"), ("open", "close"))] == [("bureau", "system")] * 2


def test_the_table_of_moves_has_a_row_for_each_move() -> None:
    table = rows(PROPOSAL)
    assert {len(row) for row in table} == {len(HEADINGS)}
    assert [row[1] for row in table] == [move.name for move in PROPOSAL.transitions]
    assert table[7] == ("submitted", "accept", "accepted", "staff", "not_duplicate guardian_consents", "", "", "", "")
