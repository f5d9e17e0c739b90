"""From a signed agreement to what each source owes and when: commitment, shares, tranches, legs; and the project's settlement on actuals."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from workflow import Actor, Engine

from ..collection.models import Proposal
from ..errors import Refusal
from ..seasons.models import TranchePreset
from . import ledger, promises, split
from .models import Account, Commitment, CommitmentBand, CommitmentShare, Entry, Fund, Payment, Tranche, Transfer
from .promises import Wish
from .split import Portion, Scheme


def of_proposal(session: Session, *, proposal_id: int) -> Commitment | None:
    """The commitment of a project; None before it is signed."""
    return session.scalars(select(Commitment).where(Commitment.proposal_id == proposal_id).order_by(Commitment.id.desc()).limit(1)).one_or_none()


def commit(session: Session, proposal: Proposal, *, agreement_id: int, amount_fen: int, funds: Sequence[Fund], actor: Actor, at: int) -> Commitment:
    """Bind the sources that bear this project to an agreed amount (fen): each to its share, out of what is set aside for it and then its pool.

    Refused when the sources' caps do not reach so far (``caps-too-low``) or a pool is short (``balance-short``).
    """
    wish = Wish(amount_fen, proposal.street_id, proposal.category_id)
    bearing = promises.bearing(funds, wish)
    promises.refuse_beyond_caps(bearing, amount_fen=amount_fen)
    parts = promises.in_the_books(session, funds=bearing).take(bearing, wish)
    commitment = _signed(proposal, agreement_id=agreement_id, amount_fen=amount_fen, parts=parts, at=at)
    session.add(commitment)
    session.flush()
    legs = [(part.fund.id, source, "commit", fen) for part in parts
            for source, fen in (("allot", part.from_place_fen), ("pool", part.amount_fen - part.from_place_fen)) if fen]
    ledger.post(session, kind="commit", season_id=proposal.season_id, commitment_id=commitment.id, legs=legs, idem_key=f"commit:{commitment.id}", actor=actor,
                at=at, places={part.fund.id: part.place for part in parts if part.from_place_fen})
    return commitment


def _signed(proposal: Proposal, *, agreement_id: int, amount_fen: int, parts: Sequence[promises.Part], at: int) -> Commitment:
    """The commitment with each source's share, and the bands that its payments will follow."""
    commitment = Commitment(proposal_id=proposal.id, agreement_id=agreement_id, amount_fen=amount_fen, at_us=at)
    commitment.shares = [CommitmentShare(fund_id=part.fund.id, position=number, weight=part.fund.weight, amount_fen=part.amount_fen)
                         for number, part in enumerate(parts, start=1)]
    commitment.bands = [CommitmentBand(band=row.band, start_fen=row.start_fen, fund_id=parts[row.source].fund.id, position=row.source + 1, weight=row.weight,
                                       amount_fen=row.amount_fen) for row in promises.scheme_of([part.fund for part in parts]).rows(amount_fen)]
    return commitment


def scheme_of(commitment: Commitment) -> Scheme:
    """How a commitment's payments fall on its sources, in the order of its shares, as it was signed."""
    return Scheme.of_rows(Portion(row.band, row.start_fen, row.position - 1, row.weight, row.amount_fen) for row in commitment.bands)


def release(session: Session, commitment: Commitment, *, keep: Mapping[int, int], idem_key: str, actor: Actor, at: int) -> None:
    """Give back what is committed beyond ``keep`` (fund → fen): first to the pool it partly came from, the rest to what was set aside for its place."""
    held = ledger.balances(session, commitment_id=commitment.id)
    back = {fund_id: fen - keep.get(fund_id, 0) for (fund_id, stage), fen in held.items() if stage == "commit" and fen > keep.get(fund_id, 0)}
    if not back:
        return
    drawn = _drawn(session, commitment_id=commitment.id)
    legs = [(fund_id, "commit", stage, part) for fund_id, fen in sorted(back.items())
            for stage, part in (("pool", min(fen, drawn[fund_id].pool_fen)), ("allot", fen - min(fen, drawn[fund_id].pool_fen))) if part]
    ledger.post(session, kind="release", season_id=commitment.proposal.season_id, commitment_id=commitment.id, legs=legs, idem_key=idem_key, actor=actor, at=at,
                places={fund_id: drawn[fund_id].place for fund_id in back if drawn[fund_id].place != promises.POOL})


