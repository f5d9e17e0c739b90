"""Forms of the season pages."""
from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from .. import clock, words
from ..forms import KeyedForm, MoveForm, ReasonForm, count, day, line, paragraph
from ..storage import db
from . import queries
from .models import Phase


class SeasonForm(KeyedForm):
    """A new season: its year, its name, and the day its collection begins."""

    year = count(_l("年度"), smallest=2000, largest=2100)
    title = line(_l("名称"), longest=80)
    first = day(_l("征集从哪一天开始"))


class SettingsForm(KeyedForm):
    """A season's name, its call and its numbers."""

    title = line(_l("名称"), longest=80)
    call_text = paragraph(_l("征集令"), longest=5000, required=False)
    ideas_per_person = count(_l("每人最多提几个点子"), smallest=1, largest=100)
    paper_days = count(_l("征集结束后几天内还可以补录纸质表"), largest=60)
    pass_line = count(_l("评审及格线（分）"), largest=100)
    reviews_needed = count(_l("评审至少要几份评分"), smallest=1, largest=15)
    appeal_days = count(_l("申诉期限（工作日）"), smallest=1, largest=60)
    acknowledge_days = count(_l("收到公示异议后几个工作日内告知收到"), smallest=1, largest=30)
    answer_days = count(_l("收到公示异议后几个工作日内答复"), smallest=1, largest=30)
    activity_percent = count(_l("结项前至少完成计划活动的百分之几"), largest=100)
    evaluation_line = count(_l("结项评估及格线（分）"), largest=100)
    projects_per_organisation = count(_l("每个组织最多承接几个项目"), smallest=1, largest=50)
    management_percent = count(_l("管理费最多占百分之几"), largest=100)
    personnel_percent = count(_l("人员费最多占百分之几"), largest=100)
    notice_percent = count(_l("预算科目之间的调整，合计不超过预算的百分之几时只需告知"), largest=100)

    def validate_answer_days(self, field: object) -> None:
        """Nobody is answered before they were told that the objection has come."""
        if (self.answer_days.data or 0) < (self.acknowledge_days.data or 0):
            raise ValidationError(_("答复的期限不能短于告知收到的期限。请改长一些。"))


class SpanForm(KeyedForm):
    """The days of a phase that has not begun."""

    first = day(_l("开始日期"))
    last = day(_l("结束日期"))

    def validate_last(self, field: object) -> None:
        """The last day does not lie before the first."""
        if self.first.data and self.last.data and self.last.data < self.first.data:
            raise ValidationError(_("结束日期早于开始日期。请改正后再保存。"))


class YearForm(KeyedForm):
    """Enter the holidays of one year."""

    year = SelectField(_l("年度"), coerce=int, validators=[InputRequired(_l("请选择年度。"))])


class DayForm(KeyedForm):
    """One day that is off, or worked, by a later notice."""

    day = day(_l("日期"))
    working = SelectField(_l("这一天"), choices=[SelectChoice("0", _l("放假")), SelectChoice("1", _l("上班"))])
    title = line(_l("依据（例如：某某通知）"), longest=40)


class LaterForm(ReasonForm):
    """A phase gets a later closing day, which is published with its reason."""

    until = day(_l("新的结束日期"))

    def about(self, case_id: int) -> None:
        """Say until when it lasts now."""
        phase = db.session.get_one(Phase, case_id)
        self.told = (_("原定结束日期：%(day)s。新的日期会公布在首页。", day=clock.today(phase.closes_us).isoformat()),)
        if self.until.data is None and not self.is_submitted():
            self.until.data = clock.today(max(phase.closes_us, clock.now())) + timedelta(days=7)


class CloseForm(MoveForm):
    """Closing a phase: first it shows what that does to the cases still in it."""

    def about(self, case_id: int) -> None:
        """Count, without writing, what every sweep would move and what it would leave."""
        phase = db.session.get_one(Phase, case_id)
        if phase.state == "open":
            self.told = tuple(_sentences(queries.closing_preview(phase, at=clock.now()))) or (_("没有因此自动办理的点子。"),)


def _sentences(sweeps: list[queries.Sweep]) -> list[str]:
    told = []
    for sweep in sweeps:
        if sweep.batch.moved:
            told.append(_("“%(move)s”自动办理 %(count)s 件。", move=words.move_title("proposal", sweep.move), count=len(sweep.batch.moved)))
        reasons: dict[str, int] = {}
        for problems in sweep.batch.refused.values():
            for sentence in {words.sentence(problem) for problem in problems}:
                reasons[sentence] = reasons.get(sentence, 0) + 1
        told += [_("有 %(count)s 件不能自动办理，会留在原处等人处理：%(reason)s", count=number, reason=sentence) for sentence, number in reasons.items()]
    return told
