"""How many projects and how much money a season may choose, in all, of a street, of a group of people; and what of it is left."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from workflow import Context, Problem

from ...choosing.projects import Caps
from ...collection.models import Proposal
from ...machine import guard
from ...shell import money
from ..models import Notice, ResultCap
from .tallies import settings_of

CHOSEN = ("publicised", "signing", "signed", "implementing", "suspended", "terminating", "terminated", "reporting", "correcting", "assessing", "announcing",
          "closed", "failed")
"""States of a project that was chosen and keeps its place; one under objection keeps it as long as the objection is open."""
Of = tuple[str, int | None]
"""Whose a limit is: ("street", 3), ("category", 7), ("total", None)."""
Asks = tuple[int | None, int | None, int]
"""Street, category and cost of a project, in fen."""
_funds: list[Callable[[Session, int], int | None]] = []
_purses: list[Callable[[Context], int | None]] = []
NO_PLACE = {"street": "street-places-taken", "category": "category-places-taken"}
NO_MONEY = {"total": "total-money-taken", "street": "street-money-taken", "category": "category-money-taken"}


def money_known_by(function: Callable[[Session, int], int | None]) -> Callable[[Session, int], int | None]:
    """Enter who knows how much money (fen) a season's sources can still promise together; None: they name no bound."""
    _funds.append(function)
    return function


def money_drawn_by(function: Callable[[Context], int | None]) -> Callable[[Context], int | None]:
    """Enter who draws on the sources while a bulk passes projects and so knows what they have (fen) after those let through; None: no bound."""
    _purses.append(function)
    return function


def money_in_hand(ctx: Context) -> int | None:
    """What a season can still promise, in fen, after the projects that this bulk has let pass; None where nobody knows of a bound."""
    known = [fen for fen in (function(ctx) for function in _purses) if fen is not None]
    return min(known) if known else None


def money_left(session: Session, *, season_id: int) -> int | None:
    """What a season can still promise, in fen; None where nobody knows of a bound."""
    known = [fen for fen in (function(session, season_id) for function in _funds) if fen is not None]
    return min(known) if known else None


@dataclass
class Left:
    """What is left of every limit: places and fen. Below nothing where it was overdrawn before it was set."""

    places: dict[Of, int] = field(default_factory=dict)
    fen: dict[Of, int] = field(default_factory=dict)

    def take(self, asks: Asks) -> None:
        """One project less."""
        for each in rooms(asks):
            if each in self.places:
                self.places[each] -= 1
            if each in self.fen:
                self.fen[each] -= asks[2]

    def lacking(self, asks: Asks) -> tuple[Of, str] | None:
        """The first limit that has no room for it: whose, and whether ``places`` or ``money``."""
        for each in rooms(asks):
            if self.places.get(each, 1) < 1:
                return each, "places"
            if self.fen.get(each, asks[2]) < asks[2]:
                return each, "money"
        return None

    def caps(self, *, line: int, total: int | None) -> Caps:
        """As the rule of choosing takes it; ``line`` in hundredths of a point, ``total`` what the sources have (fen)."""
        sums = [fen for fen in (total, self.fen.get(("total", None))) if fen is not None]
        return Caps(total=max(min(sums), 0) if sums else None, line=line, streets=_of(self.fen, "street"), categories=_of(self.fen, "category"),
                    street_places=_of(self.places, "street"), category_places=_of(self.places, "category"))


def rooms(asks: Asks) -> tuple[Of, Of, Of]:
    """The limits a project falls under."""
    return ("total", None), ("street", asks[0]), ("category", asks[1])


def _of(found: dict[Of, int], kind: str) -> dict[str, int]:
    return {str(number): max(left, 0) for (whose, number), left in found.items() if whose == kind}


def left(session: Session, *, season_id: int) -> Left:
    """What is left of a season's limits now: one statement where it has none, two where it has."""
    limits = list(session.scalars(select(ResultCap).where(ResultCap.season_id == season_id).order_by(ResultCap.id)))
    found = Left({_whose(one): one.places for one in limits if one.places is not None},
                 {_whose(one): one.amount_fen for one in limits if one.amount_fen is not None})
    for street, category, many, fen in _taken(session, season_id=season_id) if limits else ():
        for each in rooms((street, category, 0)):
            if each in found.places:
                found.places[each] -= many
            if each in found.fen:
                found.fen[each] -= int(fen or 0)
    return found


def _whose(cap: ResultCap) -> Of:
    if cap.street_id is not None:
        return "street", cap.street_id
    return ("category", cap.category_id) if cap.category_id is not None else ("total", None)


def _taken(session: Session, *, season_id: int) -> Iterable[Any]:
    announced = exists().where(Notice.proposal_id == Proposal.id, Notice.kind == "panel-result")
    return session.execute(
        select(Proposal.street_id, Proposal.category_id, func.count(), func.sum(Proposal.planned_fen))
        .where(Proposal.season_id == season_id, or_(Proposal.state.in_(CHOSEN), (Proposal.state == "appealing") & announced))
        .group_by(Proposal.street_id, Proposal.category_id)).all()


@guard
def within_caps(ctx: Context) -> Problem | None:
    """The season's limits have room for it: in all, of its street, of its group of people; after those that this bulk let through before."""
    if not settings_of(ctx).limited:
        return None
    asks: Asks = (ctx.subject.street_id, ctx.subject.category_id, ctx.subject.planned_fen or 0)
    ctx.batch["asks", ctx.instance.id] = asks
    counted, purse = ctx.batch.get("caps left") or (0, left(ctx.session, season_id=ctx.instance.season_id))
    accepted = ctx.batch.get("accepted", ())
    for taken in _asks(ctx, cases=accepted[counted:]):
        purse.take(taken)
    ctx.batch["caps left"] = (len(accepted), purse)
    found = purse.lacking(asks)
    return _problem(found, left=purse, cost=asks[2]) if found else None


def _asks(ctx: Context, *, cases: Sequence[int]) -> list[Asks]:
    """What these take, which were let through before: known from when they were judged, or read (in a trial of several chunks, those of earlier ones)."""
    if any(("asks", case) not in ctx.batch for case in cases):
        rows = ctx.session.execute(select(Proposal.id, Proposal.street_id, Proposal.category_id, Proposal.planned_fen).where(Proposal.id.in_(cases)))
        ctx.batch.update({("asks", row.id): (row.street_id, row.category_id, row.planned_fen or 0) for row in rows})
    return [ctx.batch["asks", case] for case in cases]


def _problem(found: tuple[Of, str], *, left: Left, cost: int) -> Problem:
    (whose, _number), kind = found
    if kind == "places":
        return Problem.of(NO_PLACE[whose])
    return Problem.of(NO_MONEY[whose], left=money(max(left.fen[found[0]], 0)), amount=money(cost))
