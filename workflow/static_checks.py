"""Every fault of a definition that can be found without running anything.

``check`` is asked at start-up and before a season pins a definition; it returns all faults as sentences.
Each rule below is one small function that yields its faults; the rules on meaning are asked only of a sound shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .definition import PREVIOUS, SAME, SYSTEM_ROLE, Deadline, State, Transition, Workflow

COUNTER_GUARDS = frozenset({"first_appeal", "not_too_often"})  # guards that end an otherwise endless way through an end
BASES = ("workday", "day")
KINDS = ("initial", "normal", "end")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that exist outside the definitions. An empty set means: do not check these.

    ``forms`` gives the field names of the form of each move ("proposal.submit"); ``labels`` the texts that can be shown.
    """

    roles: frozenset[str] = frozenset()
    guards: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()
    windows: frozenset[str] = frozenset()
    notices: frozenset[str] = frozenset()
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()


def check(workflow: Workflow, *, vocabulary: Vocabulary) -> list[str]:
    """All faults of ``workflow`` against the names that exist; an empty list means that it may be used."""
    faults = [fault for rule in SHAPE for fault in rule(workflow)]
    faults += [fault for rule in NAMES for fault in rule(workflow, vocabulary=vocabulary)]
    return faults or [fault for rule in MEANING for fault in rule(workflow)]


def unused(workflows: Iterable[Workflow], *, vocabulary: Vocabulary) -> list[str]:
    """The guards, effects, roles and notices that exist and that no move of any workflow names."""
    moves = [move for workflow in workflows for move in workflow.transitions]
    named = {
        "guard": {name for move in moves for name in move.guards},
        "effect": {name for move in moves for name in move.effects},
        "role": {name for move in moves for name in (*move.roles, *(role for role, _ in _notices(move)))},
        "notice": {template for move in moves for _, template in _notices(move)},
    }
    known = {"guard": vocabulary.guards, "effect": vocabulary.effects, "role": vocabulary.roles, "notice": vocabulary.notices}
    return [f"{kind} {name} is used by no move" for kind in named for name in sorted(known[kind] - named[kind])]


