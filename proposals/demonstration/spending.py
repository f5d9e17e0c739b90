"""Spending in the demonstration: two projects told what they spent; one report is accepted, in the other vouchers wait and one is in question.

Every paper is invented and says so; its number begins with zeros, which no tax office gives out.
"""
from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from sqlalchemy import select

from workflow import Actor

from ..clock import today
from ..collection.models import Proposal
from ..directory.credit_code import check_character
from ..funding.models import Commitment, ExpenditureLine, ExpenditureReport
from ..funding.spending import originals, reports, rights, vouchers
from ..funding.spending.papers import Paper
from ..storage import act, db
from .driving import DAY_US
from .troupe import Troupe

BOUGHT = (("街坊文具店（演示）", "活动用纸笔和展板", "activity", 32_680), ("便民印刷社（演示）", "海报和签到表印制", "activity", 18_850),
          ("江边水果行（演示）", "活动茶歇", "activity", 9_940), ("志愿者误餐签领", "志愿者误餐补贴", "personnel", 15_000))
INVOICE = """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice 说明="演示数据，不是真实发票"><InvoiceNumber>{number}</InvoiceNumber><Seller>{seller}</Seller><Buyer>{buyer}</Buyer><Total>{yuan}</Total></EInvoice>
"""
_serials = count(1)


@act
def tell(ids: Sequence[int], *, troupe: Troupe, at: int) -> None:
    """The first project has an accepted report; in the second one's a voucher is in question and the others wait to be checked."""
    for place, proposal_id in enumerate(ids[:2]):
        project = db.session.get_one(Proposal, proposal_id)
        by = troupe.carrier(project.organisation_id or 0)
        for seller, purpose, head, fen in BOUGHT:
            _enter(project, seller=seller, purpose=purpose, head=head, fen=fen + 100 * place, by=by, at=at)
        report_id = _draft_of(project)
        reports.submit(report_id, from_on=today(at) - timedelta(days=60), until_on=today(at), by=by, at=at + DAY_US)
        _check(report_id, whole=place == 0, troupe=troupe, at=at + 3 * DAY_US)


def _draft_of(project: Proposal) -> int:
    """The report that is being written."""
    asked = select(ExpenditureReport.id).join(Commitment).where(Commitment.proposal_id == project.id, ExpenditureReport.state == "draft")
    return db.session.scalars(asked).one()


def _enter(project: Proposal, *, seller: str, purpose: str, head: str, fen: int, by: Actor, at: int) -> None:
    """One voucher with an original of its own."""
    serial = next(_serials)
    payee = rights.payee_title(rights.locked(project.id))
    invoice = head != "personnel"
    number, first = f"{serial:020d}" if invoice else "", f"91420111DEM{serial:06d}"
    paper = Paper(kind="digital" if invoice else "labour", code="", number=number, issued_on=today(at), seller=seller,
                  seller_code=first + check_character(first) if invoice else "", buyer=payee if invoice else "", purpose=purpose, net_fen=None, tax_fen=None,
                  gross_fen=fen)
    content = INVOICE.format(number=number or serial, seller=seller, buyer=payee, yuan=f"{fen // 100}.{fen % 100:02d}").encode()
    vouchers.enter(project.id, paper=paper, head=head, amount_fen=fen, original=originals.read(content, name=f"演示票据{serial}.xml"), by=by, at=at)


def _check(report_id: int, *, whole: bool, troupe: Troupe, at: int) -> None:
    """Support looks at all vouchers and the foundation accepts; or it asks about the first, and the rest wait."""
    inside = list(db.session.scalars(select(ExpenditureLine.voucher_id).where(ExpenditureLine.report_id == report_id).order_by(ExpenditureLine.id)))
    if not whole:
        vouchers.question(inside[0], reason="展板数量与活动记录对不上，请说明。", by=troupe.central["support"], at=at)
        return
    for voucher_id in inside:
        vouchers.accept(voucher_id, by=troupe.central["support"], at=at)
    reports.accept(report_id, by=troupe.central["foundation"], at=at + DAY_US)
