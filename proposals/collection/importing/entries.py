"""One row of a list as an idea: every cell understood, or a finding that says what is wrong with it."""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter

from ...forms import clean_code, clean_text
from ...sheets import Cell, Row, text_of
from ..forms import PHONE
from ..rules.guards import SHORTEST
from .columns import Choice
from .meanings import CHANNELS, SUBMITTERS, YES, Meanings, Place, code_of, day_given, folded

LONGEST = {"title": 60, "place": 100, "beneficiaries": 200, "name": 30, "guardian": 30, "external": 60, "source": 60}
LONGEST_TEXT = 20_000
TITLE_FROM_TEXT = 24
NO_SOLUTION = "（原来的登记表没有单列办法，见“要解决的问题”。）"
"""What stands for the suggestion of an idea from a list that has one column of text only. It is part of the idea, so it is never translated."""
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
GUARDED = re.compile(r"^'(?=[\s\u200b-\u200d\u2060\ufeff]*[=+\-@＝＋－＠\t\r])")
SENTENCE_END = re.compile(r"[。！？!?；;\n，,]")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be told about a line: a code of ``words.importing.LINES`` and its facts. An ``error`` keeps the whole file out."""

    line: int
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    error: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """An idea as a list tells it. ``given`` is the day it was given, ISO; ``source`` the channel in the list's own words."""

    line: int
    title: str
    problem: str
    solution: str
    community_id: int
    street_id: int
    name: str
    phone: str
    place: str = ""
    beneficiaries: str = ""
    submitter: str = "resident"
    channel: str = "import"
    source: str = ""
    given: str | None = None
    category_id: int | None = None
    external: str = ""
    show: bool = False
    guardian: str = ""
    guardian_phone: str = ""

    def content(self, season_id: int) -> str:
        """Digest of everything the row says, whatever its line."""
        return _digest([season_id, *SAID(self)])

    def key(self, season_id: int) -> str:
        """By what the row is known again: season, channel and its number where it came from; without a number, all it says."""
        return _digest([season_id, self.channel, self.external]) if self.external else self.content(season_id)

    def whose(self) -> str:
        """Digest of the person."""
        return _digest([self.name, self.phone])


SAID = attrgetter(*(each.name for each in fields(Entry) if each.name != "line"))


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


