"""Forms about a season's sources. Amounts are typed in yuan and kept in fen."""
from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import Field, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Optional, Regexp

from ... import words
from ...directory.models import Area
from ...forms import KeyedForm, count, day, line, paragraph, refuse, yuan
from ...seasons.models import Category, Season
from ...storage import db
from ...words import bank as bank_labels
from ...words import sourcing as labels
from .. import promises
from ..promises import Place
from ..spending.forms import LOOK, OriginalField
from ..spending.originals import Original
from .naming import Source

HEAVIEST = 1_000_000


class SourcingForm(KeyedForm):
    """A form of these pages; ``hints`` are told below the labels."""

    hints: Mapping[str, object] = {}


class UsualForm(SourcingForm):
    """How a season's cost is shared between the usual two sources, in percent."""

    foundation = count(_l("社区发展基金会出百分之几"), largest=99, smallest=1)
    treasury = count(_l("区财政出百分之几"), largest=99, smallest=1)

    def validate_treasury(self, field: Field) -> None:
        """Both together are the whole."""
        if field.data is not None and self.foundation.data is not None and field.data + self.foundation.data != 100:
            refuse(field, _("两个来源加起来要正好是一百。"))


class PlacedForm(SourcingForm):
    """A form with a street and a group of people, both of which may stay open."""

    street = SelectField(_l("街道"), coerce=int, default=0)
    category = SelectField(_l("人群"), coerce=int, default=0)

    def offer_places(self, season: Season) -> None:
        """The streets of the district and the season's groups."""
        streets = db.session.execute(select(Area.id, Area.short_name).where(Area.kind == "street").order_by(Area.code))
        groups = db.session.execute(select(Category.id, Category.title).where(Category.season_id == season.id).order_by(Category.position))
        self.street.choices = [SelectChoice(0, _("不限街道")), *(SelectChoice(key, name) for key, name in streets)]
        self.category.choices = [SelectChoice(0, _("不限人群")), *(SelectChoice(key, words.term(title)) for key, title in groups)]

    @property
    def place(self) -> Place:
        """What was chosen, None for what stays open."""
        return self.street.data or None, self.category.data or None


class SourceForm(PlacedForm):
    """One source and its terms."""

    code = line(_l("代码"), longest=20)
    title = line(_l("名称"), longest=60)
    kind = SelectField(_l("资金性质"), choices=[SelectChoice(key, name) for key, name in labels.KINDS.items()])
    desk = RadioField(_l("由谁管理"), choices=[SelectChoice(key, name) for key, name in bank_labels.DESKS.items()], validators=[InputRequired(_l("请选择由谁管理。"))])
    pay_mode = SelectField(_l("拨付方式"), choices=[SelectChoice(key, name) for key, name in labels.MODES.items()])
    weight = count(_l("权重"), largest=HEAVIEST, smallest=1)
    cap = yuan(_l("对一个项目最多出多少（元）"), required=False)
    restriction = paragraph(_l("用途限制"), longest=500, required=False)
    document = line(_l("批文或捐赠协议"), longest=120, required=False)
    hints = {"code": _l("小写字母开头，只用字母、数字和短横线，例如 sponsor-a。导出文件用它作账户名。"),
             "weight": _l("各来源按权重分摊。例如 60、40、20，占比由程序算出。"), "cap": _l("达到以后，其余部分由别的来源按权重承担。不限就留空。"),
             "desk": _l("由这一方的会计登记、负责人批准。"), "street": _l("只给一个街道的钱，只能用在那里。街道配套资金必须选择。")}

    def validate_code(self, field: Field) -> None:
        """It names accounts in exported files."""
        Regexp(r"^[a-z][a-z0-9-]*$", message=_l("代码要以小写字母开头，只用小写字母、数字和短横线。"))(self, field)

    def validate_cap(self, field: Field) -> None:
        """Nothing at most is no source."""
        if field.data == 0:
            refuse(field, _("金额要大于零。"))

    def source(self) -> Source:
        """What was typed."""
        street_id, category_id = self.place
        return Source(self.code.data, self.title.data, self.weight.data, self.kind.data, self.desk.data, self.pay_mode.data, self.restriction.data or "",
                      street_id, category_id, self.cap.data, self.document.data or "")


class AmountForm(SourcingForm):
    """A form with an amount that must be more than nothing."""

    amount = yuan(_l("金额（元）"))

    def validate_amount(self, field: Field) -> None:
        """Nothing is no movement of money."""
        if not field.data:
            refuse(field, _("金额要大于零。"))


class PledgeForm(AmountForm):
    """What somebody promised."""

    fund = SelectField(_l("哪个来源"), validators=[InputRequired(_l("请选择资金来源。"))])
    giver = line(_l("认捐人或单位"), longest=80)
    due_on = day(_l("约定到账日"), required=False)
    document = line(_l("认捐书或协议编号"), longest=60)
    hints = {"document": _l("同一份文件只能登记一次。"), "due_on": _l("没有约定就留空。过了这一天还没到账，会提醒管理这个来源的人。")}


