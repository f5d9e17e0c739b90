"""The attacks on the books that only SQLite knows: REPLACE, PRAGMAs, types that bend, and triggers that any program can drop."""
from __future__ import annotations

from tests.rooms.funding.attacks import HEAD, MOST, OPENED, SET_ASIDE
from tests.rooms.funding.forging import FOUNDATION, SEAL, SIGNED, TREASURY, account, booked, entry, found, moved, received, refused, replaced, transfer

UNCHECKED, UNTIED = ("PRAGMA ignore_check_constraints=ON",), ("PRAGMA foreign_keys=OFF",)
FAR = 900
DEFERRED = "PRAGMA defer_foreign_keys=ON"
OR_REPLACED = OPENED.replace("INSERT", "INSERT OR REPLACE")
KEY, NEWER = "'forged-' || entry_id, 'receipt'", "'forged-' || (SELECT entry_id - 1 FROM ledger_head), 'receipt'"
REPLACING = (
    refused("replace an entry by its number", replaced("entry", where="id = 1", actor="'p2'"), answer="append-only"),
    refused("replace an entry by its key", DEFERRED, OR_REPLACED.replace(KEY, "'mistaken', 'receipt'"), answer="append-only"),
    refused("replace an opened entry by the next one", OPENED, OR_REPLACED.replace(KEY, NEWER),
            moved(FOUNDATION, "origin", "pool", 5), SEAL, answer="append-only"),
    refused("replace a transfer", replaced("transfer", where="id = 1", amount_fen="999"), answer="append-only"),
    refused("replace an open entry's transfer by one between other accounts", OPENED,
            transfer(account(FOUNDATION, "origin"), account(FOUNDATION, "pool"), 9, number=FAR),
            transfer(account(TREASURY, "origin"), account(TREASURY, "pool"), 5, number=FAR).replace("INSERT", "INSERT OR REPLACE"), SEAL, answer="append-only"),
    refused("replace a seal", "INSERT OR REPLACE INTO seal (entry_id) VALUES (1)", answer="append-only"),
    refused("replace an account by its number", replaced("account", where="id = 1", debits_fen="0", credits_fen="0", last_transfer_id="0"),
            answer="this account exists"),
    refused("replace an account by its key", replaced("account", where=f"commitment_id = {SIGNED} AND stage = 'commit'", id="NULL", debits_fen="0",
                                                      credits_fen="0", last_transfer_id="0"), answer="this account exists"),
    refused("replace the head", "INSERT OR REPLACE INTO ledger_head (id, entry_id, hash) VALUES (1, 0, 'x')", answer="there is one head"),
    refused("replace a share", replaced("commitment_share", where="id = 1", weight="1"), answer="shares are fixed at signing"),
    refused("replace a share by its fund", replaced("commitment_share", where="id = 1", id="NULL", position="9"), answer="shares are fixed at signing"),
    refused("replace a share by its position", replaced("commitment_share", where="id = 1", id="NULL", fund_id="3"), answer="shares are fixed at signing"),
    refused("replace a share before it binds", "INSERT INTO commitment_share VALUES (900, 900, 1, 1, 1, 5, 1)",
            "INSERT OR REPLACE INTO commitment_share VALUES (900, 900, 1, 1, 2, 5, 1)", answer="append-only", before=UNTIED),
    refused("replace a band", replaced("commitment_band", where="id = 1", weight="1"), answer="append-only"),
    refused("replace a band before it binds", "INSERT INTO commitment_band VALUES (900, 900, 1, 0, 1, 1, 1, 5, 1)",
            "INSERT OR REPLACE INTO commitment_band VALUES (900, 900, 1, 0, 1, 1, 2, 5, 1)", answer="append-only", before=UNTIED),
    refused("replace a closed period by its number", replaced("closed_period", where="id = 1", through="'2000-07-01'", actor="'p9'"), answer="append-only"),
    refused("update or replace an account", "UPDATE OR REPLACE account SET id = 2 WHERE id = 1", answer="balances move only through transfers"),
    refused("update or replace an entry", "UPDATE OR REPLACE entry SET idem_key = 'mistaken' WHERE id = 1", answer="append-only"),
    refused("upsert of an entry", "INSERT INTO entry SELECT * FROM entry WHERE id = 1 ON CONFLICT DO UPDATE SET actor = 'p2'", answer="append-only"),
    refused("upsert of a transfer", "INSERT INTO transfer SELECT * FROM transfer WHERE id = 1 ON CONFLICT DO UPDATE SET amount_fen = 1",
            answer="append-only"),
    refused("or ignore past the balance", entry("allot", MOST * 3),
            transfer(account(FOUNDATION, "pool"), SET_ASIDE, MOST * 3).replace("INSERT", "INSERT OR IGNORE"), SEAL, answer="more than the balance"),
)
SETTINGS = (
    refused("more than the pool without checks", *booked("allot", transfer(account(FOUNDATION, "pool"), SET_ASIDE, MOST * 3), fen=MOST * 3),
            answer="more than the balance", before=UNCHECKED),
    refused("negative amount without checks", *booked("receipt", moved(FOUNDATION, "origin", "pool", 10), moved(FOUNDATION, "origin", "pool", -5), fen=5),
            answer="more than nothing", before=UNCHECKED),
    refused("second head without checks", HEAD[2].statements[0], answer="there is one head", before=UNCHECKED),
    refused("entry without a seal on a raw connection", OPENED, moved(FOUNDATION, "origin", "pool", 5), answer="foreign keys are off", before=UNTIED),
    refused("entries deleted while foreign keys wait", DEFERRED, "DELETE FROM entry WHERE id = 5", answer="append-only"),
    refused("seal moved while foreign keys wait", DEFERRED, OPENED, "UPDATE seal SET entry_id = (SELECT entry_id FROM ledger_head) WHERE entry_id = 1",
            answer="append-only"),
    refused("half a fen more", *booked("receipt", moved(FOUNDATION, "origin", "pool", 5.5), fen=5), answer="cannot store REAL value"),
    refused("words for an amount", *booked("receipt", moved(FOUNDATION, "origin", "pool", "'五分'"), fen=5), answer="cannot store TEXT value"),
    refused("half a fen in a payment", "UPDATE payment SET amount_fen = amount_fen - 0.5 WHERE state = 'planned'", answer="amount_fen_whole"),
    refused("words for a tranche's amount", "UPDATE tranche SET amount_fen = '五分'", answer="amount_fen_whole"),
    refused("digits for a number", *booked("receipt", moved(FOUNDATION, "origin", "pool", "'12'"), fen=5), answer="do not add up"),
)
CHANGED_SQL = "UPDATE sqlite_master SET sql = replace(sql, 'BEFORE UPDATE', 'AFTER UPDATE') WHERE name = 'transfer_no_update'"
FAKE = "CREATE TRIGGER closed_period_later BEFORE INSERT ON closed_period BEGIN SELECT 1; END"
OWNER = (
    found("trigger dropped and a transfer rewritten", "DROP TRIGGER transfer_no_update", "UPDATE transfer SET amount_fen = amount_fen + 1 WHERE id = 1",
          by=("ledger-balance", "ledger-entry", "schema-missing")),
    found("trigger dropped and put back empty", "DROP TRIGGER closed_period_later", FAKE, by=("schema-changed",)),
    found("trigger of one's own", "CREATE TRIGGER own AFTER INSERT ON seal BEGIN SELECT 1; END", by=("schema-foreign",)),
    found("trigger rewritten in the schema itself", CHANGED_SQL, by=("schema-changed",), before=("PRAGMA writable_schema=ON",)),
    found("table put in another's place", "ALTER TABLE closed_period RENAME TO old", "CREATE TABLE closed_period AS SELECT * FROM old WHERE 0",
          "DROP TABLE old", by=("schema-changed", "schema-missing"), before=UNTIED),
    found("column of one's own", "ALTER TABLE seal ADD COLUMN remark TEXT", by=("schema-changed",)),
    found("balances held still by a passing trigger", "CREATE TEMP TRIGGER still BEFORE UPDATE ON main.account BEGIN SELECT RAISE(IGNORE); END", *received(5),
          by=("ledger-balance", "ledger-chain", "ledger-entry")),
)
ON_SQLITE = (*REPLACING, *SETTINGS, *OWNER)
