"""``golden-idea similar``: which ideas of a file say nearly the same, without a database."""
from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from ..similar import machinery
from ..similar.files import Unreadable, entries

HEAD = ("query_id", "rank", "id", "score", "shared")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class BadInput(click.ClickException):
    """A file that cannot be used: its sentences, and exit code 2."""

    exit_code = 2


@click.command()
@click.argument("corpus", type=FILE)
@click.option("--queries", type=FILE, default=None, help="A CSV of texts to ask about; without it every row of CORPUS asks for the rest.")
@click.option("--top", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many answers for each text.")
@click.option("--semantic", is_flag=True, help="Also compare meanings; needs the extra golden-idea[semantic].")
def similar(corpus: Path, queries: Path | None, top: int, semantic: bool) -> None:
    """Print for each text the nearest ones of CORPUS (CSV with the columns id,title,body) as CSV: query_id, rank, id, score, shared words."""
    texts = _read(corpus)
    asked = _read(queries) if queries is not None else None
    computing = machinery()
    if semantic and not computing.semantic.installed():
        raise BadInput("--semantic needs the extra: pip install 'golden-idea[semantic]'")
    write = csv.writer(sys.stdout, lineterminator="\n").writerow
    write(HEAD)
    for answer in computing.answers(texts, asked, top=top, by_meaning=semantic):
        write((answer.query_id, answer.rank, answer.id, f"{answer.score:.4f}", "、".join(answer.shared)))


def _read(file: Path) -> dict[str, str]:
    try:
        return entries(file.read_bytes(), name=file.name)
    except Unreadable as wrong:
        raise BadInput(str(wrong)) from wrong


COMMANDS = (similar,)
