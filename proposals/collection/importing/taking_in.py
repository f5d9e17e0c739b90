"""A list on its way in: uploaded and looked at, its columns chosen, checked as a whole, and then entered as a whole or not at all."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import insert, select

from workflow import Actor, Problem, Refused

from ... import clock
from ...directory.models import Area
from ...errors import Refusal
from ...gate import person_id
from ...seasons.models import Season
from ...sheets import Row
from ...storage import act, db
from ...words.importing import COLUMNS
from .. import actions
from ..rules.paper import Collection, collections
from . import checking, columns, files, telling
from .checking import AT_ONCE, Checker, Report
from .columns import Choice
from .entries import Entry, Finding, Reader
from .meanings import Meanings
from .models import ColumnChoice, IdeaImport, ImportedIdea
from .rights import must_be_own, streets_of

Read = Sequence[tuple[Entry | None, list[Finding]]]


@act
def upload(season_id: int, *, file: files.Upload, by: Actor, at: int) -> int:
    """Keep a list to be looked at, with the columns guessed or chosen before; returns it. Refused for who has no such post."""
    streets_of(by)
    must_be_open(season_id, at=at)
    job = IdeaImport(season_id=season_id, by_id=person_id(by), file_name=file.name, sha256=file.sha256, state="shown", large=int(file.large),
                     content=file.content if file.large else None, rows=files.packed(file.rows), at_us=at,
                     chosen=remembered(file.rows, by=by).as_json())
    db.session.add(job)
    db.session.flush()
    return job.id


def remembered(rows: Sequence[Row], *, by: Actor) -> Choice:
    """The columns this person chose for a list with the same headings, else the ones somebody chose last, else a guess by their names."""
    guessed = columns.guess(rows)
    mark = columns.fingerprint(columns.headings_of(rows, number=guessed.heading))
    own = (ColumnChoice.by_id == (person_id(by) or 0)).desc()
    kept = db.session.scalars(select(ColumnChoice).where(ColumnChoice.headings == mark).order_by(own, ColumnChoice.at_us.desc()).limit(1)).first()
    if kept is None:
        return guessed
    chosen = columns.from_json(kept.chosen)
    return Choice(guessed.heading, chosen.places, chosen.community_id if kept.by_id == person_id(by) else None)


@act
def choose(import_id: int, *, choice: Choice, by: Actor, at: int) -> None:
    """Say what each column means, and remember it for the next list with these headings; refused when a needed one is missing."""
    job = _own(import_id, by=by, states=("shown",))
    lacking = choice.missing()
    if lacking:
        raise Refusal("import-columns-missing", columns="、".join(str(COLUMNS[role]) for role in lacking))
    job.chosen = choice.as_json()
    person, rows = person_id(by), files.unpacked(job.rows or b"")
    if person is None:
        return
    mark = columns.fingerprint(columns.headings_of(rows, number=choice.heading))
    kept = db.session.scalars(select(ColumnChoice).where(ColumnChoice.headings == mark, ColumnChoice.by_id == person)).first()
    if kept is None:
        db.session.add(ColumnChoice(headings=mark, by_id=person, chosen=job.chosen, at_us=at))
    else:
        kept.chosen, kept.at_us = job.chosen, at


def read(job: IdeaImport, *, by: Actor, at: int) -> Read:
    """A short list, or the first rows of a long one, as ideas and findings; before any transaction, three statements."""
    return list(checking.reading(reader(job, by=by, at=at), files.unpacked(job.rows or b"")))


def reader(job: IdeaImport, *, by: Actor, at: int) -> Reader:
    """How this list is read: by its columns, in its season, within the importer's streets."""
    today: date = clock.today(at)
    return Reader(columns.from_json(job.chosen), meanings=Meanings(job.season_id), streets=streets_of(by), today=today)


@act
def take_in(import_id: int, *, found: Read, by: Actor, at: int) -> Report:
    """Enter a short list (``found`` is what ``read`` said): everything that is new, in this one transaction, or nothing.

    Refused with the number of lines that are wrong (``import-has-errors``), or with the first line that the rules do not let in
    (``import-row-refused``). Each idea keeps its proposer, the day it was given and its channel; the history says who entered it, and when.
    """
    job = _own(import_id, by=by, states=("shown",))
    hold(job.season_id)
    entries, report = checking.check(checker(job.season_id, at=at), read=found)
    if report.errors:
        raise Refusal("import-has-errors", count=report.errors)
    for block in blocks(entries):
        enter(job, block, by=by, at=at)
    finish(job, report=report, at=at)
    return report


