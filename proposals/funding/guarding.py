"""Guards that the database keeps against any program: a table refuses what would break a rule. Created with the tables, on both databases."""
from __future__ import annotations

from sqlalchemy import DDL, Table, event

from workflow.append_only import REFUSE_FUNCTION


def attach(table: Table, *, statement: str, dialect: str) -> None:
    """Say something to one kind of database when the table is made."""
    event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect=dialect))


def refuse(table: Table, *, name: str, moment: str, when: str, message: str) -> None:
    """Refuse an INSERT, UPDATE or DELETE of a row while ``when`` holds; ``when`` must never come to NULL."""
    attach(table, dialect="sqlite", statement=f"CREATE TRIGGER {name} BEFORE {moment} ON {table.name} WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END")
    row = "OLD" if moment == "DELETE" else "NEW"
    refusal = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
    attach(table, dialect="postgresql", statement=f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
                                                  f"SET search_path = public, pg_temp AS $$ BEGIN IF {when} THEN {refusal}; END IF; RETURN {row}; END $$")
    attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {name} BEFORE {moment} ON {table.name} FOR EACH ROW EXECUTE FUNCTION {name}()")


def stay(table: Table) -> None:
    """Keep every row: none is deleted, none is pushed out by INSERT OR REPLACE, and the table is never emptied."""
    refuse(table, name=f"{table.name}_stays", moment="DELETE", when="1 = 1", message=f"{table.name} keeps its rows")
    attach(table, dialect="sqlite", statement=f"CREATE TRIGGER {table.name}_once BEFORE INSERT ON {table.name} WHEN EXISTS (SELECT 1 FROM {table.name} "
                                              f"WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{table.name} keeps its rows'); END")
    attach(table, dialect="postgresql", statement=REFUSE_FUNCTION)
    attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {table.name}_no_truncate BEFORE TRUNCATE ON {table.name} EXECUTE FUNCTION wf_append_only()")
