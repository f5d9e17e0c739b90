"""The forms of a list's way in and out. The file is read before any transaction."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FileField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from ...forms import KeyedForm, paragraph, refuse
from ...sheets import UnreadableSheet
from ...words.importing import COLUMNS
from . import files
from .columns import Choice

COLUMN = "column_"
TOO_LARGE = _l("这个文件超过 30 MB。请分成几个文件，或请管理员在服务器上导入。")


class ListField(FileField):
    """A table file; its ``data`` is the file as far as it was read, or the field says why it cannot be."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the file."""
        self.data = None
        if valuelist and getattr(valuelist[0], "filename", ""):
            try:
                self.data = files.look_at(valuelist[0].read(files.LARGEST_UPLOAD + 1), name=valuelist[0].filename, largest=files.LARGEST_UPLOAD)
            except UnreadableSheet as broken:
                raise ValueError(str(broken)) from broken


class UploadForm(KeyedForm):
    """Choose a file."""

    file = ListField(_l("名单文件"), render_kw={"accept": ".csv,.xlsx", "data-largest": files.LARGEST_UPLOAD, "data-too-large": TOO_LARGE})

    def validate_file(self, field: Field) -> None:
        """Something to read."""
        if field.data is None and not field.process_errors:
            refuse(field, _("请选择 Excel（.xlsx）或 CSV 文件。"))


class ColumnsForm(KeyedForm):
    """What each column means; the columns are added by ``for_columns``."""

    community_id = SelectField(_l("没有写社区的行，都记到"), coerce=int, validators=[Optional()])

    def columns(self) -> list[Field]:
        """The fields of the columns, in the order of the file."""
        return [field for field in self if field.name.startswith(COLUMN)]

    def choice(self, *, heading: int) -> Choice:
        """What was chosen."""
        places = {field.data: int(field.name.removeprefix(COLUMN)) for field in self.columns() if field.data}
        return Choice(heading, places, self.community_id.data or None)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Each meaning belongs to one column."""
        valid = super().validate(extra_validators)
        seen: set[str] = set()
        for field in self.columns():
            if field.data and field.data in seen:
                field.errors = [*field.errors, _("已经有一列是“%(column)s”了。请只选一列。", column=COLUMNS[field.data])]
                valid = False
            seen.add(field.data)
        return valid


def for_columns(titles: Sequence[str], *, choice: Choice, communities: dict[str, list[tuple[int, str]]]) -> ColumnsForm:
    """The form for a list with these headings, filled in as it was guessed or chosen before."""
    meant = {place: role for role, place in choice.places.items()}
    offered = [SelectChoice("", _("不导入")), *(SelectChoice(role, title) for role, title in COLUMNS.items())]
    fields = {f"{COLUMN}{place}": SelectField(title or _("（第 %(number)s 列）", number=place + 1), choices=offered, default=meant.get(place, ""))
              for place, title in enumerate(titles)}
    form: ColumnsForm = type("ColumnsOfThisList", (ColumnsForm,), fields)(data={"community_id": choice.community_id or 0})
    known = [SelectChoice(str(value), label, optgroup=street) for street, found in communities.items() for value, label in found]
    form.community_id.choices = [SelectChoice("0", _("不设，必须每行写明")), *known]
    return form


class TakeInForm(KeyedForm):
    """Take the list in as it was shown."""

    consent = BooleanField(_l("名单里的提案人（未成年人由监护人）都已同意《个人信息保护说明》"),
                           validators=[InputRequired(_l("没有提案人的同意不能登记。"))])


class UndoForm(KeyedForm):
    """Take the whole list back."""

    reason = paragraph(_l("为什么撤销"), longest=500)
