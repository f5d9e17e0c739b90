"""The tables of the money, by matter; the rest of the house takes them from here."""
from .bank import BankAccount, BatchFile, BatchRow, CommitmentPayee, PayeeAccount, PaymentBatch
from .commitments import Claim, Commitment, CommitmentBand, CommitmentShare, Payment, Tranche
from .ledger import STAGES, Account, ClosedPeriod, Entry, LedgerHead, Seal, Transfer
from .sources import Allotment, Fund, InKind, Pledge, PledgeCut, PledgeReceipt
from .spending import (FILE_KINDS, INVOICES, VOUCHER_KINDS, ExpenditureLine, ExpenditureReport, HeadTransfer, HeadTransferRuling, SpendingStep, UploadKept,
                       Voucher, VoucherFile)
from .statements import BankLine, BankMatch, BankStatement

__all__ = ["FILE_KINDS", "INVOICES", "STAGES", "VOUCHER_KINDS", "Account", "Allotment", "BankAccount", "BankLine", "BankMatch", "BankStatement",
           "BatchFile", "BatchRow", "Claim", "ClosedPeriod", "Commitment", "CommitmentBand", "CommitmentPayee", "CommitmentShare", "Entry",
           "ExpenditureLine", "ExpenditureReport", "Fund", "HeadTransfer", "HeadTransferRuling", "InKind", "LedgerHead", "PayeeAccount", "Payment",
           "PaymentBatch", "Pledge", "PledgeCut", "PledgeReceipt", "Seal", "SpendingStep", "Tranche", "Transfer", "UploadKept", "Voucher", "VoucherFile"]
