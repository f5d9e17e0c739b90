"""What the parties do with an agreement."""
from __future__ import annotations

from typing import Any

from workflow import Actor, Step

from ...machine import engine
from ...storage import act, db


@act
def sign(signature_id: int, *, seal: str, by: Actor, at: int, seq: int | None) -> Step:
    """Sign the agreement whose digest the signer saw (``seal``). The last party's signature concludes it. Writes ``sign``."""
    return engine.fire(db.session, signature_id, "sign", by, at=at, data={"seal": seal}, expect=seq)


@act
def refuse_to_sign(signature_id: int, *, reason: str, by: Actor, at: int, seq: int | None) -> Step:
    """Decline this version for a reason; the street's lead may reissue it. Writes ``refuse``."""
    return engine.fire(db.session, signature_id, "refuse", by, at=at, note=reason, expect=seq)


def sign_by_form(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """``sign`` as the general page of moves asks for it."""
    return sign(case_id, seal=str(data["seal"]), by=by, at=at, seq=seq)
