"""The engine's own tables. Times are UTC microseconds; hashes are lower-case hex.

``wf_instance`` is where a case stands now, ``wf_step`` how it came there. Steps, leaves, seals and stored definitions are
append-only: the triggers in ``append_only`` are created with the tables, on SQLite and on PostgreSQL.
"""
from __future__ import annotations

from sqlalchemy import (BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text,
                        UniqueConstraint, false, text)

from .append_only import protect, statements

metadata = MetaData(naming_convention={
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
})
BIG = BigInteger().with_variant(Integer, "sqlite")

version = Table(
    "wf_version", metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False))

instance = Table(
    "wf_instance", metadata,
    Column("id", BIG, primary_key=True),
    Column("workflow", String(40), nullable=False),
    Column("version", String(64), ForeignKey("wf_version.digest"), nullable=False),
    Column("season_id", BIG, nullable=False),
    Column("parent_id", BIG, ForeignKey("wf_instance.id"), index=True),
    Column("root_id", BIG, ForeignKey("wf_instance.id"), index=True),  # null only between the two statements of start()
    Column("state", String(40), nullable=False),
    Column("resume", String(40)),
    Column("seq", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("entered_us", BigInteger, nullable=False),
    Index(None, "workflow", "season_id", "state"))

step = Table(
    "wf_step", metadata,
    Column("id", BIG, primary_key=True),
    Column("instance_id", BIG, ForeignKey("wf_instance.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("name", String(40), nullable=False),
    Column("source", String(40)),
    Column("target", String(40), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("role", String(40), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("due_us", BigInteger),
    Column("cause_id", BIG),
    Column("batch", String(80)),
    Column("key", String(120)),
    Column("body", Text, nullable=False),
    Column("payload", Text),
    Column("salt", String(32)),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("instance_id", "seq"),
    UniqueConstraint("instance_id", "prev"))
Index("uq_wf_step_actor_key", step.c.actor, step.c.key, unique=True,
      sqlite_where=step.c.key.is_not(None), postgresql_where=step.c.key.is_not(None))

timer = Table(
    "wf_timer", metadata,
    Column("id", BIG, primary_key=True),
    Column("instance_id", BIG, ForeignKey("wf_instance.id"), nullable=False),
    Column("kind", String(20), nullable=False),  # deadline | remind
    Column("name", String(40), nullable=False),  # the move to make, or the days before the deadline
    Column("seq", Integer, nullable=False),
    Column("due_us", BigInteger, nullable=False),
    Column("next_us", BigInteger, nullable=False),  # due_us, or later when the move was refused
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("provisional", Boolean, nullable=False, server_default=false()),
    Column("done_us", BigInteger),
    UniqueConstraint("instance_id", "seq", "kind", "name", "due_us"))
Index("ix_wf_timer_waiting", timer.c.next_us, timer.c.id,
      sqlite_where=timer.c.done_us.is_(None), postgresql_where=timer.c.done_us.is_(None))

outbox = Table(
    "wf_outbox", metadata,
    Column("id", BIG, primary_key=True),
    Column("step_id", BIG, ForeignKey("wf_step.id")),  # null for reminders: nothing happened but time
    Column("topic", String(60), nullable=False),
    Column("payload", Text, nullable=False),
    Column("due_us", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("lease_us", BigInteger, nullable=False, server_default=text("0")),
    Column("owner", String(80)),
    Column("done_us", BigInteger),
    Column("dead_us", BigInteger),
    Column("trouble", Text))
WAITING = outbox.c.done_us.is_(None) & outbox.c.dead_us.is_(None)
Index("ix_wf_outbox_waiting", outbox.c.due_us, outbox.c.id, sqlite_where=WAITING, postgresql_where=WAITING)

leaf = Table(
    "wf_leaf", metadata,
    Column("no", BIG, primary_key=True, autoincrement=False),
    Column("step_id", BIG, ForeignKey("wf_step.id"), nullable=False, unique=True),
    Column("hash", String(64), nullable=False))

seal = Table(
    "wf_seal", metadata,
    Column("n", BIG, primary_key=True, autoincrement=False),
    Column("size", BIG, nullable=False),
    Column("root", String(64), nullable=False),
    Column("prev", String(64), nullable=False),
    Column("at_us", BigInteger, nullable=False))

tick = Table(
    "wf_tick", metadata,
    Column("job", String(60), primary_key=True),
    Column("slot", BigInteger, primary_key=True, autoincrement=False),
    Column("at_us", BigInteger, nullable=False))

APPEND_ONLY = (step, leaf, seal, version)
for _table in APPEND_ONLY:
    protect(_table)

APPEND_ONLY_DDL = {_dialect: tuple(_sql for _table in APPEND_ONLY for _sql in statements(_table, dialect=_dialect))
                   for _dialect in ("sqlite", "postgresql")}
