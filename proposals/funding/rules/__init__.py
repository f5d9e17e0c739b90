"""What the engine asks and does about money: budgets before signing, payments while a project runs, the reckoning at its end."""
from __future__ import annotations

from ...machine import registry
from .. import triggers
from ..models import Payment
from . import budget, paying, reckoning, sources

__all__ = ["budget", "paying", "reckoning", "sources", "triggers"]

registry.subject("payment", Payment)
