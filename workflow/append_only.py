"""History is added to, never corrected: the database itself refuses everything else.

The one exception: a step's payload and its salt may be erased together (personal data); the chain does not contain them.
SQLite needs ``PRAGMA recursive_triggers=ON`` for a REPLACE to meet the delete trigger; the insert guard here stops it without.
PostgreSQL: the application's role should not own the tables, and have no UPDATE, DELETE or TRUNCATE on them.
"""
from __future__ import annotations

from sqlalchemy import DDL, Column, Table, UniqueConstraint, event

ERASABLE = {"wf_step": ("payload", "salt")}

REFUSE_FUNCTION = """
CREATE OR REPLACE FUNCTION wf_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$"""


def statements(table: Table, *, dialect: str) -> list[str]:
    """The SQL that makes one table append-only, also for migrations; ``dialect`` is sqlite or postgresql."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[dialect](table)


def protect(table: Table) -> None:
    """Create the triggers together with the table."""
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table, dialect=dialect):
            event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect=dialect))


def _sqlite(table: Table) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
    update = f"BEFORE UPDATE ON {table.name} WHEN NOT ({_only_erases(table, same='IS')})"
    twice = f"BEFORE INSERT ON {table.name} WHEN EXISTS (SELECT 1 FROM {table.name} WHERE {_same_row(table)})"
    events = {"update": update, "delete": f"BEFORE DELETE ON {table.name}", "twice": twice}
    return [f"CREATE TRIGGER {table.name}_no_{name} {when} {refuse}" for name, when in events.items()]


def _postgresql(table: Table) -> list[str]:
    call = "EXECUTE FUNCTION wf_append_only()"
    only_erases = _only_erases(table, same="IS NOT DISTINCT FROM")
    return [REFUSE_FUNCTION,
            f"CREATE TRIGGER {table.name}_no_update BEFORE UPDATE ON {table.name} FOR EACH ROW WHEN (NOT ({only_erases})) {call}",
            f"CREATE TRIGGER {table.name}_no_delete BEFORE DELETE ON {table.name} FOR EACH ROW {call}",
            f"CREATE TRIGGER {table.name}_no_truncate BEFORE TRUNCATE ON {table.name} {call}"]


def _only_erases(table: Table, *, same: str) -> str:
    """True for an update that does nothing but empty the erasable columns; false where there are none."""
    erasable = ERASABLE.get(table.name, ())
    if not erasable:
        return "1 = 0"
    kept = [f"NEW.{column.name} {same} OLD.{column.name}" for column in table.columns if column.name not in erasable]
    return " AND ".join([*kept, *(f"NEW.{name} IS NULL" for name in erasable)])


def _same_row(table: Table) -> str:
    """True for a row that INSERT OR REPLACE would push out: same primary key, or same unique columns."""
    keys: list[list[Column[object]]] = [list(table.primary_key.columns)]
    keys += [list(constraint.columns) for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    keys += [list(index.columns) for index in table.indexes if index.unique]
    keys += [[column] for column in table.columns if column.unique]
    texts = {" AND ".join(f"{column.name} = NEW.{column.name}" for column in key) for key in keys}
    return " OR ".join(f"({each})" for each in sorted(texts))
