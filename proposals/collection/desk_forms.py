"""What the desk fills in: a paper form on one screen, in the order of the paper; and what it mends afterwards."""
from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, ValidationError
from wtforms.validators import InputRequired

from .. import clock, words
from ..forms import KeyedForm, MoveForm, day, line, paragraph
from ..storage import db
from ..words.collection import CHANNELS
from . import queries
from .forms import CHOOSE, ContactFields, PlaceFields, options, telephone
from .models import Proposal
from .rules.paper import BY_HAND

WRITTEN = ("title", "problem", "solution", "community_id", "place", "category_id", "beneficiaries", "cost_fen", "participation")


class PaperForm(PlaceFields, ContactFields, KeyedForm):
    """A paper idea: what the sheet says, its date, and which way it came."""

    channel = RadioField(_l("从哪里收到的"), choices=options({code: CHANNELS[code] for code in BY_HAND}), default="desk", validators=[InputRequired(CHOOSE)])
    form_date = day(_l("表上的日期"))
    title = line(_l("题目"), longest=30)
    problem = paragraph(_l("要解决的问题"), longest=2000)
    solution = paragraph(_l("建议的办法"), longest=2000)
    consent = BooleanField(_l("提案人已在纸上签字同意《个人信息保护说明》，或已口头同意"), validators=[InputRequired(_l("没有提案人的同意不能登记。"))])

    def validate_form_date(self, field: Field) -> None:
        """A form was filled in before it is entered."""
        if field.data and field.data > clock.today(clock.now()):
            raise ValidationError(_("表上的日期晚于今天。请核对后改正。"))


class PhoneForm(FlaskForm):
    """A phone, to ask whether it proposed before."""

    phone = telephone(_l("电话"))


class CorrectForm(PlaceFields, MoveForm):
    """What the paper really says; another phone may be another person."""

    title = line(_l("题目"), longest=30)
    problem = paragraph(_l("要解决的问题"), longest=2000)
    solution = paragraph(_l("建议的办法"), longest=2000)
    name = line(_l("姓名"), longest=30)
    phone = telephone(_l("电话"))

    def about(self, case_id: int) -> None:
        """Show what was entered; what was typed wins."""
        idea = db.session.get_one(Proposal, case_id)
        self.offer(communities=queries.community_choices(None), categories=[(each.id, words.term(each.title)) for each in queries.categories(idea.season_id)])
        if self.is_submitted():
            return
        for name in WRITTEN:
            self[name].data = getattr(idea, name)
        self.name.data, self.phone.data = idea.contact_name, (idea.proposer.phone if idea.proposer else "") or ""
