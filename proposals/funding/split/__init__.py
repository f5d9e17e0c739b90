"""The split of money between its sources: by weights (``rule``), in bands of the total (``scheme``), with caps and changes (``terms``).

Pure functions of whole fen. They know no database, which holds the books to the same rule by itself.
"""
from .rule import LONGEST_TABLE, drifts, expressions, of_payment, reduced, remainders, shares
from .scheme import LARGEST_WEIGHT, Band, BeyondTheCaps, Portion, Scheme
from .terms import amended, capped

__all__ = ["LARGEST_WEIGHT", "LONGEST_TABLE", "Band", "BeyondTheCaps", "Portion", "Scheme", "amended", "capped", "drifts", "expressions", "of_payment",
           "reduced", "remainders", "shares"]
