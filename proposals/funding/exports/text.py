"""Fen and words as the plain-text formats want them."""
from __future__ import annotations

from ...amounts import plain


def yuan(fen: int) -> str:
    """Fen in yuan with a point and two places, without separators: -68640416 is -686404.16; never through a float."""
    return plain(fen).replace(",", "")


def one_line(text: str) -> str:
    """Words without line breaks and other signs that do not print."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
