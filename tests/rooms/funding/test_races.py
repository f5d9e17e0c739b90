"""Eight at once, each with a connection of its own: one payment is booked once, and no pool gives more than it holds."""
import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from proposals.funding import actions, ledger, verify
from proposals.funding.models import Commitment, CommitmentShare, Entry, Fund, Payment
from proposals.storage import db, unit_of_work
from tests.drive import funding
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed
from workflow import SYSTEM, Refused

RACERS = 8
pytestmark = pytest.mark.slow


def race(app, work):
    """Let eight threads begin together; returns what each came to."""
    gate, results = threading.Barrier(RACERS), [None] * RACERS

    def run(number):
        with app.app_context():
            gate.wait()
            try:
                results[number] = work(number)
            except (Refused, DBAPIError) as refusal:
                results[number] = refusal
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_eight_confirm_the_same_payment_and_it_is_booked_once(app, at):
    leg = funding.sent(signed(1, at=at), seq=1, at=at)[0]
    by = actor("陈会计")
    db.session.rollback()
    results = race(app, lambda number: actions.advance([leg], name="arrive", by=by, at=at, note=""))
    moved = [batch for batch in results if not isinstance(batch, Exception) and batch.moved]
    assert len(moved) == 1 and len(results) == RACERS
    assert db.session.scalar(select(func.count()).where(Entry.kind == "pay")) == 1
    assert db.session.get_one(Payment, leg, populate_existing=True).state == "paid"
    assert verify.findings(db.session) == []


def test_eight_want_more_than_the_pool_and_it_is_never_overdrawn(app, at):
    signed(1, at=at)
    commitment = db.session.scalars(select(Commitment)).one()
    fund = db.session.scalars(select(Fund).order_by(Fund.position)).first()
    left = ledger.pool(db.session, fund_ids=[fund.id])[fund.id]
    piece, season_id, commitment_id, fund_id = left * 12 // 10 // 40, fund.season_id, commitment.id, fund.id
    db.session.rollback()

    def take(number):
        given = 0
        for turn in range(5):
            try:
                with unit_of_work() as session:
                    ledger.post(session, kind="commit", season_id=season_id, commitment_id=commitment_id, legs=[(fund_id, "pool", "commit", piece)],
                                idem_key=f"race:{number}:{turn}", actor=SYSTEM, at=at)
                given += 1
            except Refused:
                continue
        return given

    given = sum(race(app, take))
    assert given == left // piece and ledger.pool(db.session, fund_ids=[fund_id])[fund_id] == left - given * piece
    signed_share = db.session.scalar(select(CommitmentShare.amount_fen).where(CommitmentShare.fund_id == fund_id))
    assert {finding.kind for finding in verify.findings(db.session)} == {"commitment"} and signed_share == 2676_00
