"""The season's grants in the 360Giving Data Standard, version 1.4: one grant for each source of each project.

No person is in it: grants go to organisations. The standard wants a prefix that it registers for each publisher; until the
district has one, identifiers begin with the programme's own name.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ... import masking
from ...clock import local
from .book import Book, Entry, Project, Share, Source, paid_by

VERSION = "1.4"
PREFIX = "360G-goldenidea"
CURRENCY = "CNY"
LONGEST_TITLE = 140

Payments = dict[tuple[int, int], list[tuple[Entry, int]]]


def package(book: Book) -> Iterator[str]:
    """The package as JSON, a grant a line. Without a signed project there are no grants, and the standard has no file of none."""
    paid = _payments(book)
    sources = {source.id: source for source in book.sources}
    head = {"version": VERSION, "title": masking.text(book.title), "identifier": f"{PREFIX}-{book.year}", "issued": _moment(book.read_us),
            "modified": _moment(book.read_us), "publisher": {"name": "Golden Idea"}}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "grants": ['
    mark = "\n"
    for project in book.projects.values():
        for share in project.shares:
            grant = _grant(project, share=share, source=sources[share.source_id], paid=paid.get((project.id, share.source_id), []))
            yield mark + json.dumps(grant | _programme(book), ensure_ascii=False)
            mark = ",\n"
    yield "\n]}\n"


def _payments(book: Book) -> Payments:
    """What was paid, and what came back of it as less than nothing, by project and source."""
    found: Payments = {}
    for entry in book.entries:
        for source_id, fen in paid_by(entry, accounts=book.accounts).items():
            found.setdefault((entry.project_id or 0, source_id), []).append((entry, fen))
    return found


def _grant(project: Project, *, share: Share, source: Source, paid: list[tuple[Entry, int]]) -> dict[str, Any]:
    """One source's grant to the implementer; ``relatedActivity`` joins it with those of the other sources."""
    activity = f"{PREFIX}-{project.number}"
    return {
        "id": f"{activity}-{source.code}", "title": masking.text(project.title)[:LONGEST_TITLE],
        "description": f"{masking.text(project.title)}（{project.display}，{project.street}，{project.category}）",
        "currency": CURRENCY, "amountAwarded": _yuan(share.signed_fen), "amountDisbursed": _yuan(sum(fen for _entry, fen in paid)),
        "awardDate": project.signed_on, "fromOpenCall": "Yes",
        "recipientOrganization": [{"id": f"{PREFIX}-org-{project.organisation_id}", "name": project.organisation}],
        "fundingOrganization": [{"id": f"{PREFIX}-source-{source.code}", "name": source.title}],
        "beneficiaryLocation": [{"name": project.street, "countryCode": "CN"}],
        "classifications": [{"vocabulary": "golden-idea-category", "code": project.category, "title": project.category}],
        "commitmentTransaction": [_transaction(f"{activity}-{source.code}-signed", on=project.signed_on, fen=share.signed_fen, what="commit")],
        "disbursementTransaction": [_transaction(f"{PREFIX}-entry-{entry.id}-{source.code}", on=entry.on, fen=fen, what=entry.kind) for entry, fen in paid],
        "relatedActivity": [activity],
    }


def _programme(book: Book) -> dict[str, Any]:
    return {"grantProgramme": [{"code": f"{PREFIX}-{book.year}", "title": masking.text(book.title)}], "dateModified": _moment(book.read_us)}


def _transaction(name: str, *, on: str, fen: int, what: str) -> dict[str, Any]:
    return {"id": name, "transactionDate": on, "currency": CURRENCY, "value": _yuan(fen), "description": what}


def _yuan(fen: int) -> float:
    """The standard wants numbers: the nearest float of a whole number of fen prints with its own two places, and no others."""
    return fen / 100


def _moment(us: int) -> str:
    return local(us).isoformat(timespec="seconds")
