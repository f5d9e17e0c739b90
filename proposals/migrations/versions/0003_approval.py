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
    """CREATE TABLE cap_change (
	id INTEGER NOT NULL, 
	season_id INTEGER NOT NULL, 
	street_id INTEGER, 
	category_id INTEGER, 
	places_before INTEGER, 
	places_after INTEGER, 
	fen_before INTEGER, 
	fen_after INTEGER, 
	reason TEXT NOT NULL, 
	by_id INTEGER NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_cap_change PRIMARY KEY (id), 
	CONSTRAINT ck_cap_change_of_one_thing CHECK (street_id IS NULL OR category_id IS NULL), 
	CONSTRAINT fk_cap_change_season_id FOREIGN KEY(season_id) REFERENCES season (id), 
	CONSTRAINT fk_cap_change_street_id FOREIGN KEY(street_id) REFERENCES area (id), 
	CONSTRAINT fk_cap_change_category_id FOREIGN KEY(category_id) REFERENCES category (id), 
	CONSTRAINT ck_cap_change_fen_before_whole CHECK (typeof(fen_before) IN ('integer', 'null')), 
	CONSTRAINT ck_cap_change_fen_after_whole CHECK (typeof(fen_after) IN ('integer', 'null')), 
	CONSTRAINT fk_cap_change_by_id FOREIGN KEY(by_id) REFERENCES person (id)
)""",
    """CREATE INDEX ix_cap_change_season ON cap_change (season_id, id)""",
    """CREATE TRIGGER cap_change_no_delete BEFORE DELETE ON cap_change BEGIN SELECT RAISE(ABORT, 'cap_change is append-only'); END""",
    """CREATE TRIGGER cap_change_no_twice BEFORE INSERT ON cap_change WHEN EXISTS (SELECT 1 FROM cap_change WHERE (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'cap_change is append-only'); END""",
    """CREATE TRIGGER cap_change_no_update BEFORE UPDATE ON cap_change WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'cap_change is append-only'); END""",
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
    """CREATE TABLE cap_change (
	id BIGSERIAL NOT NULL, 
	season_id BIGINT NOT NULL, 
	street_id BIGINT, 
	category_id BIGINT, 
	places_before INTEGER, 
	places_after INTEGER, 
	fen_before BIGINT, 
	fen_after BIGINT, 
	reason TEXT NOT NULL, 
	by_id BIGINT NOT NULL, 
	at_us BIGINT NOT NULL, 
	CONSTRAINT pk_cap_change PRIMARY KEY (id), 
	CONSTRAINT ck_cap_change_of_one_thing CHECK (street_id IS NULL OR category_id IS NULL), 
	CONSTRAINT fk_cap_change_season_id FOREIGN KEY(season_id) REFERENCES season (id), 
	CONSTRAINT fk_cap_change_street_id FOREIGN KEY(street_id) REFERENCES area (id), 
	CONSTRAINT fk_cap_change_category_id FOREIGN KEY(category_id) REFERENCES category (id), 
	CONSTRAINT fk_cap_change_by_id FOREIGN KEY(by_id) REFERENCES person (id)
)""",
    """CREATE INDEX ix_cap_change_season ON public.cap_change USING btree (season_id, id)""",
    """CREATE TRIGGER cap_change_no_delete BEFORE DELETE ON public.cap_change FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER cap_change_no_truncate BEFORE TRUNCATE ON public.cap_change FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER cap_change_no_update BEFORE UPDATE ON public.cap_change FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
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
