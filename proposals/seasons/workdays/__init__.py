"""Published exceptions from Monday to Friday, a file a year: 0 is a holiday, 1 a weekend day that is worked.

Made once by ``python -m tests.workdays`` from the package chinesecalendar (MIT); a new year's file follows the State Council's notice.
"""
from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent


def years() -> list[int]:
    """The years for which there is a file."""
    return sorted(int(path.stem) for path in FOLDER.glob("[0-9]*.csv"))


def exceptions(year: int) -> list[tuple[date, bool, str]]:
    """(day, is it worked, occasion) of a year; FileNotFoundError for a year that was not published here."""
    with (FOLDER / f"{year}.csv").open(encoding="utf-8", newline="") as file:
        return [(date.fromisoformat(row["day"]), row["working"] == "1", row["title"]) for row in csv.DictReader(file)]
