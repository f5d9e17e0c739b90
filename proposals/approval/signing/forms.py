"""What the pages of signing ask for. A code field is taken out of a form while its person's session is confirmed."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import BooleanField, Field, FieldList, FileField, FormField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.form import Form
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from ... import clock
from ...accounts.confirming.acts import confirmed_until
from ...accounts.confirming.forms import code_field
from ...forms import KeyedForm, MoveForm, WholeField, clean_line, clean_text, day, line, refuse
from . import scans
from .scans import Picture

TOO_LONG = _l("这里最多写 %(max)d 个字。请缩短一些。")
MOST = 200


def seal_field() -> StringField:
    """The digest of the text that was read."""
    return StringField(_l("文本校验值"), validators=[Regexp(r"^[0-9a-f]{64}$", message=_l("校验值不完整。请从签约页面打开协议，通读后再签。"))],
                       render_kw={"readonly": True, "class": "medium"})


class SignForm(MoveForm):
    """Signing: the digest of the text that was read, the confirmation, and the phone's code."""

    seal = seal_field()
    read = BooleanField(_l("我已通读全文，代表本方同意并签署。"), validators=[InputRequired(_l("请先通读全文并勾选确认。"))])
    code = code_field(required=True)


class SignByMove(MoveForm):
    """Signing on the page of every move: only in a session that has just shown its code."""

    seal = seal_field()
    read = BooleanField(_l("我已通读全文，代表本方同意并签署。"), validators=[InputRequired(_l("请先通读全文并勾选确认。"))])

    def validate_read(self, field: Field) -> None:
        """A session that showed no code signs nothing, whatever another session of the same person did."""
        if confirmed_until(current_user.sign_in_id, at=clock.now()) is None:
            refuse(field, _("签署前要先输入手机上的动态码，5 分钟内有效。请打开协议页面，输入动态码后再签。"))


class BatchForm(KeyedForm):
    """Signing several: each paper as signature and digest (12:ab…), one confirmation, one code."""

    papers = SelectMultipleField(_l("协议"), validate_choice=False, validators=[InputRequired(_l("请至少勾选一份协议。")), Length(max=MOST)])
    read = BooleanField(_l("所列协议我都已通读全文，代表本方同意并逐份签署。"), validators=[InputRequired(_l("请先通读各份协议并勾选确认。"))])
    code = code_field(required=True)

    def seals(self) -> dict[int, str]:
        """Signature → digest that was shown; what is not of this shape is left out."""
        parts = (paper.partition(":") for paper in self.papers.data or ())
        return {int(case): seal for case, _colon, seal in parts if case.isascii() and case.isdigit() and len(case) < 16 and len(seal) == 64}


class RemindForm(KeyedForm):
    """Reminding the parties of several agreements."""

    agreements = SelectMultipleField(_l("协议"), coerce=int, validate_choice=False, validators=[InputRequired(_l("请至少勾选一份协议。")), Length(max=MOST)])


class PageField(FileField):
    """The scan of a signed page; its ``data`` is the file as its bytes tell, looked at before the write transaction."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Look at the bytes, or say what is wrong with them."""
        self.data: Picture | None = None
        if valuelist and getattr(valuelist[0], "filename", ""):
            try:
                self.data = scans.read(valuelist[0].read(scans.LARGEST + 1))
            except scans.UnusableScan as unusable:
                raise ValueError(str(unusable)) from unusable


class HandInForm(MoveForm):
    """Handing in a page signed by hand."""

    page = PageField(_l("签字页扫描件"), render_kw={"accept": ".pdf,.jpg,.jpeg,.png"})
    signatory = line(_l("签字人姓名（照签字页上写的）"), longest=60)
    signed_on = day(_l("签字日期"))

    def validate_page(self, field: Field) -> None:
        """No handing in without the page."""
        if field.data is None and not field.process_errors:
            refuse(field, _("请选择签字页的扫描件或照片。"))

    def validate_signed_on(self, field: Field) -> None:
        """Nobody signs in the future."""
        if field.data and field.data > clock.today(clock.now()):
            refuse(field, _("签字日期不能晚于今天。请改正。"))


class WitnessForm(MoveForm):
    """Holding a signed page against the text."""

    seal = seal_field()
    same = BooleanField(_l("我核对过：签字页上的编号、校验值与本文本一致，签字盖章齐全。"), validators=[InputRequired(_l("请先核对并勾选；不一致的，请退回。"))])


class ClauseForm(Form):
    """One clause of the template."""

    heading = StringField(_l("标题"), filters=[clean_line], validators=[Length(max=40, message=TOO_LONG)])
    body = TextAreaField(_l("条文"), filters=[clean_text], validators=[Length(max=4000, message=TOO_LONG)])


class PartyForm(Form):
    """One party of the season, or a post that could be one."""

    code = HiddenField()
    taken = BooleanField(_l("参加签约"))
    title = StringField(_l("名称"), filters=[clean_line], validators=[Length(max=40, message=TOO_LONG)])
    position = WholeField(_l("顺序"), validators=[Optional(), NumberRange(1, 12, _l("请填写 %(min)s 到 %(max)s 之间的整数。"))], render_kw={"class": "short"})


class TemplateForm(KeyedForm):
    """The season's template: title, order, clauses."""

    version = StringField(validators=[Regexp(r"^[0-9]{1,6}$", message=_l("表单已过期。请重新打开页面再填写。"))])
    title = line(_l("协议名称"), longest=60)
    order = RadioField(_l("签署顺序"), choices=[SelectChoice("free", _l("不分先后，各签各的")), SelectChoice("fixed", _l("按各方的顺序，一方签完下一方再签"))])
    clauses = FieldList(FormField(ClauseForm), max_entries=40)


class PartiesForm(KeyedForm):
    """Who signs in a season, in which order."""

    parties = FieldList(FormField(PartyForm), max_entries=12)
