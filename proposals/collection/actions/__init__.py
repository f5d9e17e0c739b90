"""What people do while ideas are collected: one function, one whole thing. Times are UTC microseconds."""
from __future__ import annotations

from .desk import correct, strike
from .many import Form, FormRefused, enter_many
from .screening import (accept, accept_many, acknowledge, acknowledge_many, add_guardian, answer, ask, decline, decline_many, judge_resemblance, overdue_check,
                        revive, withdraw)
from .writing import VISITOR, Contact, Idea, add_photo, begin, enter, identify, open_by_code, remove_photo, short_code, submit, write

__all__ = ["Contact", "Form", "FormRefused", "Idea", "VISITOR", "accept", "accept_many", "acknowledge", "acknowledge_many", "add_guardian", "add_photo",
           "answer", "ask", "begin", "correct", "decline", "decline_many", "enter", "enter_many", "identify", "judge_resemblance", "open_by_code",
           "overdue_check", "remove_photo", "revive", "short_code", "strike", "submit", "withdraw", "write"]
