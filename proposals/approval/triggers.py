"""What the database itself keeps of this room, against any program: sealed scores, what
they were given by, verdicts, notices and the words of agreements.

Created with the tables, on both databases; migrations carry the same statements.
"""
from __future__ import annotations

from sqlalchemy import DDL, Table, event

from workflow.append_only import REFUSE_FUNCTION, protect

from .models import (Agreement, AgreementTemplate, CapChange, Minutes, MinutesSignature, Notice, Ranking, Score, ScoreSheet, SignedPage, SpeakingLot,
                     SpeakingPlace, Verdict)

KEPT = (AgreementTemplate, CapChange, Minutes, MinutesSignature, Ranking, Score, ScoreSheet, SignedPage, Verdict, Notice, SpeakingLot, SpeakingPlace)
APPEND_ONLY: tuple[Table, ...] = tuple(model.__table__ for model in KEPT)  # type: ignore[attr-defined]
MAY_BE_VOIDED = "voided_us"
DECIDING = ("pass_line", "reviews_needed", "result_method", "tie_order", "lot_seed", "blind_review")
"""Columns of a season that decide its results: the pass line (below it a comment is due, too), the scores needed, method, order of equals, seed, and
whether judges read copies without names."""


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


FROZEN_FUNCTION = """
CREATE OR REPLACE FUNCTION criterion_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM score WHERE criterion_id = OLD.id) THEN
        RAISE EXCEPTION 'criterion % was scored by', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""


def criterion_statements(dialect: str) -> list[str]:
    """The SQL that keeps a line of the rubric as it is once a sealed score has used it."""
    if dialect == "sqlite":
        return ["CREATE TRIGGER criterion_frozen BEFORE UPDATE ON criterion WHEN EXISTS (SELECT 1 FROM score WHERE criterion_id = OLD.id) "
                "BEGIN SELECT RAISE(ABORT, 'criterion was scored by'); END"]
    return [FROZEN_FUNCTION, "CREATE TRIGGER criterion_frozen BEFORE UPDATE ON criterion FOR EACH ROW EXECUTE FUNCTION criterion_frozen()"]


SETTLED_FUNCTION = """
CREATE OR REPLACE FUNCTION season_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM score_sheet JOIN review ON review.id = score_sheet.review_id WHERE review.season_id = OLD.id) THEN
        RAISE EXCEPTION 'season % is settled', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""


def season_statements(dialect: str) -> list[str]:
    """The SQL that keeps what decides a season's results once one of its scores was sealed."""
    differs = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in DECIDING)
    if dialect == "sqlite":
        sealed = "EXISTS (SELECT 1 FROM score_sheet JOIN review ON review.id = score_sheet.review_id WHERE review.season_id = OLD.id)"
        return [f"CREATE TRIGGER season_settled BEFORE UPDATE ON season WHEN ({differs}) AND {sealed} "
                "BEGIN SELECT RAISE(ABORT, 'season is settled'); END"]
    return [SETTLED_FUNCTION, f"CREATE TRIGGER season_settled BEFORE UPDATE ON season FOR EACH ROW WHEN ({differs}) EXECUTE FUNCTION season_settled()"]


for _table in APPEND_ONLY:
    protect(_table)
for _dialect in ("sqlite", "postgresql"):
    for _statement in agreement_statements(_dialect):
        event.listen(Agreement.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
    for _statement in criterion_statements(_dialect):
        event.listen(Score.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
    for _statement in season_statements(_dialect):
        event.listen(ScoreSheet.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