class Reader:
    """Reads the rows of one list: ``choice`` says what the columns mean, ``streets`` where the importer may enter ideas (None: everywhere)."""

    def __init__(self, choice: Choice, *, meanings: Meanings, streets: Collection[int] | None, today: date) -> None:
        self.choice, self.meanings, self.streets, self.today = choice, meanings, streets, today

    def read(self, row: Row) -> tuple[Entry | None, list[Finding]]:
        """The idea of a row and what is to be told about it; None when one of the findings is an error."""
        found: list[Finding] = []
        problem, solution, title = (self._text(role, row, found) for role in ("problem", "solution", "title"))
        title, problem = self._title(title, problem=problem, line=row.number, found=found)
        if "solution" not in self.choice.places:
            solution = NO_SOLUTION
        for name, text in (("title", title), ("problem", problem), ("solution", solution)):
            if len(text) < SHORTEST[name]:
                found.append(Finding(row.number, f"{name}-too-short"))
        place = self._community(row, found)
        said = {name: self._line(name, row, found) for name in ("place", "beneficiaries", "name", "guardian", "external")}
        if not said["name"]:
            found.append(Finding(row.number, "name-missing"))
        coded = self._coded(row, found)
        if place is None or any(finding.error for finding in found):
            return None, found
        return Entry(row.number, title, problem, solution, place.id, place.street_id, **said, **coded), found

    def _coded(self, row: Row, found: list[Finding]) -> dict[str, object]:
        """What is kept as a code, a number or a day."""
        channel, source = self._word("channel", row, found, words=CHANNELS, usual="import")
        return {"phone": self._phone("phone", row, found), "guardian_phone": self._phone("guardian_phone", row, found),
                "submitter": self._word("submitter", row, found, words=SUBMITTERS, usual="resident")[0], "channel": channel, "source": source,
                "given": self._given(row, found), "category_id": self._category(row, found), "show": folded(self._plain("show", row)) in YES}

    def _text(self, role: str, row: Row, found: list[Finding]) -> str:
        """A text of several lines, whole: only what cannot be shown is taken away."""
        text = prose(self.choice.of(role, row))
        if len(text) > LONGEST_TEXT:
            found.append(Finding(row.number, "text-too-long", {"role": role, "length": len(text), "most": LONGEST_TEXT}))
        return text

    def _title(self, title: str, *, problem: str, line: int, found: list[Finding]) -> tuple[str, str]:
        """A title of one line that fits; a longer one also stands whole before the text, and one is made where the list has no column for it."""
        title = " ".join(title.split())
        if not title and "title" not in self.choice.places:
            found.append(Finding(line, "title-from-text", error=False))
            return SENTENCE_END.split(problem, maxsplit=1)[0][:TITLE_FROM_TEXT].strip(), problem
        if len(title) > LONGEST["title"]:
            found.append(Finding(line, "title-shortened", {"most": LONGEST["title"]}, error=False))
            return title[:LONGEST["title"] - 1] + "…", f"{title}\n{problem}"
        return title, problem

    def _plain(self, role: str, row: Row) -> str:
        """One line of text."""
        cell = self.choice.of(role, row)
        return " ".join((prose(cell) if isinstance(cell, str) else _written(cell)).split())

    def _line(self, role: str, row: Row, found: list[Finding]) -> str:
        text = self._plain(role, row)
        if len(text) > LONGEST[role]:
            found.append(Finding(row.number, "line-too-long", {"role": role, "most": LONGEST[role]}))
        return text

    def _phone(self, role: str, row: Row, found: list[Finding]) -> str:
        """A number as ten or eleven digits; blanks, hyphens, brackets and +86 are forgiven."""
        typed = clean_code(self._plain(role, row))
        digits = re.sub(r"[-()（）]", "", typed).removeprefix("+86")
        if len(digits) == 13 and digits.startswith("86"):
            digits = digits[2:]
        if digits and not PHONE.regex.match(digits):
            found.append(Finding(row.number, "phone-unread", {"role": role, "typed": typed[:20]}))
        if not digits and role == "phone":
            found.append(Finding(row.number, "phone-missing", error=False))
        return digits

    def _word(self, role: str, row: Row, found: list[Finding], *, words: dict[str, tuple[str, ...]], usual: str) -> tuple[str, str]:
        text = self._plain(role, row)
        code = code_of(text, words) if text else usual
        if code is None:
            found.append(Finding(row.number, f"{role}-unknown", {"typed": text[:20]}, error=False))
        return code or usual, text[:LONGEST["source"]]

    def _given(self, row: Row, found: list[Finding]) -> str | None:
        """The day the idea was given, never after today."""
        cell = self.choice.of("given", row)
        if cell is None or isinstance(cell, str) and not prose(cell):
            return None
        try:
            day = day_given(cell)
        except ValueError:
            found.append(Finding(row.number, "date-unread", {"typed": _written(cell)[:20]}))
            return None
        if day > self.today:
            found.append(Finding(row.number, "date-to-come", {"typed": day.isoformat()}))
        return day.isoformat()

    def _category(self, row: Row, found: list[Finding]) -> int | None:
        text = self._plain("category", row)
        if text and folded(text) not in self.meanings.categories:
            found.append(Finding(row.number, "category-unknown", {"typed": text[:20]}, error=False))
        return self.meanings.categories.get(folded(text)) if text else None

    def _community(self, row: Row, found: list[Finding]) -> Place | None:
        """Where the idea lies: the community, by its street where several have the name; else the one chosen for the whole list; else the street."""
        street, community = self._plain("street", row), self._plain("community", row)
        street_id = self.meanings.street(street) if street else None
        if street and street_id is None:
            found.append(Finding(row.number, "street-unknown", {"typed": street[:20]}))
            return None
        ask = self._named if community else self._unnamed
        place = ask(community, street_id=street_id, line=row.number, found=found)
        if place is not None and self.streets is not None and place.street_id not in self.streets:
            found.append(Finding(row.number, "street-not-yours", {"place": place.name}))
            return None
        return place

    def _named(self, community: str, *, street_id: int | None, line: int, found: list[Finding]) -> Place | None:
        places = self.meanings.community(community, street_id=street_id)
        own = [place for place in places if self.streets is None or place.street_id in self.streets]
        if len(own) == 1:
            return own[0]
        if not places:
            found.append(Finding(line, "community-unknown", {"typed": community[:20]}))
        elif len(own) > 1:
            found.append(Finding(line, "community-unclear", {"typed": community[:20]}))
        return places[0] if places and not own else None

    def _unnamed(self, community: str, *, street_id: int | None, line: int, found: list[Finding]) -> Place | None:
        chosen = self.choice.community_id or street_id
        if chosen is None:
            found.append(Finding(line, "community-missing"))
            return None
        if self.choice.community_id is None:
            found.append(Finding(line, "street-only", error=False))
        return self.meanings.by_number[chosen]


def prose(cell: Cell) -> str:
    """A cell as text of several lines, as it was typed: a spreadsheet's escapes undone, the apostrophe that guards a formula taken off."""
    if not isinstance(cell, str):
        return _written(cell)
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell).replace("\r\n", "\n").replace("\r", "\n")
    return clean_text(GUARDED.sub("", plain.replace("\x0b", "\n")))


def _written(cell: Cell) -> str:
    """A number or a day as text; a number of which the end was lost, as it stands."""
    try:
        return text_of(cell)
    except ValueError:
        return str(cell)
