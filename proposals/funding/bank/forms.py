"""Forms about bank accounts, statements and matches. A file is read and proven before any transaction."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FileField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Regexp

from ...forms import KeyedForm, clean_code, line, paragraph, refuse
from ...sheets import UnreadableSheet
from ...sheets.reading import LARGEST_FILE
from ..spending.forms import TOO_LARGE
from . import importing
from .columns import BadStatement

CHOOSE = _l("请选择一项。")
NUMBER = Regexp(r"^[0-9][0-9 -]{5,38}$|^演示[0-9 -]{4,34}$", message=_l("账号只填数字，6 到 40 位。请核对。"))


class StatementField(FileField):
    """A bank's statement; its ``data`` is the proven file. What is wrong with it is told line by line."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read and prove the file, or say what is wrong and where."""
        self.data = None
        if valuelist and getattr(valuelist[0], "filename", ""):
            self._prove(valuelist[0].read(LARGEST_FILE + 1), name=valuelist[0].filename)

    def _prove(self, upload: bytes, *, name: str) -> None:
        try:
            self.data = importing.read(upload, name=name)
        except UnreadableSheet as wrong:
            raise ValueError(str(wrong)) from wrong
        except BadStatement as wrong:
            more = _("另外还有 %(count)s 处。", count=wrong.more) if wrong.more else ""
            raise ValueError(" ".join((*wrong.sentences, more)).strip()) from wrong


class StatementForm(KeyedForm):
    """First the file is shown as it was understood, then a person takes it in; ``kept`` is the digest of the file shown."""

    account = SelectField(_l("哪个账户"), coerce=int, validators=[InputRequired(CHOOSE)])
    file = StatementField(_l("银行对账单"), render_kw={"accept": ".csv,.xlsx,.txt", "data-largest": LARGEST_FILE, "data-too-large": TOO_LARGE})
    kept = HiddenField()

    def validate_file(self, field: Field) -> None:
        """Something to read."""
        if field.data is None and not field.process_errors:
            refuse(field, _("请选择从网银导出的对账单文件（CSV 或 XLSX）。"))

    def take(self, kept: importing.File | None) -> None:
        """Use the file of the step before when none was chosen anew."""
        if self.file.data is None and not self.file.process_errors:
            self.file.data = kept


class MatchForm(KeyedForm):
    """One proposal confirmed (``match``), or all that are certain."""


class ChoiceForm(KeyedForm):
    """A person says what a line is, where nothing was proposed or something else is right."""

    match = RadioField(_l("这一行是"), validators=[InputRequired(CHOOSE)])


class UndoForm(KeyedForm):
    """Taking back what a line was taken for."""

    note = paragraph(_l("为什么撤销"), longest=500)


class AccountForm(KeyedForm):
    """An account of ours."""

    desk = SelectField(_l("哪一方"), validators=[InputRequired(CHOOSE)])
    title = line(_l("账户名称（本系统里怎么叫）"), longest=60)
    holder = line(_l("户名"), longest=80)
    bank = line(_l("开户行"), longest=80)
    number = line(_l("账号"), longest=40)
    demonstration = BooleanField(_l("这是演示账户"))

    def validate_number(self, field: Field) -> None:
        """Digits."""
        field.data = clean_code(field.data)
        NUMBER(self, field)


class PayeeForm(KeyedForm):
    """Where an organisation is paid."""

    holder = line(_l("户名"), longest=80)
    bank = line(_l("开户行"), longest=80)
    number = line(_l("账号"), longest=40)

    def validate_number(self, field: Field) -> None:
        """Digits."""
        field.data = clean_code(field.data)
        NUMBER(self, field)


class NamedPayeeForm(KeyedForm):
    """Who is paid in the implementer's place."""

    organisation = SelectField(_l("收款单位"), coerce=int, validators=[InputRequired(CHOOSE)])
    reason = paragraph(_l("为什么由它代收"), longest=200)
