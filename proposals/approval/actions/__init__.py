"""What people do in this room: each one whole thing, or nothing."""
from .appealing import appeal_by_form, lodge_appeal
from .chasing import chase_objections
from .deciding import DECISIONS, decide, decide_many
from .judging import DECLARED, cast_score, recuse, save_draft, score_by_line, take_review, unseal
from .objecting import Statement, answer_objection, enter_objection, lodge_objection, look_into, name_office, tip_off, withdraw_objection
from .panels import call_judge, found_panel, seat_member, unseat_member
from .signing import (Scan, give_back_page, hand_in_page, last_reminded, refuse_to_sign, remind, sign, sign_by_form, sign_many, witness_by_form,
                      witness_page)

__all__ = ["DECISIONS", "DECLARED", "Scan", "appeal_by_form", "call_judge", "cast_score", "decide", "decide_many", "found_panel",
           "give_back_page", "hand_in_page", "last_reminded", "lodge_appeal", "recuse", "refuse_to_sign", "remind", "save_draft",
           "score_by_line", "seat_member", "sign", "sign_by_form", "sign_many", "take_review", "unseal", "unseat_member", "witness_by_form",
           "witness_page"]
