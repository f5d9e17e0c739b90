"""What the database itself keeps about spending: papers say what they said, a report that was handed in stays as it was.

Created with the tables, on both databases; migrations carry the same statements.
"""
from __future__ import annotations

from ...storage import Model
from .. import guarding
from ..models import ExpenditureLine, ExpenditureReport, Voucher

CHANGING = ("state", "checked_by_id", "checked_us")
"""All that may change of a voucher: whether it was checked."""


def _facts_differ(model: type[Model]) -> str:
    """True for an update that touches more than the columns which may change."""
    kept = (column.name for column in model.__table__.columns if column.name not in CHANGING)
    return " OR ".join(f"COALESCE(CAST(NEW.{name} AS VARCHAR), '') <> COALESCE(CAST(OLD.{name} AS VARCHAR), '')" for name in kept)


def _of_no_draft(row: str) -> str:
    return f"COALESCE((SELECT r.state FROM expenditure_report r WHERE r.id = {row}.report_id), '') <> 'draft'"


REPORT_REWRITTEN = ("OLD.state IN ('accepted', 'returned') OR NEW.id <> OLD.id OR NEW.commitment_id <> OLD.commitment_id OR NEW.period <> OLD.period "
                    "OR NEW.version <> OLD.version OR (OLD.state = 'submitted' AND COALESCE(NEW.amount_fen, 0) <> COALESCE(OLD.amount_fen, 0))")

REFUSALS = (
    (Voucher, "voucher_says_the_same", "UPDATE", f"OLD.state = 'withdrawn' OR {_facts_differ(Voucher)}", "a voucher says what it said"),
    (ExpenditureReport, "report_is_decided", "UPDATE", REPORT_REWRITTEN, "a decided report stays as it was"),
    (ExpenditureLine, "line_of_a_draft", "INSERT", _of_no_draft("NEW"), "only a draft gets lines"),
    (ExpenditureLine, "line_once", "INSERT", "EXISTS (SELECT 1 FROM expenditure_line l WHERE l.id = NEW.id)", "this line exists"),
    (ExpenditureLine, "line_leaves_a_draft", "DELETE", _of_no_draft("OLD"), "only a draft loses lines"),
    (ExpenditureLine, "line_says_the_same", "UPDATE", "1 = 1", "a line says what it said"),
)

for _model, _name, _moment, _when, _message in REFUSALS:
    guarding.refuse(_model.__table__, name=_name, moment=_moment, when=_when, message=f"spending: {_message}")  # type: ignore[arg-type]
for _kept in (Voucher, ExpenditureReport):
    guarding.stay(_kept.__table__)  # type: ignore[arg-type]
