"""The season's money as a workbook of seven sheets: amounts are numbers, sums are live, and beside each stands what our books say."""
from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from openpyxl import Workbook

from ....clock import local
from ....sheets import styles
from ..book import Annexes, Book, Standing
from . import bank, budget, checks, payments, projects, settlements, summary
from .table import Table, draw, saved

PIECE = 1 << 16


def write(book: Book, *, annexes: Annexes) -> bytes:
    """The workbook's bytes. It is made in memory: the format is one compressed archive."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    styles.prepare(workbook)
    made = local(book.read_us)
    about = (book.title, _("生成时间：%(moment)s（北京时间）　金额单位：元", moment=made.strftime("%Y-%m-%d %H:%M")))
    _fill(workbook, book, annexes=annexes, about=about, foot=_("账簿第 %(number)s 笔 %(hash)s", number=book.head.entry_id, hash=book.head.hash[:16]))
    return saved(workbook, title=book.title, made=made)


def pieces(book: Book, *, annexes: Annexes) -> Iterator[bytes]:
    """The same, piece by piece."""
    content = write(book, annexes=annexes)
    return (content[start:start + PIECE] for start in range(0, len(content), PIECE))


def _fill(workbook: Workbook, book: Book, *, annexes: Annexes, about: tuple[str, ...], foot: str) -> None:
    standing = Standing(book)
    tables: tuple[Table, ...] = (summary.table(book, standing=standing, about=about), projects.table(book, standing=standing, about=about),
                                 payments.table(book, standing=standing, about=about), budget.table(book, annexes=annexes, standing=standing, about=about))
    first, second, third, fourth = [draw(workbook, table, foot=foot) for table in tables]
    settlements.draw(workbook, book, standing=standing, about=about, foot=foot)
    bank.draw(workbook, annexes=annexes, about=about, foot=foot)
    paid = len(tables[0].columns) - 4
    drawn = {"signed": (first, paid - 1), "paid": (first, paid), "paid-by-project": (second, len(tables[1].columns) - 4),
             "kept": (third, payments.FIXED + len(book.sources)), "spent": (fourth, budget.SPENT)}
    checks.draw(workbook, book, standing=standing, annexes=annexes, drawn=drawn, about=about, foot=foot)