@dataclass(slots=True)
class _Drawn:
    """Where one source's part of a commitment came from and is not given back yet: so much from the pool, the rest from a place."""

    pool_fen: int = 0
    place: promises.Place = promises.POOL


def _drawn(session: Session, *, commitment_id: int) -> dict[int, _Drawn]:
    """By fund, from the commitment's own entries."""
    asked = (select(Account.fund_id, Account.stage, Account.street_id, Account.category_id, Entry.kind, Transfer.amount_fen)
             .select_from(Transfer).join(Entry, Entry.id == Transfer.entry_id)
             .join(Account, Account.id == case((Entry.kind == "commit", Transfer.debit_id), else_=Transfer.credit_id))
             .where(Entry.commitment_id == commitment_id, Entry.kind.in_(("commit", "release"))))
    found: dict[int, _Drawn] = defaultdict(_Drawn)
    for row in session.connection().execute(asked):
        if row.stage == "pool":
            found[row.fund_id].pool_fen += row.amount_fen if row.kind == "commit" else -row.amount_fen
        else:
            found[row.fund_id].place = (row.street_id, row.category_id)
    return found


def presets_for(session: Session, *, season_id: int, amount_fen: int) -> list[TranchePreset]:
    """The season's tranche plan for an amount (fen): that of the smallest tier that reaches so far (A, B, C)."""
    found = session.scalars(select(TranchePreset).where(TranchePreset.season_id == season_id).order_by(TranchePreset.tier, TranchePreset.seq)).all()
    fitting = [preset for preset in found if preset.upto_fen is None or amount_fen <= preset.upto_fen]
    if not fitting:
        raise Refusal("tranche-plan-missing")
    return [preset for preset in fitting if preset.tier == fitting[0].tier]


def plan(session: Session, commitment: Commitment, *, engine: Engine, season_id: int, actor: Actor, at: int) -> None:
    """Lay out the tranches by the season's percentages, and in each one payment case per source by the cumulative rule."""
    presets = presets_for(session, season_id=season_id, amount_fen=commitment.amount_fen)
    amounts = split.shares(commitment.amount_fen, weights=[preset.share for preset in presets])
    parts = _legs_of(amounts, scheme=scheme_of(commitment), sources=len(commitment.shares))
    number = sum(1 for legs in parts for part in legs if part)
    cases = iter(engine.start_many(session, "payment", season_id=season_id, actor=actor, at=at, parents=[commitment.proposal_id] * number))
    for preset, amount, legs in zip(presets, amounts, parts, strict=True):
        if amount:
            tranche = Tranche(commitment_id=commitment.id, seq=preset.seq, amount_fen=amount, condition=preset.condition)
            tranche.payments = [Payment(id=next(cases), season_id=season_id, state="planned", proposal_id=commitment.proposal_id, fund_id=share.fund_id,
                                        planned_fen=part, amount_fen=part) for share, part in zip(commitment.shares, legs, strict=True) if part]
            session.add(tranche)
    session.flush()
    session.expire(commitment, ["tranches"])


def _legs_of(amounts: Sequence[int], *, scheme: Scheme, sources: int) -> list[tuple[int, ...]]:
    """Each tranche's legs by the cumulative rule, so that no source is a fen off after any of them."""
    paid, legs = [0] * sources, []
    for amount in amounts:
        parts = scheme.of_payment(amount, paid=paid)
        paid = [before + part for before, part in zip(paid, parts, strict=True)]
        legs.append(parts)
    return legs
