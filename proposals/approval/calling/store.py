"""What is known of calls and offers, for rules, acts and pages alike; nothing is judged here."""
from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from workflow import Actor
from workflow.chain import canonical
from workflow.tables import step

from ...accounts.posts import posts_of
from ...collection.models import Proposal
from ...optimisation.models import Plan
from ...optimisation.rules import latest_plan
from .models import Bid, Call

WAITING = ("planned", "publicised")
"""Where a package may wait for an implementer: its plan is final, or its result stands in public notice."""
RUNNING = ("prepared", "open", "comparing", "chosen", "disputed")
TAKEN_ON = ("publicised", "appealing", "signing", "signed", "implementing", "suspended", "terminating", "terminated", "reporting", "correcting", "assessing",
            "announcing", "closed", "failed")
"""States of a proposal that counts as a project of the organisation named in it: approved, whatever became of it."""
UNDECIDED = ("planned", "reviewing", "waitlisted")
"""States of a package that counts only for an organisation that won a call for it: plans that name somebody from the start are many, and most fail."""


def bids_of(session: Session, *, call_id: int) -> list[Bid]:
    """The offers that stand: of each organisation its last version, the earliest made first."""
    last = select(func.max(Bid.id)).where(Bid.call_id == call_id).group_by(Bid.organisation_id)
    return list(session.scalars(select(Bid).where(Bid.id.in_(last), Bid.standing == 1).options(joinedload(Bid.organisation)).order_by(Bid.id)).unique())


def last_bid(session: Session, *, call_id: int, organisation_id: int) -> Bid | None:
    """An organisation's last version, standing or not."""
    asked = select(Bid).where(Bid.call_id == call_id, Bid.organisation_id == organisation_id).order_by(Bid.version.desc()).limit(1)
    return session.scalars(asked).one_or_none()


def plan_of(session: Session, *, call: Call) -> Plan:
    """The plan that offers are made for."""
    plan = latest_plan(session, proposal_id=call.proposal_id)
    if plan is None:
        raise LookupError(f"call {call.id} has no plan")
    return plan


def projects_of(session: Session, *, organisation_ids: Collection[int], season_id: int, but: int) -> dict[int, int]:
    """How many projects of a season these organisations have, those they were chosen for included; the proposal ``but`` does not count."""
    here = (Proposal.season_id == season_id, Proposal.organisation_id.in_(organisation_ids), Proposal.state.in_(TAKEN_ON), Proposal.id != but)
    named = select(Proposal.organisation_id, func.count()).where(*here).group_by(Proposal.organisation_id)
    won = or_(Call.state.in_(("chosen", "disputed")), and_(Call.state == "settled", Proposal.state.in_(UNDECIDED)))
    chosen = (select(Call.organisation_id, func.count()).join(Proposal, Proposal.id == Call.proposal_id)
              .where(won, Call.season_id == season_id, Call.organisation_id.in_(organisation_ids), Call.proposal_id != but).group_by(Call.organisation_id))
    found: dict[int, int] = dict.fromkeys(organisation_ids, 0)
    for organisation_id, count in (*session.execute(named), *session.execute(chosen)):
        found[organisation_id] += count
    return found


def organisations_of(session: Session, *, actor: Actor) -> list[int]:
    """The organisations that an actor speaks for."""
    return [post.organisation_id for post in posts_of(session, actor=actor) if post.kind == "organisation" and post.organisation_id is not None]


def digest_of(bid: Bid) -> str:
    """SHA-256 of one version of an offer: who, for what, whether it stands, every word and every price."""
    content = {"call": bid.call_id, "organisation": bid.organisation_id, "version": bid.version, "standing": bid.standing, "summary": bid.summary,
               "team": bid.team, "proof": bid.proof, "word": bid.word, "prices": [[line.position, line.unit_price_fen] for line in bid.lines]}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def bids_at_opening(session: Session, *, call_id: int) -> list[Bid]:
    """The offers that stood when the call was closed last, whatever became of them."""
    closed = select(func.max(step.c.at_us)).where(step.c.instance_id == call_id, step.c.name == "close_bids").scalar_subquery()
    last = select(func.max(Bid.id)).where(Bid.call_id == call_id, Bid.at_us <= closed).group_by(Bid.organisation_id)
    return list(session.scalars(select(Bid).where(Bid.id.in_(last), Bid.standing == 1).options(joinedload(Bid.organisation)).order_by(Bid.id)).unique())


def digest_of_all(bids: Collection[Bid]) -> str:
    """SHA-256 over the digests of offers, in the order of their numbers; of nothing, where there are none."""
    return hashlib.sha256("\n".join(bid.digest for bid in sorted(bids, key=lambda bid: bid.id)).encode()).hexdigest()


def withdrawn(bid: Bid, *, word: str, by_id: int | None, at: int) -> Bid:
    """The version after this one, which says that the offer stands no longer, and why; not yet added."""
    after = Bid(call_id=bid.call_id, organisation_id=bid.organisation_id, version=bid.version + 1, standing=0, summary=bid.summary, team=bid.team,
                proof=bid.proof, price_fen=bid.price_fen, word=word, by_id=by_id, at_us=at)
    after.digest = digest_of(after)
    return after
