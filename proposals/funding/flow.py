"""A picture of the money agreed on: from which source, for whom, and in which stage it is now. Every figure is the ledger's."""
from __future__ import annotations

from collections import defaultdict

from flask_babel import gettext as _
from sqlalchemy import select

from .. import charts, shell, words
from ..collection.models import Proposal
from ..seasons.models import Category
from ..storage import db
from ..words.funding import STAGES
from .models import Account, Commitment, Fund
from .queries import BALANCE, tone_of

TONES = {"commit": "c5", "order": "gold", "held": "c2", "spent": "pine", "returned": "c3"}
"""The stages of agreed money in the order of its way, each with its colour."""


def of_season(season_id: int) -> charts.Chart | None:
    """Sources, groups of people, and stages from signed to returned, joined by bands; None before anything is signed. One statement, in fen."""
    asked = (select(Fund.code, Fund.title, Fund.position, Category.id, Category.title, Account.stage, BALANCE).select_from(Account)
             .join(Fund, Fund.id == Account.fund_id).join(Commitment, Commitment.id == Account.commitment_id)
             .join(Proposal, Proposal.id == Commitment.proposal_id).outerjoin(Category, Category.id == Proposal.category_id)
             .where(Fund.season_id == season_id).group_by(Fund.code, Fund.title, Fund.position, Category.id, Category.title, Category.position, Account.stage)
             .order_by(Fund.position, Category.position))
    rows = [(charts.Node(code, words.term(source), tone_of(code, position=position)), f"group-{key or 0}", words.term(group or "") or _("未分类"), stage, int(fen))
            for code, source, position, key, group, stage, fen in db.session.execute(asked) if fen]
    return _draw(rows) if rows else None


def _draw(rows: list[tuple[charts.Node, str, str, str, int]]) -> charts.Chart:
    first: dict[tuple[str, str], int] = defaultdict(int)
    second: dict[tuple[str, str], int] = defaultdict(int)
    for source, group, _title, stage, fen in rows:
        first[source.key, group] += fen
        second[group, stage] += fen
    sources = {source.key: source for source, *_rest in rows}
    groups = {group: title for _source, group, title, _stage, _fen in rows}
    stages = [charts.Node(key, str(STAGES[key]), tone) for key, tone in TONES.items() if any(row[3] == key for row in rows)]
    columns = (list(sources.values()), [charts.Node(key, title, f"c{place % 5 + 1}") for place, (key, title) in enumerate(groups.items())], stages)
    order = {node.key: place for place, node in enumerate(stages)}
    return charts.sankey(columns, first=[(*pair, fen) for pair, fen in first.items()],
                         second=[(*pair, fen) for pair, fen in sorted(second.items(), key=lambda each: (list(groups).index(each[0][0]), order[each[0][1]]))],
                         name="flow", title=_("钱从哪里来，用到哪里去"), head=(_("流向"), _("金额")), show=shell.money)
