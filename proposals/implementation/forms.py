"""Forms of a running project. The activity form is made for a phone and under a minute: six fields, the last place is filled in."""
from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectChoice
from wtforms.validators import InputRequired

from ..collection.models import Proposal
from ..forms import KeyedForm, MoveForm, count, day, line, paragraph, refuse
from ..storage import db
from .models import Amendment, Visit

ASKED = {"schedule": _l("延长实施期"), "place": _l("更换地点"), "people": _l("更换人员"), "scope": _l("调整内容")}
KINDS = {**ASKED, "amount": _l("变更金额"), "shares": _l("变更各来源的承担比例")}
LARGEST = 100_000


class ActivityForm(KeyedForm):
    """One activity."""

    held_on = day(_l("哪天办的"))
    topic = line(_l("做了什么"), longest=80)
    place = line(_l("在哪里"), longest=80)
    beneficiary_times = count(_l("受益人次"), largest=LARGEST)
    volunteer_times = count(_l("志愿者人次"), largest=LARGEST)
    service_minutes = count(_l("志愿服务总时长（分钟）"), largest=10_000_000)
    note = paragraph(_l("补充说明"), longest=500, required=False)


class StartForm(MoveForm):
    """When the work begins."""

    start_on = day(_l("开工日期"))

    def about(self, case_id: int) -> None:
        """Say until when the plan runs."""
        project = db.session.get_one(Proposal, case_id)
        if project.ends_on is not None:
            self.told = (_("按方案，项目到 %(day)s 结束。", day=project.ends_on.isoformat()),)


class VisitForm(KeyedForm):
    """A visit to come."""

    planned_on = day(_l("走访日期"))


class RecordForm(MoveForm):
    """A visit that found nothing to put right."""

    report = paragraph(_l("走访情况"), longest=2000)


class FindingsForm(RecordForm):
    """A visit that found something."""

    findings = paragraph(_l("需要整改的事项"), longest=2000)


class RectifyForm(MoveForm):
    """How the findings were put right."""

    evidence = paragraph(_l("整改结果，凭什么确认"), longest=2000)

    def about(self, case_id: int) -> None:
        """Repeat what was found."""
        visit = db.session.get_one(Visit, case_id)
        self.told = (visit.findings,) if visit.findings else ()


class AmendmentForm(KeyedForm):
    """A change that the implementer asks for."""

    kind = RadioField(_l("要变更什么"), choices=[SelectChoice(*one) for one in ASKED.items()], validators=[InputRequired(_l("请选择要变更的内容。"))])
    wish = paragraph(_l("为什么变更，变更成什么"), longest=1000)
    new_ends_on = day(_l("新的结束日期（延长实施期时填写）"), required=False)

    def validate_kind(self, field: Field) -> None:
        """A longer period names its new end; the other kinds have none."""
        if (field.data == "schedule") != (self.new_ends_on.data is not None):
            refuse(field, _("延长实施期要写新的结束日期，其他变更不写。"))


class RenewForm(MoveForm):
    """A change that all parties sign anew."""

    def about(self, case_id: int) -> None:
        """Say what is changed, what happens to payments meanwhile, and what holds until all have signed."""
        asked = db.session.get_one(Amendment, case_id)
        self.told = (_("申请变更：%(kind)s", kind=KINDS[asked.kind]), asked.wish,
                     _("批准以后请各方签署新的协议文本；签完以前原协议继续有效，还没有汇出的款项先暂缓。"))
