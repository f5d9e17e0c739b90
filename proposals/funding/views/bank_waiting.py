"""What waits on the desks about banks, and who is paid for a project: on the cashiers' and checkers' desks, and on the project page."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from ...accounts import desk
from ...accounts.desk import Entry
from ...accounts.models import Session
from ...collection.models import Proposal
from ...implementation import parts
from ...implementation.queries import organisations_of
from ...storage import db
from .. import commitments
from ..bank import accounts, lists
from .blueprint import SOURCES
from .statements import CASHIERS

READERS = (*SOURCES, "bureau", "auditor")


@desk.waiting_for
def for_cashiers(person: Session, at: int) -> list[Entry]:
    """A cashier: the lines of each own account that nobody explained yet."""
    own = tuple(post for post in CASHIERS if post in person.posts)
    return [Entry(_("待核对的银行流水"), url_for("funding.reconciliation", account_id=row.account_id), _("%(title)s：%(count)s 笔", title=row.title, count=row.count),
                  row.since_us, row.count) for row in (lists.open_lines(own) if own else ())]


@desk.waiting_for
def for_checkers(person: Session, at: int) -> list[Entry]:
    """A desk's staff: payees' accounts that somebody else entered and nobody has checked."""
    if not person.posts & set(SOURCES):
        return []
    count, since = lists.unchecked(f"p{person.id}")
    return [Entry(_("待核对的收款账户"), url_for("funding.payees"), _("%(count)s 个", count=count), since, count)] if count else []


def payee_part(proposal: Proposal, person: Session) -> parts.Part | None:
    """On the project page, for those who handle money and the implementer: who is paid, and on which account."""
    commitment = commitments.of_proposal(db.session(), proposal_id=proposal.id)
    if commitment is None or not person.posts & {*READERS, "organisation"}:
        return None
    organisation_id = accounts.payees({commitment.id}).get(commitment.id)
    account = accounts.in_use((organisation_id,)).get(organisation_id) if organisation_id is not None else None
    return "funding/parts/payee.html", {"account": account, "names": bool(person.posts & {"foundation", "foundation_lead"}),
                                        "enters": bool(person.posts & set(SOURCES)) or organisation_id in organisations_of(person), "payee_id": organisation_id}


parts.add("payee", payee_part)
