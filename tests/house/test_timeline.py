"""The timeline says one sentence for each thing that can happen: the files and the definitions belong together."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.definition import Workflow
from workflow.definitions import ALL

TIMELINE = Path(__file__).parents[2] / "templates" / "timeline"
EVERY_MACHINE = pytest.mark.parametrize("workflow", ALL, ids=lambda workflow: workflow.name)


def sentences(workflow: Workflow) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (TIMELINE / workflow.name).glob("*.html")}


def test_every_machine_has_a_folder_and_no_folder_is_left_over() -> None:
    assert sorted(path.name for path in TIMELINE.iterdir()) == sorted(workflow.name for workflow in ALL)


@EVERY_MACHINE
def test_every_move_has_exactly_one_sentence_and_none_is_left_over(workflow: Workflow) -> None:
    assert sorted(sentences(workflow)) == sorted({"@start", "@migrate", *(move.name for move in workflow.transitions)})


@EVERY_MACHINE
def test_a_sentence_quotes_the_reason_exactly_when_the_move_asks_for_one(workflow: Workflow) -> None:
    quoting = {name for name, text in sentences(workflow).items() if "<q>{{ entry.note }}</q>" in text}
    assert quoting == {move.name for move in workflow.transitions if move.note}


@EVERY_MACHINE
def test_a_sentence_names_who_acted_exactly_when_a_person_may(workflow: Workflow) -> None:
    naming = {name for name, text in sentences(workflow).items() if "who=entry.who" in text}
    assert naming - {"@start"} == {move.name for move in workflow.transitions if set(move.roles) != {"system"}}


@EVERY_MACHINE
def test_no_sentence_says_refuse_to_a_resident(workflow: Workflow) -> None:
    assert [name for name, text in sentences(workflow).items() if "拒" in text] == []
    assert [part.title for part in (*workflow.states, *workflow.transitions) if "拒" in part.title] == []
