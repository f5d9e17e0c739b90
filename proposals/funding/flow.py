"""A picture of the money paid: from which source, for whom, and how far those projects are. Every figure is the ledger's."""
from __future__ import annotations

from collections import defaultdict

from flask_babel import gettext as _
from sqlalchemy import select

from .. import charts, shell, words
from ..collection.models import Proposal
from ..implementation.queries import ENDED
from ..seasons.models import Category
from ..storage import db
from .models import Account, Commitment, Fund
from .queries import BALANCE, REACHED

TONES = {"foundation": "foundation", "treasury": "treasury"}


def of_season(season_id: int) -> charts.Chart | None:
    """Sources, groups of people, and ended or under way, joined by bands; None while nothing was paid. One statement, in fen."""
    asked = (select(Fund.code, Fund.title, Category.id, Category.title, Proposal.state, BALANCE).select_from(Account).join(Fund, Fund.id == Account.fund_id)
             .join(Commitment, Commitment.id == Account.commitment_id).join(Proposal, Proposal.id == Commitment.proposal_id)
             .outerjoin(Category, Category.id == Proposal.category_id).where(Fund.season_id == season_id, Account.stage.in_(REACHED))
             .group_by(Fund.code, Fund.title, Fund.position, Category.id, Category.title, Category.position, Proposal.state)
             .order_by(Fund.position, Category.position))
    rows = [(code, source, f"group-{key or 0}", group or _("未分类"), "pine" if state in ENDED else "gold", int(fen))
            for code, source, key, group, state, fen in db.session.execute(asked) if fen]
    return _draw(rows) if rows else None


def _draw(rows: list[tuple[str, str, str, str, str, int]]) -> charts.Chart:
    first: dict[tuple[str, str], int] = defaultdict(int)
    second: dict[tuple[str, str], int] = defaultdict(int)
    for code, _source, group, _title, end, fen in rows:
        first[code, group] += fen
        second[group, end] += fen
    sources = {code: title for code, title, *_rest in rows}
    groups = {group: title for _code, _source, group, title, _end, _fen in rows}
    ends = {key: words for key, words in (("pine", _("已结束")), ("gold", _("进行中"))) if any(row[4] == key for row in rows)}
    columns = ([charts.Node(code, words.term(title), TONES.get(code, "c1")) for code, title in sources.items()],
               [charts.Node(key, words.term(title), f"c{place % 5 + 1}") for place, (key, title) in enumerate(groups.items())],
               [charts.Node(key, title, key) for key, title in ends.items()])
    return charts.sankey(columns, first=[(*pair, fen) for pair, fen in first.items()], second=[(*pair, fen) for pair, fen in second.items()], name="flow",
                         title=_("钱从哪里来，用到哪里去"), head=(_("流向"), _("金额")), show=shell.money)
