"""What staff fill in to answer: one decision out of a grouped list, whom it is handed to, and the letter."""
from __future__ import annotations

from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from ...forms import KeyedForm, line, paragraph
from ...words.answers import OUTCOMES, PLACEHOLDERS
from ...words.collection import REASONS
from ..forms import CHOOSE
from ..reasons import ASK, DECLINE, KEEP, REFER, URGENT
from ..referring.forms import case_number, workdays
from ..referring.handing import units
from .sentences import unknown

GROUPS = (("ask", "ask", ASK), ("refer", "decline", REFER), ("keep", "decline", KEEP), ("decline", "decline", DECLINE))


def decisions(*, accepting: bool) -> list[SelectChoice]:
    """Everything an idea can be answered with: group, then coded reason. ``move:reason`` is what is sent."""
    first = [SelectChoice("", _("请选择")), *([SelectChoice("accept", _("受理，进入调研"), optgroup=str(OUTCOMES["accept"]))] if accepting else [])]
    groups = [each for each in GROUPS if accepting or each[1] == "decline"]
    return first + [SelectChoice(f"{move}:{code}", str(REASONS[code]), optgroup=str(OUTCOMES[group])) for group, move, codes in groups for code in codes]


def check_placeholders(field: Field) -> None:
    """Refuse a sentence with placeholders that mean nothing, naming them and those that do."""
    if unknown(field.data or ""):
        raise ValidationError(_("“%(names)s”不是可以用的占位符。可以用：%(known)s。", names="、".join(unknown(field.data)), known=known()))


class DecisionForm(KeyedForm):
    """Decline or hand on many ideas at once, for one reason and in the same words."""

    decision = SelectField(_l("处理意见"), validators=[InputRequired(CHOOSE)])
    unit = line(_l("承办单位"), longest=200, required=False)
    letter = paragraph(_l("向提案人说明"), longest=1000)

    accepting = False

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.decision.choices = decisions(accepting=self.accepting)

    @property
    def outcome(self) -> str:
        """The move that was chosen."""
        return str(self.decision.data or "").partition(":")[0]

    @property
    def reason(self) -> str | None:
        """The coded reason that was chosen; None for acceptance."""
        return str(self.decision.data or "").partition(":")[2] or None

    def validate_unit(self, field: Field) -> None:
        """Whoever is handed an idea has a name; several only for a whistle."""
        if self.reason in REFER and not units(field.data or ""):
            raise ValidationError(_("转办要写明由哪个单位答复。"))
        if self.reason in REFER and self.reason not in URGENT and len(units(field.data or "")) > 1:
            raise ValidationError(_("一张转办单只写一个单位。需要几个单位一起处理的，请选“吹哨”。"))

    def validate_letter(self, field: Field) -> None:
        """Every placeholder means something."""
        check_placeholders(field)


class PrepareForm(DecisionForm):
    """Prepare an answer for many ideas."""

    accepting = True
    letter = paragraph(_l("向提案人说明"), longest=1000, required=False)
    days = workdays(_l("答复期限（工作日）"))
    case_number = case_number(_l("12345 工单号"), required=False)


F = TypeVar("F", bound=DecisionForm)


def fresh(kind: type[F]) -> F:
    """The form as it is first shown, whatever else came with the request."""
    form = kind(formdata=None)
    form.offer()
    return form


class LetterForm(KeyedForm):
    """The letter of one draft, as it will go out."""

    letter = paragraph(_l("信的正文"), longest=1000)


class SentenceForm(KeyedForm):
    """A season's own sentence."""

    letter = paragraph(_l("这类信的句子"), longest=1000)

    def validate_letter(self, field: Field) -> None:
        """Every placeholder means something."""
        check_placeholders(field)


def known() -> str:
    """The placeholders that may be used, one after another."""
    return "、".join(f"{{{name}}}" for name in PLACEHOLDERS)
