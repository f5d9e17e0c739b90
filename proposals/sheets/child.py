"""Run as a program of its own: an XLSX file on its input, its first visible sheet's rows on its output, each a line of JSON.

It bounds its own memory and time before it reads a byte, imports nothing of this house, and stops at the first thing that is no plain value.
"""
from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

MOST_MEMBERS = 200
MOST_WRITTEN = 1 << 30
MOST_TIMES = 100
"""How many times larger than packed a member over a megabyte may be."""
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
ADDRESSED = re.compile(rb'<c(?![^<>]*\sr=")[ />]')
EMPTY_CELL = re.compile(rb"<c [^<>]*/>")
EMPTY_ROW = re.compile(rb"<row [^<>]*(?:/>|>\s*</row>)")


class Fault(Exception):
    """What the parent turns into a sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def main() -> None:
    """Bound, read, answer; ``sys.argv[1]`` is the manner (see ``manner.Manner``) as JSON. A fault is the last line."""
    manner = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (manner["memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (manner["seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN,) * 2)
    try:
        plain = _without_ghosts(sys.stdin.buffer.read(), most=manner["unpacked"])
        for row in _rows(plain, manner=manner):
            _tell(row)
    except Fault as fault:
        _tell({"fault": fault.code, "facts": fault.facts})
    except zipfile.BadZipFile:
        _tell({"fault": "broken", "facts": {}})


def _tell(answer: object) -> None:
    json.dump(answer, sys.stdout, ensure_ascii=True)
    sys.stdout.write("\n")


def _without_ghosts(upload: bytes, *, most: int) -> bytes:
    """The same workbook with the members checked, and without the cells and rows that only have a colour: a sheet may have 65,000 of them."""
    packed, plain = zipfile.ZipFile(io.BytesIO(upload)), io.BytesIO()
    members = packed.infolist()
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise Fault("not-a-table")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > most or any(_swollen(member) for member in members):
        raise Fault("unpacks-too-large")
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as out:
        for member in members:
            content = packed.read(member)
            if member.filename.endswith((".xml", ".rels")) and b"<!" in content and re.search(rb"<!(DOCTYPE|ENTITY)", content):
                raise Fault("broken")
            out.writestr(member.filename, _filled(content) if SHEET.fullmatch(member.filename) else content)
    return plain.getvalue()


def _swollen(member: zipfile.ZipInfo) -> bool:
    return member.file_size > 1 << 20 and member.file_size > MOST_TIMES * member.compress_size


def _filled(sheet: bytes) -> bytes:
    """A sheet's text without its empty cells and rows, where every cell says where it stands."""
    return sheet if ADDRESSED.search(sheet) else EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", sheet))


def _rows(plain: bytes, *, manner: dict[str, Any]) -> Iterator[tuple[int, list[list[str] | None]]]:
    """Each filled row with its number; the file's own word on how large it is, is not believed."""
    book = openpyxl.load_workbook(io.BytesIO(plain), read_only=True, keep_links=False, data_only=not manner["evidence"])
    sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
    if sheet is None:
        raise Fault("empty")
    sheet.reset_dimensions()
    count, size = 0, 0
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        row = [_value(cell, line=line, column=column, evidence=manner["evidence"]) for column, cell in enumerate(cells, start=1)] if cells else []
        while row and row[-1] is None:
            row.pop()
        if not row:
            continue
        count, size = count + 1, size + sum(len(cell[1]) for cell in row if cell)
        if count > manner["rows"] and manner["cut"]:
            return
        _bound(count > manner["rows"], Fault("too-many-rows", line=line, most=manner["rows"]))
        _bound(len(row) > manner["columns"], Fault("too-many-columns", line=line, most=manner["columns"]))
        _bound(size > manner["text"], Fault("too-much-text", line=line))
        yield line, row


def _bound(passed: bool, fault: Fault) -> None:
    if passed:
        raise fault


def _value(cell: Any, *, line: int, column: int, evidence: bool) -> list[str] | None:
    """One cell as its kind and its text; in evidence a formula or an error stops everything."""
    value = cell.value
    if value is None or isinstance(value, str) and not value.strip():
        return None
    if evidence and cell.data_type == "f":
        raise Fault("formula", line=line, column=column)
    if evidence and cell.data_type == "e":
        raise Fault("wrong-value", line=line, column=column, value=str(value)[:20])
    if isinstance(value, bool):
        return ["truth", str(value)]
    if isinstance(value, (int, float)):
        return ["number", repr(value)]
    if isinstance(value, datetime):
        return ["moment", value.isoformat()] if value.time() != time() else ["day", value.date().isoformat()]
    return ["day", value.isoformat()] if isinstance(value, date) else ["text", str(value)]


if __name__ == "__main__":
    main()
