"""Amounts in the capital figures (大写) that agreements and payment slips carry, so that no digit can be added by hand."""
from __future__ import annotations

import re
import unicodedata

from flask_babel import gettext as _

from ..amounts import plain

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
OTHERWISE = str.maketrans("圆〇萬億兩弐参陸", "元零万亿贰贰叁陆")
"""Older and traditional forms of the same figures."""
_FIGURE = "[壹贰叁肆伍陆柒捌玖]"
WRITTEN = re.compile(rf"(?:人民币[:]?)?(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?(?:零?(?P<jiao>{_FIGURE})角|零角|零(?=.分))?(?:(?P<fen>{_FIGURE})分|零分)?[整正]?")
GROUP = re.compile(rf"零?(?:(?P<a>{_FIGURE})仟)?零?(?:(?P<b>{_FIGURE})佰)?零?(?:(?P<c>{_FIGURE}?)拾)?零?(?P<d>{_FIGURE})?")


def capitals(fen: int) -> str:
    """Whole fen in capital figures: 68640416 is 陆拾捌万陆仟肆佰零肆元壹角陆分; amounts without fen end in 整."""
    if type(fen) is not int or not 0 <= fen < 10**14:
        raise ValueError(f"an amount in whole fen below a million million yuan, not {fen!r}")
    yuan, rest = divmod(fen, 100)
    whole = f"{_whole(yuan)}元" if yuan else ""
    return whole + _small(rest, after_yuan=bool(yuan)) if rest else (whole or "零元") + "整"


def fen_of(written: str) -> int:
    """Capital figures as whole fen: 人民币壹仟贰佰叁拾肆元伍角整 is 123450; ValueError with a sentence for anything else."""
    text = "".join(unicodedata.normalize("NFKC", written).split()).translate(OTHERWISE)
    found = WRITTEN.fullmatch(text)
    if found is None or not any(sign in text for sign in "元角分"):
        raise ValueError(_("“%(typed)s”不是大写金额。请写成“壹仟贰佰叁拾肆元伍角整”的样子。", typed=written[:30]))
    small = sum(DIGITS.index(found[name]) * fen for name, fen in (("jiao", 10), ("fen", 1)) if found[name])
    return 100 * (_read(found["yuan"], written=written) if found["yuan"] else 0) + small


def agree(fen: int, *, written: str) -> None:
    """Refuse (ValueError with a sentence) an amount in figures that its capital figures do not repeat."""
    read = fen_of(written)
    if read != fen:
        raise ValueError(_("大写与小写不一致：大写“%(written)s”是 %(read)s 元，小写是 %(amount)s 元。请按原件核对。", written=written[:30], read=plain(read), amount=plain(fen)))


def _read(whole: str, *, written: str) -> int:
    """The yuan, group by group from the left; each group and each place at most once."""
    total, rest = 0, whole
    for number in range(len(GROUPS) - 1, -1, -1):
        before, found, after = rest.partition(GROUPS[number]) if number else (rest, "", "")
        if number and not found:
            continue
        group, rest = GROUP.fullmatch(before), after
        if group is None or number and not before.strip("零"):
            raise ValueError(_("“%(typed)s”不是大写金额。请写成“壹仟贰佰叁拾肆元伍角整”的样子。", typed=written[:30]))
        figures = [DIGITS.index(group[name]) if group[name] else int(name == "c" and group[name] is not None) for name in "abcd"]
        total += int("".join(map(str, figures))) * 10 ** (4 * number)
    return total


def _whole(yuan: int) -> str:
    """The yuan, read in groups of four places; one 零 stands for any run of empty places between two figures."""
    text, gap = "", False
    for number in range(len(GROUPS) - 1, -1, -1):
        group = yuan // 10 ** (4 * number) % 10_000
        if not group:
            gap = gap or bool(text)
            continue
        if text and (gap or group < 1000):
            text += DIGITS[0]
        text, gap = text + _group(group) + GROUPS[number], False
    return text


def _group(group: int) -> str:
    """Four places without leading or trailing zeros: 4040 is 肆仟零肆拾."""
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text, gap = text + (DIGITS[0] if gap else "") + DIGITS[digit] + PLACES[place], False
    return text


def _small(rest: int, *, after_yuan: bool) -> str:
    """Jiao and fen; a missing jiao between yuan and fen is read as 零, and an even jiao ends in 整."""
    jiao, fen = divmod(rest, 10)
    first = f"{DIGITS[jiao]}角" if jiao else (DIGITS[0] if after_yuan else "")
    return first + (f"{DIGITS[fen]}分" if fen else "整")
