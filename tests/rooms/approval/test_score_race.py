"""Two windows send the same judge's score at once: one sheet, one refusal that says what to do."""
import threading

from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.models import ScoreSheet
from proposals.storage import db
from tests.rooms.approval.asking import levels, review_of
from tests.rooms.approval.planned import actor
from workflow import Refused


def test_one_of_two_scores_at_once_is_kept(app, idea, at):
    case = idea("reviewing")
    review, judge, sheet = review_of(case, "赵岚"), actor("赵岚"), levels(case)
    actions.take_review(review, by=judge, at=at, seq=None)
    db.session.rollback()
    gate, outcomes = threading.Barrier(2), []

    def score(level: int) -> None:
        with app.app_context():
            gate.wait(timeout=30)
            try:
                actions.cast_score(review, levels={key: level for key in sheet}, comment="好", by=judge, at=at, seq=None)
                outcomes.append("kept")
            except Refused as refusal:
                outcomes.append(refusal.problems[0].code)
            db.session.remove()

    threads = [threading.Thread(target=score, args=(level,)) for level in (4, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["already-scored", "kept"]
    assert len(db.session.scalars(select(ScoreSheet)).all()) == 1
