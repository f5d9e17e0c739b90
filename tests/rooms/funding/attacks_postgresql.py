"""The attacks on the books that only PostgreSQL knows, tried by a superuser: TRUNCATE, rounding, sleeping triggers, changed functions."""
from __future__ import annotations

from tests.rooms.funding.attacks import APPEND_ONLY, OPENED
from tests.rooms.funding.forging import FOUNDATION, STRANGER, booked, found, moved, received, refused

TABLES = (*APPEND_ONLY, "account", "ledger_head")
REWRITE = "UPDATE transfer SET amount_fen = amount_fen + 1 WHERE id = 1"
EMPTY_FUNCTION = ("CREATE OR REPLACE FUNCTION seal_on_the_shares() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp "
                  "AS $$ BEGIN RETURN NEW; END $$")
SWALLOWING = "CREATE FUNCTION own() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
REFUSED = (
    *(refused(f"empty {table}", f"TRUNCATE {table} CASCADE", answer="append-only") for table in TABLES),
    refused("rounded fen", *booked("receipt", moved(FOUNDATION, "origin", "pool", 5.5), fen=5), answer="do not add up"),
    refused("words for an amount", *booked("receipt", moved(FOUNDATION, "origin", "pool", "'五分'"), fen=5), answer="invalid input syntax for type bigint"),
    refused("constraints put off and no seal", "SET CONSTRAINTS ALL DEFERRED", OPENED, moved(FOUNDATION, "origin", "pool", 5), answer="foreign key constraint"),
    refused("upsert of an entry", "INSERT INTO seal (entry_id) VALUES (1) ON CONFLICT (entry_id) DO UPDATE SET entry_id = 1", answer="append-only"),
    refused("copy of a transfer", "INSERT INTO transfer SELECT * FROM transfer WHERE id = 1", answer="sealed or unknown"),
    refused("merge into a balance", "MERGE INTO account a USING (SELECT 1) s ON a.id = 1 WHEN MATCHED THEN UPDATE SET credits_fen = a.credits_fen + 5",
            answer="balances move only through transfers"),
    refused("rewriting in a subquery", f"WITH changed AS ({REWRITE} RETURNING id) SELECT * FROM changed", answer="append-only"),
    refused("look-alike tables before the books", "CREATE TEMP TABLE closed_period (season_id bigint, through text)", "SET LOCAL search_path = pg_temp, public",
            *booked("receipt", moved(FOUNDATION, "origin", "pool", 5), fen=5, on="2000-01-01"), answer="the period is closed"),
)
OWNER = (
    found("triggers asleep for this session", "SET LOCAL session_replication_role = replica", REWRITE, "SET LOCAL session_replication_role = origin",
          by=("ledger-balance", "ledger-entry")),
    found("balance changed by a sleeping session", "SET LOCAL session_replication_role = replica",
          f"UPDATE account SET credits_fen = credits_fen + 5 WHERE fund_id = {STRANGER} AND stage = 'pool'", "SET LOCAL session_replication_role = origin",
          by=("ledger-balance", "ledger-fund")),
    found("triggers disabled", "ALTER TABLE transfer DISABLE TRIGGER ALL", REWRITE, by=("ledger-balance", "ledger-entry", "schema-changed")),
    found("trigger dropped and a transfer rewritten", "DROP TRIGGER transfer_no_update ON transfer", REWRITE,
          by=("ledger-balance", "ledger-entry", "schema-missing")),
    found("function that says nothing any more", EMPTY_FUNCTION, by=("schema-changed",)),
    found("trigger of one's own", SWALLOWING, "CREATE TRIGGER own BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION own()", *received(5),
          by=("ledger-balance", "ledger-chain", "ledger-entry", "schema-foreign")),
    found("constraint dropped", "ALTER TABLE account DROP CONSTRAINT ck_account_never_overdrawn", by=("schema-missing",)),
    found("trigger under another name", "ALTER TRIGGER seal_on_the_sum ON seal RENAME TO seal_on_nothing", by=("schema-foreign", "schema-missing")),
    found("deferred key dropped and no seal", "ALTER TABLE entry DROP CONSTRAINT fk_entry_seal_id", OPENED, moved(FOUNDATION, "origin", "pool", 5),
          by=("ledger-chain", "ledger-entry", "ledger-seal", "schema-missing")),
)
ON_POSTGRESQL = (*REFUSED, *OWNER)
