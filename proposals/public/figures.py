"""The season in figures: counted by the clock and kept as one row, or counted on the spot where no clock has run lately.

A page that counts all ideas each time grows with the season (a scan of a million rows); one kept row does not. The kept row is used
while it is younger than ``FRESH_US``; otherwise the same four statements answer directly, so that nothing depends on the clock.
"""
from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import case, func, select

from ..collection.models import Proposal
from ..collection.queries import MADE_OF_OTHERS
from ..directory.models import Area
from ..funding.models import Account, Fund
from ..seasons.models import Category, Season
from ..storage import act, db
from ..tick import each_round
from .models import SeasonFigures

MINUTE_US = 60 * 1_000_000
FRESH_US = 5 * MINUTE_US
SIGNED = ("signed", "implementing", "suspended", "terminating", "terminated", "reporting", "correcting", "assessing", "announcing", "closed", "failed")
"""States in which an agreement holds or held."""
PASSED = ("publicised", "signing", "unsigned", *SIGNED)
"""States that a panel's approval leads to."""
SENT_IN = Proposal.origin.not_in(MADE_OF_OTHERS)
"""People's own ideas: parts of them, and packages made of several, are not counted again."""
PAID_STAGES = ("held", "spent")
"""Where in the books a paid fen is, unless it came back."""


@dataclass(frozen=True)
class Share:
    """A street's or category's part: its name, ideas handed in, projects signed."""

    title: str
    ideas: int
    signed: int


@dataclass(frozen=True)
class Figures:
    """One season at one moment (UTC microseconds). Ideas are counted by their fate, packages once; money in fen by source."""

    at_us: int
    states: dict[str, int]
    collected: int
    improved: int
    passed: int
    signed: int
    streets: list[Share]
    categories: list[Share]
    paid_fen: dict[str, int]

    @property
    def total_fen(self) -> int:
        """Paid from all sources, in fen."""
        return sum(self.paid_fen.values())


def of_season(season_id: int, *, at: int) -> Figures:
    """The season's figures, at most five minutes old."""
    kept = db.session.get(SeasonFigures, season_id)
    if kept is not None and at - FRESH_US <= kept.at_us <= at:
        return _read(json.loads(kept.body))
    return count(season_id, at=at)


def count(season_id: int, *, at: int) -> Figures:
    """Count a season now: four statements, a row for each state, street, category and source."""
    submitted = Proposal.season_id == season_id, Proposal.submitted_us.is_not(None)
    rows = db.session.execute(select(
        Proposal.state, func.count(), func.sum(case((SENT_IN, 1), else_=0)), func.count(case((SENT_IN, Proposal.improved_us))))
        .where(*submitted).group_by(Proposal.state)).all()
    states = {row[0]: row[1] for row in rows}
    return Figures(
        at_us=at, states=states, collected=sum(row[2] for row in rows), improved=sum(row[3] for row in rows),
        passed=sum(states.get(name, 0) for name in PASSED), signed=sum(states.get(name, 0) for name in SIGNED),
        streets=_shares(Area, Proposal.street_id, submitted, order=Area.id),
        categories=_shares(Category, Proposal.category_id, submitted, order=Category.position),
        paid_fen=_paid(season_id))


def _shares(model: Any, key: Any, submitted: tuple[Any, ...], *, order: Any) -> list[Share]:
    title = Area.short_name if model is Area else Category.title
    signed = func.sum(case((Proposal.state.in_(SIGNED), 1), else_=0))
    asked = select(title, func.sum(case((SENT_IN, 1), else_=0)), signed).join(model, key == model.id).where(*submitted).group_by(title, order).order_by(order)
    return [Share(*row) for row in db.session.execute(asked)]


def _paid(season_id: int) -> dict[str, int]:
    """Fen by source that were paid and did not come back, as the ledger's accounts say."""
    asked = (select(Fund.code, func.sum(Account.credits_fen - Account.debits_fen)).join(Account, Account.fund_id == Fund.id)
             .where(Fund.season_id == season_id, Account.stage.in_(PAID_STAGES)).group_by(Fund.code, Fund.position).order_by(Fund.position))
    return {code: int(amount) for code, amount in db.session.execute(asked)}


def _read(kept: dict[str, Any]) -> Figures:
    shares = {name: [Share(**share) for share in kept[name]] for name in ("streets", "categories")}
    return Figures(**{**kept, **shares})


@each_round
@act
def refresh(at: int) -> int:
    """Count and keep every season whose kept figures are a minute old; for the clock. Says how many were counted."""
    kept = {row.season_id: row for row in db.session.scalars(select(SeasonFigures))}
    due = [season for season in db.session.scalars(select(Season.id)) if season not in kept or kept[season].at_us <= at - MINUTE_US]
    for season_id in due:
        row = kept.get(season_id) or SeasonFigures(season_id=season_id)
        row.at_us, row.body = at, json.dumps(asdict(count(season_id, at=at)), ensure_ascii=False)
        db.session.add(row)
    return len(due)
