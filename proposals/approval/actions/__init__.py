"""What people do in this room: each one whole thing, or nothing."""
from .appealing import appeal_by_form, lodge_appeal
from .deciding import DECISIONS, decide, decide_many
from .judging import DECLARED, cast_score, recuse, save_draft, score_by_line, take_review, unseal
from .panels import call_judge, found_panel, seat_member, unseat_member
from .signing import refuse_to_sign, sign, sign_by_form

__all__ = ["DECISIONS", "DECLARED", "appeal_by_form", "call_judge", "cast_score", "decide", "decide_many", "found_panel", "lodge_appeal",
           "recuse", "refuse_to_sign", "save_draft", "score_by_line", "seat_member", "sign", "sign_by_form", "take_review", "unseal",
           "unseat_member"]
