"""What people give beside money – hours, a venue, goods: a memo valued by a named rate, proven once. Never in the books."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import func, select

from workflow import Actor

from ...collection.models import Proposal
from ...errors import Refusal
from ...forms import clean_code
from ...gate import person_id
from ...storage import act, db
from ..models import InKind, Voucher, VoucherFile
from ..spending import files
from ..spending.originals import Original
from .rights import WITNESSES, must_hold

KINDS = ("volunteer_hours", "venue", "goods")


@dataclass(frozen=True, slots=True)
class Gift:
    """Who gave what: so many units, each worth ``unit_rate_fen``, and the paper that shows it."""

    giver: str
    kind: str
    quantity: int
    unit: str
    unit_rate_fen: int
    evidence: str
    original: Original | None
    """The paper itself, where it was attached."""


@act
def record_gift(season_id: int, *, proposal_id: int | None, gift: Gift, by: Actor, at: int) -> int:
    """Write down something given in kind, to a project or to the season; returns the memo. By support, the foundation or the bureau.

    Refused: by others (``gift-not-yours``), the same evidence a second time, in any project and any season (``evidence-used``), a file that shows
    another gift already (``evidence-file-used``) or that stands behind a living voucher (``evidence-is-a-voucher``).
    """
    must_hold(by, kinds=WITNESSES, code="gift-not-yours")
    if gift.original is not None:
        _must_be_new(gift.original)
    digest = digest_of(gift.evidence)
    used = db.session.scalars(select(InKind).where(InKind.evidence_digest == digest)).one_or_none()
    if used is not None:
        raise Refusal("evidence-used", giver=used.giver, where=_where(used), number=used.id)
    row = InKind(season_id=season_id, proposal_id=proposal_id, giver=gift.giver, kind=gift.kind, quantity=gift.quantity, unit=gift.unit,
                 unit_rate_fen=gift.unit_rate_fen, evidence=gift.evidence, evidence_digest=digest, actor=by.id, at_us=at,
                 file_id=files.store(gift.original, person=person_id(by) or 0, at=at) if gift.original is not None else None)
    db.session.add(row)
    db.session.flush()
    return row.id


def _must_be_new(original: Original) -> None:
    """One paper shows one thing: neither another gift nor an expense."""
    files.hold(original)
    files.must_show_no_gift(original)
    voucher = db.session.scalars(select(Voucher).join(VoucherFile).where(VoucherFile.digest == original.digest, Voucher.state != "withdrawn")).one_or_none()
    if voucher is not None:
        raise Refusal("evidence-is-a-voucher", file=original.name, project=voucher.commitment.proposal.title)


def file_of(gift: InKind) -> VoucherFile | None:
    """The paper that was attached."""
    return db.session.get(VoucherFile, gift.file_id) if gift.file_id is not None else None


def digest_of(evidence: str) -> str:
    """SHA-256 of what the evidence says: width, capitals and blanks do not make another paper of it."""
    return hashlib.sha256(clean_code(evidence).casefold().encode()).hexdigest()


def gifts(*, season_id: int | None, proposal_id: int | None) -> list[InKind]:
    """What was given to a season, or to one project, in the order of writing."""
    asked = select(InKind).order_by(InKind.id)
    asked = asked if season_id is None else asked.where(InKind.season_id == season_id)
    return list(db.session.scalars(asked if proposal_id is None else asked.where(InKind.proposal_id == proposal_id)))


def worth(found: list[InKind]) -> int:
    """What gifts come to by their rates, in fen."""
    return sum(one.quantity * one.unit_rate_fen for one in found)


def titles(found: list[InKind]) -> dict[int, str]:
    """The projects they were given to."""
    ids = {one.proposal_id for one in found if one.proposal_id is not None}
    return {key: title for key, title in db.session.execute(select(Proposal.id, Proposal.title).where(Proposal.id.in_(ids)))}


def by_kind(season_id: int) -> dict[str, int]:
    """What each kind comes to in a season, in fen."""
    asked = select(InKind.kind, func.sum(InKind.quantity * InKind.unit_rate_fen)).where(InKind.season_id == season_id).group_by(InKind.kind)
    return {kind: int(fen) for kind, fen in db.session.execute(asked)}


def _where(used: InKind) -> str:
    return titles([used]).get(used.proposal_id or 0, "")
