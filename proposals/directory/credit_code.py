"""The unified social credit code (统一社会信用代码) of a registered body: eighteen characters, the last one a check by GB 32100-2015."""
from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_character(first: str) -> str:
    """The eighteenth character that belongs to the first seventeen; ValueError for a character outside the code's alphabet."""
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(first))
    return ALPHABET[-total % 31]


def is_right(code: str) -> bool:
    """Whether a code has the right length and alphabet and its check character fits."""
    return len(code) == 18 and all(sign in ALPHABET for sign in code) and check_character(code[:17]) == code[17]
