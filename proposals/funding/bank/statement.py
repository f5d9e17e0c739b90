"""A bank's statement, line by line: read, ordered by its own balances, and proven to add up before anything is kept.

Amounts are whole fen. Every fault names its line in the file and both figures; one fault stops the whole file.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _

from ...amounts import plain
from ...sheets import Row
from .columns import BadStatement, find
from .lines import Bookings, Line
from .surroundings import Surroundings

MOST_FAULTS = 10


@dataclass(frozen=True, slots=True)
class Statement:
    """A proven statement: opening + Σ in − Σ out = closing (fen), and so after every line; the oldest line first."""

    opening_fen: int
    closing_fen: int
    from_day: date
    to_day: date
    lines: tuple[Line, ...]
    own_number: str | None
    """The account that the file says it belongs to, digits only; None where it does not say."""


def parse(rows: Sequence[Row]) -> Statement:
    """The statement in these rows; BadStatement with a sentence for each line that is wrong."""
    head, columns = find(rows)
    around, bookings = Surroundings(), Bookings(columns)
    for row in rows[:head]:
        around.look_at(row)
    for row in rows[head + 1:]:
        if not around.takes(row, columns=columns):
            bookings.read(row)
    faults = bookings.faults + around.faults
    if not faults and not bookings.lines:
        faults = [_("对账单里没有一笔流水。请核对导出的日期范围。")]
    if faults:
        raise BadStatement(faults[:MOST_FAULTS], more=max(0, len(faults) - MOST_FAULTS))
    lines = _ordered(bookings.lines)
    opening = lines[0].balance_fen - lines[0].moved_fen
    faults = _off_balance(lines) + around.contradicted(opening_fen=opening, closing_fen=lines[-1].balance_fen, first=lines[0].number, last=lines[-1].number)
    if faults:
        raise BadStatement(faults[:MOST_FAULTS], more=max(0, len(faults) - MOST_FAULTS))
    days = [line.booked_on for line in lines]
    return Statement(opening, lines[-1].balance_fen, min(days), max(days), _referenced(lines), around.own_number)


def _ordered(lines: list[Line]) -> list[Line]:
    """The oldest first: some banks list the newest first, which their own balances show."""
    turned = lines[::-1]
    if len(lines) == 1 or _breaks(lines) == 0:
        return lines
    newest_first = _breaks(turned) == 0 or lines[0].booked_on > lines[-1].booked_on
    return turned if newest_first else lines


def _breaks(lines: Sequence[Line]) -> int:
    return sum(before.balance_fen + line.moved_fen != line.balance_fen for before, line in zip(lines, lines[1:], strict=False))


def _off_balance(lines: Sequence[Line]) -> list[str]:
    """A sentence for every line whose balance is not the one before plus what moved."""
    return [_("第 %(line)s 行余额不连续：上一笔余额 %(before)s，本行%(moved)s，应为 %(right)s，文件写的是 %(written)s。请重新导出完整的对账单。",
              line=line.number, before=plain(before.balance_fen), moved=_moved(line),
              right=plain(before.balance_fen + line.moved_fen), written=plain(line.balance_fen))
            for before, line in zip(lines, lines[1:], strict=False) if before.balance_fen + line.moved_fen != line.balance_fen]


def _moved(line: Line) -> str:
    return _("收入 %(amount)s", amount=plain(line.amount_fen)) if line.direction == "in" else _("支出 %(amount)s", amount=plain(line.amount_fen))


def _referenced(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Every line with a reference of its own: the bank's, numbered where the bank gave one to several lines; else day, movement and balance."""
    seen: dict[str, int] = {}
    done = []
    for line in lines:
        own = line.reference or f"{line.booked_on:%Y%m%d}{'+' if line.direction == 'in' else '-'}{line.amount_fen}={line.balance_fen}"
        seen[own] = seen.get(own, 0) + 1
        done.append(replace(line, reference=own if seen[own] == 1 else f"{own}/{seen[own]}"))
    return tuple(done)
