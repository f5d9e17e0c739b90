"""A definition with a fault is found before it runs, and the fault is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from workflow.definition import PREVIOUS, SAME, Deadline, State, Transition, Workflow, from_canonical
from workflow.static_checks import Vocabulary, check, unused

STATES = (
    State("draft", "草稿", "one", "initial", deadline=Deadline(30, "lapse", "day", (7,), ("owner",))),
    State("running", "进行中", "one", deadline=Deadline(10, "nag")),
    State("paused", "暂停", "one", deadline=Deadline(5, "nag")),
    State("done", "完成", "two", "end"),
    State("lapsed", "失效", "two", "end"),
)
MOVES = (
    Transition("begin", "开始", ("draft",), "running", ("owner",), fields=("title",), window="spring", notices=("owner:begun",)),
    Transition("pause", "暂停", ("running",), "paused", ("owner",), note=True),
    Transition("resume", "恢复", ("paused",), PREVIOUS, ("owner",), ("rested",), ("wake",)),
    Transition("finish", "完成", ("running",), "done", ("owner",)),
    Transition("lapse", "失效", ("draft",), "lapsed", ("system",)),
    Transition("nag", "催办", ("running", "paused"), SAME, ("system",)),
    Transition("reopen", "重开", ("done",), "running", ("owner",), ("not_too_often",), note=True, distinct_from=("finish",), exceptional=True),
)
SOUND = Workflow("errand", (("one", "一"), ("two", "二")), STATES, MOVES, holds=("paused",), sweeps=(("spring", "draft", "lapse"),))
KNOWN = Vocabulary(
    roles=frozenset({"owner"}), guards=frozenset({"rested", "not_too_often"}), effects=frozenset({"wake"}),
    windows=frozenset({"spring"}), notices=frozenset({"begun"}), forms={"errand.begin": frozenset({"title"}), "errand.nag": frozenset({"title"})},
    labels=frozenset({"一", "二", *(part.title for part in (*STATES, *MOVES))}))


def with_move(name: str, **changes: Any) -> Workflow:
    return replace(SOUND, transitions=tuple(replace(move, **changes) if move.name == name else move for move in MOVES))


def with_state(name: str, **changes: Any) -> Workflow:
    return replace(SOUND, states=tuple(replace(state, **changes) if state.name == name else state for state in STATES))


def without_move(name: str) -> Workflow:
    return replace(SOUND, transitions=tuple(move for move in MOVES if move.name != name))


def also(*moves: Transition) -> Workflow:
    return replace(SOUND, transitions=(*MOVES, *moves))


WRONG_SHAPE = [
    (with_state("running", kind="initial"), ["needs one initial state, has 2"]),
    (with_state("draft", kind="normal"), ["needs one initial state, has 0"]),
    (replace(SOUND, states=tuple(replace(state, kind="normal") if state.kind == "end" else state for state in STATES)),
     ["has no end state"]),
    (replace(SOUND, states=(*STATES, STATES[1])), ["state running is defined twice"]),
    (also(replace(MOVES[3], target="lapsed")), ["finish from running is defined twice: its target is ambiguous"]),
    (with_move("finish", sources=("runing",)), ["finish: unknown source runing"]),
    (with_move("finish", target="don"), ["finish: unknown target don"]),
    (replace(SOUND, holds=("paused", "asleep")), ["unknown hold asleep"]),
    (with_state("paused", stage="three"), ["state paused: unknown stage three"]),
    (with_state("paused", kind="odd"), ["state paused: unknown kind odd"]),
]

UNKNOWN_NAMES = [
    (with_move("begin", roles=("onwer",)), ["begin: unknown role onwer"]),
    (with_move("resume", guards=("restd",)), ["resume: unknown guard restd"]),
    (with_move("resume", effects=("wkae",)), ["resume: unknown effect wkae"]),
    (with_move("begin", window="autumn"), ["begin: unknown window autumn"]),
    (with_move("reopen", distinct_from=("finsh",)), ["reopen: unknown move finsh"]),
    (with_move("begin", notices=("owner:begn",)), ["begin: unknown notice begn"]),
    (with_move("begin", notices=("neighbour:begun",)), ["begin: unknown role to tell neighbour"]),
    (with_move("begin", fields=("title", "colour")), ["begin: no form asks for colour"]),
    (with_move("pause", title="歇歇"), ["pause: unknown label 歇歇"]),
    (with_state("running", public="在跑"), ["running: unknown label 在跑"]),
    (with_state("running", deadline=Deadline(10, "nag", remind=(3,), remind_roles=("boss",))),
     ["state running: unknown role to remind boss"]),
    (replace(SOUND, sweeps=(("autumn", "draft", "lapse"),)), ["sweep: unknown phase autumn"]),
]

WRONG_MEANING = [
    (with_move("pause", roles=()), ["pause: nobody may make it"]),
    (with_move("reopen", exceptional=False), ["reopen leaves the end done but is not exceptional"]),
    (with_move("reopen", note=False), ["reopen: an exceptional move needs a reason and a second person"]),
    (with_move("reopen", distinct_from=()), ["reopen: an exceptional move needs a reason and a second person"]),
    (with_move("reopen", guards=()), ["reopen: done could be left and entered again without limit"]),
    (with_move("finish", target=PREVIOUS), ["finish: only a hold has a previous state"]),
    (with_move("resume", target="running"), ["hold paused: no move leads back from it"]),
    (with_state("running", deadline=Deadline(10, "lapse")), ["deadline of running: lapse does not leave running"]),
    (with_state("running", deadline=Deadline(10, "finish")), ["deadline of running: the system may not make finish"]),
    (with_move("nag", fields=("title",)), ["deadline of running: nag asks for a form", "deadline of paused: nag asks for a form"]),
    (with_move("nag", note=True), ["deadline of running: nag asks for a form", "deadline of paused: nag asks for a form"]),
    (with_move("lapse", window="spring"),
     ["deadline of draft: lapse is tied to the window spring, which may be shut by then",
      "close of spring: lapse is tied to the window spring, which may be shut by then"]),
    (replace(SOUND, sweeps=(("spring", "running", "lapse"),)), ["close of spring: lapse does not leave running"]),
    (with_state("done", deadline=Deadline(5, "reopen")),
     ["deadline of done: the system may not make reopen", "deadline of done: reopen asks for a form",
      "deadline of done: an end waits for nothing"]),
    (with_state("running", deadline=Deadline(0, "nag")), ["deadline of running: 0 days is no time at all"]),
    (with_state("running", deadline=Deadline(5, "nag", "moon")), ["deadline of running: unknown basis moon"]),
    (with_state("running", deadline=Deadline(5, "nag", remind=(5,), remind_roles=("owner",))),
     ["deadline of running: a reminder 5 days before is not within its 5 days"]),
    (with_state("running", deadline=Deadline(5, "nag", remind=(2,))),
     ["deadline of running: reminders need both days and someone to remind"]),
    (with_state("running", deadline=None), ["state running has neither a deadline nor a sweep: it may wait for ever"]),
    (without_move("resume"),
     ["hold paused: no move leads back from it", "state paused is a trap: no move leaves it", "state paused cannot reach an end"]),
    (without_move("pause"), ["state paused cannot be reached", "state paused cannot reach an end"]),
]


def test_a_sound_definition_has_no_fault() -> None:
    assert check(SOUND, vocabulary=KNOWN) == []


@pytest.mark.parametrize(("workflow", "faults"), WRONG_SHAPE + UNKNOWN_NAMES + WRONG_MEANING)
def test_an_injected_fault_is_named(workflow: Workflow, faults: list[str]) -> None:
    assert check(workflow, vocabulary=KNOWN) == faults


def test_a_ring_of_deadlines_would_let_the_system_circle_for_ever() -> None:
    ring = replace(SOUND, transitions=(*MOVES, Transition("rest", "歇", ("running",), "paused", ("system",)),
                                       Transition("rouse", "醒", ("paused",), "running", ("system",))),
                   states=(STATES[0], replace(STATES[1], deadline=Deadline(9, "rest")),
                           replace(STATES[2], deadline=Deadline(9, "rouse")), *STATES[3:]))
    assert check(ring, vocabulary=Vocabulary()) == [
        "rest: the system alone could circle through running for ever", "rouse: the system alone could circle through paused for ever"]


def test_names_are_not_checked_against_an_empty_vocabulary() -> None:
    assert check(with_move("begin", roles=("anyone",)), vocabulary=Vocabulary()) == []


def test_names_that_no_move_uses_are_told() -> None:
    more = replace(KNOWN, guards=KNOWN.guards | {"awake"}, notices=KNOWN.notices | {"ended"}, roles=KNOWN.roles | {"boss"})
    assert unused([SOUND], vocabulary=more) == [
        "guard awake is used by no move", "role boss is used by no move", "notice ended is used by no move"]


def test_a_definition_comes_back_from_its_canonical_text_unchanged() -> None:
    again = from_canonical(SOUND.canonical)
    assert (again, again.digest) == (SOUND, SOUND.digest)


def test_the_digest_changes_with_any_word() -> None:
    assert with_move("pause", title="暂歇").digest != SOUND.digest


def test_a_text_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(TypeError):
        from_canonical(SOUND.canonical.replace('"note":', '"memo":'))


def test_leaving_a_hold_leads_wherever_one_could_come_from() -> None:
    more = also(Transition("freeze", "冻结", ("draft",), "paused", ("owner",)))
    assert more.targets(more.table["paused", "resume"], source="paused") == ["draft", "running"]


def test_a_workflow_tells_who_is_written_to_and_of_whom_two_are_needed() -> None:
    assert (SOUND.notices, SOUND.second_person_roles) == ([("owner", "begun")], frozenset({"owner"}))
