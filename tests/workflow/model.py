"""What a case should look like by its definition alone, and one real case beside it, compared after every ask."""
from sqlalchemy import func, select

from tests.workflow.machines import engine_for
from workflow import SYSTEM, Actor, Problem, Refused, Registry
from workflow.definition import PREVIOUS, SAME, SYSTEM_ROLE
from workflow.history import verify
from workflow.tables import instance, outbox, step, timer

FLAWS = ["role", "note", "fields", "person", "guard", "window", "seen"]


def engine_of_roles_asked_for(workflow):
    """An engine in which everybody holds just the role they say they act in."""
    registry = Registry()
    for name in {role for move in workflow.transitions for role in move.roles} - {SYSTEM_ROLE}:
        registry.role(name)(lambda ctx, name=name: ctx.data["as"] == name)
    return engine_for(workflow, registry)


class Model:
    """A few plain variables."""

    def __init__(self, workflow):
        self.workflow, self.state, self.resume, self.seq, self.entered = workflow, workflow.initial, None, 1, 1
        self.done, self.notices = set(), 0

    def earlier(self, move):
        """Who may not make this move, having made the other half."""
        return sorted(who for who, name in self.done if name in move.distinct_from and who != SYSTEM.id)

    def asks_for(self, move):
        """The flaws that would make the rules say no to this move."""
        asked = {"role": True, "seen": True, "note": move.note, "fields": move.fields, "guard": move.guards, "window": move.window,
                 "person": self.earlier(move) and set(move.roles) - {SYSTEM_ROLE}}
        return [flaw for flaw in FLAWS if asked[flaw]]

    def allows(self, move, *, role, actor, flaws):
        """Whether the rules say yes."""
        return role in move.roles and actor not in self.earlier(move) and not set(flaws) & set(self.asks_for(move)) - {"role", "person"}

    def make(self, move, *, actor):
        """Make a move that is allowed."""
        target = {SAME: self.state, PREVIOUS: self.resume}.get(move.target, move.target)
        self.seq += 1
        if target != self.state:
            self.resume = self.state if target in self.workflow.holds else None
            self.state, self.entered = target, self.seq
        self.done.add((actor, move.name))
        self.notices += len(move.notices)


class Case:
    """A case in the database and its model."""

    def __init__(self, session, *, engine, workflow):
        self.session, self.engine, self.workflow, self.model, self.now, self.last = session, engine, workflow, Model(workflow), 1, None
        self.id = engine.start(session, workflow.name, season_id=1, actor=SYSTEM, at=1)

    def attempt(self, move, *, role, person, flaws):
        """Ask for a move, and see that the answer is the model's."""
        self.now += 1
        actor = SYSTEM if role == SYSTEM_ROLE else Actor(person, "")
        here = self.workflow.table.get((self.model.state, move.name))
        self.engine.registry.window = lambda *asked: Problem.of("window-closed") if "window" in flaws else None
        data = {"as": role} | ({} if "fields" in flaws else {name: "x" for name in move.fields})
        data |= {"broken": move.guards} if "guard" in flaws else {}
        ask = {"at": self.now, "data": data, "note": "" if "note" in flaws else "缘由", "key": f"k{self.now}",
               "expect": self.model.seq - ("seen" in flaws)}
        made = self._fire(move, actor=actor, ask=ask)
        assert (made is not None) == (here is not None and self.model.allows(here, role=role, actor=actor.id, flaws=flaws))
        if made is not None:
            self.model.make(here, actor=actor.id)
            self.last = (made, move.name, actor, ask)

    def _fire(self, move, *, actor, ask):
        try:
            with self.session.begin_nested():
                return self.engine.fire(self.session, self.id, move.name, actor, **ask)
        except Refused:
            return None

    def ask_again(self):
        """The last ask once more: the same answer, and nothing new."""
        made, name, actor, ask = self.last
        assert self.engine.fire(self.session, self.id, name, actor, **ask) == made

    def agrees(self):
        """See that the database is as the model says."""
        row = self.session.execute(select(instance).where(instance.c.id == self.id)).one()
        assert (row.state, row.seq, row.resume) == (self.model.state, self.model.seq, self.model.resume)
        assert [self.session.scalar(select(func.count()).select_from(table)) for table in (step, outbox)] == [self.model.seq, self.model.notices]
        deadline = self.workflow.state[self.model.state].deadline
        expected = [(deadline.then, self.model.entered)] if deadline and not deadline.basis.startswith("field:") else []
        waiting = select(timer.c.name, timer.c.seq).where(timer.c.done_us.is_(None), timer.c.kind == "deadline")
        assert self.session.execute(waiting).all() == expected
        assert verify(self.session) == []
