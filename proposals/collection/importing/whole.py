"""A list from beginning to end without pages: for the command line and for other programs in this house."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from workflow import Actor

from ... import clock
from ...errors import Refusal
from ...sheets import Row
from ...storage import db, unit_of_work
from ...words.importing import COLUMNS
from ..models import IdeaImport
from . import background, checking, columns, files, rights, taking_in
from .checking import Report
from .columns import Choice
from .entries import Reader
from .meanings import Meanings


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller asks for: the season, who does it, and headings chosen by hand (role → heading as it is written)."""

    season_id: int
    by: Actor
    headings: dict[str, str]


def look(content: bytes, *, name: str, asked: Asked, at: int) -> Report:
    """Say what would come of a list; nothing is written. UnreadableSheet, or a refusal when columns are missing."""
    file = files.look_at(content, name=name, largest=files.LARGEST_FILE)
    reader = Reader(_choice(file.rows, asked=asked), meanings=Meanings(asked.season_id), streets=rights.streets_of(asked.by), today=clock.today(at))
    checker = taking_in.checker(asked.season_id, at=at)
    for _entry in checker.new_entries(checking.reading(reader, files.all_rows(content, name=name) if file.large else file.rows)):
        continue
    return checker.report


def bring(content: bytes, *, name: str, asked: Asked, at: int, seen: Callable[[int], None]) -> IdeaImport:
    """Take a list in, as a whole or not at all: a short one in one transaction, a long one block by block with ``seen`` told of each.

    Refused as on the pages; a long list with errors comes back ``failed`` with its report.
    """
    file = files.look_at(content, name=name, largest=files.LARGEST_FILE)
    choice = _choice(file.rows, asked=asked)
    with unit_of_work():
        import_id = taking_in.upload(asked.season_id, file=file, by=asked.by, at=at)
        taking_in.choose(import_id, choice=choice, by=asked.by, at=at)
        if file.large:
            taking_in.queue(import_id, by=asked.by, at=at)
        else:
            taking_in.take_in(import_id, found=taking_in.read(db.session.get_one(IdeaImport, import_id), by=asked.by, at=at), by=asked.by, at=at)
    if file.large:
        background.claim(at=at, import_id=import_id)
        background.work(import_id, now=clock.now, seconds=float("inf"), seen=seen)
    return db.session.get_one(IdeaImport, import_id, populate_existing=True)


def _choice(rows: tuple[Row, ...], *, asked: Asked) -> Choice:
    """The columns as they are remembered or guessed, with those named by hand; refused when one is not there or a needed one is missing."""
    choice = taking_in.remembered(rows, by=asked.by)
    titles = columns.headings_of(rows, number=choice.heading)
    for role, heading in asked.headings.items():
        if role not in columns.NAMES or heading not in titles:
            raise Refusal("import-column-unknown", role=role, heading=heading, roles=", ".join(columns.NAMES))
    named = {role: titles.index(heading) for role, heading in asked.headings.items()}
    choice = replace(choice, places={role: place for role, place in choice.places.items() if place not in named.values()} | named)
    lacking = choice.missing()
    if lacking:
        raise Refusal("import-columns-missing", columns="、".join(str(COLUMNS[role]) for role in lacking))
    return choice
