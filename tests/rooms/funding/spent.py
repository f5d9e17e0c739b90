"""A running project with 3,122.00 yuan held of 4,460.00 agreed – 3,780.00 for activities, 680.00 for people – and the papers that prove its spending."""
from __future__ import annotations

import io
import itertools
import zipfile
from datetime import timedelta

from PIL import Image
from sqlalchemy import select, update

from proposals import clock
from proposals.collection.models import Proposal
from proposals.directory.credit_code import check_character
from proposals.funding.models import Commitment, ExpenditureReport, SpendingStep
from proposals.funding.spending import originals, reports, vouchers
from proposals.funding.spending.papers import Paper
from proposals.optimisation.models import BudgetLine
from proposals.storage import db, unit_of_work
from tests.cast import IMPLEMENTER
from tests.drive import implementation
from tests.remembered import remembered
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed

HELD, AGREED = 3122_00, 4460_00
SELLER_CODE = "91420111MA4KXT001" + check_character("91420111MA4KXT001")
_serials = itertools.count(1)


@remembered
def running(serial: int, *, at: int) -> int:
    """Signed (as of ``at``, not of the end of its notice), its first tranche paid, started; the third line of its budget is for people."""
    case = signed(serial, at=at)
    implementation.implementing(case, at=at)
    with unit_of_work():
        db.session.execute(update(BudgetLine).where(BudgetLine.position == 3).values(head="personnel"))
        db.session.execute(update(Commitment).where(Commitment.proposal_id == case).values(at_us=at))
    return case


def pdf(text: str = "") -> bytes:
    """A small PDF, another one each time unless its text is given."""
    return f"%PDF-1.4\n% 演示 {text or next(_serials)}\ntrailer<<>>\n%%EOF\n".encode()


def ofd(*, entry: str = "OFD.xml", members: int = 1, inside: bytes = b"<ofd:OFD/>") -> bytes:
    """A packed OFD."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(entry, inside)
        for number in range(members - 1):
            packed.writestr(f"Doc_0/{number}.xml", b"x")
    return out.getvalue()


def picture(form: str) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, form)
    return out.getvalue()


def original(content: bytes | None = None, *, name: str = "发票.pdf") -> originals.Original:
    """A file as an act takes it."""
    return originals.read(pdf() if content is None else content, name=name)


def paper(at: int, **change: object) -> Paper:
    """A digital invoice over 100.00 yuan, made out to the implementer today; another number each time."""
    says = {"kind": "digital", "code": "", "number": f"{next(_serials):020d}", "issued_on": clock.today(at), "seller": "江岸花木店（演示）", "seller_code": SELLER_CODE,
            "buyer": IMPLEMENTER, "purpose": "花苗", "net_fen": None, "tax_fen": None, "gross_fen": 100_00}
    return Paper(**(says | change))


def entered(case: int, *, at: int, fen: int = 100_00, head: str = "activity", who: str = "刘芳", **change: object) -> int:
    """A voucher entered by the implementer."""
    return vouchers.enter(case, paper=paper(at, **({"gross_fen": fen} | change)), head=head, amount_fen=fen, original=original(), by=actor(who), at=at)


def open_report(case: int) -> ExpenditureReport:
    """The report being written or checked."""
    asked = select(ExpenditureReport).join(Commitment).where(Commitment.proposal_id == case, ExpenditureReport.state.in_(("draft", "submitted")))
    return db.session.scalars(asked.execution_options(populate_existing=True)).one()


def submitted(case: int, *, at: int) -> int:
    """The open report handed in; returns it."""
    report = open_report(case)
    reports.submit(report.id, from_on=clock.today(at) - timedelta(days=1), until_on=clock.today(at), by=actor("刘芳"), at=at)
    return report.id


def checked(case: int, *, at: int) -> int:
    """… and every voucher in it found right by support."""
    report_id = submitted(case, at=at)
    for line in list(db.session.get_one(ExpenditureReport, report_id).lines):
        if line.voucher.state == "entered":
            vouchers.accept(line.voucher_id, by=actor("何静"), at=at)
    return report_id


def accepted(case: int, *, at: int) -> int:
    """… and the report accepted by the foundation."""
    report_id = checked(case, at=at)
    reports.accept(report_id, by=actor("陈会计"), at=at)
    return report_id


def told(report_id: int) -> list[tuple[str, str, str]]:
    """The history of a report and its vouchers: what, by whom, why."""
    asked = select(SpendingStep).where(SpendingStep.report_id == report_id).order_by(SpendingStep.id)
    return [(step.what, step.by.name, step.reason) for step in db.session.scalars(asked)]


def commitment_of(case: int) -> Commitment:
    """What the project's sources are bound to."""
    return db.session.scalars(select(Commitment).where(Commitment.proposal_id == case)).one()


def project(case: int) -> Proposal:
    """The project as it is now."""
    return db.session.get_one(Proposal, case, populate_existing=True)
