"""Who may do what, as the bureau signed it: the committed list, the definitions and the engine say the same.

After a deliberate change of a definition write the list anew: ``golden-idea moves --format csv`` shows it,
``python -m tests.workflow.test_role_matrix`` writes it. The difference is what the bureau signs.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, update
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from tests.workflow.machines import furnish
from workflow.context import SYSTEM, Actor, Context
from workflow.definition import Workflow
from workflow.definitions import ALL
from workflow.engine import Engine
from workflow.refusals import NotFromHere, NotYours
from workflow.registry import Registry
from workflow.tables import instance
from workflow.tabulate import triples

SIGNED = Path(__file__).with_name("role_matrix.csv")
HEADINGS = ["machine", "state", "move", "role"]
EVERY_MACHINE = pytest.mark.parametrize("workflow", ALL, ids=lambda workflow: workflow.name)
AT = 1_530_000_000_000_000


def willing() -> Registry:
    """A registry in which every guard holds, every effect does nothing, and an actor's id is the one role held."""
    registry = Registry(window=lambda session, season, phase, at: None)
    for move in (move for workflow in ALL for move in workflow.transitions):
        registry.guards.update(dict.fromkeys(move.guards, lambda ctx: None))
        registry.effects.update(dict.fromkeys(move.effects, lambda ctx: None))
        registry.roles.update({(None, role): holding(role) for role in move.roles if role != "system"})
    return registry


def holding(role: str) -> Callable[[Context], bool]:
    return lambda ctx: ctx.actor.id == role


def actor(role: str) -> Actor:
    return SYSTEM if role == "system" else Actor(role, role)


@pytest.fixture
def session() -> Iterator[Session]:
    database = create_engine("sqlite://", poolclass=StaticPool)
    furnish(database)
    with Session(database) as opened:
        yield opened
    database.dispose()


class Bench:
    """One case of a machine, put into any state, and asked for any move by any role; every answer is undone."""

    def __init__(self, session: Session, workflow: Workflow) -> None:
        self.session, self.workflow, self.engine = session, workflow, Engine(willing())
        self.engine.load(workflow)
        self.id = self.engine.start(session, workflow.name, season_id=1, actor=SYSTEM, at=AT)
        self.fields = {field: "x" for move in workflow.transitions for field in move.fields}
        self.roles = ["nobody", *sorted({role for move in workflow.transitions for role in move.roles})]
        self.writes: list[str] = []
        event.listen(session.get_bind(), "before_cursor_execute", self._note)

    def _note(self, connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("SELECT", "SAVEPOINT", "ROLLBACK")):
            self.writes.append(statement)

    def put(self, state: str) -> None:
        resume = next((s for s in self.workflow.state if state in self.workflow.holds and s != state), None)
        self.session.execute(update(instance).values(state=state, resume=resume))
        self.writes.clear()

    def ask(self, name: str, role: str) -> str:
        """"yes" or "no"; a refusal that wrote anything is told as "wrote"."""
        try:
            self.engine.fire(self.session, self.id, name, actor(role), at=AT, data=self.fields, note="reason")
            return "yes"
        except (NotFromHere, NotYours):
            return "wrote" if self.writes else "no"

    def answers(self, state: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """The answer to each role for each move from one state; the case is put back after each that went through."""
        for move in self.workflow.transitions:
            for role in self.roles:
                undo = self.session.begin_nested() if (state, move.name) in self.workflow.table else None
                yield (self.workflow.name, state, move.name, role), self.ask(move.name, role)
                if undo:
                    undo.rollback()
                self.writes.clear()


def signed() -> list[tuple[str, ...]]:
    with SIGNED.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def test_the_definitions_allow_exactly_what_the_bureau_signed() -> None:
    assert [triple for workflow in ALL for triple in triples(workflow)] == signed()


def test_nothing_is_signed_twice() -> None:
    assert len(set(signed())) == len(signed()) == 260


@pytest.mark.slow
@EVERY_MACHINE
def test_the_engine_allows_what_is_signed_and_refuses_every_other_triple_without_writing(session: Session, workflow: Workflow) -> None:
    bench = Bench(session, workflow)
    answers = {}
    for state in workflow.state:
        bench.put(state)
        answers.update(bench.answers(state))
    allowed = {triple for triple in signed() if triple[0] == workflow.name}
    assert {triple for triple, answer in answers.items() if answer == "yes"} == allowed
    assert set(answers.values()) == {"yes", "no"}


if __name__ == "__main__":
    with SIGNED.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows([HEADINGS, *(triple for workflow in ALL for triple in triples(workflow))])
