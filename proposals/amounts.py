"""Money as people and files write it, read as whole fen: the one rule for every form, statement and sheet of this house.

Nothing is guessed: what could be read in two ways (1,5 or 1.234 or 5e3) is refused, each with a sentence that says what is wrong.
"""
from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from flask_babel import gettext as _

LARGEST = 10**13
"""Amounts stay below this many fen (a hundred thousand million yuan)."""
PLAIN = re.compile(r"(?P<whole>[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.(?P<part>[0-9]+))?")
OWN_SIGN = re.compile(r"(?:人民币|RMB|CNY)?¥?|¥(?:RMB|CNY)")
FOREIGN = re.compile(r"[$€£₩฿₽₹]|USD|HKD|EUR|GBP|JPY|MOP|TWD|美元|港元|港币|欧元|日元|英镑|澳门元|台币|新台币")
NEARLY = Decimal("1e-13")
"""How far a spreadsheet's number may lie beside a whole fen, per yuan: 0.1 + 0.2 is stored as 0.30000000000000004."""
FURTHEST = Decimal("1e-4")


class NotAnAmount(ValueError):
    """What was written is no amount of yuan and fen; the sentence says why."""


def fen_of(written: object, *, negative: bool) -> int:
    """An amount in yuan as whole fen: 1,234.50 and ￥１，２３４．５０元 are 123450; below zero only where ``negative`` is true.

    A Decimal is a spreadsheet's number. NotAnAmount for a foreign currency, a third decimal, an exponent, a float, a comma in the wrong place.
    """
    if isinstance(written, str):
        return _of_text(written, negative=negative)
    if not isinstance(written, Decimal):
        raise NotAnAmount(_("金额“%(typed)s”不是十进制数。请按元填写，最多两位小数。", typed=str(written)[:20]))
    return _of_number(written, negative=negative)


def plain(fen: int) -> str:
    """Fen as statements and sentences write them, without a sign of currency: -1,234.50."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def _of_text(written: str, *, negative: bool) -> int:
    text = "".join(sign for sign in unicodedata.normalize("NFKC", written) if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc"))
    text, typed = text.replace("−", "-").upper(), text[:20]
    if FOREIGN.search(text):
        raise NotAnAmount(_("“%(typed)s”带有外币符号。这里只记人民币，请换算成元再填写。", typed=typed))
    below, bare = _without_signs(text)
    plain = PLAIN.fullmatch(bare)
    if plain is None:
        raise NotAnAmount(_("“%(typed)s”不是金额。请按元填写数字，例如 3710.16。", typed=typed))
    part = plain["part"] or ""
    if len(part) > 2:
        raise NotAnAmount(_("金额最多两位小数，“%(typed)s”的小数有 %(places)s 位。请写到分为止。", typed=typed, places=len(part)))
    fen = int(plain["whole"].replace(",", "")) * 100 + int(part.ljust(2, "0"))
    return _within(-fen if below else fen, negative=negative, typed=typed)


def _without_signs(text: str) -> tuple[bool, str]:
    """Whether it is below zero – -5, ¥-5 or (5) –, and the bare digits."""
    bracketed = text.startswith("(") and text.endswith(")")
    text = (text[1:-1] if bracketed else text).removesuffix("元").removesuffix("圆")
    first = text.removeprefix("-")
    sign = OWN_SIGN.match(first)
    bare = first[sign.end():] if sign else first
    second = bare.removeprefix("-")
    minuses = bracketed + (first != text) + (second != bare)
    return minuses == 1, second if minuses < 2 else ""


def _of_number(number: Decimal, *, negative: bool) -> int:
    """A spreadsheet's number: the fen it stands beside, if it stands close enough to be nothing else."""
    typed = f"{number:f}"[:20] if number.is_finite() else str(number)
    if not number.is_finite() or abs(number) >= LARGEST:
        raise NotAnAmount(_("“%(typed)s”不是金额。请按元填写数字，例如 3710.16。", typed=typed))
    fen = round(number * 100)
    if abs(number * 100 - fen) > min(FURTHEST, NEARLY * 100 * max(1, abs(number))):
        raise NotAnAmount(_("金额最多两位小数，“%(typed)s”的小数有 %(places)s 位。请写到分为止。", typed=typed, places=-int(number.normalize().as_tuple().exponent)))
    return _within(fen, negative=negative, typed=typed)


def _within(fen: int, *, negative: bool, typed: str) -> int:
    if fen < 0 and not negative:
        raise NotAnAmount(_("金额不能为负：“%(typed)s”。请填写大于或等于零的金额。", typed=typed))
    if abs(fen) >= LARGEST:
        raise NotAnAmount(_("金额“%(typed)s”太大。请核对有没有多写了位数。", typed=typed))
    return fen
