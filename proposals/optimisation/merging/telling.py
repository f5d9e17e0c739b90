"""What the letters about merging say besides an idea's title: into what it went, with what share, and who else came."""
from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.outbox import Message

from ... import letters
from ...collection.models import Lineage, Proposal

CREDIT_CHANGED, JOINED, PARTED = "credit_changed", "joined", "parted"
BESIDES = (CREDIT_CHANGED, JOINED, PARTED)
"""Notices that an effect of merging sends by itself, to those who were there before."""
ALSO = ("merged_as_same", "merged_into", "unmerged_from")
"""Fuller sentences for the notices that the definition promises."""
MOST_NAMED = 12


def named(proposal: Proposal, *, prefix: str) -> dict[str, object]:
    """An idea's title and number for a sentence that has its own already."""
    return {f"{prefix}_title": proposal.title, f"{prefix}_number": proposal.number or proposal.receipt}


@letters.worded("merged")
def merged(session: Session, case: letters.Case, message: Message, data: dict[str, Any]) -> tuple[str, dict[str, object]]:
    """To the author: where the idea went, and the credit; the plain sentence where the move's data were erased or written before this was kept."""
    target = session.get(Proposal, data.get("into") or 0)
    if target is None or "share" not in data:
        return "merged", {}
    sentence = "merged_as_same" if data.get("kind") == "duplicate" else "merged_into"
    return sentence, {**named(target, prefix="into"), "share": data["share"]}


@letters.worded("unmerged")
def unmerged(session: Session, case: letters.Case, message: Message, data: dict[str, Any]) -> tuple[str, dict[str, object]]:
    """To the author: out of what the idea was taken."""
    last = select(Lineage.target_id).where(Lineage.source_id == case.id, Lineage.undone_us.is_not(None)).order_by(Lineage.id.desc()).limit(1)
    target = session.get(Proposal, session.scalar(last) or 0)
    return ("unmerged_from", named(target, prefix="into")) if target is not None else ("unmerged", {})


@letters.worded("joined")
def joined(session: Session, case: letters.Case, message: Message, data: dict[str, Any]) -> tuple[str, dict[str, object]]:
    """To the author of the idea that others were merged into: which ones, all in one letter."""
    ids = message.payload["sources"]
    found = session.scalars(select(Proposal).where(Proposal.id.in_(ids)).order_by(Proposal.id).limit(MOST_NAMED))
    return "joined", {"count": len(ids), "sources": "、".join(f"“{each.title}”（{each.number}）" for each in found), "share": message.payload["share"]}


@letters.worded("credit_changed")
def credit_changed(session: Session, case: letters.Case, message: Message, data: dict[str, Any]) -> tuple[str, dict[str, object]]:
    """To those merged before: their share after others joined."""
    return "credit_changed", {**named(session.get_one(Proposal, message.payload["into"]), prefix="into"), "share": message.payload["share"]}


@letters.worded("parted")
def parted(session: Session, case: letters.Case, message: Message, data: dict[str, Any]) -> tuple[str, dict[str, object]]:
    """To those who stay together: which idea left."""
    return "parted", named(session.get_one(Proposal, message.payload["source"]), prefix="source")
