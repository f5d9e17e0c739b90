"""What the approval still lacked: new tables, columns and guards.

SQLite cannot change a table's checks, so a changed table is built anew beside the old one, filled from it and put in its place; every
trigger is taken away before and put back after, because a trigger would otherwise refuse the copying.
"""
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REBUILDS = False
SQLITE = (
    """CREATE TRIGGER season_settled BEFORE UPDATE ON season WHEN (NEW.pass_line <> OLD.pass_line OR NEW.reviews_needed <> OLD.reviews_needed OR NEW.result_method <> OLD.result_method OR NEW.tie_order <> OLD.tie_order OR NEW.lot_seed <> OLD.lot_seed OR NEW.blind_review <> OLD.blind_review) AND EXISTS (SELECT 1 FROM score_sheet JOIN review ON review.id = score_sheet.review_id WHERE review.season_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'season is settled'); END""",
)
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION public.season_settled()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (SELECT 1 FROM score_sheet JOIN review ON review.id = score_sheet.review_id WHERE review.season_id = OLD.id) THEN
        RAISE EXCEPTION 'season % is settled', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $function$
""",
    """CREATE TRIGGER season_settled BEFORE UPDATE ON public.season FOR EACH ROW WHEN (((new.pass_line <> old.pass_line) OR (new.reviews_needed <> old.reviews_needed) OR ((new.result_method)::text <> (old.result_method)::text) OR ((new.tie_order)::text <> (old.tie_order)::text) OR ((new.lot_seed)::text <> (old.lot_seed)::text) OR (new.blind_review <> old.blind_review))) EXECUTE FUNCTION season_settled()""",
)


def upgrade() -> None:
    """Change what is there, keep every row; a reference left without its row stops the migration."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for statement in POSTGRESQL:
            connection.exec_driver_sql(statement.replace("%", "%%"))
        return
    if REBUILDS:
        for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for statement in SQLITE:
        connection.exec_driver_sql(statement)
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        raise ValueError(f"{len(lost)} rows refer to rows that are not there: {lost[:5]}")
