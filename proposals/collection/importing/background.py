"""Long lists, worked on beside the pages: first all rows are read and checked, then five hundred at a time are entered, each block a short transaction.

Nothing is entered before every row was found right. Should the rules stop a block all the same (the phase closed meanwhile), everything of the
list is taken back. Which process works is a lease in the row; after a crash another one goes on where it ended.
"""
from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from dataclasses import asdict
from json import dumps, loads

from sqlalchemy import delete, insert, or_, select, update

from workflow import Actor, Problem, Refused

from ... import clock, sheets, tick, words
from ...accounts.models import Person
from ...storage import db, unit_of_work
from ..models import IdeaImport, StagedRow
from ..rules.roles import CONSOLE
from . import checking, files, taking_in, telling, undoing
from .checking import AT_ONCE, Report
from .entries import Entry, Finding

LEASE_US = 180 * clock.SECOND
ROUND_SECONDS = 15.0
"""How long one round of the clock may enter rows before it looks after the deadlines again."""
WORKING = ("waiting", "working", "undoing")
DAY_US = 86_400 * clock.SECOND
Seen = Callable[[int], None]


def owner() -> str:
    """This process, as other machines know it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim(*, at: int, import_id: int | None = None) -> int | None:
    """Take up the oldest list that nobody works on, or this one; None when there is none."""
    waiting = select(IdeaImport.id).where(IdeaImport.state.in_(WORKING), or_(IdeaImport.lease_us <= at, IdeaImport.owner == owner()))
    if import_id is not None:
        waiting = waiting.where(IdeaImport.id == import_id)
    if db.session.scalar(waiting.limit(1)) is None:
        db.session.rollback()
        return None
    with unit_of_work() as session:
        found = session.scalar(waiting.order_by(IdeaImport.id).limit(1).with_for_update(skip_locked=True))
        if found is not None:
            session.execute(update(IdeaImport).where(IdeaImport.id == found).values(owner=owner(), lease_us=at + LEASE_US))
    return found


def work(import_id: int, *, now: Callable[[], int], seconds: float, seen: Seen) -> bool:
    """Work on a claimed list for about so long; True when it has come to its end. ``seen`` is told how many rows each block has brought on."""
    until = time.monotonic() + seconds
    while (step := _next_step(import_id)) is not None:
        seen(step(import_id, now=now))
        if time.monotonic() >= until:
            return False
    return True


def _next_step(import_id: int) -> Callable[..., int] | None:
    """What is to be done now; None when nothing is left."""
    asked = select(IdeaImport.state, IdeaImport.content.is_not(None)).where(IdeaImport.id == import_id)
    state, unread = db.session.execute(asked).one()
    db.session.rollback()
    if state == "undoing":
        return _take_back_block
    if state not in WORKING:
        return None
    if unread:
        return _prepare
    left = db.session.scalar(select(StagedRow.id).where(StagedRow.import_id == import_id).limit(1))
    db.session.rollback()
    return _finish if left is None else _enter_block


def _prepare(import_id: int, *, now: Callable[[], int]) -> int:
    """Read and check every row, and put the new ones aside; a wrong one ends it all, and nothing was entered."""
    with unit_of_work() as session:
        job = _held(import_id, at=now())
        session.execute(delete(StagedRow).where(StagedRow.import_id == import_id))
        job.state, job.progress, job.total, job.added = "working", 0, 0, 0
        by = _importer(job)
        reader, content, name = taking_in.reader(job, by=by, at=now()), job.content or b"", job.file_name
        checker = taking_in.checker(job.season_id, at=now())
    try:
        for block in taking_in.blocks(checker.new_entries(checking.reading(reader, files.all_rows(content, name=name)))):
            _stage(import_id, block, report=checker.report, season_id=checker.season_id, at=now())
    except sheets.UnreadableSheet as broken:
        checker.report.errors += 1
        checker.report.note(Finding(0, "rules-say-no", {"sentence": str(broken)}))
    with unit_of_work():
        job = _held(import_id, at=now())
        job.found, job.content, job.rows, job.progress, job.total = checker.report.as_json(), None, None, 0, checker.report.new
        if checker.report.errors:
            _fail(job, at=now())
    return 0


def _stage(import_id: int, block: list[Entry], *, report: Report, season_id: int, at: int) -> None:
    """Put five hundred rows aside; ``progress`` counts the rows looked at."""
    with unit_of_work() as session:
        _held(import_id, at=at).progress = report.rows
        session.execute(insert(StagedRow), [{"import_id": import_id, "line": entry.line, "key": entry.key(season_id), "entry": dumps(asdict(entry))}
                                            for entry in block])


def _enter_block(import_id: int, *, now: Callable[[], int]) -> int:
    """Enter the next five hundred rows."""
    try:
        with unit_of_work() as session:
            job = _held(import_id, at=now())
            taking_in.hold(job.season_id)
            rows = session.scalars(select(StagedRow).where(StagedRow.import_id == import_id).order_by(StagedRow.line).limit(AT_ONCE)).all()
            there = checking.known(job.season_id, [row.key for row in rows])
            new = [Entry(**loads(row.entry)) for row in rows if row.key not in there]
            if new:
                taking_in.enter(job, new, by=_importer(job), at=now())
            session.execute(delete(StagedRow).where(StagedRow.id.in_([row.id for row in rows])))
            job.progress += len(rows)
            return len(rows)
    except Refused as refused:
        _turn_back(import_id, refused=refused, at=now())
    return 0


def _finish(import_id: int, *, now: Callable[[], int]) -> int:
    """Everything is entered: tell everybody, five hundred at a time – who has the letter already is passed over –, and then the list is done."""
    with unit_of_work() as session:
        job = _held(import_id, at=now())
        report = checking.from_json(job.found)
    written = telling.letters_about(session.get_one(IdeaImport, import_id), report=report)
    for begin in range(0, len(written), AT_ONCE):
        with unit_of_work():
            _held(import_id, at=now())
            telling.put(iter(written[begin:begin + AT_ONCE]), at=now())
    with unit_of_work():
        taking_in.close(_held(import_id, at=now()), report=report, at=now())
    return 0


def _turn_back(import_id: int, *, refused: Refused, at: int) -> None:
    """The rules stopped a block: what was entered before it goes out again."""
    with unit_of_work() as session:
        job = _held(import_id, at=at)
        report = checking.from_json(job.found)
        line = next((int(str(problem.facts["line"])) for problem in refused.problems if "line" in problem.facts), 0)
        report.errors += 1
        for problem in refused.problems[-1:]:
            report.note(Finding(line, "rules-say-no", {"sentence": words.sentence(problem)}))
        session.execute(delete(StagedRow).where(StagedRow.import_id == import_id))
        job.found, job.reason, job.undone_by_id = report.as_json(), words.sentence(Problem.of("import-row-refused", line=line)), job.by_id
        ids = undoing.live_ideas(job)
        job.total, job.progress = len(ids), 0
        if not ids:
            _fail(job, at=at)
            return
        job.state, job.done_us = "undoing", at


def _take_back_block(import_id: int, *, now: Callable[[], int]) -> int:
    """Take the next five hundred ideas back; with none left that may go, the list is out."""
    with unit_of_work() as session:
        job = _held(import_id, at=now())
        live = undoing.count_live(job)
        ids = undoing.live_ideas(job, most=AT_ONCE, after=job.progress - (job.total - live))
        if ids:
            undoing.take_back(job, ids, by=_person(job.undone_by_id), at=now())
            job.progress += len(ids)
            return len(ids)
        if checking.from_json(job.found).errors:
            _fail(job, at=now())
        else:
            undoing.gone(job, at=now())
        session.flush()
    return 0


def _fail(job: IdeaImport, *, at: int) -> None:
    """Nothing was entered: forget the rows, tell the importer."""
    job.state, job.done_us = "failed", None
    db.session.flush()
    db.session.execute(delete(StagedRow).where(StagedRow.import_id == job.id))
    telling.failed(job, at=at)


def _held(import_id: int, *, at: int) -> IdeaImport:
    """The list, locked, for another three minutes ours."""
    job = db.session.get_one(IdeaImport, import_id, with_for_update={"of": IdeaImport}, populate_existing=True)
    job.owner, job.lease_us = owner(), at + LEASE_US
    return job


@tick.each_round
def round_of(at: int) -> None:
    """What the clock does for lists: fifteen seconds of work on the oldest one. What nobody went on with since yesterday is forgotten, and
    after thirty days what failed: its findings quote names and numbers."""
    found = claim(at=at)
    if found is not None:
        work(found, now=clock.now, seconds=ROUND_SECONDS, seen=lambda rows: None)
    left = select(IdeaImport.id).where(or_((IdeaImport.state == "shown") & (IdeaImport.at_us < at - DAY_US),
                                           (IdeaImport.state == "failed") & (IdeaImport.added == 0) & (IdeaImport.at_us < at - 30 * DAY_US)))
    if db.session.scalar(left.limit(1)) is not None:
        with unit_of_work() as session:
            session.execute(delete(IdeaImport).where(IdeaImport.id.in_(left)))
    db.session.rollback()


def _importer(job: IdeaImport) -> Actor:
    return _person(job.by_id)


def _person(person_id: int | None) -> Actor:
    if person_id is None:
        return CONSOLE
    return Actor(f"p{person_id}", db.session.get_one(Person, person_id).name)
