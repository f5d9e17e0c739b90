"""The clock's part: staff are reminded before a referral is due, the lead told when it is overdue, the bureau when it stays so.

Each is done once, late if the clock stood still; the log keeps when it was due and when it was done.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import letters
from ...seasons.rules import calendar
from ...storage import db, unit_of_work
from ...tick import each_round
from ..clocks import PATIENCE_WORKDAYS
from ..models import Proposal
from .acts import notice
from .models import Referral, ReferralEntry

AT_ONCE = 500
URGENT_PATIENCE_WORKDAYS = 1
STEPS = {0: ("reminded", "referral_due", ("staff",)), 1: ("overdue", "referral_overdue", ("staff", "staff_lead")),
         2: ("escalated", "referral_escalated", ("staff_lead", "bureau"))}
Next = Callable[[Session, Referral, int], int | None]


@each_round
def chase(at: int) -> int:
    """Look at the open referrals whose time has come, 500 at most in one transaction; returns how many. Nothing due: one read."""
    waiting = select(Referral.id).where(Referral.replied_us.is_(None), Referral.next_us <= at).order_by(Referral.next_us, Referral.id).limit(AT_ONCE)
    if db.session.scalar(waiting.limit(1)) is None:
        db.session.rollback()
        return 0
    with unit_of_work() as session:
        asked = select(Referral, Proposal.season_id).join(Proposal, Proposal.id == Referral.proposal_id).where(Referral.id.in_(waiting))
        rows = session.execute(asked.order_by(Referral.id).with_for_update(of=Referral)).all()
        notices = [each for referral, season_id in rows for each in _look(session, referral=referral, season_id=season_id, at=at)]
        letters.promise(session, notices, at=at)
    return len(rows)


def _look(session: Session, *, referral: Referral, season_id: int, at: int) -> list[dict[str, Any]]:
    """One step further, and whom it is told to."""
    kind, template, roles = STEPS[referral.chased]
    session.add(ReferralEntry(referral_id=referral.id, kind=kind, by_id=None, words="", due_us=referral.next_us, at_us=at))
    referral.chased += 1
    referral.next_us = _next(session, referral=referral, season_id=season_id)
    return [notice(referral, role=role, template=template) for role in dict.fromkeys(roles)]


def _next(session: Session, *, referral: Referral, season_id: int) -> int | None:
    if referral.chased == 1:
        return referral.due_us
    if referral.chased > 2:
        return None
    later: int = calendar(session, season_id).after(referral.due_us, URGENT_PATIENCE_WORKDAYS if referral.urgent else PATIENCE_WORKDAYS, "workday")[0]
    return later
