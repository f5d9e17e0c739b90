"""What the engine asks and does while ideas are improved: research, plan, merging, splitting."""
from __future__ import annotations

from .merging import BEFORE_REVIEW, MERGES
from .planning import latest_plan, over_cap, plan_digest
from .researching import latest_note

__all__ = ["BEFORE_REVIEW", "MERGES", "latest_note", "latest_plan", "over_cap", "plan_digest"]
