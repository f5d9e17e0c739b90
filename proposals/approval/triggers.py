"""What the database itself keeps of this room, against any program: sealed scores, verdicts, notices and the words of agreements.

Created with the tables, on both databases; migrations carry the same statements.
"""
from __future__ import annotations

from sqlalchemy import DDL, Table, event

from workflow.append_only import REFUSE_FUNCTION, protect

from .models import Agreement, Notice, Score, ScoreSheet, Verdict

APPEND_ONLY: tuple[Table, ...] = tuple(model.__table__ for model in (Score, ScoreSheet, Verdict, Notice))  # type: ignore[misc]
MAY_BE_VOIDED = "voided_us"


def changed() -> str:
    """True for an update of an agreement that does more than void it, once."""
    kept = [f"NEW.{column.name} = OLD.{column.name}" for column in Agreement.__table__.columns if column.name != MAY_BE_VOIDED]
    return f"NOT ({' AND '.join(kept)} AND OLD.{MAY_BE_VOIDED} IS NULL AND NEW.{MAY_BE_VOIDED} IS NOT NULL)"


def agreement_statements(dialect: str) -> list[str]:
    """The SQL that keeps an agreement's words, for one dialect."""
    if dialect == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'agreement is append-only'); END"
        return [f"CREATE TRIGGER agreement_no_update BEFORE UPDATE ON agreement WHEN {changed()} {refuse}",
                f"CREATE TRIGGER agreement_no_delete BEFORE DELETE ON agreement {refuse}"]
    call = "EXECUTE FUNCTION wf_append_only()"
    return [REFUSE_FUNCTION, f"CREATE TRIGGER agreement_no_update BEFORE UPDATE ON agreement FOR EACH ROW WHEN ({changed()}) {call}",
            f"CREATE TRIGGER agreement_no_delete BEFORE DELETE ON agreement FOR EACH ROW {call}"]


for _table in APPEND_ONLY:
    protect(_table)
for _dialect in ("sqlite", "postgresql"):
    for _statement in agreement_statements(_dialect):
        event.listen(Agreement.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
