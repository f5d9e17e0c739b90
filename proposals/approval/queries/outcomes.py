"""What became of a proposal before the panel and after: its decisions as letters, what an appeal changed, who moved up for whom, who waits."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workflow.tables import step

from ...accounts.models import Session
from ...collection.models import CoProposer, Proposal
from ...directory.models import Area
from ...masking import sees_names
from ...seasons.models import Season
from ...storage import db
from ..models import Appeal, Notice, Succession, Verdict
from ..rules.deciding import queues_of
from ..rules.reserves import Vacancy, vacancies

PANEL = ("pass_review", "waitlist", "return_review", "fail_review")
RULINGS = ("uphold", "clear", "remand_accept", "remand_optimise", "remand_review")
Kept = TypeVar("Kept", Verdict, Notice, Appeal)
LETTERS = (*PANEL, *RULINGS, "promote", "expire_waitlist", "renounce", "lapse_signing")


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on a proposal: the step of its history, the written reason, and what belongs to it."""

    seq: int
    name: str
    at_us: int
    reason: str
    verdict: Verdict | None
    notice: Notice | None
    succession: Succession | None
    appeal: Appeal | None


@dataclass(frozen=True, slots=True)
class Reconsidered:
    """What an appeal or objection changed. ``before``, ``after``: states; means in hundredths of a point, None where no panel has scored."""

    appeal: Appeal
    before: str
    before_mean: int | None
    after: str | None
    after_mean: int | None
    ruled_us: int | None


@dataclass(frozen=True, slots=True)
class Reserve:
    """One line of a reserve list, best first: mean in hundredths, amount in fen."""

    id: int
    number: str
    title: str
    mean: int
    planned_fen: int


def decisions(proposal_id: int) -> Sequence[tuple[int, str, int]]:
    """The decisions on a proposal, the latest first: sequence number, move, when."""
    query = select(step.c.seq, step.c.name, step.c.at_us).where(step.c.instance_id == proposal_id, step.c.name.in_(LETTERS)).order_by(step.c.seq.desc())
    return [(row.seq, row.name, row.at_us) for row in db.session.execute(query)]


def decided(proposal_id: int, *, seq: int) -> Decided | None:
    """One decision with all that its letter tells; a fixed number of statements."""
    row = db.session.execute(select(step.c.name, step.c.at_us, step.c.payload)
                             .where(step.c.instance_id == proposal_id, step.c.seq == seq, step.c.name.in_(LETTERS))).one_or_none()
    if row is None:
        return None
    verdict = _latest(Verdict, proposal_id=proposal_id, until=row.at_us)
    notice = _latest(Notice, proposal_id=proposal_id, until=row.at_us)
    appeal = _latest(Appeal, proposal_id=proposal_id, until=row.at_us) if row.name in RULINGS else None
    succession = db.session.get(Succession, proposal_id, options=[joinedload(Succession.after)]) if row.name == "promote" else None
    reason = json.loads(row.payload)["note"] if row.payload else ""
    return Decided(seq, row.name, row.at_us, reason, verdict, notice, succession, appeal)


def _latest(model: type[Kept], *, proposal_id: int, until: int) -> Kept | None:
    """The last of these that a proposal had at that moment."""
    moment = Notice.from_us if model is Notice else getattr(model, "at_us")
    query = select(model).where(getattr(model, "proposal_id") == proposal_id, moment <= until).order_by(getattr(model, "id").desc()).limit(1)
    return db.session.scalars(query).first()


def reconsidered(proposal_id: int) -> list[Reconsidered]:
    """What each appeal or objection changed, in their order; one statement where there was none, else three."""
    found = db.session.scalars(select(Appeal).where(Appeal.proposal_id == proposal_id).order_by(Appeal.id)).all()
    if not found:
        return []
    verdicts = db.session.execute(select(Verdict.at_us, Verdict.mean_hundredths).where(Verdict.proposal_id == proposal_id).order_by(Verdict.round)).all()
    steps = db.session.execute(select(step.c.name, step.c.target, step.c.at_us).where(step.c.instance_id == proposal_id, step.c.name.in_(RULINGS))
                               .order_by(step.c.seq)).all()
    ends = [one.at_us for one in found[1:]] + [None]
    return [_change(one, until=until, verdicts=verdicts, steps=steps) for one, until in zip(found, ends, strict=True)]


def _change(appeal: Appeal, *, until: int | None, verdicts: Sequence[Any], steps: Sequence[Any]) -> Reconsidered:
    ruled = next((one for one in steps if one.at_us >= appeal.at_us), None)
    before = next((mean for at, mean in reversed(verdicts) if at <= appeal.at_us), None)
    after = next((mean for at, mean in verdicts if ruled and at > ruled.at_us and (until is None or at <= until)), None)
    return Reconsidered(appeal, appeal.came_from, before, ruled.target if ruled else None, after, ruled.at_us if ruled else None)


def succession(proposal_id: int) -> Succession | None:
    """For whom a proposal moved up from the reserve list, if it did."""
    return db.session.get(Succession, proposal_id, options=[joinedload(Succession.after)])


def concerns(proposal: Proposal, *, person: Session | None) -> bool:
    """Whether a proposal's letters are for this person: its authors, its implementer, staff who read names."""
    if person is None:
        return False
    if sees_names(person, proposal=proposal) or proposal.organisation_id in {post.organisation_id for post in person.held if post.organisation_id}:
        return True
    return db.session.execute(select(CoProposer.person_id).where(CoProposer.proposal_id == proposal.id, CoProposer.person_id == person.id)).first() is not None


def reserves(season_id: int, *, street_ids: set[int] | None) -> tuple[Sequence[Area], dict[int, list[Reserve]], list[Vacancy]]:
    """The reserve lists of a season's streets (None: all) in their order, and the places that are free; four statements."""
    streets = db.session.scalars(select(Area).where(Area.kind == "street").order_by(Area.code)).all()
    shown = [one for one in streets if street_ids is None or one.id in street_ids]
    rows = db.session.execute(select(Proposal.id, Proposal.number, Proposal.title, Proposal.planned_fen)
                              .where(Proposal.season_id == season_id, Proposal.state == "waitlisted", Proposal.street_id.in_([one.id for one in shown]))).all()
    waiting = {row.id: row for row in rows}
    lists = {street: [Reserve(case, waiting[case].number or "", waiting[case].title, mean, waiting[case].planned_fen or 0) for case, mean in queue]
             for (_season, street), queue in queues_of(db.session(), ids=waiting).items()}
    return shown, lists, vacancies(db.session(), season_ids={season_id}, street_ids={one.id for one in shown})


def seasons() -> Sequence[Season]:
    """The seasons with a reserve list or not, the newest first; at most 20."""
    return db.session.scalars(select(Season).order_by(Season.year.desc()).limit(20)).all()
