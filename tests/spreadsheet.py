"""A very small spreadsheet program: it reads a workbook again and works out the few formulas that ours write, in exact decimals."""
from __future__ import annotations

import io
import re
from decimal import ROUND_HALF_UP, Decimal

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

SUM = re.compile(r"=SUM\(([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)\)")
ROUND = re.compile(r"=ROUND\(([A-Z]+[0-9]+)-([A-Z]+[0-9]+),2\)")
TWO = re.compile(r"=([A-Z]+[0-9]+)([-+])([A-Z]+[0-9]+)")
RATE = re.compile(r'=IF\(([A-Z]+[0-9]+)=0,"",([A-Z]+[0-9]+)/([A-Z]+[0-9]+)\)')
ELSEWHERE = re.compile(r"='(.+)'!\$([A-Z]+)\$([0-9]+)")


class Spreadsheet:
    """An opened workbook whose formulas can be asked for their values."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))

    def number(self, sheet: Worksheet, place: str) -> Decimal:
        """A cell's number: what stands there, or what its formula comes to; an empty cell is nothing."""
        cell = sheet[place]
        if cell.data_type != "f":
            assert cell.value is None or cell.data_type == "n", f"{sheet.title}!{place} holds {cell.value!r}"
            return Decimal(str(cell.value or 0))
        return self._formula(sheet, cell.value)

    def _formula(self, sheet: Worksheet, formula: str) -> Decimal:
        if found := SUM.fullmatch(formula):
            first, last = found[1] + found[2], found[3] + found[4]
            return sum((self.number(sheet, cell.coordinate) for row in sheet[first:last] for cell in row), Decimal(0))
        if found := ROUND.fullmatch(formula):
            return (self.number(sheet, found[1]) - self.number(sheet, found[2])).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if found := TWO.fullmatch(formula):
            return self.number(sheet, found[1]) + (1 if found[2] == "+" else -1) * self.number(sheet, found[3])
        if found := RATE.fullmatch(formula):
            return self.number(sheet, found[2]) / (self.number(sheet, found[3]) or 1)
        found = ELSEWHERE.fullmatch(formula)
        assert found, f"{sheet.title} holds a formula that nobody expects: {formula}"
        return self.number(self.book[found[1]], found[2] + found[3])

    def column(self, sheet: str, *, titled: str) -> str:
        """The letter of the column with this heading."""
        return next(cell.column_letter for row in self.book[sheet].iter_rows() for cell in row if cell.value == titled)

    def formulas(self) -> list[tuple[str, str]]:
        """Where formulas stand: sheet and place."""
        return [(sheet.title, cell.coordinate) for sheet in self.book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    def differences(self) -> dict[tuple[str, str], Decimal]:
        """What every difference comes to that the workbook works out itself."""
        asked = [(name, place) for name, place in self.formulas() if ROUND.fullmatch(self.book[name][place].value)]
        return {(name, place): self.number(self.book[name], place) for name, place in asked}

    def line(self, sheet: str, *, begins: str) -> dict[str, Decimal]:
        """The numbers of the first line that begins with these words, by column."""
        found = next(row for row in self.book[sheet].iter_rows() if row[0].value == begins)
        return {cell.column_letter: self.number(self.book[sheet], cell.coordinate) for cell in found if cell.data_type in ("f", "n") and cell.value is not None}
