"""What the pages of a residents' vote ask for."""
from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FileField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from ...choosing import pabulib
from ...forms import KeyedForm, Needed, clean_code, clean_text, count, day, refuse, yuan
from ...words.voting import UNREADABLE

MOBILE = re.compile(r"1[3-9][0-9]{9}")
LARGEST_FILE = 10_000_000


class TermsForm(KeyedForm):
    """When a vote is, how much it weighs, and how many projects a ballot may support."""

    first = day(_l("第一天"))
    last = day(_l("最后一天"))
    weight_percent = count(_l("投票占总分的百分之几"), largest=20)
    most_choices = count(_l("每张选票最多选几个项目"), smallest=1, largest=20)


class PhonesForm(KeyedForm):
    """Phones of residents of one community."""

    community_id = SelectField(_l("社区"), coerce=int, validators=[InputRequired(_l("请选择社区。"))])
    phones = TextAreaField(_l("手机号"), filters=[clean_text], validators=[Needed(_l("请至少填写一个手机号。"))])

    def listed(self) -> list[str]:
        """The phones, each once, in the order they were typed."""
        return list(dict.fromkeys(clean_code(each) for each in re.split(r"[\s,，;；、]+", self.phones.data or "") if each))

    def validate_phones(self, field: Field) -> None:
        """Every one is a mobile number."""
        wrong = [each for each in self.listed() if not MOBILE.fullmatch(each)]
        if wrong:
            refuse(field, _("这些不是 11 位手机号：%(wrong)s。请改正后再提交。", wrong="、".join(each[:20] for each in wrong[:5])))


class EntryForm(KeyedForm):
    """A resident's way to the ballot."""

    phone = StringField(_l("手机号"), filters=[clean_code], validators=[Regexp(r"^1[3-9][0-9]{9}$", message=_l("手机号应是 11 位数字。请检查后重新填写。"))],
                        render_kw={"class": "medium", "inputmode": "tel", "autocomplete": "tel"})
    code = StringField(_l("投票码"), filters=[clean_code], validators=[Regexp(r"^[0-9]{8}$", message=_l("投票码是 8 位数字。请检查后重新填写。"))],
                       render_kw={"class": "short", "inputmode": "numeric", "autocomplete": "one-time-code"})


class BallotForm(KeyedForm):
    """The projects of a resident's community; none may be chosen as well."""

    proposals = SelectMultipleField(_l("您支持哪些项目？"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validators=[])


class ElectionField(FileField):
    """An election's file; its ``data`` is (election, name, bytes), or the field says why it cannot be read."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the file."""
        self.data = None
        if not valuelist or not getattr(valuelist[0], "filename", ""):
            return
        content = valuelist[0].read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise ValueError(_("这个文件超过 10 MB。请换一份文件。"))
        try:
            self.data = (pabulib.read(content.decode("utf-8-sig")), valuelist[0].filename, content)
        except UnicodeDecodeError as wrong:
            raise ValueError(_("这个文件不是 UTF-8 编码的文本。请另存为 UTF-8 后再上传。")) from wrong
        except pabulib.Unreadable as wrong:
            raise ValueError(str(UNREADABLE[wrong.code]) % wrong.facts) from wrong


class FileForm(KeyedForm):
    """A file of ballots."""

    file = ElectionField(_l("选票文件（.pb）"), render_kw={"accept": ".pb,.txt,text/plain"})

    def validate_file(self, field: Field) -> None:
        """Something to read."""
        if field.data is None and not field.process_errors:
            refuse(field, _("请选择一个 .pb 文件。"))


class BudgetForm(KeyedForm):
    """With how much money equal shares are tried."""

    budget = yuan(_l("资金（元）"))
    completion = SelectField(_l("剩下的钱"), choices=[SelectChoice("none", _l("不再分配")), SelectChoice("add1", _l("逐轮加份额（add1）"))])
