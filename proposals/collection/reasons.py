"""Coded reasons: what a negative exit is called, so that it can be counted and explained. The sentences stand in ``words``."""
from __future__ import annotations

# The district's negative list (domain.md B2), what only one household gains by, and what belongs to somebody else.
DECLINE = ("personal-claim", "private-matter", "commercial", "property-duty", "other-duty", "government-duty", "outside-district",
           "fixed-assets", "cash-or-gifts", "over-maximum", "funded-elsewhere", "same-idea-again", "unlawful", "guardian-missing", "other")
REFER = ("transferred", "whistle", "deliberation", "hotline", "micro-wish", "market")
"""Not for this competition, but somebody is to answer: a department, several at once and soon (吹哨), a residents' council, the 12345 line,
whoever fulfils micro-wishes, the community market."""
REFERRAL_KINDS = {"transferred": "transfer", "whistle": "transfer", "deliberation": "deliberation", "hotline": "hotline", "micro-wish": "wish",
                  "market": "market"}
URGENT = ("whistle",)
KEEP = ("project-library",)
"""Not now, but not lost: kept for a later season."""
DROP = ("not-feasible", "low-need", "project-library", "no-implementer", "funded-elsewhere", "other")
ASK = ("incomplete", "unclear-place", "contact", "guardian-consent", "other")
BY_MOVE = {"decline": DECLINE + REFER + KEEP, "drop": DROP}
UNSAID = {"decline": "other", "drop": "other", "lapse": "no-answer", "lapse_plan": "not-sent", "withdraw": "withdrawn", "undo_import": "import-undone",
          "strike": "entered-in-error"}
"""What is kept when nobody names a reason: the clock's moves, and leaving by one's own wish."""
