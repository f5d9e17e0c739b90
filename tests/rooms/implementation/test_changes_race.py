"""Five parties sign a running project's new version at the same moment, on their own connections: it comes into force once."""
import threading

import pytest
from sqlalchemy import func, select

from proposals.approval import actions
from proposals.approval.models import Signature
from proposals.approval.rules.signing import SIGNATORIES
from proposals.demonstration.phones import confirmed
from proposals.funding import verify
from proposals.funding.models import Entry
from proposals.storage import db
from tests.drive.approval import holder
from tests.rooms.implementation.test_changes import asked, commitment, state
from tests.rooms.implementation.test_supervision import fire


def open_signatures(project, at):
    waiting = db.session.scalars(select(Signature).where(Signature.state == "requested").order_by(Signature.id)).all()
    found = [(one.id, one.agreement.digest, holder(SIGNATORIES[one.party.code], proposal=project)) for one in waiting]
    for _case, _seal, by in found:
        confirmed(by, at=at)
    db.session.remove()
    return found


@pytest.mark.slow
def test_five_sign_the_new_version_at_once(app, running, at):
    case = running()
    amendment = asked(case, at, activity=5000_00)
    fire(amendment, "renew", "周敏", at)
    work, troubles = open_signatures(commitment(case).proposal, at), []
    gate = threading.Barrier(len(work))

    def sign(signature, seal, by):
        with app.app_context():
            gate.wait(timeout=60)
            try:
                actions.sign(signature, seal=seal, by=by, at=at, seq=None)
            except Exception as trouble:
                troubles.append(trouble)
            db.session.remove()

    threads = [threading.Thread(target=sign, args=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert (troubles, state(amendment), commitment(case).version) == ([], "granted", 2)
    assert db.session.scalar(select(func.count()).select_from(Entry).where(Entry.kind == "amend")) == 1 and verify.findings(db.session) == []
