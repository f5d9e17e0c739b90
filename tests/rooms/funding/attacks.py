"""The attacks on the books that any database meets, each a row (funding.md 1.4)."""
from __future__ import annotations

from tests.rooms.funding.forging import (CLOSED_DAY, FOUNDATION, ORDERED, OTHER_SEASON, SEAL, SIGNED, STRANGER, TREASURY, account, booked, entry, found,
                                         moved, received, refused, transfer)

APPEND_ONLY = ("entry", "transfer", "seal", "commitment_share", "commitment_band", "closed_period")
SAME = {"entry": "document", "transfer": "amount_fen", "seal": "entry_id", "commitment_share": "weight", "commitment_band": "weight",
        "closed_period": "actor"}
MORE, MOST = 5_000_000, 2_000_000
SET_ASIDE = "(SELECT MIN(id) FROM account WHERE stage = 'allot')"
RECEIPT_1 = "(SELECT MIN(id) FROM entry WHERE kind = 'receipt')"
REVERSAL = "(SELECT MIN(id) FROM entry WHERE kind = 'reverse')"
SPONSORED = "(SELECT id FROM entry WHERE idem_key = 'sponsor')"
REVERSED = "(SELECT MIN(reverses_id) FROM entry)"


def ordered(foundation: int, treasury: int, *, of: int = SIGNED) -> tuple[str, ...]:
    """An order of both sources."""
    legs = [moved(fund, "commit", "order", fen, of=of) for fund, fen in ((FOUNDATION, foundation), (TREASURY, treasury)) if fen]
    return booked("order", *legs, fen=foundation + treasury, of=of)


