"""A whole list against itself and against what is there: rows that are new, rows that are there already, and everything that is wrong, by line."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from ...accounts.models import Person
from ...seasons.models import Season
from ...sheets import Row
from ...storage import db
from ..models import Proposal
from ..rules.paper import BY_HAND, Collection
from .entries import Entry, Finding, Reader
from .models import ImportedIdea

AT_ONCE = 500
"""Rows that are entered by one block of statements."""
LOOKED_UP = 3_000
"""Rows that are looked up by two statements: a short list asks no more than that."""
MOST_TOLD = 100
FIGURES = ("rows", "new", "known", "changed", "repeated", "errors")


@dataclass(slots=True)
class Report:
    """What a list comes to. ``rows`` = new + known + repeated + errors. ``changed`` of the known ones say something else than before.

    ``findings`` tell the first hundred errors, or where there are none the first hundred remarks; ``more`` counts the others.
    """

    rows: int = 0
    new: int = 0
    known: int = 0
    changed: int = 0
    repeated: int = 0
    errors: int = 0
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    more: int = 0

    def note(self, finding: Finding) -> None:
        """Keep a finding, as long as there is room."""
        told = self.findings if finding.error else self.remarks
        if len(told) < MOST_TOLD:
            told.append(finding)
        elif finding.error:
            self.more += 1

    def told(self) -> list[Finding]:
        """What is shown, by line: the errors, or where there are none the remarks."""
        return sorted(self.findings or self.remarks, key=lambda finding: finding.line)

    def as_json(self) -> str:
        """For the database."""
        figures = {name: getattr(self, name) for name in (*FIGURES, "more")}
        told = {name: [[each.line, each.code, each.facts, each.error] for each in getattr(self, name)] for name in ("findings", "remarks")}
        return json.dumps(figures | told)


def from_json(text: str) -> Report:
    """What ``as_json`` wrote."""
    held = json.loads(text)
    told = {name: [Finding(*each) for each in held.pop(name, [])] for name in ("findings", "remarks")}
    return Report(**held, **told)


class Checker:
    """Goes through a list once; remembers keys and counts only, so that it may be long."""

    def __init__(self, season: Season, *, collection: Collection, today: date) -> None:
        self.season_id, self.most, self.report = season.id, season.ideas_per_person, Report()
        self.collection, self.today = collection, today
        self._seen: dict[str, tuple[int, str]] = {}
        self._given: Counter[str] = Counter()

    def new_entries(self, read: Iterable[tuple[Entry | None, list[Finding]]]) -> Iterator[Entry]:
        """The rows that are new and right, in their order; whatever else there is goes into the report. Two statements for three thousand rows."""
        block: list[Entry] = []
        for entry, findings in read:
            self.report.rows += 1
            self._note(findings)
            if entry is not None and not self._repeated(entry):
                block.append(entry)
            if len(block) == LOOKED_UP:
                yield from self._judged(block)
                block = []
        yield from self._judged(block)

    def _note(self, findings: Sequence[Finding]) -> None:
        self.report.errors += any(finding.error for finding in findings)
        for finding in findings:
            self.report.note(finding)

    def _repeated(self, entry: Entry) -> bool:
        """Whether an earlier row of this list is the same; the same number on another idea is an error."""
        key, content = entry.key(self.season_id), entry.content(self.season_id)
        earlier = self._seen.setdefault(key, (entry.line, content))
        if earlier[0] == entry.line:
            return False
        if earlier[1] != content:
            self._note([Finding(entry.line, "number-twice", {"external": entry.external, "other": earlier[0]})])
        else:
            self.report.repeated += 1
            self.report.note(Finding(entry.line, "row-repeated", {"other": earlier[0]}, error=False))
        return True

    def _judged(self, block: list[Entry]) -> Iterator[Entry]:
        """Those that are not there already and that their proposers may still send."""
        if not block:
            return
        there = known(self.season_id, [entry.key(self.season_id) for entry in block])
        fresh = [entry for entry in block if not self._known(entry, there=there)]
        sent = sent_by({entry.phone for entry in fresh if entry.phone} - self._given.keys(), season_id=self.season_id)
        self._given.update(sent)
        for entry in fresh:
            if self._in_time(entry) and self._may_send(entry):
                self.report.new += 1
                yield entry

    def _known(self, entry: Entry, *, there: dict[str, ImportedIdea]) -> bool:
        row = there.get(entry.key(self.season_id))
        if row is None:
            return False
        if row.whose != entry.whose():
            self._note([Finding(entry.line, "number-of-another", {"external": entry.external, "other": row.import_id, "line_there": row.line})])
            return True
        self.report.known += 1
        if row.content != entry.content(self.season_id):
            self.report.changed += 1
            self.report.note(Finding(entry.line, "row-changed", {"other": row.import_id, "line_there": row.line}, error=False))
        return True

    def _in_time(self, entry: Entry) -> bool:
        """While ideas are collected; for some days longer what came by hand and is dated before the end."""
        if self.collection.state == "open":
            return True
        if entry.channel in BY_HAND and entry.given and self.collection.takes_paper(written=date.fromisoformat(entry.given), on=self.today):
            return True
        self._note([Finding(entry.line, "came-too-late", {"last": self.collection.last.isoformat()})])
        return False

    def _may_send(self, entry: Entry) -> bool:
        """Each proposer has sent fewer ideas than the season allows; a name without a phone is nobody we know."""
        if not entry.phone:
            return True
        self._given[entry.phone] += 1
        if self._given[entry.phone] <= self.most:
            return True
        self._note([Finding(entry.line, "too-many-of-one", {"name": entry.name, "most": self.most})])
        return False


def known(season_id: int, keys: Sequence[str]) -> dict[str, ImportedIdea]:
    """The rows with these keys that are ideas of the season already; one statement."""
    asked = select(ImportedIdea).where(ImportedIdea.season_id == season_id, ImportedIdea.key.in_(keys), ImportedIdea.undone_us.is_(None))
    return {row.key: row for row in db.session.scalars(asked)}


def sent_by(phones: set[str], *, season_id: int) -> dict[str, int]:
    """How many ideas of the season the people with these phones have sent, nought where none; one statement."""
    asked = (select(Person.phone, func.count()).join(Proposal, Proposal.proposer_id == Person.id)
             .where(Person.phone.in_(phones), Proposal.season_id == season_id, Proposal.submitted_us.is_not(None), Proposal.state != "withdrawn",
                    Proposal.origin == "collected").group_by(Person.phone))
    return dict.fromkeys(phones, 0) | {str(phone): count for phone, count in db.session.execute(asked)}


def check(checker: Checker, *, read: Iterable[tuple[Entry | None, list[Finding]]]) -> tuple[list[Entry], Report]:
    """A short list: its new entries and the report."""
    return list(checker.new_entries(read)), checker.report


def reading(reader: Reader, rows: Iterable[Row]) -> Iterator[tuple[Entry | None, list[Finding]]]:
    """Each row below the headings, read."""
    return (reader.read(row) for row in rows if row.number > reader.choice.heading)
