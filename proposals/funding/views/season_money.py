"""What else happens to a season's money: advances, allotments, claims, and the end of the season."""
from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, shell
from ...gate import acting, open_to
from ...implementation.views.blueprint import project_or_404
from ...words import funding as money_labels
from .. import queries
from ..sourcing import advancing, closing, places, reclaiming, rights, setting_aside
from ..sourcing.forms import (AdvanceForm, AllotmentForm, ClaimForm, ClosingForm, EndingForm, PeriodForm, offer_funds)
from .answering import asked
from .blueprint import OVERSEERS, room
from .overview import season_asked

LENDERS = ("foundation", "foundation_lead")


@room.get("/money/advances")
@open_to(*OVERSEERS)
def advances() -> ResponseReturnValue:
    """The sources, support, the bureau and the auditor: who owes whom what."""
    season = season_asked()
    return render_template("funding/sources_advances.html", season=season, debts=advancing.debts(season.id), lends=not current_user.posts.isdisjoint(LENDERS))


@room.route("/money/advances/new", methods=["GET", "POST"])
@open_to(*LENDERS)
def new_advance() -> ResponseReturnValue:
    """The foundation: lend for a source whose money has not come, or book what is paid back."""
    season, form = season_asked(), AdvanceForm()
    for field in (form.lender, form.borrower):
        offer_funds(field, season_id=season.id, by_code=False)

    def work() -> str:
        act = advancing.advance if form.kind.data == "advance" else advancing.repay
        act(form.lender.data, borrower_id=form.borrower.data, amount_fen=form.amount.data, document=form.document.data, by=acting(), at=clock.now())
        return _("已登记 %(amount)s。", amount=shell.money(form.amount.data))

    back = url_for("funding.advances", season=season.id)
    return asked(form, work=work, title=_("垫付与归还"), lead=_("垫付和欠款记在同一笔账里，金额相等。款到账以后再归还。"), button=_("登记"), back=back, above=season.title)


@room.get("/money/pools")
@open_to(*OVERSEERS)
def pools() -> ResponseReturnValue:
    """The same people: what is set aside for streets and groups, and what their projects got."""
    season = season_asked()
    found = places.of_season(season.id)
    sums = {name: sum(getattr(pool, name) for pool in found) for name in ("planned_fen", "allotted_fen", "committed_fen", "paid_fen", "left_fen")}
    plans = places.plans(season.id)
    return render_template("funding/pools.html", season=season, pools=found, sums=sums, plans=plans,
                           people=queries.people({plan.actor for plan in plans}),
                           streets=places.by_street(season.id), categories=places.by_category(season.id), allots="bureau" in current_user.posts)


@room.route("/money/pools/new", methods=["GET", "POST"])
@open_to("bureau")
def new_allotment() -> ResponseReturnValue:
    """The bureau: plan for a street or a group, set money aside, take it back."""
    season, form = season_asked(), AllotmentForm()
    form.offer_places(season)
    offer_funds(form.fund, season_id=season.id, by_code=False)
    back = url_for("funding.pools", season=season.id)
    return asked(form, work=lambda: _allot(form), title=_("切块"), button=_("登记"), back=back, above=season.title,
                 lead=_("先有计划，再从资金池下达；没有签约的部分可以收回。"))


def _allot(form: AllotmentForm) -> str:
    about = {"place": form.place, "document": form.document.data, "by": acting(), "at": clock.now()}
    if form.kind.data == "plan":
        setting_aside.plan_allotment(form.fund.data, planned_fen=form.amount.data, **about)
    else:
        act = setting_aside.allot if form.kind.data == "allot" else setting_aside.recall
        act(form.fund.data, amount_fen=form.amount.data, **about)
    return _("已登记 %(amount)s。", amount=shell.money(form.amount.data))


@room.get("/money/season-end")
@open_to(*OVERSEERS)
def season_end() -> ResponseReturnValue:
    """The same people: what is left, which days are closed, what is claimed back."""
    season = season_asked()
    return render_template("funding/sources_end.html", season=season, left=closing.remaining(season.id), periods=closing.periods(season.id),
                           claims=reclaiming.claims(season_id=season.id, proposal_id=None), stages=money_labels.STAGES, for_good=closing.FOR_GOOD,
                           ends="bureau" in current_user.posts, closes=not current_user.posts.isdisjoint(rights.CLOSERS))


@room.route("/money/season-end/surplus", methods=["GET", "POST"])
@open_to("bureau")
def surplus() -> ResponseReturnValue:
    """The bureau: give free money back, or take it on to the next season."""
    season, form = season_asked(), EndingForm()
    offer_funds(form.fund, season_id=season.id, by_code=False)

    def work() -> str:
        act = closing.give_back if form.kind.data == "give_back" else closing.carry_over
        act(form.fund.data, amount_fen=form.amount.data, document=form.document.data, by=acting(), at=clock.now())
        return _("已登记 %(amount)s。", amount=shell.money(form.amount.data))

    back = url_for("funding.season_end", season=season.id)
    return asked(form, work=work, title=_("余款退还或结转"), lead=_("只能处理没有签约、也没有答应给项目的钱。"), button=_("登记"), back=back, above=season.title)


@room.route("/money/season-end/period", methods=["GET", "POST"])
@open_to(*rights.CLOSERS)
def closed_period() -> ResponseReturnValue:
    """The bureau and the foundation's head: close the books up to a day."""
    season, form = season_asked(), PeriodForm()

    def work() -> str:
        closing.close_period(season.id, through=form.through.data, by=acting(), at=clock.now())
        return _("已结账到 %(day)s。", day=form.through.data.isoformat())

    back = url_for("funding.season_end", season=season.id)
    return asked(form, work=work, title=_("期间结账"), lead=_("结账以后，这一天和以前不能再记账，也不能重新打开。"), button=_("结账"), back=back, above=season.title)


@room.route("/money/season-end/closing", methods=["GET", "POST"])
@open_to("bureau")
def closed_books() -> ResponseReturnValue:
    """The bureau: close a season's books for good."""
    season, form = season_asked(), ClosingForm()

    def work() -> str:
        closing.close_books(season.id, by=acting(), at=clock.now())
        return _("本届账目已结清。")

    back = url_for("funding.season_end", season=season.id)
    return asked(form, work=work, title=_("结清本届账目"), lead=_("所有来源的钱都已支出、退回或结转，才能结清。结清以后不能再记账。"), button=_("结清"), back=back, above=season.title)


@room.route("/projects/<int:proposal_id>/claims/new", methods=["GET", "POST"])
@open_to(*rights.RECLAIMERS)
def claim(proposal_id: int) -> ResponseReturnValue:
    """The foundation's head and the bureau: claim back what was spent otherwise than agreed."""
    project, form = project_or_404(proposal_id), ClaimForm()

    def work() -> str:
        reclaiming.reclaim(project.id, amount_fen=form.amount.data, reason=form.reason.data, by=acting(), at=clock.now())
        return _("已登记追回 %(amount)s。承接组织退款到账后自动结清。", amount=shell.money(form.amount.data))

    back = url_for("implementation.project", proposal_id=project.id)
    return asked(form, work=work, title=_("追回资金"), lead=_("从已认定的支出中核减，由承接组织退回，按原比例退还各来源。"), button=_("登记追回"), back=back, above=project.title)
