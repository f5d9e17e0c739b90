"""What a chair decides."""
from __future__ import annotations

from collections.abc import Sequence

from workflow import Actor, Batch, Step

from ...machine import engine
from ...storage import act, db
from ..rules.against import check_explained

DECISIONS = {"pass_review": "passed", "waitlist": "waitlisted", "fail_review": "rejected", "return_review": "returned"}


@act
def decide(proposal_id: int, *, move: str, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """The chair's decision on one proposal: pass_review, waitlist, fail_review or return_review. Writes the verdict.

    Refused without a reason where it goes against the ranking: ``passed-against-ranking``, ``waits-against-ranking``.
    """
    if move not in DECISIONS:
        raise ValueError(f"a panel does not decide by {move}")
    return engine.fire(db.session, proposal_id, move, by, at=at, note=reason, expect=seq)


@act
def decide_many(ids: Sequence[int], *, move: str, reason: str, by: Actor, at: int, key: str | None, dry_run: bool) -> Batch:
    """The same decision for many proposals; each one that the rules refuse stays where it is, with the reasons.

    Refused as a whole where one of them goes against the ranking without a reason (``rules.against``), also when it is only tried.
    """
    if move not in DECISIONS:
        raise ValueError(f"a panel does not decide by {move}")
    batch = engine.fire_many(db.session, ids, move, by, at=at, note=reason, key=key, dry_run=dry_run)
    if dry_run:
        check_explained(db.session(), cases=batch.moved, decision=DECISIONS[move], reason=reason, at=at)
    return batch
