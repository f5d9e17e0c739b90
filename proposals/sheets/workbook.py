"""XLSX through a child process with bounded memory and time: whatever the file does, the server goes on."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO

from .cells import Cell
from .faults import Fault
from .manner import Manner

CHILD = Path(__file__).with_name("child.py")
PATIENCE_SECONDS = 10.0
"""How much longer than its CPU time the child may take, on a busy machine half as fast."""


def rows(upload: bytes, *, manner: Manner) -> Iterator[tuple[int, list[Cell]]]:
    """Each filled row of the first visible sheet with its number; Fault for what is not a plain workbook."""
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as given:
        given.write(upload)
        given.seek(0)
        _ask(given, told, manner=manner)
        told.seek(0)
        for line in told:
            answer = json.loads(line)
            if isinstance(answer, dict):
                raise Fault(answer["fault"], **answer["facts"])
            yield answer[0], [_value(cell) for cell in answer[1]]


def _ask(given: IO[bytes], told: IO[bytes], *, manner: Manner) -> None:
    """Let the child write what it reads; nothing of it is looked at before it has come to an end."""
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run([sys.executable, "-P", str(CHILD), json.dumps(asdict(manner))], stdin=given, stdout=told, stderr=subprocess.DEVNULL,
                              timeout=2 * manner.seconds + PATIENCE_SECONDS, env=known, check=False)
    except subprocess.TimeoutExpired as endless:
        raise Fault("broken") from endless
    if done.returncode:
        raise Fault("broken")


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
