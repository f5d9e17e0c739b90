"""The books as rows: one for each source of each entry, for spreadsheets and for whoever wants to add up again."""
from __future__ import annotations

from collections.abc import Iterator

from ... import csv_lines
from .book import Book, by_source, paid_by

HEAD = ("entry_id", "date", "kind", "project", "tranche", "amount_fen", "source", "source_fen", "cumulative_project_fen", "cumulative_source_fen",
        "signed_source_fen", "reverses", "hash")


def rows(book: Book) -> Iterator[tuple[object, ...]]:
    """Every entry by source, in the order of HEAD; amounts in whole fen.

    ``amount_fen`` is the whole entry, ``source_fen`` this source's part of it; both are above zero, which way they went says the kind.
    The two cumulative columns say what was paid to the implementer up to and with this entry, by all sources and by this one: payments
    less payments that came back (a bounce, a reversal). Money that the implementer gives back unspent was paid all the same, so that
    a refund does not lower them. ``signed_source_fen`` is what the source signed for; the cumulative column never passes it.
    """
    codes = {source.id: source.code for source in book.sources}
    signed = {(project.id, share.source_id): share.signed_fen for project in book.projects.values() for share in project.shares}
    paid: dict[tuple[int, int], int] = {}
    for entry in book.entries:
        project = book.projects[entry.project_id] if entry.project_id is not None else None
        if project is not None:
            for source_id, fen in paid_by(entry, accounts=book.accounts).items():
                paid[project.id, source_id] = paid.get((project.id, source_id), 0) + fen
        for source_id, fen in by_source(entry, accounts=book.accounts).items():
            of_project: tuple[object, ...] = ("", "", "") if project is None else (
                sum(paid.get((project.id, share.source_id), 0) for share in project.shares), paid.get((project.id, source_id), 0),
                signed.get((project.id, source_id), 0))
            yield (entry.id, entry.on, entry.kind, project.number if project else "", entry.tranche or "", entry.fen, codes[source_id], fen,
                   *of_project, entry.reverses or "", entry.hash)


def csv(book: Book) -> Iterator[str]:
    """The same as a CSV file, piece by piece."""
    return csv_lines.lines(HEAD, rows(book))
