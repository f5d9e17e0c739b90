"""What anybody may know of an agreement by its number: that there is one, for which project and how much, and whether it is in force."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ... import masking
from ...papers.known import Known, known_by
from ...shell import day, money
from ...storage import db
from ..models import Agreement


@known_by
def agreement_known(number: str) -> Known | None:
    """An agreement in one of its versions; names of people are on the paper, not here."""
    query = select(Agreement).where(Agreement.number == number).options(joinedload(Agreement.proposal)).limit(1)
    one = db.session.scalars(query).unique().first()
    if one is None:
        return None
    signed = sum(each.state == "signed" for each in one.signatures)
    facts = ((_("项目名称"), masking.text(one.proposal.title)), (_("点子编号"), one.proposal.number or ""), (_("协议金额"), money(one.amount_fen)),
             (_("版本"), _("第 %(version)s 版", version=one.version)), (_("已签署"), _("%(signed)s 方，共 %(parties)s 方", signed=signed, parties=len(one.signatures))))
    return Known(kind=_("合作协议"), number=one.number, issued_us=one.at_us, valid=one.voided_us is None, standing=_standing(one, signed=signed), digest=one.digest,
                 facts=facts, href=url_for("public.idea", proposal_id=one.proposal_id))


def _standing(one: Agreement, *, signed: int) -> str:
    if one.voided_us is not None:
        later = (Agreement.proposal_id == one.proposal_id, Agreement.version > one.version, Agreement.voided_us.is_(None))
        newer = db.session.scalars(select(Agreement.number).where(*later).order_by(Agreement.version).limit(1)).one_or_none()
        by = _("由 %(number)s 取代。", number=newer) if newer else _("没有新的版本。")
        return _("这一版已于%(day)s作废，%(by)s", day=day(one.voided_us), by=by)
    return _("各方都已签署，协议有效。") if signed == len(one.signatures) else _("正在签署，各方签完以后生效。")
