"""Who may not judge which proposal, and why: their own idea, their own house, their avoid-list, or their own word in an earlier round.

All is read in one statement, for one proposal or for a whole batch, and found under ``("conflicts", id)`` as person to reason.
"""
from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from workflow import Context

from ...accounts.models import Person, Post
from ...collection.models import CoProposer, Proposal
from ...directory.models import Organisation
from ..models import Review
from .models import Avoidance, Expert

OWN, HOUSE, AVOIDED, DECLARED = REASONS = ("own-idea", "same-house", "avoided", "declared")
"""The reasons, the plainest first: where several hold, the first is told."""

_about = (select(Proposal.id, Proposal.proposer_id, Proposal.organisation_id, Proposal.street_id)
          .where(Proposal.id.in_(bindparam("ids", expanding=True))).cte("about"))
_minds = union_all(select(_about.c.id, _about.c.proposer_id.label("person_id")),
                   select(CoProposer.proposal_id, CoProposer.person_id).join(_about, _about.c.id == CoProposer.proposal_id)).cte("minds")
_theirs, _mates = aliased(Post), aliased(Post)


def _one(person: Any, *, why: str) -> Select[Any]:
    return select(_about.c.id, person.label("person_id"), literal(why).label("why"))


QUERY = union_all(
    select(_minds.c.id, _minds.c.person_id, literal(OWN).label("why")),
    _one(Post.person_id, why=HOUSE).join(Post, Post.organisation_id == _about.c.organisation_id).where(Post.ended_us.is_(None)),
    _one(Expert.person_id, why=HOUSE).join(Expert, Expert.organisation_id == _about.c.organisation_id),
    _one(Expert.person_id, why=HOUSE).join(Organisation, Organisation.id == _about.c.organisation_id).join(Expert, Expert.employer == Organisation.name),
    (select(_minds.c.id, _mates.person_id, literal(HOUSE).label("why"))
     .join(_theirs, (_theirs.person_id == _minds.c.person_id) & (_theirs.kind == "organisation") & _theirs.ended_us.is_(None))
     .join(_mates, (_mates.organisation_id == _theirs.organisation_id) & _mates.ended_us.is_(None))),
    _one(Avoidance.judge_id, why=AVOIDED).join(Avoidance, Avoidance.organisation_id == _about.c.organisation_id).where(Avoidance.ended_us.is_(None)),
    _one(Avoidance.judge_id, why=AVOIDED).join(Avoidance, Avoidance.street_id == _about.c.street_id).where(Avoidance.ended_us.is_(None)),
    (select(_minds.c.id, Avoidance.judge_id, literal(AVOIDED).label("why")).join(Person, Person.id == _minds.c.person_id)
     .join(Avoidance, Avoidance.name == Person.name).where(Avoidance.kind == "person", Avoidance.ended_us.is_(None))),
    _one(Review.judge_id, why=DECLARED).join(Review, Review.proposal_id == _about.c.id).where(Review.state == "recused"),
)


def load_conflicts(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """Read who may not judge these proposals; one statement."""
    found: dict[int, dict[int, str]] = {each: {} for each in ids}
    for case, person, why in session.execute(QUERY, {"ids": ids}):
        known = found[case].setdefault(person, why)
        found[case][person] = min(known, why, key=REASONS.index)
    batch.update({("conflicts", each): barred for each, barred in found.items()})


def conflicts_of(ctx: Context, *, proposal_id: int) -> dict[int, str]:
    """Who may not judge this proposal, and why."""
    if ("conflicts", proposal_id) not in ctx.batch:
        load_conflicts(ctx.session, [proposal_id], ctx.batch)
    found: dict[int, str] = ctx.batch["conflicts", proposal_id]
    return found


def conflicts(session: Session, *, proposal_ids: list[int]) -> dict[int, dict[int, str]]:
    """The same for a page or an act."""
    batch: dict[Any, Any] = {}
    load_conflicts(session, proposal_ids, batch)
    return {each: batch["conflicts", each] for each in proposal_ids}
