"""The house: every table with its checks, and the triggers that keep history and books append-only."""
import sqlalchemy as sa
from alembic import op

import proposals.storage

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FIRST_HEAD = "INSERT INTO ledger_head (id, entry_id, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000')"
SQLITE = (
    """CREATE TRIGGER account_moves BEFORE UPDATE ON account WHEN NEW.id <> OLD.id OR NEW.fund_id <> OLD.fund_id OR NEW.stage <> OLD.stage OR COALESCE(NEW.commitment_id, 0) <> COALESCE(OLD.commitment_id, 0) OR COALESCE(NEW.street_id, 0) <> COALESCE(OLD.street_id, 0) OR COALESCE(NEW.category_id, 0) <> COALESCE(OLD.category_id, 0) OR NEW.last_transfer_id <= OLD.last_transfer_id OR NOT EXISTS (SELECT 1 FROM transfer t WHERE t.id = NEW.last_transfer_id AND ((t.debit_id = NEW.id AND NEW.debits_fen = OLD.debits_fen + t.amount_fen AND NEW.credits_fen = OLD.credits_fen) OR (t.credit_id = NEW.id AND NEW.credits_fen = OLD.credits_fen + t.amount_fen AND NEW.debits_fen = OLD.debits_fen))) BEGIN SELECT RAISE(ABORT, 'ledger: balances move only through transfers'); END""",
    """CREATE TRIGGER account_of_a_source BEFORE INSERT ON account WHEN NEW.commitment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM commitment_share s WHERE s.commitment_id = NEW.commitment_id AND s.fund_id = NEW.fund_id) BEGIN SELECT RAISE(ABORT, 'ledger: no source of this commitment'); END""",
    """CREATE TRIGGER account_once BEFORE INSERT ON account WHEN EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.id OR (a.fund_id = NEW.fund_id AND a.stage = NEW.stage AND COALESCE(a.commitment_id, 0) = COALESCE(NEW.commitment_id, 0) AND COALESCE(a.street_id, 0) = COALESCE(NEW.street_id, 0) AND COALESCE(a.category_id, 0) = COALESCE(NEW.category_id, 0))) BEGIN SELECT RAISE(ABORT, 'ledger: this account exists'); END""",
    """CREATE TRIGGER account_starts_empty BEFORE INSERT ON account WHEN NEW.debits_fen <> 0 OR NEW.credits_fen <> 0 OR NEW.last_transfer_id <> 0 BEGIN SELECT RAISE(ABORT, 'ledger: an account starts at nothing'); END""",
    """CREATE TRIGGER account_stays BEFORE DELETE ON account WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'ledger: an account stays'); END""",
    """CREATE TRIGGER agreement_no_delete BEFORE DELETE ON agreement BEGIN SELECT RAISE(ABORT, 'agreement is append-only'); END""",
    """CREATE TRIGGER agreement_no_update BEFORE UPDATE ON agreement WHEN NOT (NEW.id = OLD.id AND NEW.proposal_id = OLD.proposal_id AND NEW.version = OLD.version AND NEW.season_id = OLD.season_id AND NEW.street_id = OLD.street_id AND NEW.serial = OLD.serial AND NEW.number = OLD.number AND NEW.amount_fen = OLD.amount_fen AND NEW.text = OLD.text AND NEW.digest = OLD.digest AND NEW.at_us = OLD.at_us AND OLD.voided_us IS NULL AND NEW.voided_us IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'agreement is append-only'); END""",
    """CREATE TRIGGER allotment_no_delete BEFORE DELETE ON allotment BEGIN SELECT RAISE(ABORT, 'allotment is append-only'); END""",
    """CREATE TRIGGER allotment_no_twice BEFORE INSERT ON allotment WHEN EXISTS (SELECT 1 FROM allotment WHERE (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'allotment is append-only'); END""",
    """CREATE TRIGGER allotment_no_update BEFORE UPDATE ON allotment WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'allotment is append-only'); END""",
    """CREATE TRIGGER archive_file_no_delete BEFORE DELETE ON archive_file BEGIN SELECT RAISE(ABORT, 'archive_file is append-only'); END""",
    """CREATE TRIGGER archive_file_no_twice BEFORE INSERT ON archive_file WHEN EXISTS (SELECT 1 FROM archive_file WHERE (id = NEW.id) OR (proposal_id = NEW.proposal_id AND version = NEW.version)) BEGIN SELECT RAISE(ABORT, 'archive_file is append-only'); END""",
    """CREATE TRIGGER archive_file_no_update BEFORE UPDATE ON archive_file WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'archive_file is append-only'); END""",
    """CREATE TRIGGER bank_account_as_opened BEFORE UPDATE ON bank_account WHEN NEW.id <> OLD.id OR NEW.desk <> OLD.desk OR NEW.number <> OLD.number BEGIN SELECT RAISE(ABORT, 'bank: an account is never rewritten'); END""",
    """CREATE TRIGGER bank_account_once BEFORE INSERT ON bank_account WHEN EXISTS (SELECT 1 FROM bank_account WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'bank_account keeps its rows'); END""",
    """CREATE TRIGGER bank_account_stays BEFORE DELETE ON bank_account WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'bank_account keeps its rows'); END""",
    """CREATE TRIGGER bank_line_follows BEFORE INSERT ON bank_line WHEN NOT EXISTS (SELECT 1 FROM bank_statement s LEFT JOIN bank_line p ON p.statement_id = s.id AND p.seq = NEW.seq - 1 WHERE s.id = NEW.statement_id AND s.account_id = NEW.account_id AND NEW.seq BETWEEN 1 AND s.size AND (NEW.seq = 1 OR p.id IS NOT NULL) AND NEW.balance_fen = COALESCE(p.balance_fen, s.opening_fen) + CASE NEW.direction WHEN 'in' THEN NEW.amount_fen ELSE -NEW.amount_fen END AND (NEW.seq < s.size OR NEW.balance_fen = s.closing_fen) AND NEW.booked_on BETWEEN s.from_day AND s.to_day) BEGIN SELECT RAISE(ABORT, 'bank: a line follows from the balance before it'); END""",
    """CREATE TRIGGER bank_line_no_delete BEFORE DELETE ON bank_line BEGIN SELECT RAISE(ABORT, 'bank_line is append-only'); END""",
    """CREATE TRIGGER bank_line_no_twice BEFORE INSERT ON bank_line WHEN EXISTS (SELECT 1 FROM bank_line WHERE (account_id = NEW.account_id AND reference = NEW.reference) OR (id = NEW.id) OR (statement_id = NEW.statement_id AND seq = NEW.seq)) BEGIN SELECT RAISE(ABORT, 'bank_line is append-only'); END""",
    """CREATE TRIGGER bank_line_no_update BEFORE UPDATE ON bank_line WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'bank_line is append-only'); END""",
    """CREATE TRIGGER bank_match_of_its_way BEFORE INSERT ON bank_match WHEN EXISTS (SELECT 1 FROM bank_line l WHERE l.id = NEW.line_id AND NEW.kind || ':' || l.direction IN ('pay:in', 'return:out', 'receipt:out', 'refund:out')) BEGIN SELECT RAISE(ABORT, 'bank: a line went the other way'); END""",
    """CREATE TRIGGER bank_match_once BEFORE INSERT ON bank_match WHEN EXISTS (SELECT 1 FROM bank_match WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'bank_match keeps its rows'); END""",
    """CREATE TRIGGER bank_match_stays BEFORE DELETE ON bank_match WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'bank_match keeps its rows'); END""",
    """CREATE TRIGGER bank_match_undone_in_turn BEFORE UPDATE ON bank_match WHEN NEW.payment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment p JOIN bank_line l ON l.id = NEW.line_id WHERE p.id = NEW.payment_id AND COALESCE((SELECT SUM(CASE o.direction WHEN 'out' THEN m.amount_fen ELSE -m.amount_fen END) FROM bank_match m JOIN bank_line o ON o.id = m.line_id WHERE m.payment_id = NEW.payment_id AND m.undone_us IS NULL), 0) - (CASE l.direction WHEN 'out' THEN NEW.amount_fen ELSE -NEW.amount_fen END) BETWEEN 0 AND p.amount_fen) BEGIN SELECT RAISE(ABORT, 'bank: what came later is undone first'); END""",
    """CREATE TRIGGER bank_match_undone_once BEFORE UPDATE ON bank_match WHEN OLD.undone_us IS NOT NULL OR NEW.undone_us IS NULL OR NEW.kind <> OLD.kind OR NEW.actor <> OLD.actor OR COALESCE(NEW.id, 0) <> COALESCE(OLD.id, 0) OR COALESCE(NEW.line_id, 0) <> COALESCE(OLD.line_id, 0) OR COALESCE(NEW.amount_fen, 0) <> COALESCE(OLD.amount_fen, 0) OR COALESCE(NEW.payment_id, 0) <> COALESCE(OLD.payment_id, 0) OR COALESCE(NEW.entry_id, 0) <> COALESCE(OLD.entry_id, 0) OR COALESCE(NEW.at_us, 0) <> COALESCE(OLD.at_us, 0) BEGIN SELECT RAISE(ABORT, 'bank: a match is undone once and otherwise stays'); END""",
    """CREATE TRIGGER bank_match_within_entry BEFORE INSERT ON bank_match WHEN NEW.kind IN ('receipt', 'refund') AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.kind = NEW.kind AND e.amount_fen >= NEW.amount_fen + COALESCE((SELECT SUM(m.amount_fen) FROM bank_match m WHERE m.entry_id = NEW.entry_id AND m.undone_us IS NULL), 0)) BEGIN SELECT RAISE(ABORT, 'bank: more than was booked, or another kind'); END""",
    """CREATE TRIGGER bank_match_within_line BEFORE INSERT ON bank_match WHEN NEW.undone_us IS NOT NULL OR NOT EXISTS (SELECT 1 FROM bank_line l WHERE l.id = NEW.line_id AND l.amount_fen >= NEW.amount_fen + COALESCE((SELECT SUM(m.amount_fen) FROM bank_match m WHERE m.line_id = NEW.line_id AND m.undone_us IS NULL), 0)) BEGIN SELECT RAISE(ABORT, 'bank: more than the line'); END""",
    """CREATE TRIGGER bank_match_within_payment BEFORE INSERT ON bank_match WHEN NEW.payment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment p JOIN bank_line l ON l.id = NEW.line_id WHERE p.id = NEW.payment_id AND COALESCE((SELECT SUM(CASE o.direction WHEN 'out' THEN m.amount_fen ELSE -m.amount_fen END) FROM bank_match m JOIN bank_line o ON o.id = m.line_id WHERE m.payment_id = NEW.payment_id AND m.undone_us IS NULL), 0) + CASE l.direction WHEN 'out' THEN NEW.amount_fen ELSE -NEW.amount_fen END BETWEEN 0 AND p.amount_fen) BEGIN SELECT RAISE(ABORT, 'bank: more than the payment, or back before it went'); END""",
    """CREATE TRIGGER bank_statement_follows BEFORE INSERT ON bank_statement WHEN NEW.seq <> COALESCE((SELECT MAX(s.seq) FROM bank_statement s WHERE s.account_id = NEW.account_id), 0) + 1 OR EXISTS (SELECT 1 FROM bank_statement s WHERE s.account_id = NEW.account_id AND s.seq = NEW.seq - 1 AND (s.closing_fen <> NEW.opening_fen OR s.to_day > NEW.from_day)) BEGIN SELECT RAISE(ABORT, 'bank: a statement begins where the one before ended'); END""",
    """CREATE TRIGGER bank_statement_no_delete BEFORE DELETE ON bank_statement BEGIN SELECT RAISE(ABORT, 'bank_statement is append-only'); END""",
    """CREATE TRIGGER bank_statement_no_twice BEFORE INSERT ON bank_statement WHEN EXISTS (SELECT 1 FROM bank_statement WHERE (account_id = NEW.account_id AND seq = NEW.seq) OR (account_id = NEW.account_id AND sha256 = NEW.sha256) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'bank_statement is append-only'); END""",
    """CREATE TRIGGER bank_statement_no_update BEFORE UPDATE ON bank_statement WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'bank_statement is append-only'); END""",
    """CREATE TRIGGER batch_file_no_delete BEFORE DELETE ON batch_file BEGIN SELECT RAISE(ABORT, 'batch_file is append-only'); END""",
    """CREATE TRIGGER batch_file_no_twice BEFORE INSERT ON batch_file WHEN EXISTS (SELECT 1 FROM batch_file WHERE (batch_id = NEW.batch_id AND kind = NEW.kind) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'batch_file is append-only'); END""",
    """CREATE TRIGGER batch_file_no_update BEFORE UPDATE ON batch_file WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'batch_file is append-only'); END""",
    """CREATE TRIGGER batch_row_no_delete BEFORE DELETE ON batch_row BEGIN SELECT RAISE(ABORT, 'batch_row is append-only'); END""",
    """CREATE TRIGGER batch_row_no_twice BEFORE INSERT ON batch_row WHEN EXISTS (SELECT 1 FROM batch_row WHERE (batch_id = NEW.batch_id AND payment_id = NEW.payment_id) OR (batch_id = NEW.batch_id AND seq = NEW.seq) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'batch_row is append-only'); END""",
    """CREATE TRIGGER batch_row_no_update BEFORE UPDATE ON batch_row WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'batch_row is append-only'); END""",
    """CREATE TRIGGER closed_period_later BEFORE INSERT ON closed_period WHEN EXISTS (SELECT 1 FROM closed_period p WHERE p.season_id = NEW.season_id AND p.through >= NEW.through) BEGIN SELECT RAISE(ABORT, 'ledger: a period is closed after the one before'); END""",
    """CREATE TRIGGER closed_period_no_delete BEFORE DELETE ON closed_period BEGIN SELECT RAISE(ABORT, 'closed_period is append-only'); END""",
    """CREATE TRIGGER closed_period_no_twice BEFORE INSERT ON closed_period WHEN EXISTS (SELECT 1 FROM closed_period WHERE (id = NEW.id) OR (season_id = NEW.season_id AND through = NEW.through)) BEGIN SELECT RAISE(ABORT, 'closed_period is append-only'); END""",
    """CREATE TRIGGER closed_period_no_update BEFORE UPDATE ON closed_period WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'closed_period is append-only'); END""",
    """CREATE TRIGGER band_before_signing BEFORE INSERT ON commitment_band WHEN EXISTS (SELECT 1 FROM entry e WHERE e.commitment_id = NEW.commitment_id) BEGIN SELECT RAISE(ABORT, 'ledger: bands are fixed at signing'); END""",
    """CREATE TRIGGER commitment_band_no_delete BEFORE DELETE ON commitment_band BEGIN SELECT RAISE(ABORT, 'commitment_band is append-only'); END""",
    """CREATE TRIGGER commitment_band_no_twice BEFORE INSERT ON commitment_band WHEN EXISTS (SELECT 1 FROM commitment_band WHERE (commitment_id = NEW.commitment_id AND band = NEW.band AND fund_id = NEW.fund_id) OR (commitment_id = NEW.commitment_id AND band = NEW.band AND position = NEW.position) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'commitment_band is append-only'); END""",
    """CREATE TRIGGER commitment_band_no_update BEFORE UPDATE ON commitment_band WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'commitment_band is append-only'); END""",
    """CREATE TRIGGER commitment_payee_no_delete BEFORE DELETE ON commitment_payee BEGIN SELECT RAISE(ABORT, 'commitment_payee is append-only'); END""",
    """CREATE TRIGGER commitment_payee_no_twice BEFORE INSERT ON commitment_payee WHEN EXISTS (SELECT 1 FROM commitment_payee WHERE (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'commitment_payee is append-only'); END""",
    """CREATE TRIGGER commitment_payee_no_update BEFORE UPDATE ON commitment_payee WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'commitment_payee is append-only'); END""",
    """CREATE TRIGGER commitment_share_no_delete BEFORE DELETE ON commitment_share BEGIN SELECT RAISE(ABORT, 'commitment_share is append-only'); END""",
    """CREATE TRIGGER commitment_share_no_twice BEFORE INSERT ON commitment_share WHEN EXISTS (SELECT 1 FROM commitment_share WHERE (commitment_id = NEW.commitment_id AND fund_id = NEW.fund_id) OR (commitment_id = NEW.commitment_id AND position = NEW.position) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'commitment_share is append-only'); END""",
    """CREATE TRIGGER commitment_share_no_update BEFORE UPDATE ON commitment_share WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'commitment_share is append-only'); END""",
    """CREATE TRIGGER share_before_signing BEFORE INSERT ON commitment_share WHEN EXISTS (SELECT 1 FROM entry e WHERE e.commitment_id = NEW.commitment_id) BEGIN SELECT RAISE(ABORT, 'ledger: shares are fixed at signing'); END""",
    """CREATE TRIGGER entry_in_open_period BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM closed_period p WHERE p.season_id = NEW.season_id AND p.through >= NEW.occurred_on) BEGIN SELECT RAISE(ABORT, 'ledger: the period is closed'); END""",
    """CREATE TRIGGER entry_is_next BEFORE INSERT ON entry WHEN NEW.prev_hash <> (SELECT hash FROM ledger_head) OR NEW.id <> (SELECT entry_id + 1 FROM ledger_head) BEGIN SELECT RAISE(ABORT, 'ledger: an entry follows the last one'); END""",
    """CREATE TRIGGER entry_moves_head AFTER INSERT ON entry BEGIN UPDATE ledger_head SET entry_id = NEW.id, hash = NEW.hash; END""",
    """CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END""",
    """CREATE TRIGGER entry_no_twice BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE (hash = NEW.hash) OR (id = NEW.id) OR (idem_key = NEW.idem_key) OR (prev_hash = NEW.prev_hash) OR (reverses_id = NEW.reverses_id)) BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END""",
    """CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END""",
    """CREATE TRIGGER entry_with_keys_on BEFORE INSERT ON entry WHEN (SELECT foreign_keys FROM pragma_foreign_keys) = 0 BEGIN SELECT RAISE(ABORT, 'ledger: foreign keys are off on this connection'); END""",
    """CREATE TRIGGER line_leaves_a_draft BEFORE DELETE ON expenditure_line WHEN COALESCE((SELECT r.state FROM expenditure_report r WHERE r.id = OLD.report_id), '') <> 'draft' BEGIN SELECT RAISE(ABORT, 'spending: only a draft loses lines'); END""",
    """CREATE TRIGGER line_of_a_draft BEFORE INSERT ON expenditure_line WHEN COALESCE((SELECT r.state FROM expenditure_report r WHERE r.id = NEW.report_id), '') <> 'draft' BEGIN SELECT RAISE(ABORT, 'spending: only a draft gets lines'); END""",
    """CREATE TRIGGER line_once BEFORE INSERT ON expenditure_line WHEN EXISTS (SELECT 1 FROM expenditure_line l WHERE l.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'spending: this line exists'); END""",
    """CREATE TRIGGER line_says_the_same BEFORE UPDATE ON expenditure_line WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'spending: a line says what it said'); END""",
    """CREATE TRIGGER expenditure_report_once BEFORE INSERT ON expenditure_report WHEN EXISTS (SELECT 1 FROM expenditure_report WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'expenditure_report keeps its rows'); END""",
    """CREATE TRIGGER expenditure_report_stays BEFORE DELETE ON expenditure_report WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'expenditure_report keeps its rows'); END""",
    """CREATE TRIGGER report_is_decided BEFORE UPDATE ON expenditure_report WHEN OLD.state IN ('accepted', 'returned') OR NEW.id <> OLD.id OR NEW.commitment_id <> OLD.commitment_id OR NEW.period <> OLD.period OR NEW.version <> OLD.version OR (OLD.state = 'submitted' AND COALESCE(NEW.amount_fen, 0) <> COALESCE(OLD.amount_fen, 0)) BEGIN SELECT RAISE(ABORT, 'spending: a decided report stays as it was'); END""",
    """CREATE TRIGGER fund_joins_early BEFORE INSERT ON fund WHEN EXISTS (SELECT 1 FROM commitment_share s JOIN fund f ON f.id = s.fund_id WHERE f.season_id = NEW.season_id) OR EXISTS (SELECT 1 FROM fund f WHERE f.id = NEW.id OR (f.season_id = NEW.season_id AND (f.code = NEW.code OR f.position = NEW.position))) BEGIN SELECT RAISE(ABORT, 'sources are fixed with the first commitment'); END""",
    """CREATE TRIGGER fund_stays BEFORE DELETE ON fund WHEN EXISTS (SELECT 1 FROM commitment_share s JOIN fund f ON f.id = s.fund_id WHERE f.season_id = OLD.season_id) OR EXISTS (SELECT 1 FROM account a WHERE a.fund_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'sources are fixed with the first commitment'); END""",
    """CREATE TRIGGER fund_terms_stay BEFORE UPDATE ON fund WHEN (NEW.id <> OLD.id OR COALESCE(NEW.season_id, 0) <> COALESCE(OLD.season_id, 0) OR NEW.code <> OLD.code OR NEW.kind <> OLD.kind OR NEW.desk <> OLD.desk OR NEW.weight <> OLD.weight OR NEW.position <> OLD.position OR NEW.pay_mode <> OLD.pay_mode OR COALESCE(NEW.street_id, 0) <> COALESCE(OLD.street_id, 0) OR COALESCE(NEW.category_id, 0) <> COALESCE(OLD.category_id, 0) OR COALESCE(NEW.cap_fen, 0) <> COALESCE(OLD.cap_fen, 0)) AND EXISTS (SELECT 1 FROM commitment_share s JOIN fund f ON f.id = s.fund_id WHERE f.season_id = OLD.season_id) BEGIN SELECT RAISE(ABORT, 'sources are fixed with the first commitment'); END""",
    """CREATE TRIGGER head_transfer_no_delete BEFORE DELETE ON head_transfer BEGIN SELECT RAISE(ABORT, 'head_transfer is append-only'); END""",
    """CREATE TRIGGER head_transfer_no_twice BEFORE INSERT ON head_transfer WHEN EXISTS (SELECT 1 FROM head_transfer WHERE (commitment_id = NEW.commitment_id AND serial = NEW.serial) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'head_transfer is append-only'); END""",
    """CREATE TRIGGER head_transfer_no_update BEFORE UPDATE ON head_transfer WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'head_transfer is append-only'); END""",
    """CREATE TRIGGER head_transfer_ruling_no_delete BEFORE DELETE ON head_transfer_ruling BEGIN SELECT RAISE(ABORT, 'head_transfer_ruling is append-only'); END""",
    """CREATE TRIGGER head_transfer_ruling_no_twice BEFORE INSERT ON head_transfer_ruling WHEN EXISTS (SELECT 1 FROM head_transfer_ruling WHERE (id = NEW.id) OR (transfer_id = NEW.transfer_id)) BEGIN SELECT RAISE(ABORT, 'head_transfer_ruling is append-only'); END""",
    """CREATE TRIGGER head_transfer_ruling_no_update BEFORE UPDATE ON head_transfer_ruling WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'head_transfer_ruling is append-only'); END""",
    """CREATE TRIGGER in_kind_no_delete BEFORE DELETE ON in_kind BEGIN SELECT RAISE(ABORT, 'in_kind is append-only'); END""",
    """CREATE TRIGGER in_kind_no_twice BEFORE INSERT ON in_kind WHEN EXISTS (SELECT 1 FROM in_kind WHERE (evidence_digest = NEW.evidence_digest) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'in_kind is append-only'); END""",
    """CREATE TRIGGER in_kind_no_update BEFORE UPDATE ON in_kind WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'in_kind is append-only'); END""",
    """CREATE TRIGGER ledger_head_is_one BEFORE INSERT ON ledger_head WHEN EXISTS (SELECT 1 FROM ledger_head) BEGIN SELECT RAISE(ABORT, 'ledger: there is one head'); END""",
    """CREATE TRIGGER ledger_head_moves BEFORE UPDATE ON ledger_head WHEN NEW.id <> OLD.id OR NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.hash = NEW.hash AND e.prev_hash = OLD.hash) BEGIN SELECT RAISE(ABORT, 'ledger: the head is the last entry'); END""",
    """CREATE TRIGGER ledger_head_stays BEFORE DELETE ON ledger_head WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'ledger: there is one head'); END""",
    """CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END""",
    """CREATE TRIGGER notice_no_twice BEFORE INSERT ON notice WHEN EXISTS (SELECT 1 FROM notice WHERE (id = NEW.id) OR (season_id = NEW.season_id AND serial = NEW.serial)) BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END""",
    """CREATE TRIGGER notice_no_update BEFORE UPDATE ON notice WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END""",
    """CREATE TRIGGER payee_account_as_checked BEFORE UPDATE ON payee_account WHEN NEW.id <> OLD.id OR NEW.organisation_id <> OLD.organisation_id OR NEW.holder <> OLD.holder OR NEW.bank <> OLD.bank OR NEW.number <> OLD.number OR NEW.recorded_by <> OLD.recorded_by OR NEW.recorded_us <> OLD.recorded_us OR (OLD.verified_by IS NOT NULL AND COALESCE(NEW.verified_by, '') <> OLD.verified_by) OR OLD.retired_us IS NOT NULL BEGIN SELECT RAISE(ABORT, 'bank: an account is never rewritten'); END""",
    """CREATE TRIGGER payee_account_once BEFORE INSERT ON payee_account WHEN EXISTS (SELECT 1 FROM payee_account WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'payee_account keeps its rows'); END""",
    """CREATE TRIGGER payee_account_stays BEFORE DELETE ON payee_account WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'payee_account keeps its rows'); END""",
    """CREATE TRIGGER payment_batch_no_delete BEFORE DELETE ON payment_batch BEGIN SELECT RAISE(ABORT, 'payment_batch is append-only'); END""",
    """CREATE TRIGGER payment_batch_no_twice BEFORE INSERT ON payment_batch WHEN EXISTS (SELECT 1 FROM payment_batch WHERE (id = NEW.id) OR (number = NEW.number) OR (season_id = NEW.season_id AND desk = NEW.desk AND serial = NEW.serial)) BEGIN SELECT RAISE(ABORT, 'payment_batch is append-only'); END""",
    """CREATE TRIGGER payment_batch_no_update BEFORE UPDATE ON payment_batch WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'payment_batch is append-only'); END""",
    """CREATE TRIGGER pledge_no_delete BEFORE DELETE ON pledge BEGIN SELECT RAISE(ABORT, 'pledge is append-only'); END""",
    """CREATE TRIGGER pledge_no_twice BEFORE INSERT ON pledge WHEN EXISTS (SELECT 1 FROM pledge WHERE (entry_id = NEW.entry_id) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'pledge is append-only'); END""",
    """CREATE TRIGGER pledge_no_update BEFORE UPDATE ON pledge WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'pledge is append-only'); END""",
    """CREATE TRIGGER pledge_receipt_no_delete BEFORE DELETE ON pledge_receipt BEGIN SELECT RAISE(ABORT, 'pledge_receipt is append-only'); END""",
    """CREATE TRIGGER pledge_receipt_no_twice BEFORE INSERT ON pledge_receipt WHEN EXISTS (SELECT 1 FROM pledge_receipt WHERE (entry_id = NEW.entry_id) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'pledge_receipt is append-only'); END""",
    """CREATE TRIGGER pledge_receipt_no_update BEFORE UPDATE ON pledge_receipt WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'pledge_receipt is append-only'); END""",
    """CREATE TRIGGER score_no_delete BEFORE DELETE ON score BEGIN SELECT RAISE(ABORT, 'score is append-only'); END""",
    """CREATE TRIGGER score_no_twice BEFORE INSERT ON score WHEN EXISTS (SELECT 1 FROM score WHERE (id = NEW.id) OR (review_id = NEW.review_id AND criterion_id = NEW.criterion_id AND version = NEW.version)) BEGIN SELECT RAISE(ABORT, 'score is append-only'); END""",
    """CREATE TRIGGER score_no_update BEFORE UPDATE ON score WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'score is append-only'); END""",
    """CREATE TRIGGER score_sheet_no_delete BEFORE DELETE ON score_sheet BEGIN SELECT RAISE(ABORT, 'score_sheet is append-only'); END""",
    """CREATE TRIGGER score_sheet_no_twice BEFORE INSERT ON score_sheet WHEN EXISTS (SELECT 1 FROM score_sheet WHERE (id = NEW.id) OR (review_id = NEW.review_id AND version = NEW.version)) BEGIN SELECT RAISE(ABORT, 'score_sheet is append-only'); END""",
    """CREATE TRIGGER score_sheet_no_update BEFORE UPDATE ON score_sheet WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'score_sheet is append-only'); END""",
    """CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END""",
    """CREATE TRIGGER seal_no_twice BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM seal WHERE (entry_id = NEW.entry_id)) BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END""",
    """CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END""",
    """CREATE TRIGGER seal_on_a_mirror BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM entry e JOIN entry o ON o.id = e.reverses_id WHERE e.id = NEW.entry_id AND (o.kind = 'reverse' OR o.id >= e.id OR o.season_id <> e.season_id OR COALESCE(o.commitment_id, 0) <> COALESCE(e.commitment_id, 0) OR (SELECT COUNT(*) FROM transfer t WHERE t.entry_id = e.id) <> (SELECT COUNT(*) FROM transfer t WHERE t.entry_id = o.id) OR EXISTS (SELECT 1 FROM transfer t WHERE t.entry_id = e.id AND NOT EXISTS (SELECT 1 FROM transfer m WHERE m.entry_id = o.id AND m.debit_id = t.credit_id AND m.credit_id = t.debit_id AND m.amount_fen = t.amount_fen)) OR EXISTS (SELECT 1 FROM transfer t WHERE t.entry_id = o.id AND NOT EXISTS (SELECT 1 FROM transfer m WHERE m.entry_id = e.id AND m.debit_id = t.credit_id AND m.credit_id = t.debit_id AND m.amount_fen = t.amount_fen)))) BEGIN SELECT RAISE(ABORT, 'ledger: a reversal mirrors its entry'); END""",
    """CREATE TRIGGER seal_on_both_sides BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.kind IN ('advance', 'repay', 'carry') AND (SELECT SUM(CASE WHEN a.stage = 'pool' THEN t.amount_fen ELSE -t.amount_fen END) FROM transfer t JOIN account a ON a.id = t.debit_id WHERE t.entry_id = e.id) <> 0) BEGIN SELECT RAISE(ABORT, 'ledger: what one source gives another receives'); END""",
    """CREATE TRIGGER seal_on_the_shares BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM entry e JOIN commitment_band b ON b.commitment_id = e.commitment_id WHERE e.id = NEW.entry_id AND e.kind IN ('order', 'refund') AND b.band = (SELECT MAX(r.band) FROM commitment_band r WHERE r.commitment_id = e.commitment_id AND r.start_fen <= COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent')), 0)) AND ABS((COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent') AND a.fund_id = b.fund_id), 0) - COALESCE((SELECT SUM(p.amount_fen) FROM commitment_band p WHERE p.commitment_id = e.commitment_id AND p.fund_id = b.fund_id AND p.band < b.band), 0)) * (SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.band = b.band) - b.weight * (COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent')), 0) - b.start_fen)) >= (SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.band = b.band) AND ABS((COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent') AND a.fund_id = b.fund_id), 0) - COALESCE((SELECT SUM(p.amount_fen) FROM commitment_band p WHERE p.commitment_id = e.commitment_id AND p.fund_id = b.fund_id AND p.band < b.band), 0)) * (SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.band = b.band) - b.weight * (COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent')), 0) - b.start_fen)) > ABS(((COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent') AND a.fund_id = b.fund_id), 0) - (CASE e.kind WHEN 'refund' THEN -1 ELSE 1 END) * COALESCE((SELECT SUM(t.amount_fen) FROM transfer t JOIN account a ON a.id = t.debit_id WHERE t.entry_id = e.id AND a.fund_id = b.fund_id), 0)) - COALESCE((SELECT SUM(p.amount_fen) FROM commitment_band p WHERE p.commitment_id = e.commitment_id AND p.fund_id = b.fund_id AND p.band < b.band), 0)) * (SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.band = b.band) - b.weight * ((COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent')), 0) - (CASE e.kind WHEN 'refund' THEN -1 ELSE 1 END) * e.amount_fen) - b.start_fen))) BEGIN SELECT RAISE(ABORT, 'ledger: a source would be a fen or more off its share'); END""",
    """CREATE TRIGGER seal_on_the_sum BEFORE INSERT ON seal WHEN COALESCE((SELECT SUM(t.amount_fen) FROM transfer t WHERE t.entry_id = NEW.entry_id), 0) <> COALESCE((SELECT e.amount_fen FROM entry e WHERE e.id = NEW.entry_id), -1) BEGIN SELECT RAISE(ABORT, 'ledger: the transfers do not add up to the entry'); END""",
    """CREATE TRIGGER seal_on_what_was_signed BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM entry e JOIN commitment_share s ON s.commitment_id = e.commitment_id WHERE e.id = NEW.entry_id AND e.kind = 'commit' AND s.amount_fen <> COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.fund_id = s.fund_id AND a.stage = 'commit'), 0)) BEGIN SELECT RAISE(ABORT, 'ledger: each source commits what it signed'); END""",
    """CREATE TRIGGER spending_step_no_delete BEFORE DELETE ON spending_step BEGIN SELECT RAISE(ABORT, 'spending_step is append-only'); END""",
    """CREATE TRIGGER spending_step_no_twice BEFORE INSERT ON spending_step WHEN EXISTS (SELECT 1 FROM spending_step WHERE (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'spending_step is append-only'); END""",
    """CREATE TRIGGER spending_step_no_update BEFORE UPDATE ON spending_step WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'spending_step is append-only'); END""",
    """CREATE TRIGGER transfer_before_seal BEFORE INSERT ON transfer WHEN NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id) OR EXISTS (SELECT 1 FROM seal s WHERE s.entry_id = NEW.entry_id) BEGIN SELECT RAISE(ABORT, 'ledger: the entry is sealed or unknown'); END""",
    """CREATE TRIGGER transfer_in_its_season BEFORE INSERT ON transfer WHEN EXISTS (SELECT 1 FROM entry e JOIN account a ON a.id IN (NEW.debit_id, NEW.credit_id) JOIN fund f ON f.id = a.fund_id WHERE e.id = NEW.entry_id AND e.kind NOT IN ('carry', 'reverse') AND f.season_id <> e.season_id) BEGIN SELECT RAISE(ABORT, 'ledger: a fund of another season'); END""",
    """CREATE TRIGGER transfer_in_one_fund BEFORE INSERT ON transfer WHEN NEW.debit_id = NEW.credit_id OR NOT EXISTS (SELECT 1 FROM account d JOIN account c ON c.fund_id = d.fund_id WHERE d.id = NEW.debit_id AND c.id = NEW.credit_id) BEGIN SELECT RAISE(ABORT, 'ledger: a transfer has two accounts of one fund'); END""",
    """CREATE TRIGGER transfer_is_positive BEFORE INSERT ON transfer WHEN NEW.amount_fen IS NULL OR NEW.amount_fen <= 0 BEGIN SELECT RAISE(ABORT, 'ledger: an amount is more than nothing'); END""",
    """CREATE TRIGGER transfer_moves_balances AFTER INSERT ON transfer BEGIN UPDATE account SET debits_fen = debits_fen + NEW.amount_fen, last_transfer_id = NEW.id WHERE id = NEW.debit_id; UPDATE account SET credits_fen = credits_fen + NEW.amount_fen, last_transfer_id = NEW.id WHERE id = NEW.credit_id; END""",
    """CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END""",
    """CREATE TRIGGER transfer_no_twice BEFORE INSERT ON transfer WHEN EXISTS (SELECT 1 FROM transfer WHERE (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END""",
    """CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END""",
    """CREATE TRIGGER transfer_of_its_kind BEFORE INSERT ON transfer WHEN NOT EXISTS (SELECT 1 FROM entry e JOIN account d ON d.id = NEW.debit_id JOIN account c ON c.id = NEW.credit_id WHERE e.id = NEW.entry_id AND (d.commitment_id IS NULL OR d.commitment_id = e.commitment_id) AND (c.commitment_id IS NULL OR c.commitment_id = e.commitment_id) AND (e.kind = 'reverse' OR e.kind || ':' || d.stage || ':' || c.stage IN ('pledge:origin:pledged', 'receipt:origin:pool', 'receipt:pledged:pool', 'advance:pool:lent', 'advance:due:pool', 'repay:pool:due', 'repay:lent:pool', 'allot:pool:allot', 'recall:allot:pool', 'commit:pool:commit', 'commit:allot:commit', 'release:commit:pool', 'release:commit:allot', 'order:commit:order', 'void:order:commit', 'pay:order:held', 'spend:held:spent', 'disallow:spent:held', 'refund:held:returned', 'surplus:pool:returned', 'carry:pool:returned', 'carry:origin:pool'))) BEGIN SELECT RAISE(ABORT, 'ledger: this kind of entry does not join these accounts'); END""",
    """CREATE TRIGGER transfer_within_balance BEFORE INSERT ON transfer WHEN EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.debit_id AND a.stage NOT IN ('origin', 'due') AND a.credits_fen - a.debits_fen < NEW.amount_fen) BEGIN SELECT RAISE(ABORT, 'ledger: more than the balance'); END""",
    """CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict BEGIN SELECT RAISE(ABORT, 'verdict is append-only'); END""",
    """CREATE TRIGGER verdict_no_twice BEFORE INSERT ON verdict WHEN EXISTS (SELECT 1 FROM verdict WHERE (id = NEW.id) OR (proposal_id = NEW.proposal_id AND round = NEW.round)) BEGIN SELECT RAISE(ABORT, 'verdict is append-only'); END""",
    """CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'verdict is append-only'); END""",
    """CREATE TRIGGER voucher_once BEFORE INSERT ON voucher WHEN EXISTS (SELECT 1 FROM voucher WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'voucher keeps its rows'); END""",
    """CREATE TRIGGER voucher_says_the_same BEFORE UPDATE ON voucher WHEN OLD.state = 'withdrawn' OR COALESCE(CAST(NEW.id AS VARCHAR), '') <> COALESCE(CAST(OLD.id AS VARCHAR), '') OR COALESCE(CAST(NEW.commitment_id AS VARCHAR), '') <> COALESCE(CAST(OLD.commitment_id AS VARCHAR), '') OR COALESCE(CAST(NEW.kind AS VARCHAR), '') <> COALESCE(CAST(OLD.kind AS VARCHAR), '') OR COALESCE(CAST(NEW.code AS VARCHAR), '') <> COALESCE(CAST(OLD.code AS VARCHAR), '') OR COALESCE(CAST(NEW.number AS VARCHAR), '') <> COALESCE(CAST(OLD.number AS VARCHAR), '') OR COALESCE(CAST(NEW.issued_on AS VARCHAR), '') <> COALESCE(CAST(OLD.issued_on AS VARCHAR), '') OR COALESCE(CAST(NEW.seller AS VARCHAR), '') <> COALESCE(CAST(OLD.seller AS VARCHAR), '') OR COALESCE(CAST(NEW.seller_code AS VARCHAR), '') <> COALESCE(CAST(OLD.seller_code AS VARCHAR), '') OR COALESCE(CAST(NEW.buyer AS VARCHAR), '') <> COALESCE(CAST(OLD.buyer AS VARCHAR), '') OR COALESCE(CAST(NEW.purpose AS VARCHAR), '') <> COALESCE(CAST(OLD.purpose AS VARCHAR), '') OR COALESCE(CAST(NEW.net_fen AS VARCHAR), '') <> COALESCE(CAST(OLD.net_fen AS VARCHAR), '') OR COALESCE(CAST(NEW.tax_fen AS VARCHAR), '') <> COALESCE(CAST(OLD.tax_fen AS VARCHAR), '') OR COALESCE(CAST(NEW.gross_fen AS VARCHAR), '') <> COALESCE(CAST(OLD.gross_fen AS VARCHAR), '') OR COALESCE(CAST(NEW.file_id AS VARCHAR), '') <> COALESCE(CAST(OLD.file_id AS VARCHAR), '') OR COALESCE(CAST(NEW.by_id AS VARCHAR), '') <> COALESCE(CAST(OLD.by_id AS VARCHAR), '') OR COALESCE(CAST(NEW.at_us AS VARCHAR), '') <> COALESCE(CAST(OLD.at_us AS VARCHAR), '') BEGIN SELECT RAISE(ABORT, 'spending: a voucher says what it said'); END""",
    """CREATE TRIGGER voucher_stays BEFORE DELETE ON voucher WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'voucher keeps its rows'); END""",
    """CREATE TRIGGER voucher_file_no_delete BEFORE DELETE ON voucher_file BEGIN SELECT RAISE(ABORT, 'voucher_file is append-only'); END""",
    """CREATE TRIGGER voucher_file_no_twice BEFORE INSERT ON voucher_file WHEN EXISTS (SELECT 1 FROM voucher_file WHERE (digest = NEW.digest) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'voucher_file is append-only'); END""",
    """CREATE TRIGGER voucher_file_no_update BEFORE UPDATE ON voucher_file WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'voucher_file is append-only'); END""",
    """CREATE TRIGGER wf_leaf_no_delete BEFORE DELETE ON wf_leaf BEGIN SELECT RAISE(ABORT, 'wf_leaf is append-only'); END""",
    """CREATE TRIGGER wf_leaf_no_twice BEFORE INSERT ON wf_leaf WHEN EXISTS (SELECT 1 FROM wf_leaf WHERE (no = NEW.no) OR (step_id = NEW.step_id)) BEGIN SELECT RAISE(ABORT, 'wf_leaf is append-only'); END""",
    """CREATE TRIGGER wf_leaf_no_update BEFORE UPDATE ON wf_leaf WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'wf_leaf is append-only'); END""",
    """CREATE TRIGGER wf_seal_no_delete BEFORE DELETE ON wf_seal BEGIN SELECT RAISE(ABORT, 'wf_seal is append-only'); END""",
    """CREATE TRIGGER wf_seal_no_twice BEFORE INSERT ON wf_seal WHEN EXISTS (SELECT 1 FROM wf_seal WHERE (n = NEW.n)) BEGIN SELECT RAISE(ABORT, 'wf_seal is append-only'); END""",
    """CREATE TRIGGER wf_seal_no_update BEFORE UPDATE ON wf_seal WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'wf_seal is append-only'); END""",
    """CREATE TRIGGER wf_step_no_delete BEFORE DELETE ON wf_step BEGIN SELECT RAISE(ABORT, 'wf_step is append-only'); END""",
    """CREATE TRIGGER wf_step_no_twice BEFORE INSERT ON wf_step WHEN EXISTS (SELECT 1 FROM wf_step WHERE (actor = NEW.actor AND key = NEW.key) OR (id = NEW.id) OR (instance_id = NEW.instance_id AND prev = NEW.prev) OR (instance_id = NEW.instance_id AND seq = NEW.seq)) BEGIN SELECT RAISE(ABORT, 'wf_step is append-only'); END""",
    """CREATE TRIGGER wf_step_no_update BEFORE UPDATE ON wf_step WHEN NOT (NEW.id IS OLD.id AND NEW.instance_id IS OLD.instance_id AND NEW.seq IS OLD.seq AND NEW.name IS OLD.name AND NEW.source IS OLD.source AND NEW.target IS OLD.target AND NEW.actor IS OLD.actor AND NEW.role IS OLD.role AND NEW.at_us IS OLD.at_us AND NEW.due_us IS OLD.due_us AND NEW.cause_id IS OLD.cause_id AND NEW.batch IS OLD.batch AND NEW.key IS OLD.key AND NEW.body IS OLD.body AND NEW.prev IS OLD.prev AND NEW.hash IS OLD.hash AND NEW.payload IS NULL AND NEW.salt IS NULL) BEGIN SELECT RAISE(ABORT, 'wf_step is append-only'); END""",
    """CREATE TRIGGER wf_version_no_delete BEFORE DELETE ON wf_version BEGIN SELECT RAISE(ABORT, 'wf_version is append-only'); END""",
    """CREATE TRIGGER wf_version_no_twice BEFORE INSERT ON wf_version WHEN EXISTS (SELECT 1 FROM wf_version WHERE (digest = NEW.digest)) BEGIN SELECT RAISE(ABORT, 'wf_version is append-only'); END""",
    """CREATE TRIGGER wf_version_no_update BEFORE UPDATE ON wf_version WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'wf_version is append-only'); END""",
)
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION public.account_moves()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.id <> OLD.id OR NEW.fund_id <> OLD.fund_id OR NEW.stage <> OLD.stage OR COALESCE(NEW.commitment_id, 0) <> COALESCE(OLD.commitment_id, 0) OR COALESCE(NEW.street_id, 0) <> COALESCE(OLD.street_id, 0) OR COALESCE(NEW.category_id, 0) <> COALESCE(OLD.category_id, 0) OR NEW.last_transfer_id <= OLD.last_transfer_id OR NOT EXISTS (SELECT 1 FROM transfer t WHERE t.id = NEW.last_transfer_id AND ((t.debit_id = NEW.id AND NEW.debits_fen = OLD.debits_fen + t.amount_fen AND NEW.credits_fen = OLD.credits_fen) OR (t.credit_id = NEW.id AND NEW.credits_fen = OLD.credits_fen + t.amount_fen AND NEW.debits_fen = OLD.debits_fen))) THEN RAISE EXCEPTION 'ledger: balances move only through transfers' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.account_of_a_source()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.commitment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM commitment_share s WHERE s.commitment_id = NEW.commitment_id AND s.fund_id = NEW.fund_id) THEN RAISE EXCEPTION 'ledger: no source of this commitment' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.account_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.id OR (a.fund_id = NEW.fund_id AND a.stage = NEW.stage AND COALESCE(a.commitment_id, 0) = COALESCE(NEW.commitment_id, 0) AND COALESCE(a.street_id, 0) = COALESCE(NEW.street_id, 0) AND COALESCE(a.category_id, 0) = COALESCE(NEW.category_id, 0))) THEN RAISE EXCEPTION 'ledger: this account exists' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.account_starts_empty()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.debits_fen <> 0 OR NEW.credits_fen <> 0 OR NEW.last_transfer_id <> 0 THEN RAISE EXCEPTION 'ledger: an account starts at nothing' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.account_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'ledger: an account stays' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.band_before_signing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM entry e WHERE e.commitment_id = NEW.commitment_id) THEN RAISE EXCEPTION 'ledger: bands are fixed at signing' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_account_as_opened()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.id <> OLD.id OR NEW.desk <> OLD.desk OR NEW.number <> OLD.number THEN RAISE EXCEPTION 'bank: an account is never rewritten' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_account_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'bank_account keeps its rows' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_line_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NOT EXISTS (SELECT 1 FROM bank_statement s LEFT JOIN bank_line p ON p.statement_id = s.id AND p.seq = NEW.seq - 1 WHERE s.id = NEW.statement_id AND s.account_id = NEW.account_id AND NEW.seq BETWEEN 1 AND s.size AND (NEW.seq = 1 OR p.id IS NOT NULL) AND NEW.balance_fen = COALESCE(p.balance_fen, s.opening_fen) + CASE NEW.direction WHEN 'in' THEN NEW.amount_fen ELSE -NEW.amount_fen END AND (NEW.seq < s.size OR NEW.balance_fen = s.closing_fen) AND NEW.booked_on BETWEEN s.from_day AND s.to_day) THEN RAISE EXCEPTION 'bank: a line follows from the balance before it' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_match_of_its_way()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM bank_line l WHERE l.id = NEW.line_id AND NEW.kind || ':' || l.direction IN ('pay:in', 'return:out', 'receipt:out', 'refund:out')) THEN RAISE EXCEPTION 'bank: a line went the other way' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_match_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'bank_match keeps its rows' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_match_undone_in_turn()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.payment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment p JOIN bank_line l ON l.id = NEW.line_id WHERE p.id = NEW.payment_id AND COALESCE((SELECT SUM(CASE o.direction WHEN 'out' THEN m.amount_fen ELSE -m.amount_fen END) FROM bank_match m JOIN bank_line o ON o.id = m.line_id WHERE m.payment_id = NEW.payment_id AND m.undone_us IS NULL), 0) - (CASE l.direction WHEN 'out' THEN NEW.amount_fen ELSE -NEW.amount_fen END) BETWEEN 0 AND p.amount_fen) THEN RAISE EXCEPTION 'bank: what came later is undone first' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_match_undone_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF OLD.undone_us IS NOT NULL OR NEW.undone_us IS NULL OR NEW.kind <> OLD.kind OR NEW.actor <> OLD.actor OR COALESCE(NEW.id, 0) <> COALESCE(OLD.id, 0) OR COALESCE(NEW.line_id, 0) <> COALESCE(OLD.line_id, 0) OR COALESCE(NEW.amount_fen, 0) <> COALESCE(OLD.amount_fen, 0) OR COALESCE(NEW.payment_id, 0) <> COALESCE(OLD.payment_id, 0) OR COALESCE(NEW.entry_id, 0) <> COALESCE(OLD.entry_id, 0) OR COALESCE(NEW.at_us, 0) <> COALESCE(OLD.at_us, 0) THEN RAISE EXCEPTION 'bank: a match is undone once and otherwise stays' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_match_within_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.kind IN ('receipt', 'refund') AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.kind = NEW.kind AND e.amount_fen >= NEW.amount_fen + COALESCE((SELECT SUM(m.amount_fen) FROM bank_match m WHERE m.entry_id = NEW.entry_id AND m.undone_us IS NULL), 0)) THEN RAISE EXCEPTION 'bank: more than was booked, or another kind' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_match_within_line()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.undone_us IS NOT NULL OR NOT EXISTS (SELECT 1 FROM bank_line l WHERE l.id = NEW.line_id AND l.amount_fen >= NEW.amount_fen + COALESCE((SELECT SUM(m.amount_fen) FROM bank_match m WHERE m.line_id = NEW.line_id AND m.undone_us IS NULL), 0)) THEN RAISE EXCEPTION 'bank: more than the line' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_match_within_payment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.payment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment p JOIN bank_line l ON l.id = NEW.line_id WHERE p.id = NEW.payment_id AND COALESCE((SELECT SUM(CASE o.direction WHEN 'out' THEN m.amount_fen ELSE -m.amount_fen END) FROM bank_match m JOIN bank_line o ON o.id = m.line_id WHERE m.payment_id = NEW.payment_id AND m.undone_us IS NULL), 0) + CASE l.direction WHEN 'out' THEN NEW.amount_fen ELSE -NEW.amount_fen END BETWEEN 0 AND p.amount_fen) THEN RAISE EXCEPTION 'bank: more than the payment, or back before it went' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.bank_statement_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.seq <> COALESCE((SELECT MAX(s.seq) FROM bank_statement s WHERE s.account_id = NEW.account_id), 0) + 1 OR EXISTS (SELECT 1 FROM bank_statement s WHERE s.account_id = NEW.account_id AND s.seq = NEW.seq - 1 AND (s.closing_fen <> NEW.opening_fen OR s.to_day > NEW.from_day)) THEN RAISE EXCEPTION 'bank: a statement begins where the one before ended' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.closed_period_later()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM closed_period p WHERE p.season_id = NEW.season_id AND p.through >= NEW.through) THEN RAISE EXCEPTION 'ledger: a period is closed after the one before' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.entry_in_open_period()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM closed_period p WHERE p.season_id = NEW.season_id AND p.through >= NEW.occurred_on) THEN RAISE EXCEPTION 'ledger: the period is closed' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.entry_is_next()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.prev_hash <> (SELECT hash FROM ledger_head) OR NEW.id <> (SELECT entry_id + 1 FROM ledger_head) THEN RAISE EXCEPTION 'ledger: an entry follows the last one' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.entry_moves_head()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN UPDATE ledger_head SET entry_id = NEW.id, hash = NEW.hash; RETURN NULL; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.expenditure_report_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'expenditure_report keeps its rows' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.fund_joins_early()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM commitment_share s JOIN fund f ON f.id = s.fund_id WHERE f.season_id = NEW.season_id) OR EXISTS (SELECT 1 FROM fund f WHERE f.id = NEW.id OR (f.season_id = NEW.season_id AND (f.code = NEW.code OR f.position = NEW.position))) THEN RAISE EXCEPTION 'sources are fixed with the first commitment' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.fund_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM commitment_share s JOIN fund f ON f.id = s.fund_id WHERE f.season_id = OLD.season_id) OR EXISTS (SELECT 1 FROM account a WHERE a.fund_id = OLD.id) THEN RAISE EXCEPTION 'sources are fixed with the first commitment' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.fund_terms_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF (NEW.id <> OLD.id OR COALESCE(NEW.season_id, 0) <> COALESCE(OLD.season_id, 0) OR NEW.code <> OLD.code OR NEW.kind <> OLD.kind OR NEW.desk <> OLD.desk OR NEW.weight <> OLD.weight OR NEW.position <> OLD.position OR NEW.pay_mode <> OLD.pay_mode OR COALESCE(NEW.street_id, 0) <> COALESCE(OLD.street_id, 0) OR COALESCE(NEW.category_id, 0) <> COALESCE(OLD.category_id, 0) OR COALESCE(NEW.cap_fen, 0) <> COALESCE(OLD.cap_fen, 0)) AND EXISTS (SELECT 1 FROM commitment_share s JOIN fund f ON f.id = s.fund_id WHERE f.season_id = OLD.season_id) THEN RAISE EXCEPTION 'sources are fixed with the first commitment' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.ledger_head_is_one()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM ledger_head) THEN RAISE EXCEPTION 'ledger: there is one head' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.ledger_head_moves()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.id <> OLD.id OR NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.hash = NEW.hash AND e.prev_hash = OLD.hash) THEN RAISE EXCEPTION 'ledger: the head is the last entry' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.ledger_head_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'ledger: there is one head' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.line_leaves_a_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF COALESCE((SELECT r.state FROM expenditure_report r WHERE r.id = OLD.report_id), '') <> 'draft' THEN RAISE EXCEPTION 'spending: only a draft loses lines' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.line_of_a_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF COALESCE((SELECT r.state FROM expenditure_report r WHERE r.id = NEW.report_id), '') <> 'draft' THEN RAISE EXCEPTION 'spending: only a draft gets lines' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.line_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM expenditure_line l WHERE l.id = NEW.id) THEN RAISE EXCEPTION 'spending: this line exists' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.line_says_the_same()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'spending: a line says what it said' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.payee_account_as_checked()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.id <> OLD.id OR NEW.organisation_id <> OLD.organisation_id OR NEW.holder <> OLD.holder OR NEW.bank <> OLD.bank OR NEW.number <> OLD.number OR NEW.recorded_by <> OLD.recorded_by OR NEW.recorded_us <> OLD.recorded_us OR (OLD.verified_by IS NOT NULL AND COALESCE(NEW.verified_by, '') <> OLD.verified_by) OR OLD.retired_us IS NOT NULL THEN RAISE EXCEPTION 'bank: an account is never rewritten' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.payee_account_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'payee_account keeps its rows' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.report_is_decided()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF OLD.state IN ('accepted', 'returned') OR NEW.id <> OLD.id OR NEW.commitment_id <> OLD.commitment_id OR NEW.period <> OLD.period OR NEW.version <> OLD.version OR (OLD.state = 'submitted' AND COALESCE(NEW.amount_fen, 0) <> COALESCE(OLD.amount_fen, 0)) THEN RAISE EXCEPTION 'spending: a decided report stays as it was' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.seal_on_a_mirror()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM entry e JOIN entry o ON o.id = e.reverses_id WHERE e.id = NEW.entry_id AND (o.kind = 'reverse' OR o.id >= e.id OR o.season_id <> e.season_id OR COALESCE(o.commitment_id, 0) <> COALESCE(e.commitment_id, 0) OR (SELECT COUNT(*) FROM transfer t WHERE t.entry_id = e.id) <> (SELECT COUNT(*) FROM transfer t WHERE t.entry_id = o.id) OR EXISTS (SELECT 1 FROM transfer t WHERE t.entry_id = e.id AND NOT EXISTS (SELECT 1 FROM transfer m WHERE m.entry_id = o.id AND m.debit_id = t.credit_id AND m.credit_id = t.debit_id AND m.amount_fen = t.amount_fen)) OR EXISTS (SELECT 1 FROM transfer t WHERE t.entry_id = o.id AND NOT EXISTS (SELECT 1 FROM transfer m WHERE m.entry_id = e.id AND m.debit_id = t.credit_id AND m.credit_id = t.debit_id AND m.amount_fen = t.amount_fen)))) THEN RAISE EXCEPTION 'ledger: a reversal mirrors its entry' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.seal_on_both_sides()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id AND e.kind IN ('advance', 'repay', 'carry') AND (SELECT SUM(CASE WHEN a.stage = 'pool' THEN t.amount_fen ELSE -t.amount_fen END) FROM transfer t JOIN account a ON a.id = t.debit_id WHERE t.entry_id = e.id) <> 0) THEN RAISE EXCEPTION 'ledger: what one source gives another receives' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.seal_on_the_shares()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM entry e JOIN commitment_band b ON b.commitment_id = e.commitment_id WHERE e.id = NEW.entry_id AND e.kind IN ('order', 'refund') AND b.band = (SELECT MAX(r.band) FROM commitment_band r WHERE r.commitment_id = e.commitment_id AND r.start_fen <= COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent')), 0)) AND ABS((COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent') AND a.fund_id = b.fund_id), 0) - COALESCE((SELECT SUM(p.amount_fen) FROM commitment_band p WHERE p.commitment_id = e.commitment_id AND p.fund_id = b.fund_id AND p.band < b.band), 0)) * (SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.band = b.band) - b.weight * (COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent')), 0) - b.start_fen)) >= (SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.band = b.band) AND ABS((COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent') AND a.fund_id = b.fund_id), 0) - COALESCE((SELECT SUM(p.amount_fen) FROM commitment_band p WHERE p.commitment_id = e.commitment_id AND p.fund_id = b.fund_id AND p.band < b.band), 0)) * (SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.band = b.band) - b.weight * (COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent')), 0) - b.start_fen)) > ABS(((COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent') AND a.fund_id = b.fund_id), 0) - (CASE e.kind WHEN 'refund' THEN -1 ELSE 1 END) * COALESCE((SELECT SUM(t.amount_fen) FROM transfer t JOIN account a ON a.id = t.debit_id WHERE t.entry_id = e.id AND a.fund_id = b.fund_id), 0)) - COALESCE((SELECT SUM(p.amount_fen) FROM commitment_band p WHERE p.commitment_id = e.commitment_id AND p.fund_id = b.fund_id AND p.band < b.band), 0)) * (SELECT SUM(w.weight) FROM commitment_band w WHERE w.commitment_id = b.commitment_id AND w.band = b.band) - b.weight * ((COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.stage IN ('order', 'held', 'spent')), 0) - (CASE e.kind WHEN 'refund' THEN -1 ELSE 1 END) * e.amount_fen) - b.start_fen))) THEN RAISE EXCEPTION 'ledger: a source would be a fen or more off its share' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.seal_on_the_sum()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF COALESCE((SELECT SUM(t.amount_fen) FROM transfer t WHERE t.entry_id = NEW.entry_id), 0) <> COALESCE((SELECT e.amount_fen FROM entry e WHERE e.id = NEW.entry_id), -1) THEN RAISE EXCEPTION 'ledger: the transfers do not add up to the entry' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.seal_on_what_was_signed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM entry e JOIN commitment_share s ON s.commitment_id = e.commitment_id WHERE e.id = NEW.entry_id AND e.kind = 'commit' AND s.amount_fen <> COALESCE((SELECT SUM(a.credits_fen - a.debits_fen) FROM account a WHERE a.commitment_id = e.commitment_id AND a.fund_id = s.fund_id AND a.stage = 'commit'), 0)) THEN RAISE EXCEPTION 'ledger: each source commits what it signed' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.share_before_signing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM entry e WHERE e.commitment_id = NEW.commitment_id) THEN RAISE EXCEPTION 'ledger: shares are fixed at signing' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.transfer_before_seal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = NEW.entry_id) OR EXISTS (SELECT 1 FROM seal s WHERE s.entry_id = NEW.entry_id) THEN RAISE EXCEPTION 'ledger: the entry is sealed or unknown' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.transfer_in_its_season()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM entry e JOIN account a ON a.id IN (NEW.debit_id, NEW.credit_id) JOIN fund f ON f.id = a.fund_id WHERE e.id = NEW.entry_id AND e.kind NOT IN ('carry', 'reverse') AND f.season_id <> e.season_id) THEN RAISE EXCEPTION 'ledger: a fund of another season' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.transfer_in_one_fund()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.debit_id = NEW.credit_id OR NOT EXISTS (SELECT 1 FROM account d JOIN account c ON c.fund_id = d.fund_id WHERE d.id = NEW.debit_id AND c.id = NEW.credit_id) THEN RAISE EXCEPTION 'ledger: a transfer has two accounts of one fund' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.transfer_is_positive()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NEW.amount_fen IS NULL OR NEW.amount_fen <= 0 THEN RAISE EXCEPTION 'ledger: an amount is more than nothing' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.transfer_moves_balances()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN UPDATE account SET debits_fen = debits_fen + NEW.amount_fen, last_transfer_id = NEW.id WHERE id = NEW.debit_id; UPDATE account SET credits_fen = credits_fen + NEW.amount_fen, last_transfer_id = NEW.id WHERE id = NEW.credit_id; RETURN NULL; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.transfer_of_its_kind()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF NOT EXISTS (SELECT 1 FROM entry e JOIN account d ON d.id = NEW.debit_id JOIN account c ON c.id = NEW.credit_id WHERE e.id = NEW.entry_id AND (d.commitment_id IS NULL OR d.commitment_id = e.commitment_id) AND (c.commitment_id IS NULL OR c.commitment_id = e.commitment_id) AND (e.kind = 'reverse' OR e.kind || ':' || d.stage || ':' || c.stage IN ('pledge:origin:pledged', 'receipt:origin:pool', 'receipt:pledged:pool', 'advance:pool:lent', 'advance:due:pool', 'repay:pool:due', 'repay:lent:pool', 'allot:pool:allot', 'recall:allot:pool', 'commit:pool:commit', 'commit:allot:commit', 'release:commit:pool', 'release:commit:allot', 'order:commit:order', 'void:order:commit', 'pay:order:held', 'spend:held:spent', 'disallow:spent:held', 'refund:held:returned', 'surplus:pool:returned', 'carry:pool:returned', 'carry:origin:pool'))) THEN RAISE EXCEPTION 'ledger: this kind of entry does not join these accounts' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.transfer_within_balance()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.debit_id AND a.stage NOT IN ('origin', 'due') AND a.credits_fen - a.debits_fen < NEW.amount_fen) THEN RAISE EXCEPTION 'ledger: more than the balance' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.voucher_says_the_same()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF OLD.state = 'withdrawn' OR COALESCE(CAST(NEW.id AS VARCHAR), '') <> COALESCE(CAST(OLD.id AS VARCHAR), '') OR COALESCE(CAST(NEW.commitment_id AS VARCHAR), '') <> COALESCE(CAST(OLD.commitment_id AS VARCHAR), '') OR COALESCE(CAST(NEW.kind AS VARCHAR), '') <> COALESCE(CAST(OLD.kind AS VARCHAR), '') OR COALESCE(CAST(NEW.code AS VARCHAR), '') <> COALESCE(CAST(OLD.code AS VARCHAR), '') OR COALESCE(CAST(NEW.number AS VARCHAR), '') <> COALESCE(CAST(OLD.number AS VARCHAR), '') OR COALESCE(CAST(NEW.issued_on AS VARCHAR), '') <> COALESCE(CAST(OLD.issued_on AS VARCHAR), '') OR COALESCE(CAST(NEW.seller AS VARCHAR), '') <> COALESCE(CAST(OLD.seller AS VARCHAR), '') OR COALESCE(CAST(NEW.seller_code AS VARCHAR), '') <> COALESCE(CAST(OLD.seller_code AS VARCHAR), '') OR COALESCE(CAST(NEW.buyer AS VARCHAR), '') <> COALESCE(CAST(OLD.buyer AS VARCHAR), '') OR COALESCE(CAST(NEW.purpose AS VARCHAR), '') <> COALESCE(CAST(OLD.purpose AS VARCHAR), '') OR COALESCE(CAST(NEW.net_fen AS VARCHAR), '') <> COALESCE(CAST(OLD.net_fen AS VARCHAR), '') OR COALESCE(CAST(NEW.tax_fen AS VARCHAR), '') <> COALESCE(CAST(OLD.tax_fen AS VARCHAR), '') OR COALESCE(CAST(NEW.gross_fen AS VARCHAR), '') <> COALESCE(CAST(OLD.gross_fen AS VARCHAR), '') OR COALESCE(CAST(NEW.file_id AS VARCHAR), '') <> COALESCE(CAST(OLD.file_id AS VARCHAR), '') OR COALESCE(CAST(NEW.by_id AS VARCHAR), '') <> COALESCE(CAST(OLD.by_id AS VARCHAR), '') OR COALESCE(CAST(NEW.at_us AS VARCHAR), '') <> COALESCE(CAST(OLD.at_us AS VARCHAR), '') THEN RAISE EXCEPTION 'spending: a voucher says what it said' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.voucher_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'voucher keeps its rows' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $function$
""",
    """CREATE OR REPLACE FUNCTION public.wf_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $function$
