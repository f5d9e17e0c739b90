"""The replay's figures, counted by query from what the acts left behind, beside the published ones."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from ..approval.models import Verdict
from ..closeout.models import Settlement
from ..collection.models import Proposal
from ..funding.models import Account, Fund, Payment
from ..implementation.models import Activity, Visit
from ..seasons.models import Category
from ..storage import db
from .figures import CATEGORIES, GIVEN

VISITS = 93
TITLES = {"disabled": "残疾人服务", "elderly": "老年人服务", "youth": "青少年服务", "special": "特定人群服务", "general": "综合人群服务"}


@dataclass(frozen=True)
class Figure:
    """One published figure and what this season's records say."""

    title: str
    expected: str
    actual: str

    @property
    def equal(self) -> bool:
        """Whether they agree to the letter."""
        return self.expected == self.actual


def compare(season_id: int) -> list[Figure]:
    """Every published figure beside the counted one; amounts in fen."""
    pairs = [*_of_ideas(season_id), *_of_work(season_id), *_of_money(season_id)]
    return [Figure(title, f"{expected:,}", f"{actual:,}") for title, expected, actual in pairs]


def _of_ideas(season_id: int) -> list[tuple[str, int, int]]:
    here, signed = Proposal.season_id == season_id, Proposal.agreed_fen.is_not(None)
    ideas = select(func.count(Proposal.id)).where(here)
    passed = select(func.count(Verdict.id)).join(Proposal, Proposal.id == Verdict.proposal_id).where(here, Verdict.decision == "passed")
    by_category = dict(db.session.execute(
        select(Category.code, func.count()).join(Proposal, Proposal.category_id == Category.id).where(here, signed).group_by(Category.code)).all())
    return [("ideas 征集", GIVEN.ideas, _count(ideas.where(Proposal.origin == "collected", Proposal.submitted_us.is_not(None)))),
            ("improved 优化", GIVEN.improved, _count(ideas.where(Proposal.improved_us.is_not(None)))),
            ("approved 评审通过", GIVEN.approved, _count(passed)),
            ("signed 五方签约", GIVEN.signed, _count(ideas.where(signed))),
            *((f"signed, {TITLES[code]}", number, by_category.get(code, 0)) for code, number in CATEGORIES),
            ("closed 结项", GIVEN.signed, _count(ideas.where(Proposal.state == "closed"))),
            ("organisations 承接组织", GIVEN.organisations, _count(select(func.count(Proposal.organisation_id.distinct())).where(here, signed)))]


def _of_work(season_id: int) -> list[tuple[str, int, int]]:
    held = Activity.season_id == season_id
    visits = select(func.count(Visit.id)).where(Visit.season_id == season_id, Visit.state == "done")
    return [("activities 活动", GIVEN.activities, _count(select(func.count(Activity.id)).where(held))),
            ("volunteer turns 志愿者人次", GIVEN.volunteer_times, _count(select(func.sum(Activity.volunteer_times)).where(held))),
            ("beneficiary turns 受益人次", GIVEN.beneficiary_times, _count(select(func.sum(Activity.beneficiary_times)).where(held))),
            ("visits 监测", VISITS, _count(visits))]


def _of_money(season_id: int) -> list[tuple[str, int, int]]:
    paid = select(func.sum(Payment.amount_fen)).where(Payment.season_id == season_id, Payment.state == "paid")
    settled = select(func.count()).where(Settlement.season_id == season_id, Settlement.kind == "settlement", Settlement.state == "agreed")
    return [("settled 结算", GIVEN.signed, _count(settled)), ("paid, fen 实际支付", GIVEN.paid_fen, _count(paid)),
            ("spent in the books, fen", GIVEN.paid_fen, _spent(season_id)), ("projects split 60/40 to the fen", GIVEN.signed, _split(season_id))]


def _count(query: Select[tuple[int]]) -> int:
    return int(db.session.scalar(query) or 0)


def _split(season_id: int) -> int:
    """How many projects' foundation share is round-half-up(60 %) of what was paid, and the treasury's the rest."""
    paid: dict[int, dict[str, int]] = defaultdict(dict)
    rows = select(Payment.proposal_id, Fund.code, func.sum(Payment.amount_fen)).join(Fund, Fund.id == Payment.fund_id)
    rows = rows.where(Payment.season_id == season_id, Payment.state == "paid")
    for proposal_id, code, fen in db.session.execute(rows.group_by(Payment.proposal_id, Fund.code)):
        paid[proposal_id][code] = int(fen)
    return sum(parts["foundation"] == (sum(parts.values()) * 60 + 50) // 100 for parts in paid.values())


def _spent(season_id: int) -> int:
    """What lies in the stage ``spent`` of the season's funds."""
    balance = func.sum(Account.credits_fen - Account.debits_fen)
    return _count(select(balance).join(Fund, Fund.id == Account.fund_id).where(Fund.season_id == season_id, Account.stage == "spent"))
