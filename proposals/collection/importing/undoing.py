"""Taking a whole list back: through the engine, idea by idea, as long as nobody has done anything with one of them. The history keeps all of it."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update

from workflow import Actor, Problem, Refused

from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...storage import act, db
from ..models import IdeaImport, ImportedIdea, Proposal
from . import rules, telling
from .checking import AT_ONCE
from .rights import must_undo

NAMED = 10
MOVE = "undo_import"


@act
def undo(import_id: int, *, reason: str, by: Actor, at: int) -> IdeaImport:
    """Take a list back as a whole, by whoever brought it or a lead: all of its ideas are withdrawn with the reason ``import-undone`` and count nowhere.

    Refused while one of them was touched, with their names (``import-touched``). Afterwards the same file can be brought again. A long list is
    taken back in the background; ideas that somebody touches meanwhile stay.
    """
    job = db.session.get_one(IdeaImport, import_id, with_for_update={"of": IdeaImport}, populate_existing=True)
    if job.state != "done":
        raise Refusal("import-not-done")
    ids = live_ideas(job)
    must_undo(job, by=by, streets=_streets(job))
    _must_be_untouched(ids)
    job.reason, job.undone_by_id = reason, person_id(by)
    if job.large:
        job.state, job.total, job.progress = "undoing", len(ids), 0
        return job
    for begin in range(0, len(ids), AT_ONCE):
        refused = take_back(job, ids[begin:begin + AT_ONCE], by=by, at=at)
        for problems in refused.values():
            raise Refused(problems)
    gone(job, at=at)
    return job


def live_ideas(job: IdeaImport, *, most: int | None = None, after: int = 0) -> list[int]:
    """The ideas that came with a list and were not taken back, in their order: all, or so many after the first ``after``."""
    return list(db.session.scalars(select(ImportedIdea.proposal_id).where(ImportedIdea.import_id == job.id, ImportedIdea.undone_us.is_(None))
                                   .order_by(ImportedIdea.line).limit(most).offset(after)))


def count_live(job: IdeaImport) -> int:
    """How many ideas came with a list and were not taken back."""
    counted = select(func.count()).select_from(ImportedIdea).where(ImportedIdea.import_id == job.id, ImportedIdea.undone_us.is_(None))
    return int(db.session.scalar(counted) or 0)


def _streets(job: IdeaImport) -> Sequence[int]:
    asked = select(Proposal.street_id).distinct().join(ImportedIdea, ImportedIdea.proposal_id == Proposal.id).where(ImportedIdea.import_id == job.id)
    return [street for street in db.session.scalars(asked) if street is not None]


def _must_be_untouched(ids: Sequence[int]) -> None:
    """Refuse, with the first names, when somebody has done something with one of these."""
    touched: set[int] = set()
    for begin in range(0, len(ids), AT_ONCE):
        touched |= rules.touched(db.session(), ids[begin:begin + AT_ONCE])
    if not touched:
        return
    asked = select(Proposal.title, Proposal.number, Proposal.receipt).where(Proposal.id.in_(sorted(touched)[:NAMED])).order_by(Proposal.id)
    names = "、".join(f"{row.title}（{row.number or row.receipt}）" for row in db.session.execute(asked))
    raise Refusal("import-touched", count=len(touched), names=names + ("…" if len(touched) > NAMED else ""))


def take_back(job: IdeaImport, ids: Sequence[int], *, by: Actor, at: int) -> dict[int, tuple[Problem, ...]]:
    """Take up to five hundred ideas back; returns those that stay, with the reasons. Writes ``undo_import`` for each."""
    done = engine.fire_many(db.session(), ids, MOVE, by, at=at, note=job.reason, data={"import": job.id}, silent=True)
    db.session.execute(update(ImportedIdea).where(ImportedIdea.proposal_id.in_(done.moved)).values(undone_us=at).execution_options(synchronize_session=False))
    return done.refused


def gone(job: IdeaImport, *, at: int) -> None:
    """The list is out: say so, and tell its proposers once."""
    job.state, job.undone_us = "undone", at
    db.session.flush()
    telling.taken_back(job, at=at)
