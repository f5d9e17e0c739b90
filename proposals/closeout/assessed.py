"""The latest report and assessments of a project, for rules and pages alike."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import FinalReport, Settlement

GRADES = ((90, "excellent"), (75, "good"), (60, "passed"), (0, "failed"))


def latest(session: Session, *, proposal_id: int, kind: str) -> Settlement | None:
    """The latest assessment of a kind (settlement or evaluation) that was not voided."""
    asked = select(Settlement).where(Settlement.proposal_id == proposal_id, Settlement.kind == kind, Settlement.state != "void")
    return session.execute(asked.order_by(Settlement.id.desc()).limit(1)).scalar_one_or_none()


def latest_report(session: Session, *, proposal_id: int) -> FinalReport | None:
    """The report's latest version; it may still be the empty one."""
    asked = select(FinalReport).where(FinalReport.proposal_id == proposal_id)
    return session.execute(asked.order_by(FinalReport.version.desc()).limit(1)).scalar_one_or_none()


def grade(points: int) -> str:
    """The grade of an evaluation: excellent from 90 points, good from 75, passed from 60 (domain.md B7)."""
    return next(name for line, name in GRADES if points >= line)