def checker(season_id: int, *, at: int) -> Checker:
    """What a list of this season is checked against."""
    season = db.session.get_one(Season, season_id)
    return Checker(season, collection=must_be_open(season_id, at=at), today=clock.today(at))


@act
def queue(import_id: int, *, by: Actor, at: int) -> None:
    """Let a long list be checked and entered in the background."""
    job = _own(import_id, by=by, states=("shown",))
    must_be_open(job.season_id, at=at)
    job.state = "waiting"


def must_be_open(season_id: int, *, at: int) -> Collection:
    """When the season collects ideas; refused for one that collects none now and takes no more paper either."""
    found = collections(db.session(), season_id=season_id)[0]
    if found.state != "open" and not found.takes_paper(written=found.last, on=clock.today(at)):
        raise Refusal("collection-not-open")
    return found


def hold(season_id: int) -> None:
    """One list of a season at a time: two people with the same file do not enter it twice. Nobody else waits for this lock."""
    db.session.execute(select(Season.id).where(Season.id == season_id).with_for_update(key_share=True))


def blocks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Five hundred at a time."""
    rest = iter(entries)
    while block := list(islice(rest, AT_ONCE)):
        yield block


def enter(job: IdeaImport, block: Sequence[Entry], *, by: Actor, at: int) -> None:
    """Enter five hundred ideas in a fixed number of statements, and note which row became which idea."""
    try:
        ids = actions.enter_many(job.season_id, forms=[_form(entry) for entry in block], channel="import", by=by, at=at, silent=True)
    except actions.FormRefused as refused:
        raise Refused((Problem.of("import-row-refused", line=block[refused.place].line), *refused.problems)) from refused
    db.session.execute(insert(ImportedIdea), [
        {"import_id": job.id, "season_id": job.season_id, "proposal_id": proposal_id, "line": entry.line, "key": entry.key(job.season_id),
         "content": entry.content(job.season_id), "whose": entry.whose(), "external": entry.external, "source": entry.source}
        for proposal_id, entry in zip(ids, block, strict=True)])
    job.added += len(ids)


def _form(entry: Entry) -> actions.Form:
    idea = actions.Idea(entry.title, entry.problem, entry.solution, entry.community_id, place=entry.place, beneficiaries=entry.beneficiaries,
                        category_id=entry.category_id)
    contact = actions.Contact(entry.name, entry.phone, submitter=entry.submitter, show_name=entry.show, guardian_name=entry.guardian,
                              guardian_phone=entry.guardian_phone)
    return actions.Form(idea, contact, form_date=date.fromisoformat(entry.given) if entry.given else None, channel=entry.channel)


def finish(job: IdeaImport, *, report: Report, at: int) -> None:
    """The list is in: keep the figures, forget the rows with people's phones, tell everybody once."""
    close(job, report=report, at=at)
    telling.entered(job, report=report, at=at)


def close(job: IdeaImport, *, report: Report, at: int) -> None:
    """Keep the figures of a list that is in, and forget its rows."""
    job.state, job.done_us, job.found, job.rows, job.content = "done", at, report.as_json(), None, None
    db.session.flush()


def _own(import_id: int, *, by: Actor, states: Sequence[str]) -> IdeaImport:
    """A list of one's own, locked, that is in one of these states (``import-not-open``)."""
    job = db.session.get_one(IdeaImport, import_id, with_for_update={"of": IdeaImport}, populate_existing=True)
    must_be_own(job, by=by)
    if job.state not in states:
        raise Refusal("import-not-open")
    return job


def places_of(entries: Sequence[Entry]) -> dict[int, str]:
    """The names of the places of these entries; one statement."""
    asked = select(Area.id, Area.name).where(Area.id.in_({entry.community_id for entry in entries}))
    return {row[0]: row[1] for row in db.session.execute(asked)}
