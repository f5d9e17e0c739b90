"""The books on pages: entries filtered and added up, one entry with its proof, taking one back, taking the list away."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.chain import link

from ... import clock, shell, words
from ...gate import acting, open_to
from ...sending import Done, sent
from ...sheets.looks import Column, Value
from ...storage import db
from ...words import funding as labels
from .. import correcting, queries
from ..forms import ReversalForm
from ..models import Entry, Payment, Seal
from . import narrowed, taking_away
from .blueprint import OVERSEERS, room
from .filters import EntryFilters, filtered, paged
from .overview import season_asked

LEADS = ("foundation_lead", "treasury_lead")


@room.get("/money/entries")
@open_to(*OVERSEERS)
def entries() -> ResponseReturnValue:
    """The sources, support, bureau and auditor: the books, entry by entry, as far as the filters in the address leave them over."""
    season = season_asked()
    form = EntryFilters(season)
    page = queries.entries(form.asked, **paged())
    ids = [row.id for row in page.rows]
    facts: dict[str, Any] = {
        "movements": queries.movements(ids), "reversed_by": queries.reversals(ids), "people": queries.people({row.actor for row in page.rows}),
        "titles": queries.titles({row.commitment_id for row in page.rows if row.commitment_id}), "count": queries.number_of(form.asked),
        "page_sums": queries.sums(form.asked, ids=ids), "sums": queries.sums(form.asked, ids=None), "about": narrowed.about(form)}
    on_page = {one.fund_id: one for one in facts["page_sums"]}
    return render_template("funding/entries.html", season=season, form=form, page=page, on_page=on_page, kinds=_said(labels.KINDS),
                           stages=_said(labels.STAGES), entry_at=shell.address_of("funding.entry", name="entry_id"),
                           project_at=shell.address_of("implementation.project", name="proposal_id"), **facts), form.status


def _said(names: Mapping[str, object]) -> dict[str, str]:
    """Names in the reader's language: a page says them a hundred times."""
    return {code: str(name) for code, name in names.items()}


@room.get("/money/entries/files/<form>")
@open_to(*OVERSEERS)
def entries_file(form: str) -> Response:
    """The same people: the filtered entries, one line for each movement, as CSV or as a sheet."""
    season = season_asked()
    asked = EntryFilters(season)
    if not asked.understood:
        abort(400)
    return taking_away.answer(form, columns=_columns(), rows=_rows(asked.asked), title=_("台账明细"), above=[season.title, filtered()],
                              file=f"golden-idea-{season.year}-entries")


def _columns() -> list[Column]:
    return [Column(_("凭证号"), "whole", 9), Column(_("日期"), "day", 12), Column(_("事项"), "text", 14), Column(_("项目编号"), "text", 16),
            Column(_("项目"), "text", 30), Column(_("期次"), "whole", 7), Column(_("来源"), "text", 18), Column(_("从"), "text", 12), Column(_("到"), "text", 12),
            Column(_("金额"), "fen", 15), Column(_("单据"), "text", 24), Column(_("经办"), "text", 12), Column(_("冲正第几号"), "whole", 11),
            Column(_("被第几号冲正"), "whole", 13), Column(_("哈希"), "text", 66)]


def _rows(asked: queries.Entries) -> Iterator[list[Value]]:
    for row in queries.stream(asked):
        yield [row.id, date.fromisoformat(row.occurred_on), str(labels.KINDS[row.kind]), row.number or "", row.title or "", row.seq, words.term(row.fund),
               str(labels.STAGES[row.source]), str(labels.STAGES[row.target]), row.amount_fen, row.document, row.name or _("系统"), row.reverses_id,
               row.reversed_by, row.hash]


@room.get("/money/entries/<int:entry_id>")
@open_to(*OVERSEERS)
def entry(entry_id: int) -> ResponseReturnValue:
    """The same people: one entry with everything that proves it."""
    found = db.session.get(Entry, entry_id) or abort(404)
    before, after = queries.around(found.id)
    payment = db.session.get(Payment, found.payment_id) if found.payment_id else None
    sealed = db.session.get(Seal, found.id) is not None
    return render_template("funding/entry.html", entry=found, moves=queries.movements([found.id])[found.id], before=before, after=after, payment=payment,
                           reversed_by=queries.reversals([found.id]).get(found.id),
                           title=queries.titles([found.commitment_id or 0]).get(found.commitment_id or 0),
                           who=queries.people([found.actor]).get(found.actor, _("系统")), lines=queries.lines_of(found), sealed=sealed,
                           intact=sealed and link(found.prev_hash, body=found.body) == found.hash, kinds=labels.KINDS, stages=labels.STAGES,
                           hindrance=_hindrance(found))


def _hindrance(found: Entry) -> str | None:
    """None: this person may take the entry back; else why not – empty where there is nothing to say, because it is not theirs to do at all."""
    problem = correcting.hindrance(db.session(), found, by=acting())
    if problem is None:
        return None
    return words.sentence(problem.problems[0]) if problem.problems[0].code in ("reversal-by-another", "entry-matched") else ""


@room.route("/money/entries/<int:entry_id>/reversal", methods=["GET", "POST"])
@open_to(*LEADS)
def reversal(entry_id: int) -> ResponseReturnValue:
    """The head of a source's desk: take back a receipt or a pledge that somebody else typed wrong."""
    found, form = db.session.get(Entry, entry_id) or abort(404), ReversalForm()

    def do() -> Done:
        done = correcting.reverse_entry(entry_id, reason=form.reason.data, by=acting(), at=clock.now())
        return Done(url_for("funding.entry", entry_id=done.id), _("已冲正第 %(entry)s 号，另记为第 %(done)s 号。", entry=entry_id, done=done.id))

    return sent(form, do=do, page=lambda: render_template("funding/entry_reversal.html", entry=found, form=form, moves=queries.movements([entry_id])[entry_id],
                                                          kinds=labels.KINDS))
