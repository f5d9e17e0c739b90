"""The picture shows every state and every way between them, and the table beside it says the same."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

import pytest

from workflow.definition import SAME, Workflow
from workflow.definitions import ALL, PAYMENT, PROPOSAL
from workflow.diagram import edge_rows, is_shared, mermaid, svg
from workflow.layout import lay_out

SVG = "{http://www.w3.org/2000/svg}"
EVERY_MACHINE = pytest.mark.parametrize("workflow", ALL, ids=lambda workflow: workflow.name)


def drawn_states(picture: str) -> Counter[str]:
    return Counter(group.attrib["data-state"] for group in ElementTree.fromstring(picture).iter(f"{SVG}g") if "data-state" in group.attrib)


def arrows(picture: str) -> list[tuple[str, str]]:
    """(classes, tooltip) of every arrow."""
    paths = [path for path in ElementTree.fromstring(picture).iter(f"{SVG}path") if "marker-end" in path.attrib]
    return [(path.attrib["class"], path.findtext(f"{SVG}title", "")) for path in paths]


def classes_of(picture: str, state: str) -> str:
    groups = ElementTree.fromstring(picture).iter(f"{SVG}g")
    return next(group.attrib["class"] for group in groups if group.attrib.get("data-state") == state)


@EVERY_MACHINE
def test_every_state_is_drawn_once(workflow: Workflow) -> None:
    assert drawn_states(svg(workflow)) == Counter(state.name for state in workflow.states)


@EVERY_MACHINE
def test_every_way_between_two_states_is_one_arrow(workflow: Workflow) -> None:
    ways = {(source, target) for source, move, target in workflow.edges if not is_shared(workflow, move=move)}
    said = [tip.split("：")[0] for _, tip in arrows(svg(workflow))]
    assert sorted(said) == sorted(f"{workflow.state[a].title} → {workflow.state[b].title}" for a, b in ways)


@EVERY_MACHINE
def test_the_table_has_every_edge(workflow: Workflow) -> None:
    assert len(edge_rows(workflow)) == len(workflow.edges)


def test_common_exits_stand_behind_a_badge() -> None:
    assert [move.name for move in PROPOSAL.transitions if is_shared(PROPOSAL, move=move)] == [
        "correct", "overdue_check", "acknowledge", "lapse", "withdraw", "show_plan", "answer_plan", "merge_into", "lapse_plan", "escalate", "reissue",
        "suspend", "terminate", "revive"]
    assert "<title>另可：撤回、合并、未送审</title>" in svg(PROPOSAL, stage="collection")


def test_the_pictures_of_the_stages_together_show_every_arrow_of_the_whole() -> None:
    by_stage = {tip for stage, _ in PROPOSAL.stages for _, tip in arrows(svg(PROPOSAL, stage=stage))}
    assert by_stage == {tip for _, tip in arrows(svg(PROPOSAL))}


def test_the_picture_of_a_stage_has_its_neighbours_but_marks_them_as_outside() -> None:
    picture = svg(PROPOSAL, stage="closeout")
    outside = [name for name in drawn_states(picture) if "wf-outside" in classes_of(picture, name)]
    assert sorted(outside) == ["implementing", "suspended", "terminated"]


def test_one_cases_way_is_told_by_class_names() -> None:
    picture = svg(PROPOSAL, current="accepted", way=[("draft", "submitted"), ("submitted", "accepted")])
    assert [classes_of(picture, name) for name in ("draft", "accepted", "needs_info")] == [
        "wf-state wf-initial wf-seen", "wf-state wf-normal wf-seen wf-now", "wf-state wf-normal"]
    assert [tip for classes, tip in arrows(picture) if "wf-done" in classes] == ["草稿 → 已提交：提交", "已提交 → 已受理：受理"]


def test_the_page_gets_no_style_and_a_file_brings_its_own() -> None:
    assert ("style" in svg(PROPOSAL), "<style>.wf-lane" in svg(PROPOSAL, standalone=True)) == (False, True)


def test_arrowheads_keep_their_size_when_a_line_is_thick() -> None:
    assert svg(PAYMENT).count('markerUnits="userSpaceOnUse"') == 2


def test_titles_are_translated_and_escaped() -> None:
    picture = svg(PAYMENT, translate=lambda text: f"<{text}&>")
    assert "&lt;待申请&amp;&gt;" in picture
    assert edge_rows(PAYMENT, translate=str.upper)[0] == ("待申请", "申请拨付", "已申请", False)


def test_no_box_lies_upon_another_and_all_lie_within_the_picture() -> None:
    drawing = lay_out([("甲", ["a", "b"]), ("乙", ["c"])], pairs=[("a", "b"), ("a", "c"), ("c", "b"), ("b", "a")])
    assert len({(box.x, box.y) for box in drawing.boxes.values()}) == 3
    assert all(0 < box.x < drawing.width - 120 and 0 < box.y < drawing.height - 30 for box in drawing.boxes.values())
    assert [drawing.goes_back(pair) for pair in (("a", "b"), ("a", "c"), ("c", "b"), ("b", "a"))] == [False, False, True, True]


@EVERY_MACHINE
def test_mermaid_names_every_state_and_every_way(workflow: Workflow) -> None:
    lines = mermaid(workflow).splitlines()
    ways = {(source, target) for source, move, target in workflow.edges if move.target != SAME}
    assert sum(" --> " in line for line in lines) == len(ways) + 1 + len(workflow.ends)
    assert sum('" as ' in line for line in lines) == len(workflow.states) + len(workflow.stages)
