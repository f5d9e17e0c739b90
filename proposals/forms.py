"""What every form of the house has: a CSRF token, a client-made key, clean text, and plain sentences for errors."""
from __future__ import annotations

import secrets
import unicodedata
from datetime import date
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.i18n import get_translations
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, StopValidation

from . import language
from .amounts import fen_of

CLEAN_AWAY = {"Cc", "Cf", "Cs", "Cn", "Co"}
KEPT = {"\n", "\t", "\u200d"}  # line breaks and tabs of typed text; the joiner inside emoji


def clean_text(text: str | None) -> str:
    """Typed text as it is stored: NFC, no control, bidi or unassigned characters, no stacked accents, no outer blanks."""
    given = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n"))
    if given.replace("\n", "").isprintable() and not any(map(unicodedata.combining, given)):
        return given.strip()  # nearly every text: nothing to take away, and found so at a tenth of the price
    out: list[str] = []
    marks = 0
    for sign in given:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= 3 and (sign in KEPT or unicodedata.category(sign) not in CLEAN_AWAY):
            out.append(sign)
    return "".join(out).strip()


def clean_line(text: str | None) -> str:
    """One line of text: cleaned, blanks folded, line breaks turned into blanks."""
    return " ".join(clean_text(text).split())


def clean_code(text: str | None) -> str:
    """A name, phone or number as it is compared: NFKC, so that full-width digits count as digits, without blanks."""
    return "".join(unicodedata.normalize("NFKC", clean_text(text)).split())


def line(label: Any, *, longest: int, required: bool = True) -> StringField:
    """A one-line text field."""
    return StringField(label, filters=[clean_line], validators=[_needed(required), Length(max=longest, message=_l("这里最多写 %(max)d 个字。请缩短一些。"))])


def paragraph(label: Any, *, longest: int, required: bool = True) -> TextAreaField:
    """A text of several lines."""
    return TextAreaField(label, filters=[clean_text], validators=[_needed(required), Length(max=longest, message=_l("这里最多写 %(max)d 个字。请缩短一些。"))])


def count(label: Any, *, largest: int, smallest: int = 0) -> IntegerField:
    """A whole number of persons, turns, households or days."""
    return WholeField(label, validators=[InputRequired(_l("请填写一个数字，没有就填 0。")), NumberRange(smallest, largest, _l("请填写 %(min)s 到 %(max)s 之间的整数。"))])


def day(label: Any, *, required: bool = True) -> DateField:
    """A calendar date, Asia/Shanghai."""
    return PlainDateField(label, validators=[_needed(required)])


class Needed(InputRequired):
    """Something was filled in: blanks alone are nothing, whatever a filter made of them."""

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse what is empty after cleaning; what could not be read at all has its own sentence already."""
        super().__call__(form, field)
        if not field.process_errors and (field.data is None or isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(self.message)


def _needed(required: bool) -> InputRequired | Optional:
    return Needed(_l("这一项还没有填写。")) if required else Optional()


class WholeField(IntegerField):
    """A whole number; full-width digits are read as digits, anything else gets a plain sentence."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number or say what is wrong."""
        text = clean_code(valuelist[0]) if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            self.data = int(text) if len(text) <= 15 and text.lstrip("-").isdecimal() else int("x")
        except ValueError as wrong:
            self.data = None
            raise ValueError(_("“%(typed)s”不是整数。请只填数字。", typed=text[:20])) from wrong


class PlainDateField(DateField):
    """A date as the browser or a person writes it: 2018-03-05, 2018/3/5 or 2018年3月5日."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date or say how to write it."""
        text = clean_code(valuelist[0]) if valuelist else ""
        if not text:
            self.data = None
            return
        parts = text.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-").split("-")
        try:
            year, month, number = (int(part) for part in parts)
            self.data = date(year, month, number)
        except ValueError as wrong:
            self.data = None
            raise ValueError(_("“%(typed)s”不是日期。请按 2018-03-05 的样子填写。", typed=text[:20])) from wrong


class YuanField(StringField):
    """An amount in yuan with at most two decimals; its ``data`` is whole fen (int)."""

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else ("" if self.data is None else f"{self.data // 100}.{self.data % 100:02d}")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read 3,710.16 or ３７１０元 as fen, or say what is wrong (``amounts``)."""
        text = clean_code(valuelist[0]) if valuelist else ""
        self.data = None
        if text:
            self.data = fen_of(text, negative=False)


def yuan(label: Any, *, required: bool = True) -> YuanField:
    """An amount of money typed in yuan, kept in fen."""
    return YuanField(label, validators=[_needed(required)])


class KeyField(HiddenField):
    """The client-made key of safety.md §0.2: drawn with the form, sent back with it."""

    def process_data(self, value: Any) -> None:
        """A fresh key for a fresh form."""
        self.data = value or secrets.token_urlsafe(24)


class KeyedForm(FlaskForm):
    """A form that changes something."""

    class Meta(FlaskForm.Meta):
        """What all our forms have of the library's own settings."""

        def get_translations(self, form: FlaskForm) -> Any:
            """The library's own sentences, read from its file once and not in every request that has a form."""
            return _library_words(language.locale())

    key = KeyField(validators=[Regexp(r"^[A-Za-z0-9_-]{16,64}$", message=_l("表单已过期。请重新打开页面再填写。"))])


class MoveForm(KeyedForm):
    """A form that moves a case: it also says which step its sender saw last."""

    seq = HiddenField(validators=[Regexp(r"^[0-9]{1,9}$", message=_l("表单已过期。请重新打开页面再填写。"))])

    heading: str = ""
    """What the page and its button are called, where the move's own title would mislead about this case."""

    told: tuple[str, ...] = ()
    """Sentences above the form: what this move will do to this case, where its title does not say it."""

    def about(self, case_id: int) -> None:
        """Fill what depends on the case – choices, present values, ``told``; asked before the form is shown or read. Plain forms have nothing."""


class ReasonForm(MoveForm):
    """A move that needs a written reason, which those concerned will read."""

    note = paragraph(_l("理由"), longest=1000)


@cache
def _library_words(locale: str) -> Any:
    return get_translations([locale])


def refuse(field: Field, sentence: str) -> None:
    """Say at the field what is wrong (used by a form's own checks)."""
    raise ValidationError(sentence)
