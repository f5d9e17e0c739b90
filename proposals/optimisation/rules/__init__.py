"""What the engine asks and does while ideas are improved: research, plan, the proposer's word, merging, splitting."""
from __future__ import annotations

from .hearing import OPINION_WORKDAYS, TOLD, latest_opinion, latest_showing, unheard
from .merging import BEFORE_REVIEW, MERGES
from .planning import latest_plan, over_cap, plan_digest
from .researching import STREET_STAFF, SUPPORT_STAFF, latest_note

__all__ = ["BEFORE_REVIEW", "MERGES", "OPINION_WORKDAYS", "STREET_STAFF", "SUPPORT_STAFF", "TOLD", "latest_note", "latest_opinion", "latest_plan",
           "latest_showing", "over_cap", "plan_digest", "unheard"]
