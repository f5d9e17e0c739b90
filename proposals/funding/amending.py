"""What an amended agreement does to a project's money: what is paid or gone to the bank stays as it fell, the rest is bound, released and planned anew.

The parts of the sources follow ``split.amended``: what the staying tranches cost each source is kept to the fen, the next fen fall by
the new terms. Nobody is ever bound to less than what its staying tranches ask of it, so that nothing is paid above what is signed.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workflow import Actor, Engine

from ..errors import Refusal
from ..shell import money
from . import commitments, ledger, promises, split
from .commitments import Bound, Due
from .models import Commitment, Fund, Payment, Tranche
from .promises import Wish
from .split import Scheme

Weights = Mapping[int, int]
GONE = ("paid", "sent", "bounced")
"""Payments that went to the bank."""


@dataclass(frozen=True, slots=True)
class Change:
    """An amended agreement in money, in fen: the new whole, what the staying tranches cost each source, and what each is bound to then."""

    amount_fen: int
    stays: tuple[int, ...]
    """The numbers of the tranches that stay."""
    base: tuple[int, ...]
    bound: tuple[Bound, ...]
    scheme: Scheme

    @property
    def base_fen(self) -> int:
        """What is paid or went to the bank, with everything that belongs to the same tranches."""
        return sum(self.base)

    @property
    def parts(self) -> dict[int, int]:
        """Each source's part of the new whole, by fund."""
        return {one.fund.id: one.amount_fen for one in self.bound}


def worked_out(session: Session, commitment: Commitment, *, amount_fen: int, weights: Weights, paused: bool) -> Change:
    """What a new whole (fen), and new weights by fund for what has not gone to the bank yet, come to; nothing is written.

    ``paused``: what was ordered and had not gone was taken back already, so that an order still standing is of a payment that went
    and came back; before, such an order is about to be taken back, and does not count.

    A source named in ``weights`` that bore nothing before joins; one with the weight 0 gives nothing more. Refused: less than what is
    paid or under way (``paid-beyond-new-amount``), more than the sources may give (``caps-too-low``), nobody left to give
    (``nobody-pays-the-rest``).
    """
    funds = _sources(session, commitment, weights=weights)
    stays = _staying(session, commitment, paused=paused)
    ordered = _planned(session, tranche_ids=stays)
    base = tuple(ordered.get(fund.id, 0) for fund in funds)
    if amount_fen < sum(base):
        raise Refusal("paid-beyond-new-amount", amount=money(amount_fen), paid=money(sum(base)), over=money(sum(base) - amount_fen))
    signed = {share.fund_id: share.weight for share in commitment.shares}
    heavy = [weights.get(fund.id, signed.get(fund.id, 0)) for fund in funds]
    scheme = scheme_after(commitments.scheme_of(commitment), base=base, weights=heavy, caps=[fund.cap_fen for fund in funds])
    if scheme.limit is not None and amount_fen > scheme.limit:
        raise Refusal("caps-too-low", amount=money(amount_fen), limit=money(scheme.limit))
    parts = scheme.shares(amount_fen)
    return Change(amount_fen, stays, base, tuple(Bound(*one) for one in zip(funds, heavy, parts, strict=True)), scheme)


def _sources(session: Session, commitment: Commitment, *, weights: Weights) -> list[Fund]:
    """Those bound so far in their order, then those that join, in the season's."""
    bound = [share.fund for share in commitment.shares]
    known = {fund.id for fund in bound}
    joining = [key for key, weight in weights.items() if weight and key not in known]
    return bound + list(session.scalars(select(Fund).where(Fund.id.in_(joining)).order_by(Fund.position))) if joining else bound


def _staying(session: Session, commitment: Commitment, *, paused: bool) -> tuple[int, ...]:
    """The tranches of which a part was paid or went to the bank."""
    return tuple(tranche.id for tranche in commitment.tranches
                 if any(leg.state in GONE or paused and leg.order_id is not None for leg in _living(session, tranche)))


def _living(session: Session, tranche: Tranche) -> Sequence[Payment]:
    asked = select(Payment).where(Payment.tranche_id == tranche.id, Payment.state != "cancelled").execution_options(populate_existing=True)
    return session.scalars(asked).all()


def _planned(session: Session, *, tranche_ids: Sequence[int]) -> dict[int, int]:
    """What these tranches cost each source, in fen."""
    asked = select(Payment.fund_id, func.sum(Payment.planned_fen)).where(Payment.tranche_id.in_(tranche_ids)).group_by(Payment.fund_id)
    return {fund_id: int(fen) for fund_id, fen in session.execute(asked)} if tranche_ids else {}


def scheme_after(old: Scheme, *, base: Sequence[int], weights: Sequence[int], caps: Sequence[int | None]) -> Scheme:
    """How the new whole falls on the sources, of whom each bore ``base`` and gives ``caps`` to the project at most (fen).

    As before where nothing about it changes, so that its rounding does not begin anew; else the rest falls by the new weights.
    """
    left = [None if cap is None else max(0, cap - borne) for cap, borne in zip(caps, base, strict=True)]
    if not any(weight and cap != 0 for weight, cap in zip(weights, left, strict=True)):
        raise Refusal("nobody-pays-the-rest")
    then = split.capped(weights, caps=left)
    return old if _goes_on(old, base=base, then=then) else split.amended(old, borne=base, then=then)


