"""Five parties sign at the same moment, on their own connections: every agreement concludes, none gets stuck."""
import threading

import pytest
from flask import Flask
from sqlalchemy import update

from proposals.approval import actions
from proposals.collection.models import Proposal
from proposals.demonstration.phones import confirmed
from proposals.storage import db, unit_of_work
from tests.drive import approval as drive
from tests.rooms.approval.asking import signature_of
from tests.rooms.approval.planned import actor, planned
from tests.rooms.approval.test_sign import PARTIES
from workflow import history
from workflow.tables import instance

AGREEMENTS = 100
AT = 1_600_000_000_000_000


def sign_in_own_thread(app: Flask, *, gate: threading.Barrier, work: list, troubles: list) -> threading.Thread:
    def sign() -> None:
        with app.app_context():
            for signature, seal, by in work:
                gate.wait(timeout=60)
                try:
                    actions.sign(signature, seal=seal, by=by, at=AT, seq=None)
                except Exception as trouble:
                    troubles.append(trouble)
            db.session.remove()

    return threading.Thread(target=sign)


def to_sign(serial: int, *, at: int) -> int:
    """A project whose result was made public, put down directly, and asked to be signed by its notice's end."""
    case = planned(serial, at=at)
    with unit_of_work():
        db.session.execute(update(instance).where(instance.c.id == case).values(state="publicised"))
        db.session.execute(update(Proposal).where(Proposal.id == case).values(state="publicised"))
    drive.signing(case, at=at)
    return case


@pytest.mark.slow
def test_five_sign_a_hundred_agreements_at_once(app, at):
    cases = [to_sign(serial, at=at) for serial in range(1, AGREEMENTS + 1)]
    work = {code: [(one.id, one.agreement.digest, actor(name)) for case in cases for one in [signature_of(case, code)]] for code, name in PARTIES.items()}
    for name in PARTIES.values():
        confirmed(actor(name), at=AT)
    db.session.rollback()
    troubles, barrier = [], threading.Barrier(len(PARTIES))
    threads = [sign_in_own_thread(app, gate=barrier, work=work[code], troubles=troubles) for code in PARTIES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)
    assert troubles == []
    db.session.rollback()
    assert [db.session.get_one(Proposal, case, populate_existing=True).state for case in cases] == ["signed"] * AGREEMENTS
    assert history.verify(db.session) == []
