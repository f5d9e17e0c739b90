"""The generated walks make every move from every state, and only moves that exist."""

from __future__ import annotations

import pytest

from workflow.definition import Workflow
from workflow.definitions import ALL, PROPOSAL
from workflow.paths import Leg, arrive, route, walks

EVERY_MACHINE = pytest.mark.parametrize("workflow", ALL, ids=lambda workflow: workflow.name)


def legs(workflow: Workflow) -> list[Leg]:
    return [leg for walk in walks(workflow) for leg in walk]


@EVERY_MACHINE
def test_the_walks_cover_every_move_from_every_state(workflow: Workflow) -> None:
    assert {leg.pair for leg in legs(workflow)} == set(workflow.table)


@EVERY_MACHINE
def test_a_walk_begins_at_the_beginning_and_every_step_follows_the_last(workflow: Workflow) -> None:
    for walk in walks(workflow):
        assert [leg.source for leg in walk] == [(workflow.initial, None), *(leg.target for leg in walk[:-1])]


@EVERY_MACHINE
def test_a_walk_leads_where_the_table_says(workflow: Workflow) -> None:
    edges = {(source, move.name, target) for source, move, target in workflow.edges}
    assert {(leg.source[0], leg.move.name, leg.target[0]) for leg in legs(workflow)} <= edges


@EVERY_MACHINE
def test_every_walk_shows_something_that_no_other_shows(workflow: Workflow) -> None:
    kept = walks(workflow)
    for walk in kept:
        others = {leg.pair for other in kept if other is not walk for leg in other}
        assert {leg.pair for leg in walk} - others


def test_a_suspended_project_comes_back_to_the_state_it_left() -> None:
    resume = PROPOSAL.table["suspended", "resume"]
    assert arrive(PROPOSAL, place=("suspended", "reporting"), move=resume) == ("reporting", None)


def test_leaving_a_hold_that_remembers_nothing_is_a_bug() -> None:
    with pytest.raises(LookupError):
        arrive(PROPOSAL, place=("suspended", None), move=PROPOSAL.table["suspended", "resume"])


def test_the_shortest_way_from_a_draft_to_a_settled_project() -> None:
    assert [leg.move.name for leg in route(PROPOSAL, to="closed")] == [
        "submit", "accept", "research", "shortlist", "complete_plan", "send_review", "pass_review", "confirm", "conclude",
        "start", "finish", "report", "qualify", "close"]


def test_no_way_leads_to_a_state_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no walk of proposal leads to nowhere"):
        route(PROPOSAL, to="nowhere")