REWRITING = (
    *(refused(f"rewrite {table}", f"UPDATE {table} SET {SAME[table]} = {SAME[table]}", answer="append-only") for table in APPEND_ONLY),
    *(refused(f"delete from {table}", f"DELETE FROM {table}", answer="append-only") for table in APPEND_ONLY),
    refused("another amount in a transfer", "UPDATE transfer SET amount_fen = amount_fen + 1 WHERE id = 1", answer="append-only"),
    refused("another day for an entry", "UPDATE entry SET occurred_on = '2098-01-01' WHERE id = 1", answer="append-only"),
    refused("other weights after signing", "UPDATE commitment_band SET weight = 50", answer="append-only"),
    refused("seal lifted and set again", "DELETE FROM seal WHERE entry_id = 1", "INSERT INTO seal (entry_id) VALUES (1)", answer="append-only"),
    refused("entry opened and torn out", entry("receipt", 5), "DELETE FROM entry WHERE idem_key LIKE 'forged%'", answer="append-only"),
    refused("another source after signing", "INSERT INTO commitment_share (commitment_id, fund_id, position, weight, amount_fen) "
            f"VALUES ({SIGNED}, {STRANGER}, 3, 1, 0)", answer="shares are fixed at signing"),
    refused("another band after signing", "INSERT INTO commitment_band (commitment_id, band, start_fen, fund_id, position, weight, amount_fen) "
            f"VALUES ({SIGNED}, 2, 100, {FOUNDATION}, 1, 1, 0)", answer="bands are fixed at signing"),
)
BALANCES = (
    refused("another balance", "UPDATE account SET credits_fen = credits_fen + 100 WHERE stage = 'pool'", answer="balances move only through transfers"),
    refused("past transfer played again", "UPDATE account SET credits_fen = credits_fen + 3000000, last_transfer_id = 1 WHERE stage = 'pool' AND fund_id = 1",
            answer="balances move only through transfers"),
    refused("account of another fund", "UPDATE account SET fund_id = 2 WHERE stage = 'pool' AND fund_id = 1", answer="balances move only through transfers"),
    refused("upsert of a balance", "INSERT INTO account (id, fund_id, stage, debits_fen, credits_fen, last_transfer_id) VALUES (1, 1, 'pool', 0, 0, 0) "
            "ON CONFLICT (id) DO UPDATE SET credits_fen = account.credits_fen + 5", answer="this account exists"),
    refused("account that begins with money", "INSERT INTO account (fund_id, stage, street_id, debits_fen, credits_fen, last_transfer_id) "
            "VALUES (1, 'allot', 2, 0, 500, 0)", answer="an account starts at nothing"),
    refused("second pool of a fund", "INSERT INTO account (fund_id, stage, debits_fen, credits_fen, last_transfer_id) VALUES (1, 'pool', 0, 0, 0)",
            answer="this account exists"),
    refused("unused account deleted", f"DELETE FROM account WHERE commitment_id = {SIGNED} AND stage = 'returned'", answer="an account stays"),
    refused("every account deleted", "DELETE FROM account", answer="an account stays"),
    refused("account of a source that did not sign", f"INSERT INTO account (fund_id, stage, commitment_id, debits_fen, credits_fen, last_transfer_id) "
            f"VALUES ({STRANGER}, 'commit', {SIGNED}, 0, 0, 0)", answer="no source of this commitment"),
)
BY_HAND = "UPDATE ledger_head SET entry_id = e.id, hash = e.hash FROM (SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1) AS e"
OPENED = entry("receipt", 5)
HEAD = (
    refused("head back at the beginning", "UPDATE ledger_head SET entry_id = 0, hash = 'x'", answer="the head is the last entry"),
    refused("head moved by hand onto a new entry", *received(5), BY_HAND, answer="the head is the last entry"),
    refused("second head", "INSERT INTO ledger_head (id, entry_id, hash) VALUES (2, 0, 'x')", answer="there is one head"),
    refused("no head", "DELETE FROM ledger_head", answer="there is one head"),
    refused("entry that leaves a gap", OPENED.replace("entry_id + 1", "entry_id + 2"), *received(5)[1:], answer="an entry follows the last one"),
    refused("entry on an older head", OPENED.replace(" hash, 'forged", " 'older', 'forged"), *received(5)[1:], answer="an entry follows the last one"),
)
ENTRIES = (
    refused("entry without a seal", OPENED, moved(FOUNDATION, "origin", "pool", 5), answer="foreign key constraint"),
    refused("entry under another's seal", OPENED.replace("entry_id + 1 FROM", "1 FROM"), moved(FOUNDATION, "origin", "pool", 5), answer="sealed_by_its_own"),
    refused("seal of nothing", "INSERT INTO seal (entry_id) VALUES (999)", answer="do not add up"),
    refused("entry of nothing", entry("receipt", 0), answer="amount_positive"),
    refused("entry without transfers", *booked("receipt", fen=5), answer="do not add up"),
    refused("parts that do not add up", *booked("receipt", moved(FOUNDATION, "origin", "pool", 4), fen=5), answer="do not add up"),
    refused("transfer into a sealed entry", moved(FOUNDATION, "origin", "pool", 4).replace("SELECT entry_id,", "SELECT 1,"), answer="sealed or unknown"),
    refused("transfer after the seal", *received(5), moved(FOUNDATION, "origin", "pool", 4), answer="sealed or unknown"),
    refused("transfer without an entry", moved(FOUNDATION, "origin", "pool", 4).replace("SELECT entry_id,", "SELECT 999,"), answer="ledger:"),
    refused("same key twice", OPENED.replace("'forged-' || entry_id, 'receipt'", "'mistaken', 'receipt'"), answer="entry"),
    refused("unknown kind", entry("gift", 5), answer="kind_known"),
    refused("day that is none", entry("receipt", 5, on="tomorrow"), answer="occurred_on_a_day"),
    refused("closed period", *booked("receipt", moved(FOUNDATION, "origin", "pool", 5), fen=5, on=CLOSED_DAY), answer="the period is closed"),
    refused("closed period under another season", *booked("receipt", moved(FOUNDATION, "origin", "pool", 5), fen=5, on=CLOSED_DAY, season=OTHER_SEASON),
            answer="another season"),
    refused("period opened again", "INSERT INTO closed_period (season_id, through, actor, at_us) VALUES (1, '1999-12-31', 'p1', 1)",
            answer="a period is closed after the one before"),
)
MOVEMENTS = (
    refused("negative amount", *booked("receipt", moved(FOUNDATION, "origin", "pool", 10), moved(FOUNDATION, "origin", "pool", -5), fen=5),
            answer="more than nothing"),
    refused("no amount", *booked("receipt", moved(FOUNDATION, "origin", "pool", "NULL"), fen=5), answer="more than nothing"),
    refused("other fund", *booked("receipt", transfer(account(FOUNDATION, "origin"), account(TREASURY, "pool"), 5), fen=5), answer="two accounts of one fund"),
    refused("account to itself", *booked("receipt", transfer(account(FOUNDATION, "pool"), account(FOUNDATION, "pool"), 5), fen=5),
            answer="ledger:"),
    refused("kind that joins other stages", *booked("spend", moved(FOUNDATION, "pool", "origin", 5), fen=5), answer="does not join these accounts"),
    refused("out of a pool straight to an implementer", *booked("pay", moved(FOUNDATION, "pool", "held", 5, of=SIGNED), fen=5, of=SIGNED),
            answer="does not join these accounts"),
    refused("money of one project for another", *booked("spend", moved(FOUNDATION, "held", "spent", 5, of=ORDERED), fen=5, of=SIGNED),
            answer="does not join these accounts"),
    refused("more than the pool", *booked("allot", transfer(account(FOUNDATION, "pool"), SET_ASIDE, MORE), fen=MORE), answer="more than the balance"),
    refused("pool given twice in one entry", *booked("allot", *[transfer(account(FOUNDATION, "pool"), SET_ASIDE, MOST)] * 2, fen=2 * MOST),
            answer="more than the balance"),
    refused("carried over from nowhere", *booked("carry", moved(FOUNDATION, "origin", "pool", 5), fen=5), answer="what one source gives another receives"),
    refused("more than was signed", *ordered(267_660, 178_440), answer="more than the balance"),
)
SHARES = (
    refused("split off by one fen", *ordered(60_001, 39_999), answer="a fen or more off its share"),
    refused("split far off", *ordered(50_000, 50_000), answer="a fen or more off its share"),
    refused("one source pays all", *ordered(100_000, 0), answer="a fen or more off its share"),
    refused("next tranche off by one fen", *ordered(60_001, 39_999, of=ORDERED), answer="a fen or more off its share"),
    refused("refund to one source", *booked("refund", moved(FOUNDATION, "held", "returned", 100, of=ORDERED), fen=100, of=ORDERED),
            answer="a fen or more off its share"),
    refused("commit of more than was signed", *booked("commit", moved(FOUNDATION, "pool", "commit", 5, of=SIGNED), fen=5, of=SIGNED),
            answer="each source commits what it signed"),
    refused("change that no agreement asked for", *booked("amend", moved(FOUNDATION, "pool", "commit", 5, of=SIGNED), fen=5, of=SIGNED),
            answer="each source is bound to what the amended agreement says"),
    refused("change that binds one source in the place of another", *(
        "INSERT INTO commitment_share (commitment_id, fund_id, position, weight, amount_fen, version) "
        f"VALUES ({SIGNED}, {fund}, {fund}, 1, {part}, 2)" for fund, part in ((FOUNDATION, 267_500), (TREASURY, 178_300))),
        *booked("amend", moved(FOUNDATION, "commit", "pool", 200, of=SIGNED), fen=200, of=SIGNED),
        answer="each source is bound to what the amended agreement says"),
    refused("bands of a change that is not the next", "INSERT INTO commitment_band (commitment_id, band, start_fen, fund_id, position, weight, amount_fen, "
            f"version) VALUES ({SIGNED}, 1, 0, {FOUNDATION}, 1, 1, 5, 3)", answer="bands are fixed at signing"),
    refused("reversal of a part", *booked("reverse", moved(FOUNDATION, "pool", "origin", 5), fen=5, reverses=RECEIPT_1), answer="a reversal mirrors its entry"),
    refused("reversal between other accounts", *booked("reverse", moved(TREASURY, "pool", "origin", 1_000_00), fen=1_000_00, reverses=SPONSORED),
            answer="a reversal mirrors its entry"),
    refused("reversal of a reversal", *booked("reverse", moved(FOUNDATION, "origin", "pool", 500), fen=500, reverses=REVERSAL),
            answer="a reversal mirrors its entry"),
    refused("second reversal", *booked("reverse", moved(FOUNDATION, "pool", "origin", 500), fen=500, reverses=REVERSED), answer="entry"),
    refused("reversal of nothing", entry("reverse", 5), answer="reversal_names_its_entry"),
    refused("reversal of itself", entry("reverse", 500, reverses="entry_id + 1"), moved(FOUNDATION, "pool", "origin", 500), SEAL,
            answer="a reversal mirrors its entry"),
    refused("reversal in another season", *booked("reverse", moved(STRANGER, "pool", "origin", 1_000_00), fen=1_000_00, reverses=SPONSORED,
                                                  season=OTHER_SEASON), answer="a reversal mirrors its entry"),
)
WAITING = "(SELECT MIN(id) FROM payment WHERE state = 'planned')"
IN_A_BATCH = "(SELECT payment_id FROM batch_row WHERE id = 1)"
BANKED = (
    refused("payment called sent", f"UPDATE payment SET state = 'sent', order_id = 1 WHERE id = {WAITING}", answer="a payment is sent in a batch"),
    refused("payment called sent in another's batch", f"UPDATE payment SET state = 'sent', order_id = 1, batch_id = 1 WHERE id = {WAITING}",
            answer="a payment is sent in a batch"),
    refused("payment called paid", f"UPDATE payment SET state = 'paid', order_id = 1, paid_us = 1, bank_reference = 'x' WHERE id = {WAITING}",
            answer="bank: a payment"),
    refused("payment paid by a made-up line", f"UPDATE payment SET state = 'bounced', paid_us = NULL WHERE id = {IN_A_BATCH}",
            f"UPDATE payment SET state = 'paid', paid_us = 1, bank_reference = 'x' WHERE id = {IN_A_BATCH}", answer="a payment arrives by a line"),
    refused("payment that begins as paid", "INSERT INTO payment (id, season_id, state, tranche_id, proposal_id, fund_id, planned_fen, amount_fen, evidence, "
            "order_id, paid_us, bank_reference) SELECT (SELECT MIN(id) FROM wf_instance), season_id, 'paid', tranche_id, proposal_id, 3, 5, 5, '', 1, 1, 'x' "
            f"FROM payment WHERE id = {WAITING}", answer="a payment begins unsent"),
)
FORGERIES = (
    found("well-formed entry with a made-up hash", *received(5), by=("ledger-chain", "ledger-entry")),
    found("agreed amount and commitment changed", "UPDATE commitment SET amount_fen = amount_fen + 1", "UPDATE proposal SET agreed_fen = agreed_fen + 1",
          by=("commitment", "tranches")),
    found("tranche grows by a fen", "UPDATE tranche SET amount_fen = amount_fen + 1 WHERE seq = 1", by=("tranches", "legs")),
    found("payment called ordered", f"UPDATE payment SET order_id = 1 WHERE id = {WAITING}", by=("order",)),
    found("paid payment whose line is said to be another's", "UPDATE bank_match SET undone_us = 1, undone_by = 'p1' WHERE id = 1", by=("match-payment",)),
    found("paid legs change sources", "UPDATE payment SET fund_id = 3 WHERE state = 'paid' AND fund_id = 1", by=("payment", "split")),
    found("well-formed entry with words for a body", entry("receipt", 5).replace("'{}'", "'[1'"), *received(5)[1:],
          by=("ledger-chain", "ledger-entry")),
    found("day that no calendar has", *booked("receipt", moved(FOUNDATION, "origin", "pool", 5), fen=5, on="zzzz-99-99"), by=("ledger-chain", "ledger-entry")),
)
ANYWHERE = (*REWRITING, *BALANCES, *HEAD, *ENTRIES, *MOVEMENTS, *SHARES, *BANKED, *FORGERIES)
