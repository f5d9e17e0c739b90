"""What people do while ideas are collected: one function, one whole thing. Times are UTC microseconds."""
from __future__ import annotations

from .many import Form, enter_many
from .screening import accept, accept_many, add_guardian, answer, ask, decline, judge_resemblance, overdue_check, reply_to_referral, revive, withdraw
from .writing import VISITOR, Contact, Idea, add_photo, begin, enter, identify, remove_photo, submit, write

__all__ = ["VISITOR", "Contact", "Form", "Idea", "accept", "accept_many", "add_guardian", "add_photo", "answer", "ask", "begin", "decline", "enter",
           "enter_many", "identify", "judge_resemblance", "overdue_check", "remove_photo", "reply_to_referral", "revive", "submit", "withdraw", "write"]
