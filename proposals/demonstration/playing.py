"""A project's life in the demonstration, from its first payment to its closing."""
from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sqlalchemy import func, select

from ..collection.models import Proposal
from ..implementation.models import Activity
from ..optimisation.models import Plan
from ..storage import db
from . import closing, running
from .driving import DAY_US, wait
from .troupe import Troupe

ROUNDS = 4


def begin_projects(ids: Sequence[int], *, troupe: Troupe, random: Random, at: int) -> None:
    """First tranche paid, work begun, half of the activities held, one visit each."""
    running.pay(ids, condition="signing", troupe=troupe, at=at)
    running.start(ids, troupe=troupe, at=at + 6 * DAY_US)
    _hold(ids, troupe=troupe, random=random, at=at + 20 * DAY_US, rounds=2)
    running.visit(ids, troupe=troupe, at=at + 60 * DAY_US)
    running.pay(ids, condition="midterm", troupe=troupe, at=at + 70 * DAY_US)


def end_projects(ids: Sequence[int], *, troupe: Troupe, random: Random, at: int) -> None:
    """The rest of the activities, the report, settlement and evaluation, the last tranche, the notice, closed."""
    _hold(ids, troupe=troupe, random=random, at=at, rounds=2)
    running.finish(ids, troupe=troupe, at=at + 16 * DAY_US)
    agreed = {key: fen for key, fen in db.session.execute(select(Proposal.id, Proposal.agreed_fen).where(Proposal.id.in_(ids)))}
    spent = {key: fen if random.random() < 0.6 else fen - random.randrange(1, fen // 12) for key, fen in agreed.items()}
    settle_projects(spent, points={key: random.randrange(70, 99) for key in ids}, troupe=troupe, at=at + 18 * DAY_US)


def settle_projects(spent: dict[int, int], *, points: dict[int, int], troupe: Troupe, at: int) -> None:
    """Report, settle and evaluate at these sums (fen by proposal), pay what is left, announce, wait for the notice to end."""
    closing.report(spent, troupe=troupe, at=at)
    closing.assess(spent, points=points, troupe=troupe, at=at + 2 * DAY_US)
    running.pay(list(spent), condition="settlement", troupe=troupe, at=at + 4 * DAY_US)
    closing.qualify(spent, troupe=troupe, at=at + 9 * DAY_US)
    wait(at + 24 * DAY_US)


def _hold(ids: Sequence[int], *, troupe: Troupe, random: Random, at: int, rounds: int) -> None:
    """Hold this many of the four rounds of each project's planned activities."""
    newest = select(Plan.proposal_id, func.max(Plan.activities_planned)).where(Plan.proposal_id.in_(ids)).group_by(Plan.proposal_id)
    planned = {key: count for key, count in db.session.execute(newest)}
    before = {key: count for key, count in db.session.execute(
        select(Activity.proposal_id, func.count()).where(Activity.proposal_id.in_(ids)).group_by(Activity.proposal_id))}
    for round_ in range(rounds):
        sizes = {key: _share(planned[key], part=round_ + (2 if before.get(key) else 0)) for key in ids}
        counts = {key: [(random.randrange(12, 40), random.randrange(1, 6)) for _one in range(size)] for key, size in sizes.items()}
        running.hold_activities(counts, troupe=troupe, at=at + round_ * 15 * DAY_US // 2, round_=round_)


def _share(total: int, *, part: int) -> int:
    """The size of one of four nearly equal parts."""
    return total * (part + 1) // ROUNDS - total * part // ROUNDS
