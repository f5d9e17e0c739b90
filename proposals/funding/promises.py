"""What the sources can still give: received, less committed, less promised to proposals that have passed but are not signed yet.

Which sources bear a project follows from their terms (for everybody, for one street, for one group of people); money set aside for
its street or group is used before the free pool.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, union_all
from sqlalchemy.orm import Session

from ..approval.models import Appeal, NoticeHold
from ..collection.models import Proposal
from ..errors import Refusal
from ..implementation.models import Amendment
from ..shell import money
from . import split
from .models import Account, Fund

PROMISED = ("publicised", "signing")
Place = tuple[int | None, int | None]
POOL: Place = (None, None)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a project needs: its amount in fen, its street and its group of people."""

    amount_fen: int
    street_id: int | None
    category_id: int | None

    @property
    def places(self) -> tuple[Place, ...]:
        """Where money may be set aside for it, the most particular first."""
        street, category = self.street_id, self.category_id
        return tuple(dict.fromkeys(place for place in ((street, category), (street, None), (None, category)) if place != POOL))


@dataclass(frozen=True, slots=True)
class Part:
    """What one source gives to a wish: in all, and how much of it from the place that is set aside for it; the rest from the pool."""

    fund: Fund
    amount_fen: int
    place: Place
    from_place_fen: int


class Purse:
    """What every source still has, free or set aside, in fen; asked and drawn on in memory."""

    def __init__(self, holdings: dict[tuple[int, Place], int]) -> None:
        self._holdings = holdings

    def place_for(self, fund: Fund, wish: Wish) -> Place:
        """The place from which this source gives first; the pool where nothing is set aside for the wish."""
        return next((place for place in wish.places if self._holdings.get((fund.id, place), 0) > 0), POOL)

    def available(self, fund: Fund, wish: Wish) -> int:
        """What this source can give for the wish."""
        place = self.place_for(fund, wish)
        return self._holdings.get((fund.id, POOL), 0) + (self._holdings[fund.id, place] if place != POOL else 0)

    def take(self, funds: Sequence[Fund], wish: Wish) -> list[Part]:
        """Draw the wish from these sources by their terms; a purse may go below zero here, the books may not."""
        parts = [self._part(fund, wish, amount=amount) for fund, amount in zip(funds, scheme_of(funds).shares(wish.amount_fen), strict=True)]
        for part in parts:
            self._draw(part.fund, POOL, part.amount_fen - part.from_place_fen)
            self._draw(part.fund, part.place, part.from_place_fen)
        return parts

    def _part(self, fund: Fund, wish: Wish, *, amount: int) -> Part:
        return self.part(fund, amount=amount, place=self.place_for(fund, wish))

    def part(self, fund: Fund, *, amount: int, place: Place) -> Part:
        """So much (fen) of one source, first from this place."""
        return Part(fund, amount, place, min(amount, self._holdings.get((fund.id, place), 0)) if place != POOL else 0)

    def _draw(self, fund: Fund, place: Place, fen: int) -> None:
        if fen:
            self._holdings[fund.id, place] = self._holdings.get((fund.id, place), 0) - fen


def promised() -> ColumnElement[bool]:
    """A proposal holds its money from the day it passed until it is signed or gone, also while an objection to it is looked into."""
    held = select(NoticeHold.appeal_id).join(Appeal, Appeal.id == NoticeHold.appeal_id).where(Appeal.proposal_id == Proposal.id, NoticeHold.to_us.is_(None))
    return or_(Proposal.state.in_(PROMISED), and_(Proposal.state == "appealing", held.exists()))


def funds_of(session: Session, *, season_id: int) -> list[Fund]:
    """The season's sources in their order, the first being the one that rounding favours."""
    return list(session.scalars(select(Fund).where(Fund.season_id == season_id).order_by(Fund.position)))


def bearing(funds: Iterable[Fund], wish: Wish) -> list[Fund]:
    """Those of the sources whose terms allow this project: given for everybody, or for just its street and its group of people."""
    return [fund for fund in funds if fund.street_id in (None, wish.street_id) and fund.category_id in (None, wish.category_id)]


def scheme_of(funds: Sequence[Fund]) -> split.Scheme:
    """How these sources bear one project: by weight, each to its cap."""
    return split.capped([fund.weight for fund in funds], caps=[fund.cap_fen for fund in funds])


def refuse_beyond_caps(funds: Sequence[Fund], *, amount_fen: int) -> None:
    """Refuse (``caps-too-low``) an amount that all sources together may not give to one project."""
    limit = scheme_of(funds).limit
    if limit is not None and amount_fen > limit:
        raise Refusal("caps-too-low", amount=money(amount_fen), limit=money(limit))


def queue_up(session: Session, *, season_id: int) -> None:
    """Let those who promise money of one season do so one after another (PostgreSQL; SQLite has one writer anyway)."""
    if session.info.get("writing"):
        session.execute(select(Fund.id).where(Fund.season_id == season_id).order_by(Fund.id).with_for_update())


def in_the_books(session: Session, *, funds: Sequence[Fund]) -> Purse:
    """What the books hold for new commitments: pools and allotments; one statement."""
    asked = (select(Account.fund_id, Account.street_id, Account.category_id, Account.credits_fen - Account.debits_fen)
             .where(Account.stage.in_(("pool", "allot")), Account.fund_id.in_([fund.id for fund in funds])))
    return Purse({(fund_id, (street, category)): int(fen) for fund_id, street, category, fen in session.execute(asked)})


def left(session: Session, *, season_id: int, funds: Sequence[Fund]) -> Purse:
    """What can still be promised: the books, less what is promised already, to proposals that passed and to changes being signed; two statements."""
    purse = in_the_books(session, funds=funds)
    passed = (select(Proposal.planned_fen, Proposal.street_id, Proposal.category_id, Proposal.id)
              .where(Proposal.season_id == season_id, promised()))
    more = (select(Amendment.new_amount_fen - Proposal.agreed_fen, Proposal.street_id, Proposal.category_id, Proposal.id)
            .join(Proposal, Proposal.id == Amendment.proposal_id)
            .where(Amendment.season_id == season_id, Amendment.state == "signing", Amendment.new_amount_fen > Proposal.agreed_fen))
    for row in session.execute(union_all(passed, more).order_by("id")):
        wish = Wish(row.planned_fen or 0, row.street_id, row.category_id)
        purse.take(bearing(funds, wish), wish)
    return purse