def _goes_on(old: Scheme, *, base: Sequence[int], then: Scheme) -> bool:
    """Whether the new terms are the running band's, and the sources stand where it puts them."""
    running, asked = old.bands[-1].weights, then.bands[-1].weights
    same = len(running) == len(asked) and all(a * sum(running) == b * sum(asked) for a, b in zip(asked, running, strict=True))
    return same and len(then.bands) == 1 and then.limit is None and old.starts[-1] <= sum(base) and old.shares(sum(base)) == tuple(base)


def increases(commitment: Commitment, change: Change) -> list[tuple[Fund, int]]:
    """What each source is bound to more than before (+) or less (-), in fen; those that stay as they are, are left out."""
    before = {share.fund_id: share.amount_fen for share in commitment.shares}
    return [(one.fund, one.amount_fen - before.get(one.fund.id, 0)) for one in change.bound if one.amount_fen != before.get(one.fund.id, 0)]


def dues(session: Session, commitment: Commitment, change: Change) -> list[Due]:
    """The tranches still to come: the season's plan for the new whole, less what the staying tranches cover of it, from the beginning."""
    presets = commitments.presets_for(session, season_id=commitment.proposal.season_id, amount_fen=change.amount_fen)
    ends = list(accumulate(split.shares(change.amount_fen, weights=[preset.share for preset in presets])))
    amounts = [max(0, end - max(start, change.base_fen)) for start, end in zip([0, *ends], ends)]
    last = max((tranche.seq for tranche in commitment.tranches if tranche.id in change.stays), default=0)
    coming = [(preset.condition, amount) for preset, amount in zip(presets, amounts, strict=True) if amount]
    return [Due(seq, condition, amount) for seq, (condition, amount) in enumerate(coming, start=last + 1)]


def amend(session: Session, commitment: Commitment, *, change: Change, agreement: tuple[int, str], cancel: Callable[[int], None], engine: Engine,
          actor: Actor, at: int) -> None:
    """Put an amended agreement (its number in the table, its number on paper) into force in the books.

    Where every source stays bound to the same sum, only the agreement is another one. Otherwise the payments that have not gone are
    cancelled (``cancel``), what is not needed goes back where it came from, what is needed more is bound – refused when a pool is short
    (``balance-short``) –, and the rest is planned anew.
    """
    moved = increases(commitment, change)
    if moved:
        coming = dues(session, commitment, change)
        legs, places = _legs(session, commitment, moved=moved)
        _void(session, commitment, stays=change.stays, cancel=cancel, at=at)
        commitment.version, commitment.amount_fen = commitment.version + 1, change.amount_fen
    commitment.agreement_id = agreement[0]
    session.flush()
    if moved:
        season_id = commitment.proposal.season_id
        commitments.sign(session, commitment, bound=change.bound, scheme=change.scheme)
        ledger.post(session, kind="amend", season_id=season_id, commitment_id=commitment.id, legs=legs, idem_key=f"amend:{commitment.id}:{agreement[0]}",
                    document=agreement[1], actor=actor, at=at, places=places)
        commitments.lay_out(session, commitment, dues=coming, borne=change.base, engine=engine, season_id=season_id, actor=actor, at=at)


def _legs(session: Session, commitment: Commitment, *, moved: Sequence[tuple[Fund, int]]) -> tuple[list[ledger.Leg], dict[int, promises.Place]]:
    """What each source gives more, from the place it gave from before and then its pool, or gets back; and those places by fund."""
    drawn = commitments.drawn_by(session, commitment_id=commitment.id)
    purse, wish = promises.in_the_books(session, funds=[fund for fund, _more in moved]), wish_of(commitment)
    legs: list[ledger.Leg] = []
    places: dict[int, promises.Place] = {}
    for fund, more in moved:
        place = drawn[fund.id].place if drawn[fund.id].place != promises.POOL else purse.place_for(fund, wish)
        if more < 0:
            legs += commitments.giving_back(fund.id, fen=-more, drawn=drawn[fund.id])
        else:
            part = purse.part(fund, amount=more, place=place)
            legs += [(fund.id, stage, "commit", fen) for stage, fen in (("allot", part.from_place_fen), ("pool", more - part.from_place_fen)) if fen]
        if place != promises.POOL and any(leg[0] == fund.id and "allot" in leg for leg in legs):
            places[fund.id] = place
    return legs, places


def wish_of(commitment: Commitment) -> Wish:
    """Where the project stands, for finding what is set aside for it."""
    return Wish(commitment.amount_fen, commitment.proposal.street_id, commitment.proposal.category_id)


def _void(session: Session, commitment: Commitment, *, stays: Sequence[int], cancel: Callable[[int], None], at: int) -> None:
    """Replace the tranches that do not stay: their payments are cancelled, their rows kept with the day."""
    going = [tranche for tranche in commitment.tranches if tranche.id not in stays]
    for tranche in going:
        for leg in _living(session, tranche):
            cancel(leg.id)
    session.execute(update(Tranche).where(Tranche.id.in_([tranche.id for tranche in going])).values(voided_us=at))
