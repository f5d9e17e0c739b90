"""Money spent otherwise than agreed comes back: claimed by decision, held again in the books, and settled when the last of it was refunded."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workflow import Actor

from ...collection.models import Proposal
from ...errors import Refusal
from ...shell import money
from ...storage import act, db
from .. import commitments, ledger
from ..models import Claim, Commitment
from ..models.ledger import PAID
from .rights import RECLAIMERS, must_hold


@act
def reclaim(proposal_id: int, *, amount_fen: int, reason: str, by: Actor, at: int) -> int:
    """Claim back an amount (fen) of what was accepted as spent, with the reason of the decision; returns the claim. By the foundation's head or the bureau.

    The sources' parts by their shares go from spent to held (``disallow``), what the project spent is lowered by it, and a refund is due.
    Refused: by others (``claim-not-yours``), before the settlement (``settlement-comes-first``), more than is spent (``claim-above-spent``).
    """
    must_hold(by, kinds=RECLAIMERS, code="claim-not-yours")
    commitment = db.session.scalars(select(Commitment).where(Commitment.proposal_id == proposal_id).order_by(Commitment.id.desc()).limit(1)
                                    .with_for_update(of=Commitment)).one_or_none()
    if commitment is None:
        raise Refusal("nothing-committed")
    if commitment.spent_fen is None:
        raise Refusal("settlement-comes-first")
    entry = _disallow(commitment, amount_fen=amount_fen, reason=reason, by=by, at=at)
    commitment.spent_fen -= amount_fen
    claim = Claim(commitment_id=commitment.id, amount_fen=amount_fen, reason=reason, entry_id=entry.id, actor=by.id, at_us=at)
    db.session.add(claim)
    db.session.flush()
    return claim.id


def _disallow(commitment: Commitment, *, amount_fen: int, reason: str, by: Actor, at: int) -> ledger.Posted:
    number = db.session.scalar(select(func.count()).where(Claim.commitment_id == commitment.id)) or 0
    parts = _parts(commitment, amount_fen=amount_fen)
    return ledger.post(db.session(), kind="disallow", season_id=commitment.proposal.season_id, commitment_id=commitment.id, document=reason[:200],
                       legs=[(share.fund_id, "spent", "held", part) for share, part in zip(commitment.shares, parts, strict=True) if part],
                       idem_key=f"claim:{commitment.id}:{number + 1}", actor=by, at=at)


def _parts(commitment: Commitment, *, amount_fen: int) -> list[int]:
    """Each source's part: what its refund will be when all that is held then comes back, less what is held of it already."""
    at = ledger.balances(db.session(), commitment_id=commitment.id)
    held, spent, paid = ([sum(at.get((share.fund_id, stage), 0) for stage in stages) for share in commitment.shares]
                         for stages in (("held",), ("spent",), PAID))
    if amount_fen > min(sum(spent), commitment.spent_fen or 0):
        raise Refusal("claim-above-spent", amount=money(amount_fen), spent=money(min(sum(spent), commitment.spent_fen or 0)))
    scheme = commitments.scheme_of(commitment)
    after = scheme.of_payment(-(sum(held) + amount_fen), paid=paid)
    parts = [-back - have for back, have in zip(after, held, strict=True)]
    if all(0 <= part <= have for part, have in zip(parts, spent, strict=True)):
        return parts
    return [-part for part in scheme.of_payment(-amount_fen, paid=spent)]


def settle(session: Session, commitment: Commitment, *, at: int) -> None:
    """After a refund: when nothing is held any more, every claim on the project is settled."""
    left = ledger.by_stage(session, commitment_ids=[commitment.id]).get(commitment.id, {}).get("held", 0)
    if not left:
        session.execute(update(Claim).where(Claim.commitment_id == commitment.id, Claim.settled_us.is_(None)).values(settled_us=at))


def claims(*, season_id: int | None, proposal_id: int | None) -> Sequence[Claim]:
    """Claims of a season, or on one project, the latest first."""
    asked = select(Claim).join(Commitment, Commitment.id == Claim.commitment_id).join(Proposal, Proposal.id == Commitment.proposal_id).order_by(Claim.id.desc())
    asked = asked if season_id is None else asked.where(Proposal.season_id == season_id)
    return db.session.scalars(asked if proposal_id is None else asked.where(Proposal.id == proposal_id)).all()
