"""The chair decides by the ranking, all at once, and what was seen is kept."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from workflow import Actor, Problem

from ...collection.models import Proposal
from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...storage import act, db
from ..models import Panel, PanelMember, Ranking, Review
from ..rules import candidates
from ..rules.ranking import Field, canonical, digest, snapshot
from .deciding import decide_many


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of deciding by rank: case numbers by what was decided, and who may not for which reasons."""

    passed: list[int]
    waitlisted: list[int]
    rejected: list[int]
    refused: dict[int, tuple[Problem, ...]]


@act
def decide_by_rank(panel_id: int, *, seen: str, reason: str, by: Actor, at: int, key: str) -> Decided:
    """Decide all that lie complete before a panel as the official ranking has them: in passes, out but above the line waits. With a ``reason`` what is below
    the line is rejected for it; without one it is left to be decided by hand.

    ``seen`` is the digest of the ranking on the chair's screen. Keeps that ranking for good; the moves write the history. Refused: ``ranking-not-yours``,
    ``nothing-to-rank``, ``ranking-moved-on`` when a score, a limit or the money has changed since.
    """
    panel = db.session.get_one(Panel, panel_id)
    check_chair(panel_id, by=by)
    _hold(panel_id)
    field = candidates.field(db.session(), season_id=panel.season_id, panels=[panel_id], at=at)
    if not field.candidates:
        raise Refusal("nothing-to-rank")
    facts = snapshot(field)
    if digest(facts) != seen:
        raise Refusal("ranking-moved-on")
    serial = 1 + (db.session.scalar(select(func.max(Ranking.serial)).where(Ranking.panel_id == panel_id)) or 0)
    db.session.add(Ranking(season_id=panel.season_id, panel_id=panel_id, serial=serial, facts=canonical(facts), digest=seen, by_id=person_id(by), at_us=at))
    return _decide(field, reason=reason, by=by, at=at, key=key)


def check_chair(panel_id: int, *, by: Actor) -> None:
    """Only who chairs this panel (``ranking-not-yours``)."""
    mine = PanelMember.panel_id == panel_id, PanelMember.person_id == person_id(by), PanelMember.seat == "chair"
    if db.session.scalar(select(PanelMember.id).where(*mine)) is None:
        raise Refusal("ranking-not-yours")


def _hold(panel_id: int) -> None:
    """Let nobody score or decide these while the ranking is made."""
    before = select(Proposal.id).where(Proposal.state == "reviewing", Proposal.id.in_(select(Review.proposal_id).where(Review.panel_id == panel_id)))
    engine.lock(db.session, list(db.session.scalars(before.order_by(Proposal.id))))


def _decide(field: Field, *, reason: str, by: Actor, at: int, key: str) -> Decided:
    rows = field.rows(field.official)
    chosen = [row.candidate.id for row in rows if row.choice.chosen]
    below = [row.candidate.id for row in rows if row.choice.reason.code == "below-line"]
    others = [row.candidate.id for row in rows if row.candidate.id not in {*chosen, *below}]
    refused: dict[int, tuple[Problem, ...]] = {}
    moved = []
    for move, cases, note in (("pass_review", chosen, ""), ("waitlist", others, ""), ("fail_review", below if reason else [], reason)):
        moved.append(_move(cases, move=move, note=note, by=by, at=at, key=key, refused=refused))
    return Decided(*moved, refused)


def _move(cases: Sequence[int], *, move: str, note: str, by: Actor, at: int, key: str, refused: dict[int, tuple[Problem, ...]]) -> list[int]:
    """One decision for some of them; who may not stays where it is, with the reasons."""
    if not cases:
        return []
    done = decide_many(cases, move=move, reason=note, by=by, at=at, key=f"{key}-{move}", dry_run=False)
    refused |= done.refused
    return done.moved
