"""What a money page's address asks for: read once, checked, and said back at the field when it is not understood. A wrong filter leaves out nothing."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import Field, Form, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from ... import words
from ...directory.models import Area
from ...forms import PlainDateField, clean_code, clean_line, line, refuse
from ...implementation.queries import ENDED, UNDER_WAY
from ...seasons.models import Category, Season
from ...storage import db
from ...words import funding as labels
from .. import promises
from ..models import STAGES
from ..promises import Place
from ..queries import Entries, Projects

LARGEST = 10**15
LONGEST = 60
SPOT = re.compile("[0-9]{1,15}[.][0-9]{1,15}")


class Pick(SelectField):
    """One of a list, or all of it."""

    def pre_validate(self, form: Form) -> None:
        """Say what is not in the list."""
        if self.data not in {choice.value for choice in self.choices}:
            refuse(self, _("“%(typed)s”不在可选的范围里。请从列表里重新选择。", typed=str(self.data)[:20]))


class KeyField(HiddenField):
    """The number of a thing, given by a link."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number, or say that it is none."""
        text = clean_code(valuelist[0]) if valuelist else ""
        self.data = None
        if text and not (text.isascii() and text.isdecimal() and 0 < int(text[:20]) < LARGEST):
            raise ValueError(_("“%(typed)s”不是编号。请从页面上的链接进入。", typed=text[:20]))
        self.data = int(text) if text else None


class CarriedField(HiddenField):
    """Words that a link narrows the list to."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the words, or say that they are too long."""
        self.data = clean_line(valuelist[0]) if valuelist else ""
        if len(self.data) > LONGEST:
            raise ValueError(_("“%(typed)s”太长了。请从页面上的链接进入。", typed=self.data[:20]))


class SpotField(CarriedField):
    """A place that money was set aside for, given by a link: the numbers of street and group with a dot between, 0 for neither."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the two numbers, or say that they are none."""
        super().process_formdata(valuelist)
        if self.data and SPOT.fullmatch(self.data) is None:
            raise ValueError(_("“%(typed)s”不是编号。请从页面上的链接进入。", typed=self.data[:20]))

    @property
    def place(self) -> Place | None:
        """Street and group; None when the link names no place, or none that is understood."""
        if not self.data or self.errors:
            return None
        street, group = (int(part) or None for part in self.data.split("."))
        return street, group


class PlaceFilters(Form):
    """Filters that both lists have."""

    street = Pick(_l("街道"))
    category = Pick(_l("类别"))

    def __init__(self, season: Season) -> None:
        super().__init__(request.args)
        self.season = season
        streets = db.session.execute(select(Area.id, Area.name).where(Area.kind == "street").order_by(Area.code))
        groups = db.session.execute(select(Category.id, Category.title).where(Category.season_id == season.id).order_by(Category.position))
        self.street.choices = _listed(_("全部街道"), streets)
        self.category.choices = _listed(_("全部类别"), ((key, words.term(title)) for key, title in groups))
        self._source.choices = _listed(_("全部来源"), ((fund.id, words.term(fund.title)) for fund in promises.funds_of(db.session(), season_id=season.id)))
        for field in self:
            field.flags.optional = False  # in a filter everything is optional: it goes without saying
            field.data = "" if isinstance(field, Pick) and not field.raw_data else field.data
        self.prepare()
        self.understood = self.validate()

    @property
    def _source(self) -> Field:
        return self["source"] if "source" in self else self["fund"]

    def prepare(self) -> None:
        """Fill in the lists of the page's own filters."""

    def key(self, name: str) -> int | None:
        """The key chosen in a list; None for all, and for what was not understood."""
        field = self[name]
        return int(field.data) if field.data and not field.errors else None

    def text(self, name: str) -> str:
        """The words typed or the name chosen; empty for what was not understood."""
        field = self[name]
        return str(field.data) if field.data and not field.errors else ""

    @property
    def shown(self) -> list[Field]:
        """The filters that a person chooses."""
        return [field for field in self if not isinstance(field, HiddenField)]

    @property
    def carried(self) -> list[Field]:
        """The filters that a link set, and that were understood: they travel along unseen."""
        return [field for field in self if isinstance(field, HiddenField) and field.data and not field.errors]

    @property
    def status(self) -> int:
        """How the page answers: 422 when a filter was not understood."""
        return 200 if self.understood else 422


