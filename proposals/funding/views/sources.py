"""A season's sources: the plan of funds, what was promised and what has come."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from ... import clock, shell, words
from ...accounts import desk
from ...accounts.models import Session
from ...gate import acting, open_to
from ...seasons.models import Season
from ...storage import db
from ...words import bank as bank_labels
from ...words import sourcing as labels
from .. import promises, queries
from ..models import Fund, Pledge
from ..sourcing import naming, places, receiving
from ..sourcing.forms import PledgeForm, ReceiptForm, SourceForm, SourcingForm, UsualForm, WithdrawalForm, offer_funds
from .answering import asked
from .blueprint import OVERSEERS, SOURCES, room
from .overview import season_asked

BOOKS = (*SOURCES, "bureau")


@room.get("/money/sources")
@open_to(*OVERSEERS)
def sources() -> ResponseReturnValue:
    """The sources, support, the bureau and the auditor: who gives to a season, on what terms, and what has come."""
    season = season_asked()
    funds = promises.funds_of(db.session(), season_id=season.id)
    free = [fund for fund in funds if fund.street_id is None and fund.category_id is None]
    return render_template("funding/sources.html", season=season, funds=funds, sums={row.id: row for row in queries.sources(season.id, commitment_ids=None)},
                           whole=sum(fund.weight for fund in free), free={fund.id for fund in free}, fixed=naming.fixed(season.id), kinds=labels.KINDS,
                           modes=labels.MODES, desks=bank_labels.DESKS, names=places.names(), form=SourcingForm(), names_sources="bureau" in current_user.posts)


@room.route("/money/sources/new", methods=["GET", "POST"])
@open_to("bureau")
def usual_sources() -> ResponseReturnValue:
    """The bureau: take the usual two sources, in percent."""
    season, form = season_asked(), UsualForm(**{source.code: source.weight for source in naming.USUAL_SOURCES})

    def work() -> str:
        shares = [replace(source, weight=form[source.code].data) for source in naming.USUAL_SOURCES]
        naming.name_sources(season.id, sources=shares, by=acting(), at=clock.now())
        return _("已登记两个资金来源。")

    back = url_for("funding.sources", season=season.id)
    return asked(form, work=work, title=_("采用常用的两个来源"), lead=_("每个项目、每一期都按这个比例分摊。有项目通过以后，就不能再改。"), button=_("确定"), back=back, above=season.title)


@room.route("/money/sources/another", methods=["GET", "POST"])
@open_to("bureau")
def new_source() -> ResponseReturnValue:
    """The bureau: add one source with its terms."""
    season, form = season_asked(), SourceForm()
    form.offer_places(season)

    def work() -> str:
        naming.name_sources(season.id, sources=[form.source()], by=acting(), at=clock.now())
        return _("已增加资金来源“%(title)s”。", title=form.title.data)

    return _about_source(form, season=season, title=_("增加资金来源"), work=work)


@room.route("/money/sources/<int:fund_id>", methods=["GET", "POST"])
@open_to("bureau")
def source(fund_id: int) -> ResponseReturnValue:
    """The bureau: correct a source's terms while nothing rests on them."""
    fund = db.session.get(Fund, fund_id) or abort(404)
    season = db.session.get_one(Season, fund.season_id)
    form = SourceForm(obj=fund, street=fund.street_id or 0, category=fund.category_id or 0, cap=fund.cap_fen)
    form.offer_places(season)

    def work() -> str:
        naming.change_source(fund_id, source=form.source(), by=acting(), at=clock.now())
        return _("已修改资金来源“%(title)s”。", title=form.title.data)

    return _about_source(form, season=season, title=_("修改资金来源"), work=work)


def _about_source(form: SourceForm, *, season: Season, title: str, work: Callable[[], str]) -> ResponseReturnValue:
    back = url_for("funding.sources", season=season.id)
    return asked(form, work=work, title=title, lead=_("有项目通过以后，来源和权重就不能再改。"), button=_("保存"), back=back, above=season.title)


@room.route("/money/sources/<int:fund_id>/removal", methods=["GET", "POST"])
@open_to("bureau")
def source_removal(fund_id: int) -> ResponseReturnValue:
    """The bureau: take out a source that was entered by mistake."""
    fund, form = db.session.get(Fund, fund_id) or abort(404), SourcingForm()
    title, back = words.term(fund.title), url_for("funding.sources", season=fund.season_id)

    def work() -> str:
        naming.drop_source(fund_id, by=acting(), at=clock.now())
        return _("已删除资金来源“%(title)s”。", title=title)

    return asked(form, work=work, title=_("删除资金来源“%(title)s”", title=title), lead=_("只能删除还没有认捐和资金的来源。"), button=_("删除"), back=back, above="")


