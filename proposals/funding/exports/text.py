"""Fen and words as the plain-text formats want them."""
from __future__ import annotations


def yuan(fen: int) -> str:
    """Fen in yuan with a point and two places, without separators: -68640416 is -686404.16; never through a float."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def one_line(text: str) -> str:
    """Words without line breaks and other signs that do not print."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
