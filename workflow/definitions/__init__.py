"""The ten machines, as data. The proposal is the case; the others run beside it, but for the phase of a season."""

from __future__ import annotations

from ..definition import Workflow
from .amendment import AMENDMENT
from .appeal import APPEAL
from .call import CALL
from .payment import PAYMENT
from .phase import PHASE
from .proposal import PROPOSAL
from .review import REVIEW
from .settlement import SETTLEMENT
from .signature import SIGNATURE
from .visit import VISIT

ALL: tuple[Workflow, ...] = (PROPOSAL, REVIEW, SIGNATURE, PAYMENT, AMENDMENT, VISIT, APPEAL, CALL, SETTLEMENT, PHASE)

__all__ = ["ALL", "AMENDMENT", "APPEAL", "CALL", "PAYMENT", "PHASE", "PROPOSAL", "REVIEW", "SETTLEMENT", "SIGNATURE", "VISIT"]