class ReceiptForm(AmountForm):
    """Money that reached a source's account."""

    fund = SelectField(_l("哪个来源"), validators=[InputRequired(_l("请选择资金来源。"))])
    amount = yuan(_l("到账金额（元）"))
    pledge = SelectField(_l("是哪一笔认捐"), coerce=int, default=0)
    reference = line(_l("银行流水号或批文号"), longest=40)


class WithdrawalForm(SourcingForm):
    """A promise, or a part of it, that will not be kept."""

    amount = yuan(_l("不会到账的金额（元）"))
    reason = line(_l("原因"), longest=200)
    hints = {"amount": _l("全部不会到账就不用改；只有一部分不会到账，填这一部分。"), "reason": _l("来函、会议纪要或其他依据。")}

    def validate_amount(self, field: Field) -> None:
        """Something must be taken away."""
        if not field.data:
            refuse(field, _("金额要大于零。"))


class AdvanceForm(AmountForm):
    """Lending between sources, and paying back."""

    kind = RadioField(_l("办理什么"), choices=[SelectChoice("advance", _l("垫付")), SelectChoice("repay", _l("归还垫付"))],
                      validators=[InputRequired(_l("请选择一项。"))])
    lender = SelectField(_l("由哪个来源垫付"), coerce=int)
    borrower = SelectField(_l("为哪个来源垫付"), coerce=int)
    document = line(_l("垫付决定或归还凭证的编号"), longest=60)


class AllotmentForm(PlacedForm, AmountForm):
    """Planning for a place, setting aside, taking back."""

    kind = RadioField(_l("办理什么"), choices=[SelectChoice(key, name) for key, name in labels.ALLOTTING.items()], validators=[InputRequired(_l("请选择一项。"))])
    fund = SelectField(_l("哪个来源"), coerce=int)
    document = line(_l("文件编号"), longest=60)
    hints = {"document": _l("同一份文件对同一个街道和人群只办理一次。")}


class GiftForm(SourcingForm):
    """Something given in kind."""

    giver = line(_l("谁提供的"), longest=80)
    kind = SelectField(_l("提供了什么"), choices=[SelectChoice(key, name) for key, name in labels.GIFTS.items()])
    quantity = count(_l("数量"), largest=1_000_000, smallest=1)
    unit = line(_l("单位"), longest=20)
    rate = yuan(_l("单价（元）"))
    evidence = paragraph(_l("凭证"), longest=500)
    file = OriginalField(_l("凭证的照片或扫描件"), validators=[Optional()], render_kw=LOOK)
    kept = HiddenField()
    hints = {"unit": _l("小时、场次、件。"), "rate": _l("按公布的折算标准。"), "evidence": _l("签到表、收据或协议的名称和编号。同一份凭证只能计一次。"),
             "file": _l("PDF、OFD、XML，或 JPG、PNG 图片，10 MB 以内。")}

    def take(self, kept: Original | None) -> None:
        """Use the file of the last try when none was chosen anew."""
        if self.file.data is None and not self.file.process_errors:
            self.file.data = kept

    def keep(self) -> None:
        """Name the file that is kept, so that nobody chooses it twice."""
        self.kept.data = self.file.data.digest
        self.hints = {**self.hints, "file": _("已保留“%(name)s”，不用再选。要换一份才重新选择。", name=self.file.data.name)}

    def validate_rate(self, field: Field) -> None:
        """What is worth nothing is not written down."""
        if not field.data:
            refuse(field, _("单价要大于零。"))


class EndingForm(AmountForm):
    """Free money at the end of a season: back, or on."""

    kind = RadioField(_l("办理什么"), choices=[SelectChoice(key, name) for key, name in labels.ENDING.items()], validators=[InputRequired(_l("请选择一项。"))])
    fund = SelectField(_l("哪个来源"), coerce=int)
    document = line(_l("退款流水号或结转决定的编号"), longest=60)
    hints = {"kind": _l("退还要按原渠道；结转要下一届有代码相同的来源。")}


class PeriodForm(SourcingForm):
    """Closing the books up to a day."""

    through = day(_l("结到哪一天（含当天）"))


class ClosingForm(SourcingForm):
    """Closing a season's books for good."""


class ClaimForm(AmountForm):
    """Money that must come back."""

    amount = yuan(_l("追回金额（元）"))
    reason = paragraph(_l("理由和依据"), longest=500)
    hints = {"reason": _l("写明查实的情况和决定文号。承接组织会看到。")}


def offer_funds(field: SelectField, *, season_id: int, by_code: bool) -> None:
    """The season's sources, by number or by code."""
    field.choices = [SelectChoice(fund.code if by_code else fund.id, words.term(fund.title)) for fund in promises.funds_of(db.session(), season_id=season_id)]
