"""What the parties do with an agreement, and what staff do so that they sign it."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from workflow import Actor, Batch, Step

from ... import letters
from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...storage import act, db
from ..models import Agreement, Signature, SignedPage, SigningReminder
from ..rules.signing import waits_for_turn

DAY = 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Scan:
    """A signed page as it was scanned (pdf, jpeg or png) with its SHA-256; whose name stands on it, and the date beside."""

    kind: str
    content: bytes
    digest: str
    signatory: str
    signed_on: date


@act
def sign(signature_id: int, *, seal: str, by: Actor, at: int, seq: int | None) -> Step:
    """Sign the agreement whose digest the signer saw (``seal``). The last party's signature concludes it. Writes ``sign``."""
    return engine.fire(db.session, signature_id, "sign", by, at=at, data={"seal": seal}, expect=seq)


@act
def sign_many(seals: Mapping[int, str], *, by: Actor, at: int, key: str | None) -> Batch:
    """Sign many agreements (signature → digest that was seen); each one stands or is refused by itself. Writes ``sign`` for each."""
    return engine.fire_many(db.session(), list(seals), "sign", by, at=at, each={case: {"seal": seal} for case, seal in seals.items()}, key=key)


@act
def refuse_to_sign(signature_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """Decline this version for a reason; the street's lead may reissue it. Writes ``refuse``."""
    return engine.fire(db.session, signature_id, "refuse", by, at=at, note=reason, expect=seq)


def sign_by_form(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``sign`` as the general page of moves asks for it."""
    return sign(case_id, seal=str(data["seal"]), by=by, at=at, seq=seq)


@act
def hand_in_page(signature_id: int, *, scan: Scan, by: Actor, at: int, seq: int | None) -> Step:
    """Keep the scan of a page signed by hand, for a second person to look at. Writes ``hand_in``."""
    row = SignedPage(signature_id=signature_id, kind=scan.kind, size=len(scan.content), digest=scan.digest, content=scan.content,
                     signatory=scan.signatory, signed_on=scan.signed_on, by_id=person_id(by), at_us=at)
    db.session.add(row)
    db.session.flush()
    return engine.fire(db.session, signature_id, "hand_in", by, at=at, data={"signatory": scan.signatory, "page": scan.digest}, expect=seq)


@act
def witness_page(signature_id: int, *, seal: str, by: Actor, at: int, seq: int | None) -> Step:
    """The page was held against the text (``seal``): the party has signed by hand. Not by whoever handed it in. Writes ``witness``."""
    return engine.fire(db.session, signature_id, "witness", by, at=at, data={"seal": seal}, expect=seq)


def witness_by_form(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``witness`` as the general page of moves asks for it."""
    return witness_page(case_id, seal=str(data["seal"]), by=by, at=at, seq=seq)


@act
def give_back_page(signature_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """The page does not do: the party signs or scans it again; the scan stays on record. Writes ``give_back``."""
    return engine.fire(db.session, signature_id, "give_back", by, at=at, note=reason, expect=seq)


@act
def remind(agreement_ids: Sequence[int], *, by: Actor, at: int) -> int:
    """Ask the parties of these agreements that have not signed and whose turn it is once more; returns how many were asked.

    Nobody is asked about the same agreement twice within a day (``reminded-today``); ``nobody-to-remind`` where all have signed.
    """
    open_ones = _open_signatures(agreement_ids)
    if not open_ones:
        raise Refusal("nobody-to-remind")
    recent = select(SigningReminder.signature_id).where(SigningReminder.signature_id.in_([one.id for one in open_ones]), SigningReminder.at_us > at - DAY)
    asked_before = set(db.session.scalars(recent))
    waiting = [one for one in open_ones if one.id not in asked_before]
    if not waiting:
        raise Refusal("reminded-today")
    db.session.add_all(SigningReminder(signature_id=one.id, by_id=person_id(by), at_us=at) for one in waiting)
    letters.promise(db.session(), [{"instance": one.id, "role": "party", "template": "sign_please"} for one in waiting], at=at)
    return len(waiting)


def _open_signatures(agreement_ids: Iterable[int]) -> list[Signature]:
    """The signatures still asked for under these agreements, of parties whose turn it is."""
    query = (select(Signature).join(Agreement, Agreement.id == Signature.agreement_id)
             .where(Agreement.id.in_(list(agreement_ids)), Agreement.voided_us.is_(None), Signature.state == "requested").order_by(Signature.id))
    return [one for one in db.session.scalars(query) if not waits_for_turn(one)]


def last_reminded(agreement_ids: Sequence[int]) -> dict[int, int]:
    """When the parties of these agreements were last reminded; one statement."""
    query = (select(Signature.agreement_id, func.max(SigningReminder.at_us)).join(Signature, Signature.id == SigningReminder.signature_id)
             .where(Signature.agreement_id.in_(agreement_ids)).group_by(Signature.agreement_id))
    return {agreement: at for agreement, at in db.session.execute(query)}
