"""The money overview and the books: by source, by project, by entry; every figure is the ledger's."""
from __future__ import annotations

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import SelectChoice

from workflow import Refused

from ... import clock, shell, words
from ...directory.models import Area
from ...errors import tell
from ...forms import clean_line
from ...gate import acting, open_to
from ...implementation.queries import ENDED, UNDER_WAY
from ...implementation.views.blueprint import status_of
from ...once import once
from ...seasons.models import Season
from ...storage import db
from ...words import funding as labels
from .. import actions, flow, promises, queries
from ..forms import ReceiptForm, SourcesForm
from .blueprint import OVERSEERS, SOURCES, room

shell.navigate("funding.overview", _l("资金"), shown=shell.holds(*OVERSEERS))


def season_asked() -> Season:
    """The season in the address, else the latest; 404 where there is none."""
    wanted = request.args.get("season", type=int)
    asked = select(Season).where(Season.id == wanted) if wanted else select(Season).order_by(Season.year.desc()).limit(1)
    return db.session.scalars(asked).one_or_none() or abort(404)


@room.get("/money")
@open_to(*OVERSEERS)
def overview() -> ResponseReturnValue:
    """The sources, the support organisation and the bureau: where every fen of a season is."""
    season, words_asked = season_asked(), clean_line(request.args.get("words", ""))[:60]
    street, state = request.args.get("street", type=int), request.args.get("state", "")
    asked = queries.commitments_asked(season.id, street_id=street, state=state, words=words_asked)
    rows, page = queries.lines(asked, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    agreed, filtered = queries.totals(asked, season_id=season.id)
    sources = queries.sources(season.id, commitment_ids=None)
    return render_template("funding/overview.html", season=season, sources=sources, cards=_cards(sources), rows=rows, page=page, agreed=agreed,
                           filtered=filtered, sourced=[(words.term(source.title), "number") for source in sources], streets=_streets(),
                           states=UNDER_WAY + ENDED, page_sums=[sum(row.paid.get(each.id, 0) for row in rows) for each in sources], street=street,
                           state=state, words=words_asked, expected=_expected(season.id), flow=flow.of_season(season.id))


def _cards(sources: list[queries.Source]) -> list[dict[str, object]]:
    """Paid in all and by each source, with what is signed and not yet paid."""
    paid = sum(source.paid for source in sources)
    whole = {"label": _("已拨付合计"), "figure": shell.money(paid), "note": _("已签约未付 %(amount)s", amount=shell.money(sum(source.commit for source in sources)))}
    return [whole, *({"label": words.term(source.title), "figure": shell.money(source.paid), "key": source.code,
                      "note": _("资金池余额 %(amount)s", amount=shell.money(source.pool))} for source in sources)]


def _expected(season_id: int) -> int:
    """The first source's weight in thousandths, which the split bars are held against."""
    weights = [fund.weight for fund in promises.funds_of(db.session(), season_id=season_id)]
    return (2 * 1000 * weights[0] + sum(weights)) // (2 * sum(weights)) if weights else 0


def _streets() -> list[Area]:
    return list(db.session.scalars(select(Area).where(Area.kind == "street").order_by(Area.code)))


@room.get("/money/entries")
@open_to(*OVERSEERS)
def entries() -> ResponseReturnValue:
    """The same people: the books, entry by entry, of a season or of one project."""
    season, commitment_id = season_asked(), request.args.get("commitment", type=int)
    page = queries.entries(season.id, commitment_id=commitment_id, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("funding/entries.html", season=season, page=page, movements=queries.movements([row.id for row in page.rows]), kinds=labels.KINDS,
                           stages=labels.STAGES, titles=queries.titles([row.commitment_id for row in page.rows if row.commitment_id]))


@room.route("/money/receipts/new", methods=["GET", "POST"])
@open_to(*SOURCES, "bureau")
def receipt() -> ResponseReturnValue:
    """The sources and the bureau: book money that arrived in a pool."""
    season, form = season_asked(), ReceiptForm()
    form.fund.choices = [SelectChoice(fund.code, words.term(fund.title)) for fund in promises.funds_of(db.session(), season_id=season.id)]
    if form.validate_on_submit():
        try:
            with once(form) as answer:
                actions.record_receipt(season.id, fund_code=form.fund.data, amount_fen=form.amount.data, reference=form.reference.data, by=acting(),
                                       at=clock.now())
                answer.location = url_for("funding.overview", season=season.id)
            flash(_("已登记到账 %(amount)s。", amount=shell.money(form.amount.data)), "green")
            return redirect(answer.location, 303)
        except Refused as refusal:
            tell(form, refusal)
    return render_template("funding/receipt.html", season=season, form=form), status_of(form)


@room.route("/money/sources/new", methods=["GET", "POST"])
@open_to("bureau")
def sources() -> ResponseReturnValue:
    """The bureau: how a season's cost is shared between its sources, once and for all."""
    season, form = season_asked(), SourcesForm(**{source.code: source.weight for source in actions.USUAL_SOURCES})
    if form.validate_on_submit():
        shares = [replace(source, weight=form[source.code].data) for source in actions.USUAL_SOURCES]
        try:
            with once(form) as answer:
                actions.name_sources(season.id, sources=shares, by=acting(), at=clock.now())
                answer.location = url_for("funding.overview", season=season.id)
            return redirect(answer.location, 303)
        except Refused as refusal:
            tell(form, refusal)
    return render_template("funding/sources.html", season=season, form=form), status_of(form)