class ProjectFilters(PlaceFilters):
    """The filters of the overview's table."""

    _onward: tuple[str, dict[str, object]] | None = None
    """The books' address and this list's own filters in it: a page has a hundred figures, and each leads there."""

    source = Pick(_l("来源"))
    state = Pick(_l("状态"))
    words = line(_l("项目名称或编号"), longest=60, required=False)

    def prepare(self) -> None:
        """The states that a signed project can be in."""
        self.state.choices = _listed(_("全部状态"), ((state, words.state_title("proposal", state)) for state in UNDER_WAY + ENDED))

    @property
    def asked(self) -> Projects:
        """What of it was understood."""
        return Projects(self.season.id, street_id=self.key("street"), category_id=self.key("category"), fund_id=self.key("source"),
                        state=self.text("state"), words=self.text("words"))

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return self.asked != Projects(self.season.id)

    def to_entries(self, **more: object) -> str:
        """The address of the books, narrowed as this list is and further (``fund``, ``stage``, ``category``, ``from``, ``to``)."""
        if self._onward is None:
            asked = self.asked
            self._onward = url_for("funding.entries"), {"season": self.season.id, "street": asked.street_id, "category": asked.category_id,
                                                        "bearer": asked.fund_id, "state": asked.state or None, "project": asked.words or None}
        address, own = self._onward
        return f"{address}?{urlencode({name: value for name, value in (own | more).items() if value is not None})}"


class EntryFilters(PlaceFilters):
    """The filters of the books."""

    fund = Pick(_l("来源"))
    stage = Pick(_l("去向"))
    kind = Pick(_l("事项"))
    from_on = PlainDateField(_l("从哪天"), name="from", validators=[Optional()])
    to_on = PlainDateField(_l("到哪天"), name="to", validators=[Optional()])
    words = line(_l("项目、凭证或登记号"), longest=60, required=False)
    commitment = KeyField()
    payment = KeyField()
    pledge = KeyField()
    bearer = KeyField()
    state = CarriedField()
    project = CarriedField()
    spot = SpotField()

    def prepare(self) -> None:
        """Stages, then what crosses from one to another, and kinds, in the order of the money's way."""
        self.stage.choices = _listed(_("全部"), [*((stage, labels.STAGES[stage]) for stage in STAGES), *labels.WAYS.items()])
        self.kind.choices = _listed(_("全部事项"), labels.KINDS.items())

    def validate_to_on(self, field: Field) -> None:
        """Days in their order."""
        if self.from_on.data and field.data and field.data < self.from_on.data:
            refuse(field, _("结束日期早于开始日期。请改一下。"))

    @property
    def asked(self) -> Entries:
        """What of it was understood."""
        return Entries(self.season.id, fund_id=self.key("fund"), stage=self.text("stage") or None, kind=self.text("kind") or None,
                       commitment_id=self.key("commitment"), payment_id=self.key("payment"), street_id=self.key("street"), category_id=self.key("category"),
                       from_on=self.text("from_on") or None, to_on=self.text("to_on") or None, words=self.text("words"), pledge_id=self.key("pledge"),
                       place=self.spot.place, projects=self.projects)

    @property
    def projects(self) -> Projects | None:
        """Which projects a link narrows the list to, beside street and group; None when it does not."""
        asked = Projects(self.season.id, fund_id=self.key("bearer"), state=self.text("state"), words=self.text("project"))
        return asked if asked != Projects(self.season.id) else None


def _listed(everything: str, rows: Iterable[Any]) -> list[SelectChoice]:
    return [SelectChoice("", everything), *(SelectChoice(str(value), str(title)) for value, title in rows)]


def paged() -> dict[str, int | None]:
    """After or before which row the address asks to go on; nonsense begins at the beginning."""
    found = {name: request.args.get(name, "") for name in ("after", "before")}
    return {name: int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None for name, text in found.items()}


def filtered() -> str:
    """The filters as the address has them, for the head of a sheet."""
    return _("筛选：%(filters)s", filters="；".join(f"{name}={value}" for name, value in request.args.items() if value and name != "lang") or _("全部"))
