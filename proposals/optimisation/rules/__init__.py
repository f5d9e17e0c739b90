"""What the engine asks and does while ideas are improved: research, plan, the proposer's word, merging, splitting."""
from __future__ import annotations

from . import keeping
from .hearing import OPINION_WORKDAYS, TOLD, latest_opinion, latest_showing, unheard
from .merging import BEFORE_REVIEW, MERGES, live_lines
from .planning import latest_plan, over_cap, plan_digest
from .researching import STREET_STAFF, SUPPORT_STAFF, latest_note

__all__ = ["BEFORE_REVIEW", "MERGES", "OPINION_WORKDAYS", "STREET_STAFF", "SUPPORT_STAFF", "TOLD", "keeping", "latest_note", "latest_opinion", "latest_plan",
           "latest_showing", "live_lines", "over_cap", "plan_digest", "unheard"]
