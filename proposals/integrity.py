"""Does everything add up? Histories and seals (the engine's), the books and the vouchers (funding's), offers to calls, draws of panels, ballots,
and the schema's own guards."""
from __future__ import annotations

from sqlalchemy.orm import Session

from workflow import history

from . import fingerprint
from .approval.calling import verify as calls
from .approval.convening import verify as draws
from .approval.voting import verify as votes
from .funding import verify as books
from .funding.bank import verify as bank
from .funding.spending import verify as spending
from .machine import registry


def findings(session: Session, *, root: str | None) -> list[history.Finding]:
    """Everything that does not add up; an empty list is good news. ``root`` is a published root to be found among the seals."""
    return [*history.verify(session, subjects=registry.subjects, root=root), *books.findings(session), *spending.findings(session),
            *bank.findings(session), *calls.findings(session), *votes.findings(session), *draws.findings(session),
            *fingerprint.findings(session)]
