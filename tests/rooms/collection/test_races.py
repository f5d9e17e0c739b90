"""Two people at the same moment, with a connection each: one wins, the other is told, and no number is lost."""
from __future__ import annotations

import threading

from sqlalchemy import select

from proposals import clock
from proposals.collection import actions
from proposals.collection.models import Proposal
from proposals.collection.queries import timeline
from proposals.storage import db
from tests.drive import collection as drive
from tests.drive.collection import who
from workflow import Refused


def at_once(app, *works):
    """Do these things at the same moment; returns the codes of those that were refused."""
    ready, refused = threading.Barrier(len(works)), []

    def run(work):
        with app.app_context():
            ready.wait(10)
            try:
                work()
            except Refused as no:
                refused.extend(problem.code for problem in no.problems)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.rollback()
    return refused


def accept(number, *, by, at):
    return lambda: actions.accept(number, by=by, at=at)


def test_two_who_accept_the_same_idea(app):
    at = clock.now()
    number, both = drive.submitted(at=at).id, [who("孙干事"), who("王主任")]
    assert at_once(app, *(accept(number, by=by, at=at) for by in both)) == ["move-not-from-here"]
    assert [entry.name for entry in timeline(number, full=True)] == ["accept", "submit", "@start"]


def test_six_who_accept_six_ideas_of_one_street(app):
    at, by = clock.now(), who("孙干事")
    numbers = [drive.submitted(at=at).id for _ in range(6)]
    db.session.rollback()
    assert at_once(app, *(accept(number, by=by, at=at) for number in numbers)) == []
    assert sorted(db.session.scalars(select(Proposal.serial))) == [1, 2, 3, 4, 5, 6]


def test_one_accepts_while_the_other_declines(app):
    at = clock.now()
    number, street, lead = drive.submitted(at=at).id, who("孙干事"), who("王主任")
    db.session.rollback()
    refused = at_once(app, accept(number, by=street, at=at), lambda: actions.decline(number, reason="unlawful", note="不合规定", by=lead, at=at))
    assert refused == ["move-not-from-here"]
    assert len(timeline(number, full=True)) == 3