@room.route("/money/receipts/new", methods=["GET", "POST"])
@open_to(*BOOKS)
def receipt() -> ResponseReturnValue:
    """The sources and the bureau: book money that arrived in a pool."""
    season, form = season_asked(), ReceiptForm()
    offer_funds(form.fund, season_id=season.id, by_code=True)
    form.pledge.choices = [SelectChoice(0, _("没有认捐，直接到账")), *_open_pledges(season.id)]

    def work() -> str:
        receiving.record_receipt(season.id, fund_code=form.fund.data, amount_fen=form.amount.data, reference=form.reference.data, by=acting(),
                                 at=clock.now(), pledge_id=form.pledge.data or None)
        return _("已登记到账 %(amount)s。", amount=shell.money(form.amount.data))

    back = url_for("funding.overview", season=season.id)
    return asked(form, work=work, title=_("登记到账资金"), lead=_("同一个流水号只能登记一次。登记后不能删除，只能更正。"), button=_("登记到账"), back=back, above=season.title)


def _open_pledges(season_id: int) -> list[SelectChoice]:
    return [SelectChoice(one.pledge.id, f"{one.pledge.giver} {one.pledge.document} {shell.money(one.outstanding_fen)}")
            for one in receiving.pledges(season_id, desks=None) if one.outstanding_fen]


@room.get("/money/pledges")
@open_to(*OVERSEERS)
def pledges() -> ResponseReturnValue:
    """The same people: what was promised, what of it has come, what is still to come and since when."""
    season = season_asked()
    found = receiving.pledges(season.id, desks=None)
    sums = [(sum(one.promised_fen for one in found), "promised"), (sum(one.received_fen for one in found), "kept"),
            (sum(one.outstanding_fen for one in found), "pledged")]
    return render_template("funding/sources_pledges.html", season=season, pledges=found, today=clock.today(clock.now()), sums=sums,
                           cuts=receiving.cuts(season.id), books=not current_user.posts.isdisjoint(BOOKS))


@room.route("/money/pledges/new", methods=["GET", "POST"])
@open_to(*BOOKS)
def new_pledge() -> ResponseReturnValue:
    """The sources and the bureau: write down what somebody promised."""
    season, form = season_asked(), PledgeForm()
    offer_funds(form.fund, season_id=season.id, by_code=True)

    def work() -> str:
        receiving.record_pledge(season.id, fund_code=form.fund.data, giver=form.giver.data, amount_fen=form.amount.data, due_on=form.due_on.data,
                                document=form.document.data, by=acting(), at=clock.now())
        return _("已登记认捐 %(amount)s。到账以前不计入资金池。", amount=shell.money(form.amount.data))

    back = url_for("funding.pledges", season=season.id)
    return asked(form, work=work, title=_("登记认捐"), lead=_("认捐还不是钱：到账以后才进资金池，才能用于签约。"), button=_("登记认捐"), back=back, above=season.title)


@room.route("/money/pledges/<int:pledge_id>/withdrawal", methods=["GET", "POST"])
@open_to(*BOOKS)
def pledge_withdrawal(pledge_id: int) -> ResponseReturnValue:
    """The sources and the bureau: a promise, or a part of it, that will not be kept."""
    pledge = db.session.get(Pledge, pledge_id) or abort(404)
    standing = receiving.standing(pledge)
    form = WithdrawalForm(amount=standing.outstanding_fen)
    back = url_for("funding.pledges", season=pledge.fund.season_id)
    lead = _("%(giver)s认捐 %(amount)s，还有 %(left)s 没有到账。台账留有冲正记录。", giver=pledge.giver, amount=shell.money(standing.promised_fen),
             left=shell.money(standing.outstanding_fen))
    return asked(form, work=lambda: _lessen(form, standing), title=_("撤销或核销认捐"), lead=lead, button=_("确定"), back=back, above="")


def _lessen(form: WithdrawalForm, standing: receiving.Standing) -> str:
    """All of it is withdrawn, a part written off."""
    left = standing.promised_fen - form.amount.data
    if not left:
        receiving.withdraw_pledge(standing.pledge.id, reason=form.reason.data, by=acting(), at=clock.now())
        return _("已撤销这笔认捐。")
    receiving.write_off(standing.pledge.id, amount_fen=form.amount.data, reason=form.reason.data, by=acting(), at=clock.now())
    return _("已核销 %(amount)s，认捐还剩 %(left)s。", amount=shell.money(form.amount.data), left=shell.money(left))


@desk.waiting_for
def for_receivers(person: Session, at: int) -> list[desk.Entry]:
    """The staff of a source: pledges whose day is over."""
    desks = {post.removesuffix("_lead") for post in person.posts & set(SOURCES)}
    return [desk.Entry(_("逾期未到账的认捐"), url_for("funding.pledges", season=one.pledge.fund.season_id),
                       _("%(giver)s还有 %(amount)s，约定 %(day)s 到账", giver=one.pledge.giver, amount=shell.money(one.outstanding_fen), day=one.pledge.due_on),
                       one.pledge.at_us, 1) for one in (receiving.overdue(desks=desks, at=at) if desks else ())]
