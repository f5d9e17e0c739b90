"""What a link has narrowed the books to, in words: a project, a payment, a pledge, a place, or the projects that an overview's filters left over."""
from __future__ import annotations

from flask_babel import gettext as _

from ... import words
from ...storage import db
from ..models import Commitment, Fund, Payment, Pledge
from ..sourcing import places
from .filters import EntryFilters


def about(form: EntryFilters) -> str:
    """Everything that travels along unseen; empty for nothing."""
    return _("；").join(filter(None, (_case(form), _pledge(form), _place(form), _projects(form))))


def _case(form: EntryFilters) -> str:
    asked = form.asked
    payment = db.session.get(Payment, asked.payment_id) if asked.payment_id else None
    commitment = db.session.get(Commitment, asked.commitment_id) if asked.commitment_id else None
    if payment is not None:
        return _("%(title)s，第 %(seq)s 期，%(fund)s", title=payment.proposal.title, seq=payment.tranche.seq, fund=words.term(payment.fund.title))
    return commitment.proposal.title if commitment is not None else ""


def _pledge(form: EntryFilters) -> str:
    pledge = db.session.get(Pledge, form.asked.pledge_id) if form.asked.pledge_id else None
    return _("%(giver)s的认捐 %(document)s", giver=pledge.giver, document=pledge.document) if pledge is not None else ""


def _place(form: EntryFilters) -> str:
    place = form.asked.place
    if place is None:
        return ""
    streets, groups = places.names()
    return _("切块给%(street)s、%(group)s的钱", street=streets.get(place[0] or 0, _("不限街道")), group=words.term(groups.get(place[1] or 0, "")) or _("不限人群"))


def _projects(form: EntryFilters) -> str:
    asked = form.projects
    if asked is None:
        return ""
    fund = db.session.get(Fund, asked.fund_id) if asked.fund_id else None
    return _("、").join(filter(None, (
        _("%(fund)s出资的项目", fund=words.term(fund.title)) if fund is not None else "",
        _("“%(state)s”的项目", state=words.state_title("proposal", asked.state)) if asked.state else "",
        _("名称或编号含“%(words)s”的项目", words=asked.words) if asked.words else "")))
