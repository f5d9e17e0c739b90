"""Programs of other people that add up our books again. They are called, never imported: they only have to agree."""
from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

BEAN_CHECK = shutil.which("bean-check", path=str(Path(sys.executable).parent))
HLEDGER = shutil.which("hledger")
with_beancount = pytest.mark.skipif(BEAN_CHECK is None, reason="bean-check is not beside this Python: pip install beancount")
with_hledger = pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed: apt-get install hledger")
SUM = """
import sys
from beancount import loader
from beancount.core import data, inventory
entries, errors, options = loader.load_file(sys.argv[1])
held = {}
for entry in entries:
    for posting in entry.postings if isinstance(entry, data.Transaction) else ():
        held.setdefault(posting.account, inventory.Inventory()).add_position(posting)
for name, found in held.items():
    print(name, found.get_currency_units("CNY").number)
"""


def bean_check(pieces: Iterable[str], folder: Path) -> tuple[int, str]:
    """Whether beancount accepts a journal: its answer, and what it says."""
    return _asked(BEAN_CHECK or "", _file(pieces, folder, name="book.beancount"))


def hledger_check(pieces: Iterable[str], folder: Path) -> tuple[int, str]:
    """Whether hledger accepts a journal, strictly."""
    return _asked(HLEDGER or "", "-f", _file(pieces, folder, name="book.journal"), "check", "--strict")


def bean_balances(pieces: Iterable[str], folder: Path) -> dict[str, int]:
    """What beancount makes of every account, in fen."""
    code, said = _asked(sys.executable, "-c", SUM, _file(pieces, folder, name="sum.beancount"))
    assert code == 0, said
    return {name: _fen(amount) for name, amount in (line.split() for line in said.splitlines())}


def hledger_balances(pieces: Iterable[str], folder: Path) -> dict[str, int]:
    """What hledger makes of every account, in fen."""
    code, said = _asked(HLEDGER or "", "-f", _file(pieces, folder, name="sum.journal"), "balance", "--flat", "--no-total", "--empty", "-O", "csv")
    assert code == 0, said
    return {row["account"]: _fen(row["balance"].removeprefix("CNY ")) for row in csv.DictReader(said.splitlines())}


def _fen(amount: str) -> int:
    whole = Decimal(amount) * 100
    assert whole == int(whole), amount
    return int(whole)


def _file(pieces: Iterable[str], folder: Path, *, name: str) -> str:
    (folder / name).write_text("".join(pieces), encoding="utf-8")
    return str(folder / name)


def _asked(*command: str) -> tuple[int, str]:
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    return run.returncode, run.stdout + run.stderr
