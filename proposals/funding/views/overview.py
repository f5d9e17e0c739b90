"""The money overview: by source, by stage, by project; every figure is the ledger's and leads to its entries."""
from __future__ import annotations

from collections.abc import Iterator

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from ... import charts, clock, shell, words
from ...gate import open_to
from ...seasons.models import Season
from ...sheets.looks import Column, Value
from ...storage import db
from .. import flow, monthly, promises, queries
from . import taking_away
from .blueprint import CHECKERS, OVERSEERS, SOURCES, room
from .filters import LARGEST, ProjectFilters, filtered, paged

UNDER_WAY = ("requested", "verified", "endorsed", "authorised", "sent", "bounced")
AT_ONCE = 500
RECEIVES = (*SOURCES, "bureau")
shell.navigate("funding.overview", _l("资金"), shown=shell.holds(*OVERSEERS))


def season_asked() -> Season:
    """The season in the address, else the latest; 404 where there is none."""
    typed = request.args.get("season", "")
    if typed and not (typed.isascii() and typed.isdecimal() and int(typed[:20]) < LARGEST):
        abort(404)
    asked = select(Season).where(Season.id == int(typed)) if typed else select(Season).order_by(Season.year.desc()).limit(1)
    return db.session.scalars(asked).one_or_none() or abort(404)


@room.get("/money")
@open_to(*OVERSEERS)
def overview() -> ResponseReturnValue:
    """The sources, the support organisation, the bureau and the auditor: where every fen of a season is."""
    season = season_asked()
    form = ProjectFilters(season)
    sources = queries.sources(season.id, commitment_ids=None)
    rows, page = queries.lines(queries.commitments_asked(form.asked), **paged())
    agreed, within = queries.totals(form.asked)
    page_sums = {source.id: sum(row.paid.get(source.id, 0) for row in rows) for source in sources}
    return render_template("funding/overview.html", season=season, form=form, sources=sources, cards=_cards(form, within), rows=rows, page=page,
                           agreed=agreed, within=within, count=queries.count_of(form.asked), page_sums=page_sums, pictures=_pictures(form, sources),
                           receives=not current_user.posts.isdisjoint(RECEIVES)), form.status


def _pictures(form: ProjectFilters, sources: list[queries.Source]) -> list[tuple[charts.Chart, str]]:
    """Where the money goes, and what was paid month by month against the plan, each with its unit: of the projects that the filters leave over."""
    flows = flow.of_projects(form.asked, entries=form.to_entries)
    months = monthly.of_projects(form.asked, sources=sources, today=clock.today(clock.now()), entries=form.to_entries)
    return [(chart, unit) for chart, unit in ((flows, _("单位：元")), (months, _("单位：万元"))) if chart is not None]


def _cards(form: ProjectFilters, within: list[queries.Source]) -> list[dict[str, object]]:
    """Paid in all and by each source of what the filters leave over, and what is under way everywhere; every card leads to what it counts."""
    paid, open_fen = sum(source.paid for source in within), sum(source.commit + source.order for source in within)
    cards: list[dict[str, object]] = [{"label": _("实付合计"), "figure": shell.money(paid), "href": form.to_entries(stage="paid"),
                                       "note": _("已签约未付 %(amount)s", amount=shell.money(open_fen))}]
    for source in within:
        share = _("占比 %(share)s %%", share=f"{source.paid * 100 / paid:.2f}") if paid else _("还没有拨付")
        cards.append({"label": words.term(source.title), "figure": shell.money(source.paid), "key": source.tone, "note": share,
                      "href": form.to_entries(fund=source.id, stage="paid")})
    return [*cards, _pending()]


def _pending() -> dict[str, object]:
    """How many payments are under way, and how many of them are late."""
    found = queries.waiting(states=UNDER_WAY, funds=None, streets=None, at=clock.now())
    count, fen, late = (sum(int(row[place]) for row in found) for place in (1, 2, 4))
    note = _("其中 %(late)s 笔已超期", late=late) if late else _("合计 %(amount)s", amount=shell.money(fen))
    return {"label": _("待处理"), "figure": _("%(count)s 笔", count=count), "note": note, "tone": "is-wrong" if late else "",
            **({"href": url_for("funding.payments")} if current_user.posts & {*CHECKERS, *RECEIVES} else {})}


@room.get("/money/files/<form>")
@open_to(*OVERSEERS)
def overview_file(form: str) -> Response:
    """The same people: the projects that the filters leave over, as CSV or as a sheet."""
    season = season_asked()
    asked = ProjectFilters(season)
    if not asked.understood:
        abort(400)
    funds = promises.funds_of(db.session(), season_id=season.id)
    columns = [Column(_("编号"), "text", 16), Column(_("项目"), "text", 30), Column(_("街道"), "text", 14), Column(_("承接组织"), "text", 26),
               Column(_("协议金额"), "fen", 15), Column(_("已拨付"), "fen", 15), *(Column(words.term(fund.title), "fen", 15) for fund in funds),
               Column(_("尾差"), "fen", 10), Column(_("状态"), "text", 12)]
    return taking_away.answer(form, columns=columns, rows=_rows(asked.asked, funds=[fund.id for fund in funds]), title=_("项目拨付明细"),
                              above=[season.title, filtered()], file=f"golden-idea-{season.year}-projects")


def _rows(asked: queries.Projects, *, funds: list[int]) -> Iterator[list[Value]]:
    """One line for each project, five hundred in memory at most."""
    after: int | None = None
    while True:
        rows, page = queries.lines(queries.commitments_asked(asked), after=after, before=None, rows=AT_ONCE)
        for row in rows:
            project = row.commitment.proposal
            street, organisation = project.street, project.organisation
            yield [project.number or "", project.title, street.name if street else "", organisation.name if organisation else "", row.commitment.amount_fen,
                   row.paid_fen, *(row.paid.get(fund, 0) for fund in funds), row.off_fen, words.state_title("proposal", project.state)]
        after = page.after
        if after is None:
            return
