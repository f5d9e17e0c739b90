"""A small machine with one of everything, and a registry in which everybody is what their name says.

"staff2" holds the role staff and no other. Every guard holds, unless the form names it as broken.
"""
from dataclasses import dataclass

from sqlalchemy import Engine as Database
from sqlalchemy import ForeignKey, String, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from workflow import SAME, SYSTEM, Actor, Deadline, Engine, Problem, Registry, State, Transition, Workflow
from workflow.definition import PREVIOUS, SYSTEM_ROLE
from workflow.tables import BIG, metadata

OWNER, STAFF, OTHER_STAFF = Actor("owner1", "林秀梅"), Actor("staff1", "王主任"), Actor("staff2", "李科长")
TITLE = {"title": "楼道扶手"}

CASE = Workflow(
    name="case",
    stages=(("only", "唯一"),),
    states=(
        State("draft", "草稿", "only", kind="initial", deadline=Deadline(30, "lapse", basis="day", remind=(3,), remind_roles=("owner",))),
        State("sent", "已提交", "only", deadline=Deadline(5, "nag")),
        State("agreed", "已同意", "only", deadline=Deadline(0, "nag", basis="field:ends_on")),
        State("held", "暂停", "only", deadline=Deadline(10, "nag")),
        State("done", "完成", "only", kind="end"),
        State("gone", "失效", "only", kind="end")),
    transitions=(
        Transition("submit", "提交", ("draft",), "sent", ("owner", "clerk"), fields=("title",), notices=("staff:sent",)),
        Transition("nag", "催办", ("sent", "agreed", "held"), SAME, (SYSTEM_ROLE,)),
        Transition("check", "初核", ("sent",), SAME, ("staff",)),
        Transition("agree", "同意", ("sent",), "agreed", ("staff",), guards=("complete", "affordable"), effects=("remember",),
                   window="agreeing", distinct_from=("check",)),
        Transition("hold", "暂停", ("sent", "agreed"), "held", ("staff",), note=True),
        Transition("resume", "恢复", ("held",), PREVIOUS, ("staff",)),
        Transition("prolong", "延期", ("agreed",), SAME, ("staff",), effects=("prolong",)),
        Transition("finish", "完成", ("agreed",), "done", ("staff",), effects=("tell_parent",)),
        Transition("lapse", "失效", ("draft",), "gone", (SYSTEM_ROLE,)),
        Transition("close", "收尾", ("agreed",), "done", (SYSTEM_ROLE,), guards=("children_done",), effects=("tell_parent",)),
        Transition("reopen", "重开", ("done",), "agreed", ("staff",), note=True, distinct_from=("finish",), exceptional=True)),
    holds=("held",))


@dataclass(frozen=True)
class Ground:
    """One database with one engine."""

    url: str
    database: Database
    engine: Engine


def broken(name):
    """A guard that holds unless the form says it is broken."""
    def guard(ctx):
        return Problem.of(name.replace("_", "-"), case=ctx.instance.id) if name in ctx.data.get("broken", ()) else None
    guard.__name__ = name
    return guard


def nothing(name):
    """An effect without effect."""
    def effect(ctx):
        return None
    effect.__name__ = name
    return effect


def is_called(name):
    """A role that one holds by name."""
    return lambda ctx: ctx.actor.id.rstrip("0123456789") == name


def registry_for(workflow, registry=None):
    """A registry in which everything the workflow names exists; what is there already stays."""
    registry = registry or Registry()
    registry.window = registry.window or (lambda session, season, phase, at: None)
    for move in workflow.transitions:
        for name in set(move.guards) - set(registry.guards):
            registry.guard(broken(name))
        for name in set(move.effects) - set(registry.effects):
            registry.effect(nothing(name))
        for name in {name for name in move.roles if (None, name) not in registry.roles}:
            registry.role(name)(is_called(name))
    return registry


def engine_for(workflow, registry=None):
    """An engine that knows one workflow."""
    engine = Engine(registry_for(workflow, registry))
    engine.load(workflow)
    return engine


class Own(DeclarativeBase):
    """The parent of the tests' own tables."""

    metadata = metadata


class Idea(Own):
    """A case's own row."""

    __tablename__ = "test_idea"
    id: Mapped[int] = mapped_column(BIG, ForeignKey("wf_instance.id"), primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(40))
    agreed_by: Mapped[str | None]
    ends_on: Mapped[int | None] = mapped_column(BIG)


def connect(url):
    """A database whose every transaction is a writer: BEGIN IMMEDIATE on SQLite, no waiting for the disk."""
    if not url.startswith("sqlite"):
        return create_engine(url, connect_args={"options": "-c jit=off -c lock_timeout=20s"})
    database = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
    event.listen(database, "connect", _prepare)
    event.listen(database, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return database


def furnish(database):
    """Make the engine's tables and the tests' own; those of the program's rooms are on the same metadata, and stay away."""
    metadata.create_all(database, tables=[table for name, table in metadata.tables.items() if name.startswith(("wf_", "test_"))])


def _prepare(connection, record):
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "busy_timeout=30000", "foreign_keys=ON", "recursive_triggers=ON"):
        connection.execute("PRAGMA " + pragma)


def start(session, engine, *, workflow="case", at=1, parent=None):
    """A new case of season 1."""
    return engine.start(session, workflow, season_id=1, actor=OWNER, at=at, parent=parent)


def actor_for(move, number=1):
    """Somebody who may make a move: the system, or the first role's so-and-so."""
    return SYSTEM if move.roles[0] == SYSTEM_ROLE else Actor(f"{move.roles[0]}{number}", "")
