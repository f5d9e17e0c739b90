"""Approval in the demonstration: sealed scores, the chair's decision, public notice, five signatures."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from sqlalchemy import select

from workflow import Actor

from ..approval import actions
from ..approval.models import Agreement, Review, Signature
from ..collection.models import Proposal
from ..seasons.models import Party
from ..storage import act, db
from .driving import DAY_US, require_all, together
from .phones import confirmed
from .troupe import Troupe

GOOD, WEAK = (3, 4, 4, 5, 5), (2, 2, 3, 2, 3)


@act
def send(ids: Sequence[int], *, troupe: Troupe, at: int) -> None:
    """Send completed plans to their street's panel."""
    together(ids, "send_review", by=troupe.central["support_lead"], at=at)


@act
def score(ids: Sequence[int], *, weak: frozenset[int], troupe: Troupe, random: Random, at: int) -> None:
    """Every judge takes and scores every proposal; the ``weak`` ones do not reach the line."""
    reviews = db.session.execute(select(Review.id, Review.proposal_id, Review.judge_id).where(Review.proposal_id.in_(ids), Review.state == "assigned"))
    handed_out = list(reviews)
    for judge_id in sorted({judge_id for _review, _proposal, judge_id in handed_out}):
        own = [review_id for review_id, _proposal, judge in handed_out if judge == judge_id]
        together(own, "take", by=Actor(f"p{judge_id}", ""), at=at, data={"declaration": actions.DECLARED})
    for review_id, proposal_id, judge_id in handed_out:
        judge = Actor(f"p{judge_id}", "")
        levels = {criterion: random.choice(WEAK if proposal_id in weak else GOOD) for criterion in troupe.criteria}
        comment = "需求尚不清楚，预算偏高，建议先做小范围试验。" if proposal_id in weak else "需求真实，安排可行。"
        actions.cast_score(review_id, levels=levels, comment=comment, by=judge, at=at + DAY_US, seq=None)


@act
def decide(ids: Sequence[int], *, move: str, reason: str, troupe: Troupe, at: int) -> None:
    """The chairs of the streets decide alike on these."""
    for street_id, group in by_street(ids).items():
        together(group, move, by=troupe.streets[street_id].judges[0], at=at, note=reason)


def by_street(ids: Sequence[int]) -> dict[int, list[int]]:
    """The proposals grouped by their street."""
    groups: dict[int, list[int]] = defaultdict(list)
    for key, street_id in db.session.execute(select(Proposal.id, Proposal.street_id).where(Proposal.id.in_(ids)).order_by(Proposal.id)):
        groups[street_id].append(key)
    return groups


@act
def sign(ids: Sequence[int], *, parties: frozenset[str], troupe: Troupe, at: int) -> None:
    """These parties sign the present agreement of each proposal, each all of its own with one code; the last of five concludes it."""
    wanted = (select(Signature.id, Party.code, Agreement.digest, Proposal.street_id, Proposal.organisation_id)
              .join(Agreement, Agreement.id == Signature.agreement_id).join(Party, Party.id == Signature.party_id)
              .join(Proposal, Proposal.id == Agreement.proposal_id)
              .where(Agreement.proposal_id.in_(ids), Signature.state == "requested").order_by(Signature.id))
    theirs: dict[Actor, dict[int, str]] = defaultdict(dict)
    for signature_id, party, digest, street_id, organisation_id in list(db.session.execute(wanted)):
        if party in parties:
            theirs[troupe.signatory(party, street_id=street_id, organisation_id=organisation_id)][signature_id] = digest
    for by, seals in theirs.items():
        confirmed(by, at=at)
        require_all(actions.sign_many(seals, by=by, at=at, key=None), name="sign")


ALL_PARTIES = frozenset({"bureau", "foundation", "street", "organisation", "support"})
