"""The list of referrals as a file, CSV or XLSX: what the page shows, with every date, for whoever must chase them elsewhere."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from ... import csv_lines, masking
from ...clock import local
from ...sheets import Column, Page, write
from ...words.answers import RATINGS, STANDINGS
from ...words.collection import REFERRALS
from .lists import Line

Cells = tuple[str, ...]


def heading() -> Cells:
    """The columns' titles in the reader's language."""
    return (_("转办单号"), _("种类"), _("紧急"), _("点子编号"), _("题目"), _("转办事项"), _("街道"), _("承办单位"), _("12345 工单号"), _("转出日期"), _("签收日期"),
            _("答复期限"), _("答复日期"), _("答复"), _("现在"), _("评价"))


def rows(lines: Iterable[Line]) -> Iterator[Cells]:
    """One row for each referral; phone numbers that somebody wrote into an answer are starred."""
    for line in lines:
        one, idea = line.referral, line.idea
        yield (one.number or "", str(REFERRALS[one.kind]), _("吹哨") if one.urgent else "", idea.number or idea.receipt, masking.text(idea.title), one.matter,
               idea.street.name if idea.street else "", one.handling_unit, one.case_number, _day(one.handed_us), _day(one.received_us), _day(one.due_us),
               _day(one.replied_us), masking.text(one.reply or ""), str(STANDINGS[one.standing]), str(RATINGS[one.rating]) if one.rating else "")


def as_csv(lines: Iterable[Line]) -> Iterator[str]:
    """The file piece by piece."""
    return csv_lines.lines(heading(), rows(lines))


def as_xlsx(lines: Iterable[Line], *, at: int) -> bytes:
    """The workbook's bytes."""
    columns = [Column(title, "text", 16) for title in heading()]
    return write([Page(_("转办台账"), (), columns, list(rows(lines)), ())], made=local(at))


def _day(us: int | None) -> str:
    return f"{local(us):%Y-%m-%d}" if us else ""
