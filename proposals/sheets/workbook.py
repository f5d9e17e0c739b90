"""XLSX through a child process with bounded memory and time: whatever the file does, the server goes on."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from .cells import Cell
from .faults import Fault

CHILD = Path(__file__).with_name("child.py")
SECONDS = 30.0


def rows(upload: bytes, *, most_rows: int, most_columns: int) -> list[tuple[int, list[Cell]]]:
    """Each filled row of the first visible sheet with its number; Fault for what is not a plain workbook."""
    command = [sys.executable, "-P", str(CHILD), str(most_rows), str(most_columns)]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(command, input=upload, capture_output=True, timeout=SECONDS, env=known, check=False)
    except subprocess.TimeoutExpired as endless:
        raise Fault("broken") from endless
    if done.returncode:
        raise Fault("broken")
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise Fault(answer["fault"], **answer["facts"])
    return [(number, [_value(cell) for cell in cells]) for number, cells in answer["rows"]]


def _value(cell: list[str] | None) -> Cell:
    """What the child wrote as (kind, text): a number keeps every digit of its shortest form."""
    if cell is None:
        return None
    kind, text = cell
    if kind == "number":
        return Decimal(text)
    if kind == "moment":
        return datetime.fromisoformat(text)
    if kind == "day":
        return date.fromisoformat(text)
    return text == "True" if kind == "truth" else text
