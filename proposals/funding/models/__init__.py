"""The tables of the money, by matter; the rest of the house takes them from here."""
from .bank import BankAccount, BatchFile, BatchRow, PayeeAccount, PaymentBatch
from .commitments import Claim, Commitment, CommitmentShare, Payment, Tranche
from .ledger import STAGES, Account, Entry, LedgerHead, Transfer
from .sources import Fund

__all__ = ["STAGES", "Account", "BankAccount", "BatchFile", "BatchRow", "Claim", "Commitment", "CommitmentShare", "Entry", "Fund", "LedgerHead",
           "PayeeAccount", "Payment", "PaymentBatch", "Tranche", "Transfer"]
