"""One letter for each person about a whole list: to proposers, to the staff of the streets it concerns, and to whoever brought it."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, islice

from sqlalchemy import Select, func, select

from ... import letters
from ...accounts.models import Person
from ...accounts.posts import holders
from ...letters import Letter
from ...storage import db
from ..models import Proposal
from .checking import Report
from .models import IdeaImport, ImportedIdea

AT_ONCE = 500
NAMED = 5
STREET = ("street", "street_lead")
SUPPORT = ("support", "support_lead")


def entered(job: IdeaImport, *, report: Report, at: int) -> None:
    """The list was taken in: its proposers, the staff who receive ideas there, and the importer each get one letter."""
    put(iter(letters_about(job, report=report)), at=at)


def letters_about(job: IdeaImport, *, report: Report) -> list[Letter]:
    """What is to be told when a list was taken in; nothing is kept by this."""
    written = [*_to_proposers(job, one="received", several="ideas_entered"), *_to_staff(job)]
    if job.by_id is not None:
        facts = {"known": report.known, "repeated": report.repeated}
        written.append(_letter(job, person_id=job.by_id, case_id=_first(job), template="import_done", count=job.added, **facts))
    return written


def failed(job: IdeaImport, *, at: int) -> None:
    """Nothing of a long list was taken in: the importer gets a letter."""
    if job.by_id is not None:
        put(iter([_letter(job, person_id=job.by_id, case_id=None, template="import_failed", count=0)]), at=at)


def taken_back(job: IdeaImport, *, at: int) -> None:
    """The list was taken back: its proposers, who were told of it, each get one letter."""
    put(_to_proposers(job, one="ideas_taken_back", several="ideas_taken_back"), at=at)


def _to_proposers(job: IdeaImport, *, one: str, several: str) -> Iterator[Letter]:
    """Whoever has no phone cannot sign in and has no box; the importer knows it anyway."""
    asked: Select[tuple[int, int, str, str]] = (
        select(Proposal.proposer_id, Proposal.id, Proposal.title, Proposal.receipt).join(ImportedIdea, ImportedIdea.proposal_id == Proposal.id)
        .join(Person, Person.id == Proposal.proposer_id).where(ImportedIdea.import_id == job.id, Person.phone.is_not(None), Person.id != (job.by_id or 0))
        .order_by(Proposal.proposer_id, Proposal.id))
    for person_id, group in groupby(db.session.execute(asked).all(), key=lambda row: row.proposer_id):
        rows = list(group)
        yield _letter(job, person_id=person_id, case_id=rows[0].id, template=one if len(rows) == 1 else several, count=len(rows),
                      title=_listed(row.title for row in rows), number=_listed(row.receipt for row in rows))


def _listed(words: Iterator[str]) -> str:
    """The first few, one after another."""
    named = list(islice(words, NAMED + 1))
    return "、".join(named[:NAMED]) + ("…" if len(named) > NAMED else "")


def _to_staff(job: IdeaImport) -> Iterator[Letter]:
    streets = (select(Proposal.street_id, func.count()).join(ImportedIdea, ImportedIdea.proposal_id == Proposal.id)
               .where(ImportedIdea.import_id == job.id).group_by(Proposal.street_id))
    waiting: Counter[int] = Counter()
    for street_id, count in db.session.execute(streets).all():
        people = holders(db.session(), kinds=STREET, street_id=street_id) | holders(db.session(), kinds=SUPPORT)
        waiting.update(dict.fromkeys(people, count))
    case_id = _first(job)
    for person_id, count in sorted(waiting.items()):
        if person_id != job.by_id:
            yield _letter(job, person_id=person_id, case_id=case_id, template="ideas_arrived", count=count)


def _first(job: IdeaImport) -> int | None:
    return db.session.scalar(select(func.min(ImportedIdea.proposal_id)).where(ImportedIdea.import_id == job.id))


def _letter(job: IdeaImport, *, person_id: int, case_id: int | None, template: str, count: int, **facts: object) -> Letter:
    said = {"workflow": "proposal", "title": job.file_name, "number": str(job.id), "count": count} | facts
    return Letter(person_id, case_id, template, json.dumps(said, ensure_ascii=False, sort_keys=True), f"import:{job.id}:{template}:{person_id}")


def put(written: Iterator[Letter], *, at: int) -> None:
    """Lay them into their boxes; one that is there already stays alone."""
    while block := list(islice(written, AT_ONCE)):
        letters.put(block, at=at)
