"""What waits on the desks about spending: vouchers to check, reports and transfers to decide, reports to correct."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from ...accounts import desk
from ...accounts.desk import Entry
from ...accounts.models import Session
from ...implementation.queries import organisations_of
from ...shell import money
from ..spending import queries, rights


@desk.waiting_for
def for_checkers(person: Session, at: int) -> list[Entry]:
    """Support and the foundation: one line for all vouchers that wait to be checked."""
    found = queries.unchecked() if person.posts & set(rights.CHECKERS) else None
    if found is None:
        return []
    return [Entry(_("待核对的票据"), url_for("funding.voucher_queue"), _("%(count)s 张，合计 %(amount)s", count=found.count, amount=money(found.fen)),
                  found.since_us, found.count)]


@desk.waiting_for
def for_deciders(person: Session, at: int) -> list[Entry]:
    """The foundation: reports whose vouchers were all looked at, and transfers to approve."""
    if not person.posts & set(rights.DECIDERS):
        return []
    reports = [Entry(report.commitment.proposal.title, url_for("funding.expenditure_report", report_id=report.id),
                     _("第 %(period)s 份支出报告 %(amount)s 可以核定", period=report.period, amount=money(report.amount_fen or 0)), report.submitted_us or 0, 1)
               for report in queries.ready_reports()]
    return reports + [Entry(transfer.commitment.proposal.title, url_for("funding.transfer_ruling", transfer_id=transfer.id),
                            _("申请预算调剂 %(amount)s", amount=money(transfer.amount_fen)), transfer.at_us, 1) for transfer in queries.asked_transfers()]


@desk.waiting_for
def for_tellers(person: Session, at: int) -> list[Entry]:
    """An organisation: reports that came back."""
    own = organisations_of(person)
    return [Entry(report.commitment.proposal.title, url_for("funding.spending", proposal_id=report.commitment.proposal_id),
                  _("第 %(period)s 份支出报告被退回，请补正后再提交", period=report.period), report.opened_us, 1)
            for report in (queries.returned_reports(own) if own else ())]