""",
    """CREATE TRIGGER account_moves BEFORE UPDATE ON public.account FOR EACH ROW EXECUTE FUNCTION account_moves()""",
    """CREATE TRIGGER account_no_truncate BEFORE TRUNCATE ON public.account FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER account_of_a_source BEFORE INSERT ON public.account FOR EACH ROW EXECUTE FUNCTION account_of_a_source()""",
    """CREATE TRIGGER account_once BEFORE INSERT ON public.account FOR EACH ROW EXECUTE FUNCTION account_once()""",
    """CREATE TRIGGER account_starts_empty BEFORE INSERT ON public.account FOR EACH ROW EXECUTE FUNCTION account_starts_empty()""",
    """CREATE TRIGGER account_stays BEFORE DELETE ON public.account FOR EACH ROW EXECUTE FUNCTION account_stays()""",
    """CREATE TRIGGER agreement_no_delete BEFORE DELETE ON public.agreement FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER agreement_no_update BEFORE UPDATE ON public.agreement FOR EACH ROW WHEN ((NOT ((new.id = old.id) AND (new.proposal_id = old.proposal_id) AND (new.version = old.version) AND (new.season_id = old.season_id) AND (new.street_id = old.street_id) AND (new.serial = old.serial) AND ((new.number)::text = (old.number)::text) AND (new.amount_fen = old.amount_fen) AND (new.text = old.text) AND ((new.digest)::text = (old.digest)::text) AND (new.at_us = old.at_us) AND (old.voided_us IS NULL) AND (new.voided_us IS NOT NULL)))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER allotment_no_delete BEFORE DELETE ON public.allotment FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER allotment_no_truncate BEFORE TRUNCATE ON public.allotment FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER allotment_no_update BEFORE UPDATE ON public.allotment FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER archive_file_no_delete BEFORE DELETE ON public.archive_file FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER archive_file_no_truncate BEFORE TRUNCATE ON public.archive_file FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER archive_file_no_update BEFORE UPDATE ON public.archive_file FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER bank_account_as_opened BEFORE UPDATE ON public.bank_account FOR EACH ROW EXECUTE FUNCTION bank_account_as_opened()""",
    """CREATE TRIGGER bank_account_no_truncate BEFORE TRUNCATE ON public.bank_account FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER bank_account_stays BEFORE DELETE ON public.bank_account FOR EACH ROW EXECUTE FUNCTION bank_account_stays()""",
    """CREATE TRIGGER bank_line_follows BEFORE INSERT ON public.bank_line FOR EACH ROW EXECUTE FUNCTION bank_line_follows()""",
    """CREATE TRIGGER bank_line_no_delete BEFORE DELETE ON public.bank_line FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER bank_line_no_truncate BEFORE TRUNCATE ON public.bank_line FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER bank_line_no_update BEFORE UPDATE ON public.bank_line FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER bank_match_no_truncate BEFORE TRUNCATE ON public.bank_match FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER bank_match_of_its_way BEFORE INSERT ON public.bank_match FOR EACH ROW EXECUTE FUNCTION bank_match_of_its_way()""",
    """CREATE TRIGGER bank_match_stays BEFORE DELETE ON public.bank_match FOR EACH ROW EXECUTE FUNCTION bank_match_stays()""",
    """CREATE TRIGGER bank_match_undone_in_turn BEFORE UPDATE ON public.bank_match FOR EACH ROW EXECUTE FUNCTION bank_match_undone_in_turn()""",
    """CREATE TRIGGER bank_match_undone_once BEFORE UPDATE ON public.bank_match FOR EACH ROW EXECUTE FUNCTION bank_match_undone_once()""",
    """CREATE TRIGGER bank_match_within_entry BEFORE INSERT ON public.bank_match FOR EACH ROW EXECUTE FUNCTION bank_match_within_entry()""",
    """CREATE TRIGGER bank_match_within_line BEFORE INSERT ON public.bank_match FOR EACH ROW EXECUTE FUNCTION bank_match_within_line()""",
    """CREATE TRIGGER bank_match_within_payment BEFORE INSERT ON public.bank_match FOR EACH ROW EXECUTE FUNCTION bank_match_within_payment()""",
    """CREATE TRIGGER bank_statement_follows BEFORE INSERT ON public.bank_statement FOR EACH ROW EXECUTE FUNCTION bank_statement_follows()""",
    """CREATE TRIGGER bank_statement_no_delete BEFORE DELETE ON public.bank_statement FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER bank_statement_no_truncate BEFORE TRUNCATE ON public.bank_statement FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER bank_statement_no_update BEFORE UPDATE ON public.bank_statement FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER batch_file_no_delete BEFORE DELETE ON public.batch_file FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER batch_file_no_truncate BEFORE TRUNCATE ON public.batch_file FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER batch_file_no_update BEFORE UPDATE ON public.batch_file FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER batch_row_no_delete BEFORE DELETE ON public.batch_row FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER batch_row_no_truncate BEFORE TRUNCATE ON public.batch_row FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER batch_row_no_update BEFORE UPDATE ON public.batch_row FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER closed_period_later BEFORE INSERT ON public.closed_period FOR EACH ROW EXECUTE FUNCTION closed_period_later()""",
    """CREATE TRIGGER closed_period_no_delete BEFORE DELETE ON public.closed_period FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER closed_period_no_truncate BEFORE TRUNCATE ON public.closed_period FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER closed_period_no_update BEFORE UPDATE ON public.closed_period FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER band_before_signing BEFORE INSERT ON public.commitment_band FOR EACH ROW EXECUTE FUNCTION band_before_signing()""",
    """CREATE TRIGGER commitment_band_no_delete BEFORE DELETE ON public.commitment_band FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER commitment_band_no_truncate BEFORE TRUNCATE ON public.commitment_band FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER commitment_band_no_update BEFORE UPDATE ON public.commitment_band FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER commitment_payee_no_delete BEFORE DELETE ON public.commitment_payee FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER commitment_payee_no_truncate BEFORE TRUNCATE ON public.commitment_payee FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER commitment_payee_no_update BEFORE UPDATE ON public.commitment_payee FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER commitment_share_no_delete BEFORE DELETE ON public.commitment_share FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER commitment_share_no_truncate BEFORE TRUNCATE ON public.commitment_share FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER commitment_share_no_update BEFORE UPDATE ON public.commitment_share FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER share_before_signing BEFORE INSERT ON public.commitment_share FOR EACH ROW EXECUTE FUNCTION share_before_signing()""",
    """CREATE TRIGGER entry_in_open_period BEFORE INSERT ON public.entry FOR EACH ROW EXECUTE FUNCTION entry_in_open_period()""",
    """CREATE TRIGGER entry_is_next BEFORE INSERT ON public.entry FOR EACH ROW EXECUTE FUNCTION entry_is_next()""",
    """CREATE TRIGGER entry_moves_head AFTER INSERT ON public.entry FOR EACH ROW EXECUTE FUNCTION entry_moves_head()""",
    """CREATE TRIGGER entry_no_delete BEFORE DELETE ON public.entry FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON public.entry FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER entry_no_update BEFORE UPDATE ON public.entry FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER line_leaves_a_draft BEFORE DELETE ON public.expenditure_line FOR EACH ROW EXECUTE FUNCTION line_leaves_a_draft()""",
    """CREATE TRIGGER line_of_a_draft BEFORE INSERT ON public.expenditure_line FOR EACH ROW EXECUTE FUNCTION line_of_a_draft()""",
    """CREATE TRIGGER line_once BEFORE INSERT ON public.expenditure_line FOR EACH ROW EXECUTE FUNCTION line_once()""",
    """CREATE TRIGGER line_says_the_same BEFORE UPDATE ON public.expenditure_line FOR EACH ROW EXECUTE FUNCTION line_says_the_same()""",
    """CREATE TRIGGER expenditure_report_no_truncate BEFORE TRUNCATE ON public.expenditure_report FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER expenditure_report_stays BEFORE DELETE ON public.expenditure_report FOR EACH ROW EXECUTE FUNCTION expenditure_report_stays()""",
    """CREATE TRIGGER report_is_decided BEFORE UPDATE ON public.expenditure_report FOR EACH ROW EXECUTE FUNCTION report_is_decided()""",
    """CREATE TRIGGER fund_joins_early BEFORE INSERT ON public.fund FOR EACH ROW EXECUTE FUNCTION fund_joins_early()""",
    """CREATE TRIGGER fund_stays BEFORE DELETE ON public.fund FOR EACH ROW EXECUTE FUNCTION fund_stays()""",
    """CREATE TRIGGER fund_terms_stay BEFORE UPDATE ON public.fund FOR EACH ROW EXECUTE FUNCTION fund_terms_stay()""",
    """CREATE TRIGGER head_transfer_no_delete BEFORE DELETE ON public.head_transfer FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER head_transfer_no_truncate BEFORE TRUNCATE ON public.head_transfer FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER head_transfer_no_update BEFORE UPDATE ON public.head_transfer FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER head_transfer_ruling_no_delete BEFORE DELETE ON public.head_transfer_ruling FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER head_transfer_ruling_no_truncate BEFORE TRUNCATE ON public.head_transfer_ruling FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER head_transfer_ruling_no_update BEFORE UPDATE ON public.head_transfer_ruling FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER in_kind_no_delete BEFORE DELETE ON public.in_kind FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER in_kind_no_truncate BEFORE TRUNCATE ON public.in_kind FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER in_kind_no_update BEFORE UPDATE ON public.in_kind FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER ledger_head_is_one BEFORE INSERT ON public.ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_head_is_one()""",
    """CREATE TRIGGER ledger_head_moves BEFORE UPDATE ON public.ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_head_moves()""",
    """CREATE TRIGGER ledger_head_no_truncate BEFORE TRUNCATE ON public.ledger_head FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER ledger_head_stays BEFORE DELETE ON public.ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_head_stays()""",
    """CREATE TRIGGER notice_no_delete BEFORE DELETE ON public.notice FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER notice_no_truncate BEFORE TRUNCATE ON public.notice FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER notice_no_update BEFORE UPDATE ON public.notice FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER payee_account_as_checked BEFORE UPDATE ON public.payee_account FOR EACH ROW EXECUTE FUNCTION payee_account_as_checked()""",
    """CREATE TRIGGER payee_account_no_truncate BEFORE TRUNCATE ON public.payee_account FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER payee_account_stays BEFORE DELETE ON public.payee_account FOR EACH ROW EXECUTE FUNCTION payee_account_stays()""",
    """CREATE TRIGGER payment_batch_no_delete BEFORE DELETE ON public.payment_batch FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER payment_batch_no_truncate BEFORE TRUNCATE ON public.payment_batch FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER payment_batch_no_update BEFORE UPDATE ON public.payment_batch FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER pledge_no_delete BEFORE DELETE ON public.pledge FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER pledge_no_truncate BEFORE TRUNCATE ON public.pledge FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER pledge_no_update BEFORE UPDATE ON public.pledge FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER pledge_receipt_no_delete BEFORE DELETE ON public.pledge_receipt FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER pledge_receipt_no_truncate BEFORE TRUNCATE ON public.pledge_receipt FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER pledge_receipt_no_update BEFORE UPDATE ON public.pledge_receipt FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER score_no_delete BEFORE DELETE ON public.score FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER score_no_truncate BEFORE TRUNCATE ON public.score FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER score_no_update BEFORE UPDATE ON public.score FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER score_sheet_no_delete BEFORE DELETE ON public.score_sheet FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER score_sheet_no_truncate BEFORE TRUNCATE ON public.score_sheet FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER score_sheet_no_update BEFORE UPDATE ON public.score_sheet FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER seal_no_delete BEFORE DELETE ON public.seal FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON public.seal FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER seal_no_update BEFORE UPDATE ON public.seal FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER seal_on_a_mirror BEFORE INSERT ON public.seal FOR EACH ROW EXECUTE FUNCTION seal_on_a_mirror()""",
    """CREATE TRIGGER seal_on_both_sides BEFORE INSERT ON public.seal FOR EACH ROW EXECUTE FUNCTION seal_on_both_sides()""",
    """CREATE TRIGGER seal_on_the_shares BEFORE INSERT ON public.seal FOR EACH ROW EXECUTE FUNCTION seal_on_the_shares()""",
    """CREATE TRIGGER seal_on_the_sum BEFORE INSERT ON public.seal FOR EACH ROW EXECUTE FUNCTION seal_on_the_sum()""",
    """CREATE TRIGGER seal_on_what_was_signed BEFORE INSERT ON public.seal FOR EACH ROW EXECUTE FUNCTION seal_on_what_was_signed()""",
    """CREATE TRIGGER spending_step_no_delete BEFORE DELETE ON public.spending_step FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER spending_step_no_truncate BEFORE TRUNCATE ON public.spending_step FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER spending_step_no_update BEFORE UPDATE ON public.spending_step FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER transfer_before_seal BEFORE INSERT ON public.transfer FOR EACH ROW EXECUTE FUNCTION transfer_before_seal()""",
    """CREATE TRIGGER transfer_in_its_season BEFORE INSERT ON public.transfer FOR EACH ROW EXECUTE FUNCTION transfer_in_its_season()""",
    """CREATE TRIGGER transfer_in_one_fund BEFORE INSERT ON public.transfer FOR EACH ROW EXECUTE FUNCTION transfer_in_one_fund()""",
    """CREATE TRIGGER transfer_is_positive BEFORE INSERT ON public.transfer FOR EACH ROW EXECUTE FUNCTION transfer_is_positive()""",
    """CREATE TRIGGER transfer_moves_balances AFTER INSERT ON public.transfer FOR EACH ROW EXECUTE FUNCTION transfer_moves_balances()""",
    """CREATE TRIGGER transfer_no_delete BEFORE DELETE ON public.transfer FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER transfer_no_truncate BEFORE TRUNCATE ON public.transfer FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER transfer_no_update BEFORE UPDATE ON public.transfer FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER transfer_of_its_kind BEFORE INSERT ON public.transfer FOR EACH ROW EXECUTE FUNCTION transfer_of_its_kind()""",
    """CREATE TRIGGER transfer_within_balance BEFORE INSERT ON public.transfer FOR EACH ROW EXECUTE FUNCTION transfer_within_balance()""",
    """CREATE TRIGGER verdict_no_delete BEFORE DELETE ON public.verdict FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER verdict_no_truncate BEFORE TRUNCATE ON public.verdict FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER verdict_no_update BEFORE UPDATE ON public.verdict FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER voucher_no_truncate BEFORE TRUNCATE ON public.voucher FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER voucher_says_the_same BEFORE UPDATE ON public.voucher FOR EACH ROW EXECUTE FUNCTION voucher_says_the_same()""",
    """CREATE TRIGGER voucher_stays BEFORE DELETE ON public.voucher FOR EACH ROW EXECUTE FUNCTION voucher_stays()""",
    """CREATE TRIGGER voucher_file_no_delete BEFORE DELETE ON public.voucher_file FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER voucher_file_no_truncate BEFORE TRUNCATE ON public.voucher_file FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER voucher_file_no_update BEFORE UPDATE ON public.voucher_file FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_leaf_no_delete BEFORE DELETE ON public.wf_leaf FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_leaf_no_truncate BEFORE TRUNCATE ON public.wf_leaf FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_leaf_no_update BEFORE UPDATE ON public.wf_leaf FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_seal_no_delete BEFORE DELETE ON public.wf_seal FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_seal_no_truncate BEFORE TRUNCATE ON public.wf_seal FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_seal_no_update BEFORE UPDATE ON public.wf_seal FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_step_no_delete BEFORE DELETE ON public.wf_step FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_step_no_truncate BEFORE TRUNCATE ON public.wf_step FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_step_no_update BEFORE UPDATE ON public.wf_step FOR EACH ROW WHEN ((NOT ((NOT (new.id IS DISTINCT FROM old.id)) AND (NOT (new.instance_id IS DISTINCT FROM old.instance_id)) AND (NOT (new.seq IS DISTINCT FROM old.seq)) AND (NOT ((new.name)::text IS DISTINCT FROM (old.name)::text)) AND (NOT ((new.source)::text IS DISTINCT FROM (old.source)::text)) AND (NOT ((new.target)::text IS DISTINCT FROM (old.target)::text)) AND (NOT ((new.actor)::text IS DISTINCT FROM (old.actor)::text)) AND (NOT ((new.role)::text IS DISTINCT FROM (old.role)::text)) AND (NOT (new.at_us IS DISTINCT FROM old.at_us)) AND (NOT (new.due_us IS DISTINCT FROM old.due_us)) AND (NOT (new.cause_id IS DISTINCT FROM old.cause_id)) AND (NOT ((new.batch)::text IS DISTINCT FROM (old.batch)::text)) AND (NOT ((new.key)::text IS DISTINCT FROM (old.key)::text)) AND (NOT (new.body IS DISTINCT FROM old.body)) AND (NOT ((new.prev)::text IS DISTINCT FROM (old.prev)::text)) AND (NOT ((new.hash)::text IS DISTINCT FROM (old.hash)::text)) AND (new.payload IS NULL) AND (new.salt IS NULL)))) EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_version_no_delete BEFORE DELETE ON public.wf_version FOR EACH ROW EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_version_no_truncate BEFORE TRUNCATE ON public.wf_version FOR EACH STATEMENT EXECUTE FUNCTION wf_append_only()""",
    """CREATE TRIGGER wf_version_no_update BEFORE UPDATE ON public.wf_version FOR EACH ROW WHEN ((NOT (1 = 0))) EXECUTE FUNCTION wf_append_only()""",
)


def upgrade() -> None:
    """Make everything."""
    op.create_table('area',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('short_name', sa.String(length=20), nullable=False),
    sa.Column('letters', sa.String(length=6), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("(kind = 'street') = (parent_id IS NULL)", name=op.f('ck_area_community_lies_in_a_street')),
    sa.CheckConstraint("kind <> 'street' OR letters IS NOT NULL", name=op.f('ck_area_street_has_letters')),
    sa.CheckConstraint("kind IN ('street', 'community', 'village')", name=op.f('ck_area_kind_known')),
    sa.ForeignKeyConstraint(['parent_id'], ['area.id'], name=op.f('fk_area_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area')),
    sa.UniqueConstraint('code', name=op.f('uq_area_code')),
    sa.UniqueConstraint('letters', name=op.f('uq_area_letters'))
    )
    op.create_index(op.f('ix_area_parent_id'), 'area', ['parent_id'], unique=False)
    op.create_table('bank_account',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('desk', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=60), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('bank', sa.String(length=80), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('demonstration', sa.Integer(), nullable=False),
    sa.CheckConstraint("desk IN ('foundation', 'treasury')", name=op.f('ck_bank_account_desk_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_account')),
    sa.UniqueConstraint('number', name=op.f('uq_bank_account_number'))
    )
    op.create_index(op.f('ix_bank_account_desk'), 'bank_account', ['desk'], unique=False)
    op.create_table('ledger_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_ledger_head_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_head')),
    sqlite_strict=True
    )
    op.create_table('person',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('login', sa.String(length=40), nullable=True),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('failed_times', sa.Integer(), nullable=False),
    sa.Column('locked_until_us', proposals.storage.Micros(), nullable=True),
    sa.Column('provisional_until_us', proposals.storage.Micros(), nullable=True),
    sa.Column('created_us', proposals.storage.Micros(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('login', name=op.f('uq_person_login')),
    sa.UniqueConstraint('phone', name=op.f('uq_person_phone'))
    )
    op.create_table('request_key',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('content', sa.String(length=64), nullable=False),
    sa.Column('location', sa.String(length=500), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_key')),
    sa.UniqueConstraint('key', name=op.f('uq_request_key_key'))
    )
    op.create_table('seal',
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_seal')),
    sqlite_strict=True
    )
    op.create_table('season',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('call_text', sa.Text(), nullable=False),
    sa.Column('ideas_per_person', sa.Integer(), nullable=False),
    sa.Column('pass_line', sa.Integer(), nullable=False),
    sa.Column('reviews_needed', sa.Integer(), nullable=False),
    sa.Column('signatures_needed', sa.Integer(), nullable=False),
    sa.Column('appeal_days', sa.Integer(), nullable=False),
    sa.Column('activity_percent', sa.Integer(), nullable=False),
    sa.Column('evaluation_line', sa.Integer(), nullable=False),
    sa.Column('projects_per_organisation', sa.Integer(), nullable=False),
    sa.Column('management_percent', sa.Integer(), nullable=False),
    sa.Column('personnel_percent', sa.Integer(), nullable=False),
    sa.Column('double_approval_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('demonstration', sa.Integer(), nullable=False),
    sa.CheckConstraint('pass_line BETWEEN 0 AND 100', name=op.f('ck_season_pass_line_in_range')),
    sa.CheckConstraint('signatures_needed BETWEEN 1 AND 12', name=op.f('ck_season_signatures_needed_in_range')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_season')),
    sa.UniqueConstraint('year', name=op.f('uq_season_year'))
    )
    op.create_table('wf_seal',
    sa.Column('n', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('size', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('root', sa.String(length=64), nullable=False),
    sa.Column('prev', sa.String(length=64), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('n', name=op.f('pk_wf_seal'))
    )
    op.create_table('wf_tick',
    sa.Column('job', sa.String(length=60), nullable=False),
    sa.Column('slot', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('job', 'slot', name=op.f('pk_wf_tick'))
    )
    op.create_table('wf_version',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_wf_version'))
    )
    op.create_table('bank_statement',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('from_day', sa.String(length=10), nullable=False),
    sa.Column('to_day', sa.String(length=10), nullable=False),
    sa.Column('opening_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('closing_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint('from_day <= to_day', name=op.f('ck_bank_statement_days_in_order')),
    sa.CheckConstraint('size > 0', name=op.f('ck_bank_statement_not_empty')),
    sa.ForeignKeyConstraint(['account_id'], ['bank_account.id'], name=op.f('fk_bank_statement_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_statement')),
    sa.UniqueConstraint('account_id', 'seq', name=op.f('uq_bank_statement_account_id_seq')),
    sa.UniqueConstraint('account_id', 'sha256', name=op.f('uq_bank_statement_account_id_sha256'))
    )
    op.create_table('calendar_day',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('working', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_calendar_day_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_day')),
    sa.UniqueConstraint('season_id', 'day', name=op.f('uq_calendar_day_season_id_day'))
    )
    op.create_table('calendar_year',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_calendar_year_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_year')),
    sa.UniqueConstraint('season_id', 'year', name=op.f('uq_calendar_year_season_id_year'))
    )
    op.create_table('category',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_category_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_category')),
    sa.UniqueConstraint('season_id', 'code', name=op.f('uq_category_season_id_code'))
    )
    op.create_table('closed_period',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('through', sa.Text(), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("through LIKE '____-__-__'", name=op.f('ck_closed_period_through_a_day')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_closed_period_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closed_period')),
    sa.UniqueConstraint('season_id', 'through', name=op.f('uq_closed_period_season_id_through')),
    sqlite_strict=True
    )
    op.create_table('consent',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_consent_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    op.create_index(op.f('ix_consent_person_id'), 'consent', ['person_id'], unique=False)
    op.create_table('criterion',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=60), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint('weight BETWEEN 1 AND 100', name=op.f('ck_criterion_weight_in_range')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_criterion_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion')),
    sa.UniqueConstraint('season_id', 'code', name=op.f('uq_criterion_season_id_code'))
    )
    op.create_table('deadline_length',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workflow', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.CheckConstraint('days > 0', name=op.f('ck_deadline_length_days_positive')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_deadline_length_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deadline_length')),
    sa.UniqueConstraint('season_id', 'workflow', 'state', name=op.f('uq_deadline_length_season_id_workflow_state'))
    )
    op.create_table('definition_pin',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workflow', sa.String(length=40), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_definition_pin_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_definition_pin')),
    sa.UniqueConstraint('season_id', 'workflow', name=op.f('uq_definition_pin_season_id_workflow'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('registered', sa.Integer(), nullable=False),
    sa.Column('credit_code', sa.String(length=18), nullable=True),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('contact', sa.String(length=60), nullable=False),
    sa.Column('account_tail', sa.String(length=4), nullable=False),
    sa.Column('demonstration', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind <> 'social' OR registered IN (0, 1)", name=op.f('ck_organisation_registered_said')),
    sa.CheckConstraint("kind IN ('bureau', 'street', 'foundation', 'treasury', 'support', 'social', 'community_org', 'self_org', 'enterprise')", name=op.f('ck_organisation_kind_known')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_organisation_street_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('credit_code', name=op.f('uq_organisation_credit_code')),
    sa.UniqueConstraint('name', name=op.f('uq_organisation_name'))
    )
    op.create_index(op.f('ix_organisation_kind'), 'organisation', ['kind'], unique=False)
    op.create_index(op.f('ix_organisation_street_id'), 'organisation', ['street_id'], unique=False)
    op.create_table('panel',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_panel_season_id')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_panel_street_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel')),
    sa.UniqueConstraint('season_id', 'street_id', name=op.f('uq_panel_season_id_street_id'))
    )
    op.create_table('party',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_party_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_party')),
    sa.UniqueConstraint('season_id', 'code', name=op.f('uq_party_season_id_code')),
    sa.UniqueConstraint('season_id', 'position', name=op.f('uq_party_season_id_position'))
    )
    op.create_table('payment_batch',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('desk', sa.String(length=12), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('total_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("desk IN ('foundation', 'treasury')", name=op.f('ck_payment_batch_desk_known')),
    sa.CheckConstraint('serial > 0', name=op.f('ck_payment_batch_serial_positive')),
    sa.CheckConstraint('size > 0', name=op.f('ck_payment_batch_not_empty')),
    sa.CheckConstraint('total_fen > 0', name=op.f('ck_payment_batch_total_positive')),
    sa.ForeignKeyConstraint(['account_id'], ['bank_account.id'], name=op.f('fk_payment_batch_account_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_payment_batch_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_batch')),
    sa.UniqueConstraint('number', name=op.f('uq_payment_batch_number')),
    sa.UniqueConstraint('season_id', 'desk', 'serial', name=op.f('uq_payment_batch_season_id_desk_serial'))
    )
    op.create_table('season_figures',
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_season_figures_season_id')),
    sa.PrimaryKeyConstraint('season_id', name=op.f('pk_season_figures'))
    )
    op.create_table('sign_in',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_us', proposals.storage.Micros(), nullable=False),
    sa.Column('seen_us', proposals.storage.Micros(), nullable=False),
    sa.Column('ended_us', proposals.storage.Micros(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_sign_in_token_digest'))
    )
    op.create_index(op.f('ix_sign_in_person_id'), 'sign_in', ['person_id'], unique=False)
    op.create_table('street_serial',
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_street_serial_season_id')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_street_serial_street_id')),
    sa.PrimaryKeyConstraint('season_id', 'street_id', name=op.f('pk_street_serial'))
    )
    op.create_table('tranche_preset',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tier', sa.String(length=4), nullable=False),
    sa.Column('upto_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('share', sa.Integer(), nullable=False),
    sa.Column('condition', sa.String(length=12), nullable=False),
    sa.CheckConstraint("condition IN ('signing', 'midterm', 'settlement')", name=op.f('ck_tranche_preset_condition_known')),
    sa.CheckConstraint('share BETWEEN 1 AND 100', name=op.f('ck_tranche_preset_share_in_range')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_tranche_preset_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tranche_preset')),
    sa.UniqueConstraint('season_id', 'tier', 'seq', name=op.f('uq_tranche_preset_season_id_tier_seq'))
    )
    op.create_table('upload_kept',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=4), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_upload_kept_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_upload_kept'))
    )
    op.create_table('voucher_file',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=4), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("kind IN ('pdf', 'ofd', 'xml', 'jpeg', 'png')", name=op.f('ck_voucher_file_kind_known')),
    sa.CheckConstraint('size > 0', name=op.f('ck_voucher_file_not_empty')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_voucher_file_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_voucher_file')),
    sa.UniqueConstraint('digest', name=op.f('uq_voucher_file_digest'))
    )
    op.create_table('wf_instance',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workflow', sa.String(length=40), nullable=False),
    sa.Column('version', sa.String(length=64), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('root_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('resume', sa.String(length=40), nullable=True),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.Column('entered_us', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['wf_instance.id'], name=op.f('fk_wf_instance_parent_id')),
    sa.ForeignKeyConstraint(['root_id'], ['wf_instance.id'], name=op.f('fk_wf_instance_root_id')),
    sa.ForeignKeyConstraint(['version'], ['wf_version.digest'], name=op.f('fk_wf_instance_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wf_instance'))
    )
    op.create_index(op.f('ix_wf_instance_parent_id'), 'wf_instance', ['parent_id'], unique=False)
    op.create_index(op.f('ix_wf_instance_root_id'), 'wf_instance', ['root_id'], unique=False)
    op.create_index(op.f('ix_wf_instance_workflow_wf_instance_season_id_wf_instance_state'), 'wf_instance', ['workflow', 'season_id', 'state'], unique=False)
    op.create_table('bank_line',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=40), nullable=False),
    sa.Column('booked_on', sa.String(length=10), nullable=False),
    sa.Column('direction', sa.String(length=3), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('balance_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('counterparty', sa.String(length=80), nullable=False),
    sa.Column('counterparty_account', sa.String(length=40), nullable=False),
    sa.Column('summary', sa.String(length=200), nullable=False),
    sa.CheckConstraint("direction IN ('in', 'out')", name=op.f('ck_bank_line_direction_known')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_bank_line_amount_positive')),
    sa.ForeignKeyConstraint(['account_id'], ['bank_account.id'], name=op.f('fk_bank_line_account_id')),
    sa.ForeignKeyConstraint(['statement_id'], ['bank_statement.id'], name=op.f('fk_bank_line_statement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_line')),
    sa.UniqueConstraint('account_id', 'reference', name=op.f('uq_bank_line_account_id_reference')),
    sa.UniqueConstraint('statement_id', 'seq', name=op.f('uq_bank_line_statement_id_seq'))
    )
    op.create_table('batch_file',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("kind IN ('bank', 'sheet')", name=op.f('ck_batch_file_kind_known')),
    sa.ForeignKeyConstraint(['batch_id'], ['payment_batch.id'], name=op.f('fk_batch_file_batch_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch_file')),
    sa.UniqueConstraint('batch_id', 'kind', name=op.f('uq_batch_file_batch_id_kind'))
    )
    op.create_table('fund',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=60), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('desk', sa.String(length=12), nullable=False),
    sa.Column('pay_mode', sa.String(length=12), nullable=False),
    sa.Column('restriction', sa.Text(), nullable=False),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('category_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cap_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('document', sa.Text(), nullable=False),
    sa.CheckConstraint("desk IN ('foundation', 'treasury')", name=op.f('ck_fund_desk_known')),
    sa.CheckConstraint("kind IN ('foundation', 'treasury', 'enterprise', 'public_donation', 'street_match')", name=op.f('ck_fund_kind_known')),
    sa.CheckConstraint("pay_mode IN ('own', 'joint', 'advanced')", name=op.f('ck_fund_pay_mode_known')),
    sa.CheckConstraint('cap_fen IS NULL OR cap_fen > 0', name=op.f('ck_fund_cap_positive')),
    sa.CheckConstraint('weight > 0', name=op.f('ck_fund_weight_positive')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_fund_category_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_fund_season_id')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_fund_street_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fund')),
    sa.UniqueConstraint('season_id', 'code', name=op.f('uq_fund_season_id_code')),
    sa.UniqueConstraint('season_id', 'position', name=op.f('uq_fund_season_id_position'))
    )
    op.create_table('message',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('template', sa.String(length=40), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('read_us', proposals.storage.Micros(), nullable=True),
    sa.Column('dedup', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['wf_instance.id'], name=op.f('fk_message_case_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message')),
    sa.UniqueConstraint('dedup', name=op.f('uq_message_dedup'))
    )
    op.create_index('ix_message_person', 'message', ['person_id', 'id'], unique=False)
    op.create_table('panel_member',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('panel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seat', sa.String(length=8), nullable=False),
    sa.Column('side', sa.String(length=12), nullable=False),
    sa.CheckConstraint("seat IN ('chair', 'member', 'reserve')", name=op.f('ck_panel_member_seat_known')),
    sa.CheckConstraint("side IN ('resident', 'finance', 'external')", name=op.f('ck_panel_member_side_known')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_panel_member_panel_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_panel_member_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_member')),
    sa.UniqueConstraint('panel_id', 'person_id', name=op.f('uq_panel_member_panel_id_person_id'))
    )
    op.create_index('ix_panel_member_person', 'panel_member', ['person_id'], unique=False)
    op.create_table('payee_account',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('bank', sa.String(length=80), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('recorded_by', sa.String(length=40), nullable=False),
    sa.Column('recorded_us', proposals.storage.Micros(), nullable=False),
    sa.Column('verified_by', sa.String(length=40), nullable=True),
    sa.Column('verified_us', proposals.storage.Micros(), nullable=True),
    sa.Column('retired_us', proposals.storage.Micros(), nullable=True),
    sa.Column('demonstration', sa.Integer(), nullable=False),
    sa.CheckConstraint('(verified_by IS NULL) = (verified_us IS NULL)', name=op.f('ck_payee_account_checked_at_a_time')),
    sa.CheckConstraint('verified_by <> recorded_by', name=op.f('ck_payee_account_checked_by_another')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_payee_account_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payee_account'))
    )
    op.create_index(op.f('ix_payee_account_organisation_id'), 'payee_account', ['organisation_id'], unique=False)
    op.create_index('uq_payee_account_in_use', 'payee_account', ['organisation_id'], unique=True, sqlite_where=sa.text('verified_us IS NOT NULL AND retired_us IS NULL'), postgresql_where=sa.text('verified_us IS NOT NULL AND retired_us IS NULL'))
    op.create_table('phase',
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('opens_us', proposals.storage.Micros(), nullable=False),
    sa.Column('closes_us', proposals.storage.Micros(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("name IN ('collection', 'optimisation', 'approval', 'implementation', 'closeout')", name=op.f('ck_phase_name_known')),
    sa.CheckConstraint('closes_us > opens_us', name=op.f('ck_phase_closes_after_it_opens')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_phase_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_phase_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phase')),
    sa.UniqueConstraint('season_id', 'name', name=op.f('uq_phase_season_id_name'))
    )
    op.create_table('post',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('since_us', proposals.storage.Micros(), nullable=False),
    sa.Column('ended_us', proposals.storage.Micros(), nullable=True),
    sa.CheckConstraint("kind <> 'organisation' OR organisation_id IS NOT NULL", name=op.f('ck_post_organisation_post_has_organisation')),
    sa.CheckConstraint("kind NOT IN ('clerk', 'street', 'street_lead', 'chair') OR street_id IS NOT NULL", name=op.f('ck_post_street_post_has_street')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_post_organisation_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_post_person_id')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_post_street_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post'))
    )
    op.create_index('ix_post_kind_street', 'post', ['kind', 'street_id'], unique=False)
    op.create_index(op.f('ix_post_organisation_id'), 'post', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_post_person_id'), 'post', ['person_id'], unique=False)
    op.create_table('proposal',
    sa.Column('number', sa.String(length=24), nullable=True),
    sa.Column('serial', sa.Integer(), nullable=True),
    sa.Column('receipt', sa.String(length=16), nullable=False),
    sa.Column('origin', sa.String(length=12), nullable=False),
    sa.Column('channel', sa.String(length=12), nullable=False),
    sa.Column('submitter', sa.String(length=16), nullable=False),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('community_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('category_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('proposer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('contact_name', sa.String(length=60), nullable=False),
    sa.Column('assisted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('guardian_name', sa.String(length=60), nullable=False),
    sa.Column('guardian_phone', sa.String(length=20), nullable=False),
    sa.Column('guardian_consent_us', proposals.storage.Micros(), nullable=True),
    sa.Column('show_name', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=60), nullable=False),
    sa.Column('problem', sa.Text(), nullable=False),
    sa.Column('solution', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=100), nullable=False),
    sa.Column('beneficiaries', sa.String(length=200), nullable=False),
    sa.Column('participation', sa.String(length=12), nullable=False),
    sa.Column('cost_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('token_digest', sa.String(length=64), nullable=True),
    sa.Column('text_digest', sa.String(length=64), nullable=True),
    sa.Column('researcher_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('submitted_us', proposals.storage.Micros(), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('merged_into_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('improved_us', proposals.storage.Micros(), nullable=True),
    sa.Column('escalations', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('planned_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('agreed_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name=op.f('ck_proposal_merged_names_its_target')),
    sa.CheckConstraint("channel IN ('web', 'desk', 'event', 'phone', 'import')", name=op.f('ck_proposal_channel_known')),
    sa.CheckConstraint("guardian_consent_us IS NULL OR (guardian_name <> '' AND guardian_phone <> '')", name=op.f('ck_proposal_consent_names_the_guardian')),
    sa.CheckConstraint("origin IN ('collected', 'merged', 'split', 'carried')", name=op.f('ck_proposal_origin_known')),
    sa.CheckConstraint("participation IN ('propose', 'help', 'lead')", name=op.f('ck_proposal_participation_known')),
    sa.CheckConstraint("state IN ('draft', 'lapsed') OR proposer_id IS NOT NULL", name=op.f('ck_proposal_only_a_draft_is_nobodys')),
    sa.CheckConstraint("state IN ('draft', 'lapsed') OR submitted_us IS NOT NULL", name=op.f('ck_proposal_submitted_has_its_time')),
    sa.CheckConstraint("state NOT IN ('implementing') OR (starts_on IS NOT NULL AND ends_on IS NOT NULL)", name=op.f('ck_proposal_running_has_dates')),
    sa.CheckConstraint("state NOT IN ('signed', 'implementing', 'reporting', 'correcting', 'assessing', 'announcing', 'closed', 'terminated', 'failed') OR (agreed_fen IS NOT NULL AND organisation_id IS NOT NULL)", name=op.f('ck_proposal_signed_has_amount_and_implementer')),
    sa.CheckConstraint("submitter <> 'minor' OR guardian_consent_us IS NOT NULL OR state IN ('draft', 'lapsed', 'submitted', 'needs_info', 'withdrawn', 'not_accepted')", name=op.f('ck_proposal_minor_has_guardian')),
    sa.CheckConstraint("submitter IN ('resident', 'self_org', 'community_org', 'social_org', 'enterprise', 'minor')", name=op.f('ck_proposal_submitter_known')),
    sa.CheckConstraint('(number IS NULL) = (serial IS NULL)', name=op.f('ck_proposal_number_and_serial_together')),
    sa.CheckConstraint('agreed_fen IS NULL OR agreed_fen > 0', name=op.f('ck_proposal_agreed_amount_positive')),
    sa.CheckConstraint('merged_into_id IS NULL OR merged_into_id <> id', name=op.f('ck_proposal_not_merged_into_itself')),
    sa.ForeignKeyConstraint(['assisted_by_id'], ['person.id'], name=op.f('fk_proposal_assisted_by_id')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_proposal_category_id')),
    sa.ForeignKeyConstraint(['community_id'], ['area.id'], name=op.f('fk_proposal_community_id')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_proposal_id')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['proposal.id'], name=op.f('fk_proposal_merged_into_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_proposal_organisation_id')),
    sa.ForeignKeyConstraint(['proposer_id'], ['person.id'], name=op.f('fk_proposal_proposer_id')),
    sa.ForeignKeyConstraint(['researcher_id'], ['person.id'], name=op.f('fk_proposal_researcher_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_proposal_season_id')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_proposal_street_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    sa.UniqueConstraint('receipt', name=op.f('uq_proposal_receipt')),
    sa.UniqueConstraint('season_id', 'number', name=op.f('uq_proposal_season_id_number')),
    sa.UniqueConstraint('season_id', 'street_id', 'serial', name=op.f('uq_proposal_season_id_street_id_serial'))
    )
    op.create_index('ix_proposal_merged_into', 'proposal', ['merged_into_id'], unique=False)
    op.create_index('ix_proposal_organisation', 'proposal', ['organisation_id', 'state'], unique=False)
    op.create_index('ix_proposal_proposer', 'proposal', ['proposer_id', 'id'], unique=False)
    op.create_index(op.f('ix_proposal_researcher_id'), 'proposal', ['researcher_id'], unique=False)
    op.create_index('ix_proposal_state', 'proposal', ['season_id', 'state', 'id'], unique=False)
    op.create_index('ix_proposal_street', 'proposal', ['street_id', 'state', 'id'], unique=False)
    op.create_index('ix_proposal_street_newest', 'proposal', ['street_id', 'id'], unique=False)
    op.create_index('ix_proposal_text', 'proposal', ['season_id', 'text_digest'], unique=False)
    op.create_table('wf_step',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('instance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=True),
    sa.Column('target', sa.String(length=40), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('due_us', sa.BigInteger(), nullable=True),
    sa.Column('cause_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('batch', sa.String(length=80), nullable=True),
    sa.Column('key', sa.String(length=120), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('payload', sa.Text(), nullable=True),
    sa.Column('salt', sa.String(length=32), nullable=True),
    sa.Column('prev', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['instance_id'], ['wf_instance.id'], name=op.f('fk_wf_step_instance_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wf_step')),
    sa.UniqueConstraint('instance_id', 'prev', name=op.f('uq_wf_step_instance_id_prev')),
    sa.UniqueConstraint('instance_id', 'seq', name=op.f('uq_wf_step_instance_id_seq'))
    )
    op.create_index('uq_wf_step_actor_key', 'wf_step', ['actor', 'key'], unique=True, sqlite_where=sa.text('key IS NOT NULL'), postgresql_where=sa.text('key IS NOT NULL'))
    op.create_table('wf_timer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('instance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('due_us', sa.BigInteger(), nullable=False),
    sa.Column('next_us', sa.BigInteger(), nullable=False),
    sa.Column('tries', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('provisional', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('done_us', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['instance_id'], ['wf_instance.id'], name=op.f('fk_wf_timer_instance_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wf_timer')),
    sa.UniqueConstraint('instance_id', 'seq', 'kind', 'name', 'due_us', name=op.f('uq_wf_timer_instance_id_seq_kind_name_due_us'))
    )
    op.create_index('ix_wf_timer_waiting', 'wf_timer', ['next_us', 'id'], unique=False, sqlite_where=sa.text('done_us IS NULL'), postgresql_where=sa.text('done_us IS NULL'))
    op.create_table('activity',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('topic', sa.String(length=80), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('beneficiary_times', sa.Integer(), nullable=False),
    sa.Column('volunteer_times', sa.Integer(), nullable=False),
    sa.Column('service_minutes', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('late', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint('beneficiary_times >= 0 AND volunteer_times >= 0 AND service_minutes >= 0', name=op.f('ck_activity_counts_not_negative')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_activity_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_activity_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_activity_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity')),
    sa.UniqueConstraint('proposal_id', 'serial', name=op.f('uq_activity_proposal_id_serial'))
    )
    op.create_index('ix_activity_season', 'activity', ['season_id', 'held_on'], unique=False)
    op.create_table('agreement',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('voided_us', proposals.storage.Micros(), nullable=True),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_agreement_amount_positive')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_agreement_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_agreement_season_id')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_agreement_street_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement')),
    sa.UniqueConstraint('proposal_id', 'version', name=op.f('uq_agreement_proposal_id_version')),
    sa.UniqueConstraint('season_id', 'street_id', 'serial', 'version', name=op.f('uq_agreement_season_id_street_id_serial_version'))
    )
    op.create_index(op.f('ix_agreement_proposal_id'), 'agreement', ['proposal_id'], unique=False)
    op.create_table('allotment',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fund_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('category_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('planned_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint('planned_fen > 0', name=op.f('ck_allotment_planned_positive')),
    sa.CheckConstraint('street_id IS NOT NULL OR category_id IS NOT NULL', name=op.f('ck_allotment_for_somebody')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_allotment_category_id')),
    sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_allotment_fund_id')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_allotment_street_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_allotment'))
    )
    op.create_index(op.f('ix_allotment_fund_id'), 'allotment', ['fund_id'], unique=False)
    op.create_table('amendment',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('wish', sa.Text(), nullable=False),
    sa.Column('new_ends_on', sa.Date(), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("(kind = 'schedule') = (new_ends_on IS NOT NULL)", name=op.f('ck_amendment_schedule_names_its_end')),
    sa.CheckConstraint("kind IN ('schedule', 'place', 'people', 'scope')", name=op.f('ck_amendment_kind_known')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_amendment_by_id')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_amendment_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_amendment_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_amendment_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment'))
    )
    op.create_index(op.f('ix_amendment_proposal_id'), 'amendment', ['proposal_id'], unique=False)
    op.create_table('appeal',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('came_from', sa.String(length=40), nullable=False),
    sa.Column('grounds', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ruling', sa.Text(), nullable=True),
    sa.Column('ruling_reason', sa.Text(), nullable=True),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("(state = 'decided') = (ruling IS NOT NULL)", name=op.f('ck_appeal_decided_has_ruling')),
    sa.CheckConstraint("kind IN ('objection', 'appeal')", name=op.f('ck_appeal_kind_known')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_appeal_by_id')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_appeal_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_appeal_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_appeal_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal'))
    )
    op.create_index(op.f('ix_appeal_proposal_id'), 'appeal', ['proposal_id'], unique=False)
    op.create_table('archive_file',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('contents', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_archive_file_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_archive_file')),
    sa.UniqueConstraint('proposal_id', 'version', name=op.f('uq_archive_file_proposal_id_version'))
    )
    op.create_index(op.f('ix_archive_file_proposal_id'), 'archive_file', ['proposal_id'], unique=False)
    op.create_table('co_proposer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['from_id'], ['proposal.id'], name=op.f('fk_co_proposer_from_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_co_proposer_person_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_co_proposer_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_co_proposer')),
    sa.UniqueConstraint('proposal_id', 'person_id', 'from_id', name=op.f('uq_co_proposer_proposal_id_person_id_from_id'))
    )
    op.create_index(op.f('ix_co_proposer_person_id'), 'co_proposer', ['person_id'], unique=False)
    op.create_index(op.f('ix_co_proposer_proposal_id'), 'co_proposer', ['proposal_id'], unique=False)
    op.create_table('final_report',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('spent_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('satisfied', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint('satisfied BETWEEN 0 AND answers', name=op.f('ck_final_report_satisfied_within_answers')),
    sa.CheckConstraint('spent_fen >= 0', name=op.f('ck_final_report_spent_not_negative')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_final_report_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_final_report_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_final_report')),
    sa.UniqueConstraint('proposal_id', 'version', name=op.f('uq_final_report_proposal_id_version'))
    )
    op.create_index(op.f('ix_final_report_proposal_id'), 'final_report', ['proposal_id'], unique=False)
    op.create_table('in_kind',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('giver', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(length=20), nullable=False),
    sa.Column('unit_rate_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('evidence_digest', sa.String(length=64), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("kind IN ('volunteer_hours', 'venue', 'goods')", name=op.f('ck_in_kind_kind_known')),
    sa.CheckConstraint('quantity > 0 AND unit_rate_fen > 0', name=op.f('ck_in_kind_worth_something')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_in_kind_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_in_kind_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_in_kind')),
    sa.UniqueConstraint('evidence_digest', name=op.f('uq_in_kind_evidence_digest'))
    )
    op.create_index(op.f('ix_in_kind_proposal_id'), 'in_kind', ['proposal_id'], unique=False)
    op.create_index(op.f('ix_in_kind_season_id'), 'in_kind', ['season_id'], unique=False)
    op.create_table('lineage',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('target_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('share', sa.Integer(), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('undone_us', proposals.storage.Micros(), nullable=True),
    sa.CheckConstraint("kind IN ('merge', 'duplicate', 'split', 'carried')", name=op.f('ck_lineage_kind_known')),
    sa.CheckConstraint('share BETWEEN 0 AND 100', name=op.f('ck_lineage_share_in_range')),
    sa.CheckConstraint('source_id <> target_id', name=op.f('ck_lineage_two_proposals')),
    sa.ForeignKeyConstraint(['source_id'], ['proposal.id'], name=op.f('fk_lineage_source_id')),
    sa.ForeignKeyConstraint(['target_id'], ['proposal.id'], name=op.f('fk_lineage_target_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lineage'))
    )
    op.create_index('ix_lineage_source', 'lineage', ['source_id'], unique=False)
    op.create_index('ix_lineage_target', 'lineage', ['target_id'], unique=False)
    op.create_table('notice',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('from_us', proposals.storage.Micros(), nullable=False),
    sa.Column('until_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("kind IN ('panel-result', 'outcome')", name=op.f('ck_notice_kind_known')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_notice_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_notice_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('season_id', 'serial', name=op.f('uq_notice_season_id_serial'))
    )
    op.create_index(op.f('ix_notice_proposal_id'), 'notice', ['proposal_id'], unique=False)
    op.create_table('photo',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_photo_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_photo'))
    )
    op.create_index(op.f('ix_photo_proposal_id'), 'photo', ['proposal_id'], unique=False)
    op.create_table('plan',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('objectives', sa.Text(), nullable=False),
    sa.Column('risks', sa.Text(), nullable=False),
    sa.Column('activities_planned', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('beneficiaries_planned', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('frozen_us', proposals.storage.Micros(), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.CheckConstraint('(frozen_us IS NULL) = (digest IS NULL)', name=op.f('ck_plan_frozen_has_digest')),
    sa.CheckConstraint('activities_planned > 0 AND beneficiaries_planned > 0', name=op.f('ck_plan_plans_something')),
    sa.CheckConstraint('ends_on > starts_on', name=op.f('ck_plan_ends_after_it_starts')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_plan_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_plan_organisation_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_plan_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('proposal_id', 'version', name=op.f('uq_plan_proposal_id_version'))
    )
    op.create_index(op.f('ix_plan_proposal_id'), 'plan', ['proposal_id'], unique=False)
    op.create_table('referral',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('matter', sa.String(length=60), nullable=False),
    sa.Column('handling_unit', sa.String(length=80), nullable=False),
    sa.Column('due_us', proposals.storage.Micros(), nullable=False),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.Column('replied_us', proposals.storage.Micros(), nullable=True),
    sa.CheckConstraint("kind IN ('transfer', 'deliberation', 'hotline')", name=op.f('ck_referral_kind_known')),
    sa.CheckConstraint('(reply IS NULL) = (replied_us IS NULL)', name=op.f('ck_referral_reply_has_its_time')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_referral_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral'))
    )
    op.create_index(op.f('ix_referral_proposal_id'), 'referral', ['proposal_id'], unique=False)
    op.create_table('research_note',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('visited_on', sa.Date(), nullable=False),
    sa.Column('households_asked', sa.Integer(), nullable=False),
    sa.Column('finding', sa.Text(), nullable=False),
    sa.Column('feasibility', sa.String(length=12), nullable=False),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('duty_checked', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("feasibility <> 'unfeasible' OR explanation <> ''", name=op.f('ck_research_note_unfeasible_is_explained')),
    sa.CheckConstraint("feasibility IN ('undecided', 'feasible', 'unfeasible')", name=op.f('ck_research_note_feasibility_known')),
    sa.CheckConstraint('households_asked >= 0', name=op.f('ck_research_note_households_not_negative')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_research_note_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_research_note_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_research_note'))
    )
    op.create_index(op.f('ix_research_note_proposal_id'), 'research_note', ['proposal_id'], unique=False)
    op.create_table('resemblance',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('other_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('verdict', sa.String(length=12), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("verdict IN ('same', 'different')", name=op.f('ck_resemblance_verdict_known')),
    sa.CheckConstraint('proposal_id <> other_id', name=op.f('ck_resemblance_two_proposals')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_resemblance_by_id')),
    sa.ForeignKeyConstraint(['other_id'], ['proposal.id'], name=op.f('fk_resemblance_other_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_resemblance_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resemblance')),
    sa.UniqueConstraint('proposal_id', 'other_id', name=op.f('uq_resemblance_proposal_id_other_id'))
    )
    op.create_index('ix_resemblance_other', 'resemblance', ['other_id'], unique=False)
    op.create_table('review',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('judge_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('panel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('total_hundredths', sa.Integer(), nullable=True),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('scored_us', proposals.storage.Micros(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("(state = 'scored') = (scored_us IS NOT NULL)", name=op.f('ck_review_scored_has_its_time')),
    sa.CheckConstraint("(state = 'scored') = (total_hundredths IS NOT NULL)", name=op.f('ck_review_scored_has_total')),
    sa.CheckConstraint('total_hundredths IS NULL OR total_hundredths BETWEEN 0 AND 10000', name=op.f('ck_review_total_in_range')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_review_id')),
    sa.ForeignKeyConstraint(['judge_id'], ['person.id'], name=op.f('fk_review_judge_id')),
    sa.ForeignKeyConstraint(['panel_id'], ['panel.id'], name=op.f('fk_review_panel_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_review_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_review_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
    sa.UniqueConstraint('proposal_id', 'judge_id', 'round', name=op.f('uq_review_proposal_id_judge_id_round'))
    )
    op.create_index('ix_review_judge', 'review', ['judge_id', 'state', 'id'], unique=False)
    op.create_index(op.f('ix_review_proposal_id'), 'review', ['proposal_id'], unique=False)
    op.create_table('verdict',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('decision', sa.String(length=12), nullable=False),
    sa.Column('mean_hundredths', sa.Integer(), nullable=False),
    sa.Column('scores_counted', sa.Integer(), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("decision IN ('passed', 'waitlisted', 'returned', 'rejected')", name=op.f('ck_verdict_decision_known')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_verdict_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdict')),
    sa.UniqueConstraint('proposal_id', 'round', name=op.f('uq_verdict_proposal_id_round'))
    )
    op.create_index(op.f('ix_verdict_proposal_id'), 'verdict', ['proposal_id'], unique=False)
    op.create_table('visit',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('report', sa.Text(), nullable=True),
    sa.Column('findings', sa.Text(), nullable=True),
    sa.Column('rectification', sa.Text(), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("state <> 'found' OR findings IS NOT NULL", name=op.f('ck_visit_found_has_findings')),
    sa.CheckConstraint("state NOT IN ('found', 'done') OR report IS NOT NULL", name=op.f('ck_visit_made_visit_has_report')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_visit_by_id')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_visit_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_visit_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_visit_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit'))
    )
    op.create_index(op.f('ix_visit_proposal_id'), 'visit', ['proposal_id'], unique=False)
    op.create_table('wf_leaf',
    sa.Column('no', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('step_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['step_id'], ['wf_step.id'], name=op.f('fk_wf_leaf_step_id')),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_wf_leaf')),
    sa.UniqueConstraint('step_id', name=op.f('uq_wf_leaf_step_id'))
    )
    op.create_table('wf_outbox',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('step_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('topic', sa.String(length=60), nullable=False),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.Column('due_us', sa.BigInteger(), nullable=False),
    sa.Column('tries', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('lease_us', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('owner', sa.String(length=80), nullable=True),
    sa.Column('done_us', sa.BigInteger(), nullable=True),
    sa.Column('dead_us', sa.BigInteger(), nullable=True),
    sa.Column('trouble', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['step_id'], ['wf_step.id'], name=op.f('fk_wf_outbox_step_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wf_outbox'))
    )
    op.create_index('ix_wf_outbox_waiting', 'wf_outbox', ['due_us', 'id'], unique=False, sqlite_where=sa.text('done_us IS NULL AND dead_us IS NULL'), postgresql_where=sa.text('done_us IS NULL AND dead_us IS NULL'))
    op.create_table('budget_line',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('plan_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('head', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('unit_price_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.CheckConstraint("head IN ('activity', 'personnel', 'management', 'tax')", name=op.f('ck_budget_line_head_known')),
    sa.CheckConstraint('unit_price_fen > 0 AND quantity > 0', name=op.f('ck_budget_line_price_and_quantity_positive')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_budget_line_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_budget_line'))
    )
    op.create_index(op.f('ix_budget_line_plan_id'), 'budget_line', ['plan_id'], unique=False)
    op.create_table('commitment',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agreement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('spent_fen', proposals.storage.Fen(), nullable=True),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_commitment_amount_positive')),
    sa.CheckConstraint('spent_fen IS NULL OR spent_fen BETWEEN 0 AND amount_fen', name=op.f('ck_commitment_spent_within_agreed')),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_commitment_agreement_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_commitment_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment')),
    sa.UniqueConstraint('agreement_id', name=op.f('uq_commitment_agreement_id'))
    )
    op.create_index(op.f('ix_commitment_proposal_id'), 'commitment', ['proposal_id'], unique=False)
    op.create_table('score',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('review_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('criterion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 5', name=op.f('ck_score_level_in_range')),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_score_criterion_id')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_score_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score')),
    sa.UniqueConstraint('review_id', 'criterion_id', 'version', name=op.f('uq_score_review_id_criterion_id_version'))
    )
    op.create_index(op.f('ix_score_review_id'), 'score', ['review_id'], unique=False)
    op.create_table('score_draft',
    sa.Column('review_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('levels', sa.Text(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('flagged', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('tab', sa.String(length=64), nullable=False),
    sa.Column('saved_us', proposals.storage.Micros(), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_score_draft_review_id')),
    sa.PrimaryKeyConstraint('review_id', name=op.f('pk_score_draft'))
    )
    op.create_table('score_sheet',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('review_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('total_hundredths', sa.Integer(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint('total_hundredths BETWEEN 0 AND 10000', name=op.f('ck_score_sheet_total_in_range')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_score_sheet_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score_sheet')),
    sa.UniqueConstraint('review_id', 'version', name=op.f('uq_score_sheet_review_id_version'))
    )
    op.create_table('settlement',
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('signed_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('paid_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('spent_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('returned_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('points', sa.Integer(), nullable=True),
    sa.Column('comment', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("kind <> 'evaluation' OR state <> 'agreed' OR points IS NOT NULL", name=op.f('ck_settlement_agreed_evaluation_has_points')),
    sa.CheckConstraint("kind <> 'settlement' OR state <> 'agreed' OR (signed_fen IS NOT NULL AND paid_fen IS NOT NULL AND spent_fen IS NOT NULL AND returned_fen IS NOT NULL)", name=op.f('ck_settlement_agreed_settlement_has_figures')),
    sa.CheckConstraint("kind <> 'settlement' OR state <> 'agreed' OR paid_fen = spent_fen + returned_fen", name=op.f('ck_settlement_paid_is_spent_or_returned')),
    sa.CheckConstraint("kind IN ('settlement', 'evaluation')", name=op.f('ck_settlement_kind_known')),
    sa.CheckConstraint('points IS NULL OR points BETWEEN 0 AND 100', name=op.f('ck_settlement_points_in_range')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_settlement_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_settlement_proposal_id')),
    sa.ForeignKeyConstraint(['report_id'], ['final_report.id'], name=op.f('fk_settlement_report_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_settlement_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settlement'))
    )
    op.create_index(op.f('ix_settlement_proposal_id'), 'settlement', ['proposal_id'], unique=False)
    op.create_table('signature',
    sa.Column('agreement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('party_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('signed_us', proposals.storage.Micros(), nullable=True),
    sa.Column('signed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("(state = 'signed') = (signed_us IS NOT NULL AND signed_by_id IS NOT NULL AND digest IS NOT NULL)", name=op.f('ck_signature_signed_has_its_facts')),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_signature_agreement_id')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_signature_id')),
    sa.ForeignKeyConstraint(['party_id'], ['party.id'], name=op.f('fk_signature_party_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_signature_season_id')),
    sa.ForeignKeyConstraint(['signed_by_id'], ['person.id'], name=op.f('fk_signature_signed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('agreement_id', 'party_id', name=op.f('uq_signature_agreement_id_party_id'))
    )
    op.create_index(op.f('ix_signature_agreement_id'), 'signature', ['agreement_id'], unique=False)
    op.create_table('account',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fund_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stage', sa.Text(), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('street_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('category_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('debits_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('credits_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('last_transfer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("(stage IN ('allot')) = (street_id IS NOT NULL OR category_id IS NOT NULL)", name=op.f('ck_account_place_of_an_allotment')),
    sa.CheckConstraint("commitment_id IS NOT NULL OR stage NOT IN ('commit', 'order', 'held', 'spent')", name=op.f('ck_account_commitment_from_commit_on')),
    sa.CheckConstraint("commitment_id IS NULL OR stage IN ('commit', 'order', 'held', 'spent', 'returned')", name=op.f('ck_account_no_commitment_before')),
    sa.CheckConstraint("stage IN ('origin', 'due') OR credits_fen >= debits_fen", name=op.f('ck_account_never_overdrawn')),
    sa.CheckConstraint("stage IN ('origin', 'due', 'pledged', 'pool', 'lent', 'allot', 'commit', 'order', 'held', 'spent', 'returned')", name=op.f('ck_account_stage_known')),
    sa.CheckConstraint('debits_fen >= 0 AND credits_fen >= 0', name=op.f('ck_account_sums_not_negative')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_account_category_id')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_account_commitment_id')),
    sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_account_fund_id')),
    sa.ForeignKeyConstraint(['street_id'], ['area.id'], name=op.f('fk_account_street_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('fund_id', 'stage', 'commitment_id', 'street_id', 'category_id', name=op.f('uq_account_fund_id_stage_commitment_id_street_id_category_id')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_account_commitment_id'), 'account', ['commitment_id'], unique=False)
    op.create_table('commitment_band',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('band', sa.Integer(), nullable=False),
    sa.Column('start_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('fund_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('weight', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.CheckConstraint('amount_fen >= 0', name=op.f('ck_commitment_band_amount_not_negative')),
    sa.CheckConstraint('band >= 1 AND (band = 1) = (start_fen = 0)', name=op.f('ck_commitment_band_first_band_from_nothing')),
    sa.CheckConstraint('weight BETWEEN 0 AND 1000000000', name=op.f('ck_commitment_band_weight_in_range')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_commitment_band_commitment_id')),
    sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_commitment_band_fund_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment_band')),
    sa.UniqueConstraint('commitment_id', 'band', 'fund_id', name=op.f('uq_commitment_band_commitment_id_band_fund_id')),
    sa.UniqueConstraint('commitment_id', 'band', 'position', name=op.f('uq_commitment_band_commitment_id_band_position')),
    sqlite_strict=True
    )
    op.create_table('commitment_payee',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_commitment_payee_commitment_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_commitment_payee_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment_payee'))
    )
    op.create_index(op.f('ix_commitment_payee_commitment_id'), 'commitment_payee', ['commitment_id'], unique=False)
    op.create_table('commitment_share',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fund_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.CheckConstraint('amount_fen >= 0', name=op.f('ck_commitment_share_amount_not_negative')),
    sa.CheckConstraint('weight > 0', name=op.f('ck_commitment_share_weight_positive')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_commitment_share_commitment_id')),
    sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_commitment_share_fund_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment_share')),
    sa.UniqueConstraint('commitment_id', 'fund_id', name=op.f('uq_commitment_share_commitment_id_fund_id')),
    sa.UniqueConstraint('commitment_id', 'position', name=op.f('uq_commitment_share_commitment_id_position')),
    sqlite_strict=True
    )
    op.create_table('entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('idem_key', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('payment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('occurred_on', sa.Text(), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('reverses_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('prev_hash', sa.Text(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.Column('seal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("(kind = 'reverse') = (reverses_id IS NOT NULL)", name=op.f('ck_entry_reversal_names_its_entry')),
    sa.CheckConstraint("kind IN ('pledge', 'receipt', 'advance', 'repay', 'allot', 'recall', 'commit', 'release', 'order', 'void', 'pay', 'spend', 'disallow', 'refund', 'surplus', 'carry', 'reverse')", name=op.f('ck_entry_kind_known')),
    sa.CheckConstraint("occurred_on LIKE '____-__-__'", name=op.f('ck_entry_occurred_on_a_day')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_entry_amount_positive')),
    sa.CheckConstraint('seal_id = id', name=op.f('ck_entry_sealed_by_its_own')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_entry_commitment_id')),
    sa.ForeignKeyConstraint(['reverses_id'], ['entry.id'], name=op.f('fk_entry_reverses_id')),
    sa.ForeignKeyConstraint(['seal_id'], ['seal.entry_id'], name=op.f('fk_entry_seal_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_entry_season_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry')),
    sa.UniqueConstraint('hash', name=op.f('uq_entry_hash')),
    sa.UniqueConstraint('idem_key', name=op.f('uq_entry_idem_key')),
    sa.UniqueConstraint('prev_hash', name=op.f('uq_entry_prev_hash')),
    sa.UniqueConstraint('reverses_id', name=op.f('uq_entry_reverses_id')),
    sqlite_strict=True
    )
    op.create_index('ix_entry_commitment', 'entry', ['commitment_id'], unique=False)
    op.create_index('ix_entry_payment', 'entry', ['payment_id'], unique=False)
    op.create_index(op.f('ix_entry_season_id'), 'entry', ['season_id'], unique=False)
    op.create_table('head_transfer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('from_head', sa.String(length=12), nullable=False),
    sa.Column('to_head', sa.String(length=12), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('by_notice', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("from_head IN ('activity', 'personnel', 'management', 'tax')", name=op.f('ck_head_transfer_from_known')),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_head_transfer_reason_given')),
    sa.CheckConstraint("to_head IN ('activity', 'personnel', 'management', 'tax')", name=op.f('ck_head_transfer_to_known')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_head_transfer_amount_positive')),
    sa.CheckConstraint('by_notice IN (0, 1)', name=op.f('ck_head_transfer_notice_said')),
    sa.CheckConstraint('from_head <> to_head', name=op.f('ck_head_transfer_two_heads')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_head_transfer_by_id')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_head_transfer_commitment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_head_transfer')),
    sa.UniqueConstraint('commitment_id', 'serial', name=op.f('uq_head_transfer_commitment_id_serial'))
    )
    op.create_table('tranche',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('condition', sa.String(length=12), nullable=False),
    sa.Column('paid_us', proposals.storage.Micros(), nullable=True),
    sa.CheckConstraint("condition IN ('signing', 'midterm', 'settlement')", name=op.f('ck_tranche_condition_known')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_tranche_amount_positive')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_tranche_commitment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tranche')),
    sa.UniqueConstraint('commitment_id', 'seq', name=op.f('uq_tranche_commitment_id_seq'))
    )
    op.create_table('voucher',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('seller', sa.String(length=80), nullable=False),
    sa.Column('seller_code', sa.String(length=18), nullable=False),
    sa.Column('buyer', sa.String(length=80), nullable=False),
    sa.Column('purpose', sa.String(length=120), nullable=False),
    sa.Column('net_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('tax_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('gross_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('file_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('checked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('checked_us', proposals.storage.Micros(), nullable=True),
    sa.CheckConstraint("(state IN ('accepted', 'questioned', 'disallowed')) = (checked_us IS NOT NULL)", name=op.f('ck_voucher_checked_at_a_time')),
    sa.CheckConstraint("kind IN ('digital', 'special', 'ordinary', 'fiscal') OR (code = '' AND number = '')", name=op.f('ck_voucher_only_invoices_have_numbers')),
    sa.CheckConstraint("kind IN ('digital', 'special', 'ordinary', 'fiscal', 'labour', 'goods', 'unreceipted')", name=op.f('ck_voucher_kind_known')),
    sa.CheckConstraint("kind NOT IN ('digital', 'special', 'ordinary', 'fiscal') OR (number <> '' AND buyer <> '')", name=op.f('ck_voucher_invoice_has_number_and_buyer')),
    sa.CheckConstraint("state IN ('entered', 'accepted', 'questioned', 'withdrawn', 'disallowed')", name=op.f('ck_voucher_state_known')),
    sa.CheckConstraint('(checked_us IS NULL) = (checked_by_id IS NULL) AND checked_by_id <> by_id', name=op.f('ck_voucher_checked_by_another')),
    sa.CheckConstraint('(net_fen IS NULL) = (tax_fen IS NULL)', name=op.f('ck_voucher_net_with_tax')),
    sa.CheckConstraint('gross_fen > 0', name=op.f('ck_voucher_gross_positive')),
    sa.CheckConstraint('net_fen >= 0 AND tax_fen >= 0 AND net_fen + tax_fen = gross_fen', name=op.f('ck_voucher_net_and_tax_add_up')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_voucher_by_id')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['person.id'], name=op.f('fk_voucher_checked_by_id')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_voucher_commitment_id')),
    sa.ForeignKeyConstraint(['file_id'], ['voucher_file.id'], name=op.f('fk_voucher_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_voucher'))
    )
    op.create_index('ix_voucher_alike', 'voucher', ['seller', 'issued_on', 'gross_fen'], unique=False)
    op.create_index(op.f('ix_voucher_commitment_id'), 'voucher', ['commitment_id'], unique=False)
    op.create_index('uq_voucher_file', 'voucher', ['file_id'], unique=True, sqlite_where=sa.text("state <> 'withdrawn'"), postgresql_where=sa.text("state <> 'withdrawn'"))
    op.create_index('uq_voucher_number', 'voucher', ['number', 'code'], unique=True, sqlite_where=sa.text("number <> '' AND state <> 'withdrawn'"), postgresql_where=sa.text("number <> '' AND state <> 'withdrawn'"))
    op.create_table('claim',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('settled_us', proposals.storage.Micros(), nullable=True),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_claim_amount_positive')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_claim_commitment_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_claim_entry_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim')),
    sa.UniqueConstraint('entry_id', name=op.f('uq_claim_entry_id'))
    )
    op.create_index('ix_claim_commitment', 'claim', ['commitment_id'], unique=False)
    op.create_table('expenditure_report',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commitment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('period', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('opened_us', proposals.storage.Micros(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('submitted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('submitted_us', proposals.storage.Micros(), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_us', proposals.storage.Micros(), nullable=True),
    sa.Column('booked_fen', proposals.storage.Fen(), nullable=True),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("(state = 'accepted') = (booked_fen IS NOT NULL)", name=op.f('ck_expenditure_report_accepted_is_booked')),
    sa.CheckConstraint("(state = 'draft') = (submitted_us IS NULL)", name=op.f('ck_expenditure_report_submitted_at_a_time')),
    sa.CheckConstraint("(state IN ('accepted', 'returned')) = (decided_us IS NOT NULL)", name=op.f('ck_expenditure_report_decided_at_a_time')),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'accepted', 'returned')", name=op.f('ck_expenditure_report_state_known')),
    sa.CheckConstraint('(decided_us IS NULL) = (decided_by_id IS NULL) AND decided_by_id <> submitted_by_id', name=op.f('ck_expenditure_report_decided_by_another')),
    sa.CheckConstraint('(entry_id IS NOT NULL) = (COALESCE(booked_fen, 0) > 0)', name=op.f('ck_expenditure_report_booked_by_an_entry')),
    sa.CheckConstraint('(submitted_us IS NULL) = (submitted_by_id IS NULL) AND (submitted_us IS NULL) = (amount_fen IS NULL) AND (submitted_us IS NULL) = (from_on IS NULL) AND (submitted_us IS NULL) = (until_on IS NULL)', name=op.f('ck_expenditure_report_submitted_with_its_sum')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_expenditure_report_amount_positive')),
    sa.CheckConstraint('booked_fen BETWEEN 0 AND amount_fen', name=op.f('ck_expenditure_report_booked_within_amount')),
    sa.CheckConstraint('until_on >= from_on', name=op.f('ck_expenditure_report_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_expenditure_report_commitment_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_expenditure_report_decided_by_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_expenditure_report_entry_id')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['person.id'], name=op.f('fk_expenditure_report_submitted_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_expenditure_report')),
    sa.UniqueConstraint('commitment_id', 'period', 'version', name=op.f('uq_expenditure_report_commitment_id_period_version'))
    )
    op.create_index('ix_expenditure_report_state', 'expenditure_report', ['state', 'id'], unique=False)
    op.create_index('uq_expenditure_report_open', 'expenditure_report', ['commitment_id'], unique=True, sqlite_where=sa.text("state IN ('draft', 'submitted')"), postgresql_where=sa.text("state IN ('draft', 'submitted')"))
    op.create_table('head_transfer_ruling',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('transfer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('approved', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("approved = 1 OR reason <> ''", name=op.f('ck_head_transfer_ruling_reason_given')),
    sa.CheckConstraint('approved IN (0, 1)', name=op.f('ck_head_transfer_ruling_approved_said')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_head_transfer_ruling_by_id')),
    sa.ForeignKeyConstraint(['transfer_id'], ['head_transfer.id'], name=op.f('fk_head_transfer_ruling_transfer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_head_transfer_ruling')),
    sa.UniqueConstraint('transfer_id', name=op.f('uq_head_transfer_ruling_transfer_id'))
    )
    op.create_table('payment',
    sa.Column('tranche_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fund_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('planned_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('order_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('bank_reference', sa.String(length=40), nullable=True),
    sa.Column('return_reference', sa.String(length=40), nullable=True),
    sa.Column('paid_us', proposals.storage.Micros(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('season_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.CheckConstraint("(state = 'paid') = (paid_us IS NOT NULL)", name=op.f('ck_payment_paid_has_its_time')),
    sa.CheckConstraint("state <> 'paid' OR bank_reference IS NOT NULL", name=op.f('ck_payment_paid_has_bank_reference')),
    sa.CheckConstraint("state NOT IN ('sent', 'paid') OR order_id IS NOT NULL", name=op.f('ck_payment_sent_was_ordered')),
    sa.CheckConstraint('amount_fen BETWEEN 0 AND planned_fen', name=op.f('ck_payment_amount_within_plan')),
    sa.ForeignKeyConstraint(['batch_id'], ['payment_batch.id'], name=op.f('fk_payment_batch_id')),
    sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_payment_fund_id')),
    sa.ForeignKeyConstraint(['id'], ['wf_instance.id'], name=op.f('fk_payment_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_payment_proposal_id')),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_payment_season_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_payment_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment')),
    sa.UniqueConstraint('tranche_id', 'fund_id', name=op.f('uq_payment_tranche_id_fund_id'))
    )
    op.create_index(op.f('ix_payment_batch_id'), 'payment', ['batch_id'], unique=False)
    op.create_index(op.f('ix_payment_proposal_id'), 'payment', ['proposal_id'], unique=False)
    op.create_index('ix_payment_season_state', 'payment', ['season_id', 'state', 'id'], unique=False)
    op.create_table('pledge',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fund_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('giver', sa.String(length=80), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('due_on', sa.String(length=10), nullable=True),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("due_on IS NULL OR due_on LIKE '____-__-__'", name=op.f('ck_pledge_due_on_a_day')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_pledge_amount_positive')),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_pledge_entry_id')),
    sa.ForeignKeyConstraint(['fund_id'], ['fund.id'], name=op.f('fk_pledge_fund_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pledge')),
    sa.UniqueConstraint('entry_id', name=op.f('uq_pledge_entry_id'))
    )
    op.create_index(op.f('ix_pledge_fund_id'), 'pledge', ['fund_id'], unique=False)
    op.create_table('transfer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('debit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('credit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_transfer_amount_positive')),
    sa.CheckConstraint('debit_id <> credit_id', name=op.f('ck_transfer_two_accounts')),
    sa.ForeignKeyConstraint(['credit_id'], ['account.id'], name=op.f('fk_transfer_credit_id')),
    sa.ForeignKeyConstraint(['debit_id'], ['account.id'], name=op.f('fk_transfer_debit_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_transfer_entry_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transfer')),
    sqlite_strict=True
    )
    op.create_index('ix_transfer_credit', 'transfer', ['credit_id', 'id'], unique=False)
    op.create_index('ix_transfer_debit', 'transfer', ['debit_id', 'id'], unique=False)
    op.create_index('ix_transfer_entry', 'transfer', ['entry_id'], unique=False)
    op.create_table('bank_match',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('payment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.Column('booked', sa.Integer(), nullable=False),
    sa.Column('undone_by', sa.String(length=40), nullable=True),
    sa.Column('undone_us', proposals.storage.Micros(), nullable=True),
    sa.CheckConstraint("(kind = 'bounce') = (entry_id IS NULL)", name=op.f('ck_bank_match_entry_of_its_kind')),
    sa.CheckConstraint("(kind IN ('pay', 'bounce', 'return')) = (payment_id IS NOT NULL)", name=op.f('ck_bank_match_payment_of_its_kind')),
    sa.CheckConstraint("kind IN ('pay', 'bounce', 'return', 'receipt', 'refund')", name=op.f('ck_bank_match_kind_known')),
    sa.CheckConstraint('(undone_us IS NULL) = (undone_by IS NULL)', name=op.f('ck_bank_match_undone_by_somebody')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_bank_match_amount_positive')),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_bank_match_entry_id')),
    sa.ForeignKeyConstraint(['line_id'], ['bank_line.id'], name=op.f('fk_bank_match_line_id')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_bank_match_payment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_match'))
    )
    op.create_index('ix_bank_match_entry', 'bank_match', ['entry_id'], unique=False)
    op.create_index('ix_bank_match_line', 'bank_match', ['line_id'], unique=False)
    op.create_index('ix_bank_match_payment', 'bank_match', ['payment_id'], unique=False)
    op.create_table('batch_row',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('batch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('payment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('bank', sa.String(length=80), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('purpose', sa.String(length=120), nullable=False),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_batch_row_amount_positive')),
    sa.ForeignKeyConstraint(['batch_id'], ['payment_batch.id'], name=op.f('fk_batch_row_batch_id')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_batch_row_payment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch_row')),
    sa.UniqueConstraint('batch_id', 'payment_id', name=op.f('uq_batch_row_batch_id_payment_id')),
    sa.UniqueConstraint('batch_id', 'seq', name=op.f('uq_batch_row_batch_id_seq'))
    )
    op.create_index(op.f('ix_batch_row_payment_id'), 'batch_row', ['payment_id'], unique=False)
    op.create_table('expenditure_line',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('voucher_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('head', sa.String(length=12), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.CheckConstraint("head IN ('activity', 'personnel', 'management', 'tax')", name=op.f('ck_expenditure_line_head_known')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_expenditure_line_amount_positive')),
    sa.ForeignKeyConstraint(['report_id'], ['expenditure_report.id'], name=op.f('fk_expenditure_line_report_id')),
    sa.ForeignKeyConstraint(['voucher_id'], ['voucher.id'], name=op.f('fk_expenditure_line_voucher_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_expenditure_line')),
    sa.UniqueConstraint('report_id', 'voucher_id', name=op.f('uq_expenditure_line_report_id_voucher_id'))
    )
    op.create_index('ix_expenditure_line_voucher', 'expenditure_line', ['voucher_id'], unique=False)
    op.create_table('pledge_receipt',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('pledge_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_fen', proposals.storage.Fen(), nullable=False),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_pledge_receipt_amount_positive')),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_pledge_receipt_entry_id')),
    sa.ForeignKeyConstraint(['pledge_id'], ['pledge.id'], name=op.f('fk_pledge_receipt_pledge_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pledge_receipt')),
    sa.UniqueConstraint('entry_id', name=op.f('uq_pledge_receipt_entry_id'))
    )
    op.create_index(op.f('ix_pledge_receipt_pledge_id'), 'pledge_receipt', ['pledge_id'], unique=False)
    op.create_table('spending_step',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('voucher_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', proposals.storage.Micros(), nullable=False),
    sa.CheckConstraint("(voucher_id IS NOT NULL) = (what LIKE 'voucher-%')", name=op.f('ck_spending_step_voucher_steps_name_theirs')),
    sa.CheckConstraint("reason <> '' OR what NOT IN ('voucher-questioned', 'voucher-answered', 'voucher-withdrawn', 'voucher-disallowed', 'report-returned')", name=op.f('ck_spending_step_reason_given')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_spending_step_by_id')),
    sa.ForeignKeyConstraint(['report_id'], ['expenditure_report.id'], name=op.f('fk_spending_step_report_id')),
    sa.ForeignKeyConstraint(['voucher_id'], ['voucher.id'], name=op.f('fk_spending_step_voucher_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_spending_step'))
    )
    op.create_index(op.f('ix_spending_step_report_id'), 'spending_step', ['report_id'], unique=False)
    op.create_index(op.f('ix_spending_step_voucher_id'), 'spending_step', ['voucher_id'], unique=False)
    op.execute(sa.text(FIRST_HEAD))
    statements = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    for statement in statements:
        op.get_bind().exec_driver_sql(statement.replace("%", "%%") if op.get_bind().dialect.name == "postgresql" else statement)
