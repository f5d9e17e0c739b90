"""What people do in this room: each one whole thing, or nothing."""
from .appealing import appeal_by_form, lodge_appeal
from .chasing import chase_objections
from .deciding import DECISIONS, decide, decide_many
from .judging import DECLARED, cast_score, hand_in, recuse, save_draft, score_by_line, take_review, unseal
from .keeping import forget_the_objector, objections_as_kept
from .objecting import Statement, answer_objection, enter_objection, lodge_objection, look_into, name_office, tip_off, withdraw_objection
from .panels import call_judge, found_panel, seat_member, send_many, unseat_member
from .signing import (Scan, give_back_page, hand_in_page, last_reminded, refuse_to_sign, remind, sign, sign_by_form, sign_many, witness_by_form,
                      witness_page)
from .templates import Wanted, choose_parties, has_agreements, write_template

__all__ = ["DECISIONS", "DECLARED", "Scan", "Statement", "Wanted", "answer_objection", "appeal_by_form", "call_judge", "cast_score",
           "chase_objections", "choose_parties", "decide", "decide_many", "enter_objection", "forget_the_objector", "found_panel", "give_back_page",
           "hand_in", "hand_in_page", "has_agreements", "last_reminded", "lodge_appeal", "lodge_objection", "look_into", "name_office",
           "objections_as_kept", "recuse", "refuse_to_sign", "remind", "save_draft", "score_by_line", "seat_member", "send_many", "sign",
           "sign_by_form", "sign_many", "take_review", "tip_off", "unseal", "unseat_member", "withdraw_objection", "witness_by_form", "witness_page",
           "write_template"]
