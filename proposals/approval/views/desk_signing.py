"""What waits on somebody's desk of the agreements: what they are asked to sign, and pages signed by hand that want a second look."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from ...accounts import desk
from ...accounts.models import Session
from .. import queries
from .signing import STAFF

FEW = 3
"""So many agreements are listed by their titles; more become one line."""


@desk.waiting_for
def agreements_to_sign(person: Session, at: int) -> list[desk.Entry]:
    """A party's requested signatures: a few by their titles, many as one line that leads to signing them together."""
    found = queries.unsigned_by(person, limit=desk.LONGEST)
    if len(found) > FEW:
        count = str(len(found)) if len(found) < desk.LONGEST else f"{desk.LONGEST}+"
        return [desk.Entry(_("待签的协议"), url_for("approval.agreements", mine="1"), _("%(count)s 份协议等您签署，可以一次签完。", count=count),
                           found[0].at_us, len(found))]
    return [desk.Entry(one.title, url_for("approval.agreement", agreement_id=one.agreement_id), _("协议 %(number)s 等您签署。", number=one.number), one.at_us, 1)
            for one in found]


@desk.waiting_for
def pages_to_witness(person: Session, at: int) -> list[desk.Entry]:
    """Staff's pages signed by hand that somebody else handed in, one line each."""
    found = queries.presented_to(person, limit=desk.LONGEST) if person.posts & set(STAFF) else []
    return [desk.Entry(page.title, url_for("approval.witness", signature_id=page.signature_id), _("%(name)s存交的签字页，等您核对。", name=page.name), page.at_us, 1)
            for page in found]
