"""Writes proposals/seasons/workdays/<year>.csv from the package chinesecalendar (MIT): ``python -m tests.workdays 2027`` adds a year."""
from __future__ import annotations

import csv
import sys
from datetime import date, timedelta

import chinese_calendar

from proposals.seasons import workdays

OCCASIONS = {"New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节", "Dragon Boat Festival": "端午节",
             "National Day": "国庆节", "Mid-autumn Festival": "中秋节"}


def write(year: int) -> int:
    """Write one year's exceptions from Monday to Friday; returns how many there are."""
    day, rows = date(year, 1, 1), []
    while day.year == year:
        works = chinese_calendar.is_workday(day)
        if works != (day.weekday() < 5):
            _holiday, occasion = chinese_calendar.get_holiday_detail(day)
            rows.append((day.isoformat(), int(works), OCCASIONS[occasion] + ("调休上班" if works else "")))
        day += timedelta(days=1)
    with (workdays.FOLDER / f"{year}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("day", "working", "title"), *rows])
    return len(rows)


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        print(wanted, write(int(wanted)))
