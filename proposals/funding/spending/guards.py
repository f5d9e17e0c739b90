"""What the database itself keeps about spending: papers say what they said, a report that was handed in stays as it was.

Created with the tables, on both databases; migrations carry the same statements.
"""
from __future__ import annotations

from sqlalchemy import DDL, Table, event

from ...storage import Model
from ..models import ExpenditureLine, ExpenditureReport, Voucher

CHANGING = ("state", "checked_by_id", "checked_us")
"""All that may change of a voucher: whether it was checked."""
DRAFT_OF_LINE = "(SELECT r.state FROM expenditure_report r WHERE r.id = {row}.report_id) <> 'draft'"


def _facts_differ(model: type[Model]) -> str:
    """True for an update that touches more than the columns which may change."""
    kept = (column.name for column in model.__table__.columns if column.name not in CHANGING)
    return " OR ".join(f"COALESCE(CAST(NEW.{name} AS VARCHAR), '') <> COALESCE(CAST(OLD.{name} AS VARCHAR), '')" for name in kept)


REPORT_REWRITTEN = ("OLD.state IN ('accepted', 'returned') OR NEW.id <> OLD.id OR NEW.commitment_id <> OLD.commitment_id OR NEW.period <> OLD.period "
                    "OR NEW.version <> OLD.version OR (OLD.state = 'submitted' AND (NEW.amount_fen IS NULL OR NEW.amount_fen <> OLD.amount_fen))")

REFUSALS = (
    (Voucher, "voucher_says_the_same", "UPDATE", f"OLD.state = 'withdrawn' OR {_facts_differ(Voucher)}", "a voucher says what it said"),
    (Voucher, "voucher_stays", "DELETE", "1 = 1", "a voucher stays"),
    (Voucher, "voucher_once", "INSERT", "EXISTS (SELECT 1 FROM voucher v WHERE v.id = NEW.id)", "this voucher exists"),
    (ExpenditureReport, "report_is_decided", "UPDATE", REPORT_REWRITTEN, "a decided report stays as it was"),
    (ExpenditureReport, "report_stays", "DELETE", "1 = 1", "a report stays"),
    (ExpenditureReport, "report_once", "INSERT", "EXISTS (SELECT 1 FROM expenditure_report r WHERE r.id = NEW.id OR (r.commitment_id = NEW.commitment_id "
     "AND r.period = NEW.period AND r.version = NEW.version))", "this report exists"),
    (ExpenditureLine, "line_of_a_draft", "INSERT", DRAFT_OF_LINE.format(row="NEW"), "only a draft gets lines"),
    (ExpenditureLine, "line_once", "INSERT", "EXISTS (SELECT 1 FROM expenditure_line l WHERE l.id = NEW.id)", "this line exists"),
    (ExpenditureLine, "line_leaves_a_draft", "DELETE", DRAFT_OF_LINE.format(row="OLD"), "only a draft loses lines"),
    (ExpenditureLine, "line_says_the_same", "UPDATE", "1 = 1", "a line says what it said"),
)


def _refuse(table: Table, *, name: str, moment: str, when: str, message: str) -> None:
    """Refuse an INSERT, UPDATE or DELETE while ``when`` holds."""
    _attach(table, dialect="sqlite", statement=f"CREATE TRIGGER {name} BEFORE {moment} ON {table.name} WHEN {when} "
                                               f"BEGIN SELECT RAISE(ABORT, 'spending: {message}'); END")
    row = "OLD" if moment == "DELETE" else "NEW"
    refusal = f"RAISE EXCEPTION 'spending: {message}' USING ERRCODE = 'integrity_constraint_violation'"
    _attach(table, dialect="postgresql", statement=f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                                                   f"BEGIN IF {when} THEN {refusal}; END IF; RETURN {row}; END $$")
    _attach(table, dialect="postgresql", statement=f"CREATE TRIGGER {name} BEFORE {moment} ON {table.name} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _attach(table: Table, *, statement: str, dialect: str) -> None:
    event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect=dialect))


for _model, _name, _moment, _when, _message in REFUSALS:
    _refuse(_model.__table__, name=_name, moment=_moment, when=_when, message=_message)  # type: ignore[arg-type]
