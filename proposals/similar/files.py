"""Texts out of a file: CSV with the columns id, title and body; what is wrong with it is said line by line, and then nothing is read at all."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator

COLUMNS = ("id", "title", "body")
FAULTS_SHOWN = 20
FIELD_AT_MOST = 16 << 20


class Unreadable(ValueError):
    """A file that cannot be used, with one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def entries(content: bytes, *, name: str) -> dict[str, str]:
    """The file's texts by their ids, title and body as one; UTF-8 with or without its mark. Refuses with ``Unreadable``."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[:wrong.start].count(b"\n") + 1
        raise Unreadable([f"{name}, line {line}: this is not UTF-8 text; save the file as CSV UTF-8"]) from wrong
    found: dict[str, str] = {}
    faults: list[str] = []
    for line, row in _rows(text, name=name):
        fault = _fault(row, known=found)
        if fault:
            faults.append(f"{name}, line {line}: {fault}")
        else:
            found[row["id"]] = f"{row['title']}\n{row['body']}"
    if faults:
        more = [f"and {len(faults) - FAULTS_SHOWN} more faults"] if len(faults) > FAULTS_SHOWN else []
        raise Unreadable(faults[:FAULTS_SHOWN] + more)
    return found


def _rows(text: str, *, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line it begins on, blank lines left out."""
    limit = csv.field_size_limit(FIELD_AT_MOST)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [title.strip().lower() for title in next(reader, [])]
        lacking = [column for column in COLUMNS if column not in head]
        if lacking:
            raise Unreadable([f"{name}, line 1: the column {column} is missing; the first line names the columns id,title,body" for column in lacking])
        begins = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                surplus = {"": "x"} if len(cells) > len(head) else {}
                yield begins, dict.fromkeys(COLUMNS, "") | dict(zip(head, cells, strict=False)) | surplus
            begins = reader.line_num + 1
    except csv.Error as wrong:
        raise Unreadable([f"{name}, line {reader.line_num}: {wrong}"]) from wrong
    finally:
        csv.field_size_limit(limit)


def _fault(row: dict[str, str], *, known: dict[str, str]) -> str:
    """What is wrong with a row; empty when nothing is."""
    if "" in row:
        return "this line has more cells than the first line has columns"
    if not row["id"].strip():
        return "the id is empty"
    if row["id"] in known:
        return f"the id {row['id']} stands in an earlier line already"
    if not (row["title"].strip() or row["body"].strip()):
        return "title and body are both empty"
    return ""
