"""What the pages around public notices ask for."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, MultipleFileField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from .. import pictures
from ..forms import KeyedForm, ReasonForm, line, paragraph
from . import attaching
from .queries import open_appeal_of


class FilesField(MultipleFileField):
    """Pictures and PDFs; its ``data`` are files already looked at, so that no time is lost inside the write transaction."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Look at each file or say what is wrong with it."""
        given, self.data = [file for file in valuelist if getattr(file, "filename", "")], []
        if len(given) > attaching.MOST:
            raise ValueError(_("最多附 %(most)s 个文件。请只留最能说明问题的。", most=attaching.MOST))
        try:
            self.data = [attaching.read(file.read(pictures.LARGEST_FILE + 1)) for file in given]
        except attaching.UnusableAttachment as unusable:
            raise ValueError(str(unusable)) from unusable


def files_field() -> FilesField:
    """What shows the facts; nothing is needed."""
    return FilesField(_l("照片或 PDF（最多三个）"), validators=[Optional()], render_kw={"accept": "image/*,.pdf"})


class ObjectionForm(KeyedForm):
    """Objecting to a notice, under one's real name."""

    name = line(_l("真实姓名"), longest=60)
    contact = line(_l("联系电话"), longest=60)
    grounds = paragraph(_l("异议的事实和理由"), longest=2000)
    files = files_field()
    declaration = BooleanField(_l("我对所说的事实负责，愿意配合核实。"), validators=[InputRequired(_l("请先勾选这一项。没有把握的情况，可以作为匿名线索提供。"))])


class WrittenObjectionForm(KeyedForm):
    """An objection that came in writing, as the office takes it down."""

    name = line(_l("异议人姓名或单位"), longest=60)
    contact = line(_l("联系电话或地址"), longest=60)
    grounds = paragraph(_l("异议的事实和理由"), longest=2000)
    files = files_field()


class UpholdForm(ReasonForm):
    """Upholding: of an appeal, the decision it was against; of an objection, what it says, and then the project is out."""

    def about(self, case_id: int) -> None:
        """Call it by what it does to this case."""
        found = open_appeal_of(case_id)
        if found and found.kind == "objection":
            self.heading = _("异议成立：取消入选")


class TipForm(KeyedForm):
    """A clue without a name."""

    words = paragraph(_l("您知道的情况"), longest=1000)


class RemarkForm(KeyedForm):
    """What came of a clue."""

    remark = paragraph(_l("核实的情况"), longest=1000)


class AnswerForm(KeyedForm):
    """The answer to an objection to an outcome."""

    outcome = RadioField(_l("核实结果"), choices=[SelectChoice("upheld", _l("异议成立")), SelectChoice("dismissed", _l("异议不成立"))],
                         validators=[InputRequired(_l("请选择核实结果。"))])
    answer = paragraph(_l("答复"), longest=1000)


class OfficeForm(KeyedForm):
    """Where the public asks and complains."""

    enquiry = line(_l("咨询电话或地点"), longest=80)
    supervision = line(_l("监督电话或地点"), longest=80)
