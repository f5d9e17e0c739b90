"""The named styles of this house's workbooks, one for each kind of cell and look."""
from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from .looks import FORMATS, LOOKS

FACE = "宋体"
_LINE = Border(*(Side(style="thin", color="B0B0B0"),) * 4)
_TINT = PatternFill("solid", fgColor="EEF2EE")


def prepare(workbook: Workbook) -> None:
    """Give a workbook the styles; once, before the first cell."""
    for kind, pattern in FORMATS.items():
        for look in LOOKS:
            style = NamedStyle(f"{kind} {look}", number_format=pattern, font=Font(name=FACE, size=10, bold=look == "sum"))
            style.alignment = Alignment(vertical="top", wrap_text=kind == "text" and look == "cell")
            if look != "plain":
                style.border = _LINE
            if look == "sum":
                style.fill = _TINT
            workbook.add_named_style(style)
    workbook.add_named_style(NamedStyle("head", font=Font(name=FACE, size=10, bold=True), fill=_TINT, border=_LINE, number_format="@",
                                        alignment=Alignment(horizontal="center", vertical="center", wrap_text=True)))
    workbook.add_named_style(NamedStyle("title", font=Font(name=FACE, size=16, bold=True), number_format="@"))
