"""Amounts in the capital figures (大写) that agreements and payment slips carry, so that no digit can be added by hand."""
from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")


def capitals(fen: int) -> str:
    """Whole fen in capital figures: 68640416 is 陆拾捌万陆仟肆佰零肆元壹角陆分; amounts without fen end in 整."""
    if type(fen) is not int or not 0 <= fen < 10**14:
        raise ValueError(f"an amount in whole fen below a million million yuan, not {fen!r}")
    yuan, rest = divmod(fen, 100)
    whole = f"{_whole(yuan)}元" if yuan else ""
    return whole + _small(rest, after_yuan=bool(yuan)) if rest else (whole or "零元") + "整"


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
