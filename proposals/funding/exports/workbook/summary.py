"""Sheet 1, 资金总表: every source's money by stage, what it signed and paid, and how far it is from its weight."""
from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _

from .... import words
from ....words.funding import STAGES as STAGE_TITLES
from ..book import REACHED, Book, Source, Standing
from .table import Column, Live, Table, Value, letter

STAGES = ("pledged", "pool", "lent", "allot", "commit", "order", "held", "spent", "returned")
"""Where money can stand after it left its origin."""


def table(book: Book, *, standing: Standing, about: tuple[str, ...]) -> Table:
    """The sheet. Stages in which no account was ever opened are left out."""
    stages = [stage for stage in STAGES if any(account.stage == stage for account in book.accounts.values())]
    first, whole = 2, 2 + len(stages)
    columns = (Column(_("资金来源"), "text", 18), Column(_("权重"), "whole", 6),
               *(Column(str(STAGE_TITLES[stage]), "fen", 13) for stage in stages),
               Column(_("各阶段合计"), "fen", 13), Column(_("台账进账"), "fen", 13), Column(_("差额"), "fen", 8),
               Column(_("签约金额"), "fen", 13), Column(_("已拨付"), "fen", 13), Column(_("占已拨付"), "share", 9),
               Column(_("按比例应拨"), "exact", 15), Column(_("尾差（元）"), "exact", 9))
    live = (f"=SUM({letter(first)}{{row}}:{letter(whole - 1)}{{row}})", f"=ROUND({letter(whole)}{{row}}-{letter(whole + 1)}{{row}},2)",
            f"={letter(whole + 4)}{{row}}-{letter(whole + 6)}{{row}}")
    rows = [_row(source, book=book, stages=stages, standing=standing, live=live) for source in book.sources]
    totals = {first + place: standing.of(stage, source_id=None, project_id=None) for place, stage in enumerate(stages)}
    entered = -standing.of("origin", "due", source_id=None, project_id=None)
    signed = sum(project.amount_fen for project in book.projects.values())
    totals |= {whole: entered, whole + 1: entered, whole + 3: signed, whole + 4: paid_in_all(standing, book)}
    return Table(_("1 资金总表"), _("资金总表"), about, columns, rows, totals, 1)


def paid_in_all(standing: Standing, book: Book) -> int:
    """What all sources paid to implementers, by the balances of the projects' accounts."""
    return sum(standing.of(*REACHED, source_id=None, project_id=project_id) for project_id in book.projects)


def _row(source: Source, *, book: Book, stages: list[str], standing: Standing, live: tuple[str, str, str]) -> list[Value]:
    paid = sum(standing.of(*REACHED, source_id=source.id, project_id=project_id) for project_id in book.projects)
    signed = sum(share.signed_fen for project in book.projects.values() for share in project.shares if share.source_id == source.id)
    whole = paid_in_all(standing, book)
    due = sum(_due(book, source=source, standing=standing), Fraction(0))
    return [words.term(source.title), source.weight, *(standing.of(stage, source_id=source.id, project_id=None) for stage in stages), Live(live[0]),
            -standing.of("origin", "due", source_id=source.id, project_id=None), Live(live[1]), signed, paid,
            (2 * 10_000 * paid + whole) // (2 * whole) if whole else None, Decimal(due.numerator) / Decimal(due.denominator * 100), Live(live[2])]


def _due(book: Book, *, source: Source, standing: Standing) -> Iterator[Fraction]:
    """What the source should have borne of each project's payments by its weights, exactly, in fen."""
    for project in book.projects.values():
        paid = standing.of(*REACHED, source_id=None, project_id=project.id)
        ends = [*(band.start_fen for band in project.bands[1:]), paid]
        for band, end in zip(project.bands, ends, strict=True):
            yield Fraction(band.weights.get(source.id, 0) * max(0, min(end, paid) - band.start_fen), sum(band.weights.values()))