def reachable(pairs: Iterable[tuple[str, str]], *, start: str) -> set[str]:
    """The states that can be reached from ``start`` along ``pairs`` of (from, to), ``start`` included."""
    onward: dict[str, list[str]] = {}
    for source, target in pairs:
        onward.setdefault(source, []).append(target)
    seen, waiting = {start}, [start]
    while waiting:
        fresh = [state for state in onward.get(waiting.pop(), []) if state not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return seen


def _notices(move: Transition) -> list[tuple[str, str]]:
    return [(role, template) for role, _, template in (notice.partition(":") for notice in move.notices)]


# Shape: can the table be read at all?

def _one_beginning_and_an_end(workflow: Workflow) -> Iterator[str]:
    initials = [state.name for state in workflow.states if state.kind == "initial"]
    if len(initials) != 1:
        yield f"needs one initial state, has {len(initials)}"
    if not workflow.ends:
        yield "has no end state"


def _names_are_unique(workflow: Workflow) -> Iterator[str]:
    for name, times in Counter(state.name for state in workflow.states).items():
        if times > 1:
            yield f"state {name} is defined twice"
    for (source, name), times in Counter((s, move.name) for move in workflow.transitions for s in move.sources).items():
        if times > 1:
            yield f"{name} from {source} is defined twice: its target is ambiguous"


def _states_are_known(workflow: Workflow) -> Iterator[str]:
    for move in workflow.transitions:
        yield from (f"{move.name}: unknown source {source}" for source in move.sources if source not in workflow.state)
        if move.target not in (SAME, PREVIOUS) and move.target not in workflow.state:
            yield f"{move.name}: unknown target {move.target}"
    yield from (f"unknown hold {name}" for name in workflow.holds if name not in workflow.state)


def _states_have_a_stage_and_a_kind(workflow: Workflow) -> Iterator[str]:
    stages = {name for name, _ in workflow.stages}
    for state in workflow.states:
        if state.stage not in stages:
            yield f"state {state.name}: unknown stage {state.stage}"
        if state.kind not in KINDS:
            yield f"state {state.name}: unknown kind {state.kind}"


# Names: does everything exist that a move or a state mentions?

def _move_names_exist(workflow: Workflow, *, vocabulary: Vocabulary) -> Iterator[str]:
    moves = frozenset(move.name for move in workflow.transitions)
    for move in workflow.transitions:
        yield from _unknown(move.name, kind="role", used=move.roles, known=_with_system(vocabulary.roles))
        yield from _unknown(move.name, kind="guard", used=move.guards, known=vocabulary.guards)
        yield from _unknown(move.name, kind="effect", used=move.effects, known=vocabulary.effects)
        yield from _unknown(move.name, kind="window", used=(move.window,) if move.window else (), known=vocabulary.windows)
        yield from _unknown(move.name, kind="move", used=move.distinct_from, known=moves)
        yield from _unknown(move.name, kind="notice", used=(template for _, template in _notices(move)), known=vocabulary.notices)
        yield from _unknown(move.name, kind="role to tell", used=(role for role, _ in _notices(move)), known=vocabulary.roles)


def _forms_ask_the_fields(workflow: Workflow, *, vocabulary: Vocabulary) -> Iterator[str]:
    for move in workflow.transitions if vocabulary.forms else ():
        form = vocabulary.forms.get(f"{workflow.name}.{move.name}", frozenset())
        yield from (f"{move.name}: no form asks for {name}" for name in move.fields if name not in form)


def _labels_and_reminders_exist(workflow: Workflow, *, vocabulary: Vocabulary) -> Iterator[str]:
    titled = [*workflow.stages, *((move.name, move.title) for move in workflow.transitions)]
    titled += [(state.name, text) for state in workflow.states for text in (state.title, state.public) if text]
    for name, text in titled:
        yield from _unknown(name, kind="label", used=(text,), known=vocabulary.labels)
    for state in workflow.states:
        told = state.deadline.remind_roles if state.deadline else ()
        yield from _unknown(f"state {state.name}", kind="role to remind", used=told, known=vocabulary.roles)
    yield from _unknown("sweep", kind="phase", used=(phase for phase, _, _ in workflow.sweeps), known=vocabulary.windows)


def _with_system(roles: frozenset[str]) -> frozenset[str]:
    return roles | {SYSTEM_ROLE} if roles else roles


def _unknown(owner: str, *, kind: str, used: Iterable[str], known: frozenset[str]) -> list[str]:
    return [f"{owner}: unknown {kind} {name}" for name in used if known and name not in known]


# Meaning: can every case be moved, by somebody, to an end, and never wait for ever?

def _someone_may(workflow: Workflow) -> Iterator[str]:
    yield from (f"{move.name}: nobody may make it" for move in workflow.transitions if not move.roles)


def _ends_are_left_exceptionally(workflow: Workflow) -> Iterator[str]:
    for move in workflow.transitions:
        if move.exceptional and not (move.note and move.distinct_from):
            yield f"{move.name}: an exceptional move needs a reason and a second person"
        for source in move.sources:
            if source in workflow.ends and not move.exceptional and move.target != SAME:
                yield f"{move.name} leaves the end {source} but is not exceptional"


def _holds_are_left_backwards(workflow: Workflow) -> Iterator[str]:
    for move in workflow.transitions:
        if move.target == PREVIOUS and set(move.sources) - set(workflow.holds):
            yield f"{move.name}: only a hold has a previous state"
    for hold in workflow.holds:
        if not any(move.target == PREVIOUS for move in workflow.leaving(hold)):
            yield f"hold {hold}: no move leads back from it"


def _deadlines_can_fire(workflow: Workflow) -> Iterator[str]:
    for state in workflow.states:
        if state.deadline:
            yield from _cannot_fire(workflow, cause=f"deadline of {state.name}", state=state.name, name=state.deadline.then)
            yield from _faults_of_deadline(state, deadline=state.deadline)
    for phase, source, name in workflow.sweeps:
        yield from _cannot_fire(workflow, cause=f"close of {phase}", state=source, name=name)


def _cannot_fire(workflow: Workflow, *, cause: str, state: str, name: str) -> Iterator[str]:
    move = workflow.table.get((state, name))
    if move is None:
        yield f"{cause}: {name} does not leave {state}"
        return
    if SYSTEM_ROLE not in move.roles:
        yield f"{cause}: the system may not make {name}"
    if move.fields or move.note:
        yield f"{cause}: {name} asks for a form"
    if move.window:
        yield f"{cause}: {name} is tied to the window {move.window}, which may be shut by then"


def _faults_of_deadline(state: State, *, deadline: Deadline) -> Iterator[str]:
    by_field = deadline.basis.startswith("field:")
    if state.kind == "end":
        yield f"deadline of {state.name}: an end waits for nothing"
    if deadline.basis not in BASES and not by_field:
        yield f"deadline of {state.name}: unknown basis {deadline.basis}"
    if not by_field and deadline.days < 1:
        yield f"deadline of {state.name}: {deadline.days} days is no time at all"
    for days in deadline.remind:
        if days < 1 or (days >= deadline.days and not by_field):
            yield f"deadline of {state.name}: a reminder {days} days before is not within its {deadline.days} days"
    if bool(deadline.remind) != bool(deadline.remind_roles):
        yield f"deadline of {state.name}: reminders need both days and someone to remind"


def _nothing_is_a_trap(workflow: Workflow) -> Iterator[str]:
    swept = {state for _, state, _ in workflow.sweeps}
    for state in workflow.states:
        if state.kind == "end":
            continue
        if all(move.target == SAME for move in workflow.leaving(state.name)):
            yield f"state {state.name} is a trap: no move leaves it"
        if state.deadline is None and state.name not in swept:
            yield f"state {state.name} has neither a deadline nor a sweep: it may wait for ever"


def _all_is_reachable(workflow: Workflow) -> Iterator[str]:
    forward = [(source, target) for source, _, target in workflow.edges]
    reached = reachable(forward, start=workflow.initial)
    yield from (f"state {state.name} cannot be reached" for state in workflow.states if state.name not in reached)


def _all_can_end(workflow: Workflow) -> Iterator[str]:
    backward = [(target, source) for source, move, target in workflow.edges if not move.exceptional]
    ending = set().union(*(reachable(backward, start=end) for end in workflow.ends))
    yield from (f"state {state.name} cannot reach an end" for state in workflow.states if state.name not in ending)


def _the_system_does_not_circle(workflow: Workflow) -> Iterator[str]:
    edges = [(source, move, target) for source, move in (*workflow.timed, *workflow.joins)
             for target in workflow.targets(move, source=source) if target != source]
    pairs = [(source, target) for source, _, target in edges]
    for source, move, target in edges:
        if source in reachable(pairs, start=target):
            yield f"{move.name}: the system alone could circle through {source} for ever"


def _ways_through_an_end_are_counted(workflow: Workflow) -> Iterator[str]:
    pairs = [(source, target) for source, _, target in workflow.edges]
    for source, move, target in workflow.edges:
        if (move.exceptional and source in workflow.ends and source in reachable(pairs, start=target)
                and not COUNTER_GUARDS & set(move.guards)):
            yield f"{move.name}: {source} could be left and entered again without limit"


SHAPE: tuple[Callable[[Workflow], Iterator[str]], ...] = (
    _one_beginning_and_an_end, _names_are_unique, _states_are_known, _states_have_a_stage_and_a_kind)
NAMES: tuple[Callable[..., Iterator[str]], ...] = (
    _move_names_exist, _forms_ask_the_fields, _labels_and_reminders_exist)
MEANING: tuple[Callable[[Workflow], Iterator[str]], ...] = (
    _someone_may, _ends_are_left_exceptionally, _holds_are_left_backwards, _deadlines_can_fire, _nothing_is_a_trap,
    _all_is_reachable, _all_can_end, _the_system_does_not_circle, _ways_through_an_end_are_counted)
