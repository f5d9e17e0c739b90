"""A picture of the money agreed on: from which source, for whom, and in which stage it is now. Every figure is the ledger's and leads to its entries."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from .. import charts, shell, words
from ..collection.models import Proposal
from ..seasons.models import Category
from ..storage import db
from ..words.funding import STAGES
from .models import Account, Commitment, Fund
from .queries import BALANCE, Projects, commitments_asked, tone_of

TONES = {"commit": "c5", "order": "gold", "held": "c2", "spent": "pine", "returned": "c3"}
"""The stages of agreed money in the order of its way, each with its colour."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one source agreed on for one group of people and where it is now, in fen."""

    source: charts.Node
    group: charts.Node
    stage: str
    fen: int


def of_projects(asked: Projects, *, entries: charts.Lead) -> charts.Chart | None:
    """Sources, groups of people, and stages from signed to returned, joined by bands; None before anything is signed. One statement, in fen.

    With a source asked for, its money alone. ``entries`` gives the books' address for ``fund``, ``category`` and ``stage``.
    """
    within = commitments_asked(asked).with_only_columns(Commitment.id).order_by(None)
    wanted = (select(Fund.id, Fund.code, Fund.title, Fund.position, Category.id, Category.title, Account.stage, BALANCE).select_from(Account)
              .join(Fund, Fund.id == Account.fund_id).join(Commitment, Commitment.id == Account.commitment_id)
              .join(Proposal, Proposal.id == Commitment.proposal_id).outerjoin(Category, Category.id == Proposal.category_id)
              .where(Fund.season_id == asked.season_id, Account.commitment_id.in_(within))
              .group_by(Fund.id, Fund.code, Fund.title, Fund.position, Category.id, Category.title, Category.position, Account.stage)
              .order_by(Fund.position, Category.position))
    if asked.fund_id is not None:
        wanted = wanted.where(Fund.id == asked.fund_id)
    found = [row for row in db.session.execute(wanted) if row[7]]
    places = {key: place for place, key in enumerate(dict.fromkeys(row[4] for row in found))}
    parts = [_Part(charts.Node(f"fund:{fund_id}", words.term(source), tone_of(code, position=position)),
                   charts.Node(f"category:{key or ''}", words.term(group or "") or _("未分类"), f"c{places[key] % 5 + 1}"), stage, int(fen))
             for fund_id, code, source, position, key, group, stage, fen in found]
    return _draw(parts, entries=entries) if parts else None


def _draw(parts: list[_Part], *, entries: charts.Lead) -> charts.Chart:
    first: dict[tuple[str, str], int] = defaultdict(int)
    second: dict[tuple[str, str], int] = defaultdict(int)
    for part in parts:
        first[part.source.key, part.group.key] += part.fen
        second[part.group.key, f"stage:{part.stage}"] += part.fen
    sources, groups = ({node.key: node for node in nodes} for nodes in ([part.source for part in parts], [part.group for part in parts]))
    stages = [charts.Node(f"stage:{key}", str(STAGES[key]), tone) for key, tone in TONES.items() if any(part.stage == key for part in parts)]
    order = {key: place for place, key in enumerate((*groups, *(node.key for node in stages)))}

    def lead(*keys: str) -> str | None:
        asked = dict(key.split(":") for key in keys)
        return entries(**{"stage": "agreed"} | asked) if all(asked.values()) else None

    return charts.sankey((list(sources.values()), list(groups.values()), stages), first=[(*pair, fen) for pair, fen in first.items()],
                         second=[(*pair, fen) for pair, fen in sorted(second.items(), key=lambda each: (order[each[0][0]], order[each[0][1]]))],
                         name="flow", title=_("钱从哪里来，用到哪里去"), head=(_("流向"), _("金额")), show=shell.money, lead=lead)
