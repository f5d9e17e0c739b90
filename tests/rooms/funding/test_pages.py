"""Money on pages: from asking to arrival through the browser, and every figure the ledger's."""
from sqlalchemy import select

from proposals import shell
from proposals.funding import queries
from proposals.funding.models import Commitment, Tranche
from proposals.storage import db
from tests.drive import funding, implementation
from tests.rooms.funding.signed import signed


def first_tranche(case):
    return db.session.scalars(select(Tranche).join(Commitment).where(Commitment.proposal_id == case, Tranche.seq == 1)).one()


def test_four_people_pay_a_tranche_on_pages(app, enter, at):
    case = signed(1, at=at)
    tranche, ids = first_tranche(case), funding.legs(case, seq=1)
    assert "申请拨付第 1 期" in enter("刘芳").get(f"/projects/{case}").text
    assert enter("刘芳").post(f"/projects/{case}/tranches/{tranche.id}/request", {"evidence": "协议已生效，收据 0012"}).status_code == 303
    for name, move, state in (("何静", "verify", "requested"), ("马理事长", "authorise", "verified"), ("沈科长", "authorise", "verified"),
                              ("陈会计", "send", "authorised"), ("许科员", "send", "authorised"), ("陈会计", "arrive", "sent"), ("许科员", "arrive", "sent")):
        person = enter(name)
        answer = person.post(f"/payments/{move}", {"ids": [str(one) for one in ids]} | {f"reference-{one}": f"B{one}" for one in ids}, page=f"/payments?state={state}")
        assert answer.status_code == 303, (name, answer.text)
    db.session.rollback()
    assert first_tranche(case).paid_us is not None
    assert "¥3,122.00" in enter("李科长").get("/money").text
