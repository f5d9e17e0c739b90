"""One phone, two windows, one moment: one ballot in the urn, and the other window is told that it is there."""
import threading

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.approval.models import Ballot
from proposals.approval.voting import acts, verify
from proposals.storage import db
from tests.rooms.approval import polling
from workflow import Refused


@pytest.mark.slow
def test_two_windows_cast_one_ballot(app):
    at = clock.now()
    cases, phone = polling.candidates(at=at), polling.PHONES[0]
    vote = polling.vote("open", at=at)
    voter = acts.identify(vote, phone=phone, code=polling.verified(vote, phones=(phone,), at=at)[phone], at=at)
    db.session.rollback()
    gate, outcomes = threading.Barrier(4), []

    def cast(case):
        with app.app_context():
            gate.wait(timeout=30)
            try:
                acts.cast(voter, proposals=[case], at=at)
                outcomes.append("cast")
            except Refused as refusal:
                outcomes.append(refusal.problems[0].code)
            db.session.remove()

    threads = [threading.Thread(target=cast, args=(cases[number % 3],)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (sorted(outcomes), len(db.session.scalars(select(Ballot.id)).all()), verify.findings(db.session())) == (["cast"] + ["voted-before"] * 3, 1, [])
