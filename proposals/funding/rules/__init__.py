"""What the engine asks and does about money: budgets before signing, payments while a project runs, the reckoning at its end."""
from __future__ import annotations

from ...machine import registry
from .. import triggers
from ..models import Payment
from ..spending import guards
from . import banking, budget, changing, choosing, paying, posting, reckoning, sources, taking_back

__all__ = ["banking", "budget", "changing", "choosing", "guards", "paying", "posting", "reckoning", "sources", "taking_back", "triggers"]

registry.subject("payment", Payment)
