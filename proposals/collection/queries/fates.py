"""What became of ideas: every idea has exactly one fate with its reason at any time, and all of them add up to what was collected."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import func, select

from ...storage import db
from ..models import Proposal
from ..reasons import KEEP, REFER

FATES = {
    "draft": "draft",
    "submitted": "screening", "needs_info": "screening",
    "accepted": "accepted", "researching": "accepted",
    "optimising": "improving", "revising": "improving", "planned": "improving",
    "reviewing": "in-review", "waitlisted": "in-review", "publicised": "in-review", "appealing": "in-review",
    "signing": "signing",
    "signed": "project", "implementing": "project", "suspended": "project", "terminating": "project",
    "reporting": "project", "correcting": "project", "assessing": "project", "announcing": "project",
    "closed": "done", "failed": "failed", "terminated": "terminated",
    "merged": "merged", "split": "split", "withdrawn": "withdrawn", "lapsed": "lapsed",
    "not_accepted": "declined", "not_selected": "not-selected", "rejected": "rejected", "unsigned": "unsigned",
}
BEFORE_REVIEW = tuple(state for state, fate in FATES.items() if fate in ("accepted", "improving"))
"""States in which ideas may still be brought together."""
MADE_OF_OTHERS = ("split", "merged")
"""Origins of packages that staff made of ideas that are counted already."""
KEEPS_REASON = ("not_accepted", "not_selected", "withdrawn", "lapsed")
SIGNED = ("project", "done", "failed", "terminated")


class Standing(Protocol):
    """A proposal, or a counted group of them."""

    state: str
    reason: str | None


@dataclass(frozen=True)
class Fate:
    """What became of an idea (a value of FATES, or ``referred``, ``library``) and the coded reason where there is one."""

    code: str
    reason: str | None


def fate(standing: Standing) -> Fate:
    """The one fate of an idea now; a reason that an appeal overturned does not count any more."""
    code = FATES[standing.state]
    reason = standing.reason if standing.state in KEEPS_REASON else None
    if code == "declined" and reason in REFER:
        code = "referred"
    if code in ("declined", "not-selected") and reason in KEEP:
        code = "library"
    return Fate(code, reason)


@dataclass(frozen=True)
class Funnel:
    """A season in figures. ``collected`` = sum of ``fates``; ``packages`` counts what goes to review by origin, ``states`` everything by state."""

    collected: int
    improved: int
    signed: int
    fates: dict[str, int]
    reasons: dict[str, int]
    packages: dict[str, int]
    states: dict[str, int]


def funnel(season_id: int) -> Funnel:
    """Count a season's ideas by fate and its packages by origin: one statement.

    Collected is what people sent in (also carried from an earlier season); a part of a split idea is no new idea, and neither is a package made of
    several. A package is whatever was improved and stands by itself: not merged into another, not split up."""
    improved = Proposal.improved_us.is_not(None).label("improved")
    asked = select(Proposal.origin, Proposal.state, Proposal.reason, improved, func.count().label("count"))
    rows = db.session.execute(asked.where(Proposal.season_id == season_id, Proposal.submitted_us.is_not(None))
                              .group_by(Proposal.origin, Proposal.state, Proposal.reason, improved))
    counted = Funnel(0, 0, 0, {}, {}, {}, {})
    collected = better = signed = 0
    for row in rows:
        found = fate(row)
        _add(counted.states, key=row.state, count=row.count)
        if row.improved and found.code not in ("merged", "split"):
            _add(counted.packages, key=row.origin, count=row.count)
        signed += row.count if found.code in SIGNED else 0
        if row.origin not in MADE_OF_OTHERS:
            collected += row.count
            better += row.count if row.improved else 0
            _add(counted.fates, key=found.code, count=row.count)
            if found.reason:
                _add(counted.reasons, key=found.reason, count=row.count)
    return Funnel(collected, better, signed, counted.fates, counted.reasons, counted.packages, counted.states)


def _add(counts: dict[str, int], *, key: str, count: int) -> None:
    counts[key] = counts.get(key, 0) + count
