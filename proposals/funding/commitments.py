"""From a signed agreement to what each source owes and when: commitment, shares, tranches, legs; and the project's settlement on actuals."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

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
    commitment = Commitment(proposal_id=proposal.id, agreement_id=agreement_id, amount_fen=amount_fen, version=1, at_us=at)
    session.add(commitment)
    session.flush()
    sign(session, commitment, bound=[Bound(part.fund, part.fund.weight, part.amount_fen) for part in parts],
         scheme=promises.scheme_of([part.fund for part in parts]))
    legs = [(part.fund.id, source, "commit", fen) for part in parts
            for source, fen in (("allot", part.from_place_fen), ("pool", part.amount_fen - part.from_place_fen)) if fen]
    ledger.post(session, kind="commit", season_id=proposal.season_id, commitment_id=commitment.id, legs=legs, idem_key=f"commit:{commitment.id}", actor=actor,
                at=at, places={part.fund.id: part.place for part in parts if part.from_place_fen})
    return commitment


@dataclass(frozen=True, slots=True)
class Bound:
    """What one source signs: its weight, and its part of the whole in fen."""

    fund: Fund
    weight: int
    amount_fen: int


def sign(session: Session, commitment: Commitment, *, bound: Sequence[Bound], scheme: Scheme) -> None:
    """Write the shares and bands of the commitment's version; the commitment shows them from here on."""
    version = {"commitment_id": commitment.id, "version": commitment.version}
    shares = [CommitmentShare(**version, fund=one.fund, position=number, weight=one.weight, amount_fen=one.amount_fen)
              for number, one in enumerate(bound, start=1)]
    bands = [CommitmentBand(**version, band=row.band, start_fen=row.start_fen, fund_id=bound[row.source].fund.id, position=row.source + 1, weight=row.weight,
                            amount_fen=row.amount_fen) for row in scheme.rows(commitment.amount_fen)]
    session.add_all([*shares, *bands])
    session.flush()
    set_committed_value(commitment, "shares", shares)
    set_committed_value(commitment, "bands", bands)


def scheme_of(commitment: Commitment) -> Scheme:
    """How a commitment's payments fall on its sources, in the order of its shares, as it was signed."""
    return Scheme.of_rows(Portion(row.band, row.start_fen, row.position - 1, row.weight, row.amount_fen) for row in commitment.bands)


def release(session: Session, commitment: Commitment, *, keep: Mapping[int, int], idem_key: str, actor: Actor, at: int) -> None:
    """Give back what is committed beyond ``keep`` (fund → fen): first to the pool it partly came from, the rest to what was set aside for its place."""
    held = ledger.balances(session, commitment_id=commitment.id)
    back = {fund_id: fen - keep.get(fund_id, 0) for (fund_id, stage), fen in held.items() if stage == "commit" and fen > keep.get(fund_id, 0)}
    if not back:
        return
    drawn = drawn_by(session, commitment_id=commitment.id)
    legs = [leg for fund_id, fen in sorted(back.items()) for leg in giving_back(fund_id, fen=fen, drawn=drawn[fund_id])]
    ledger.post(session, kind="release", season_id=commitment.proposal.season_id, commitment_id=commitment.id, legs=legs, idem_key=idem_key, actor=actor, at=at,
                places={fund_id: drawn[fund_id].place for fund_id in back if drawn[fund_id].place != promises.POOL})


def giving_back(fund_id: int, *, fen: int, drawn: Drawn) -> list[ledger.Leg]:
    """The legs by which a source is given back what is not needed: first what came from its pool, the rest to its place."""
    to_pool = min(fen, drawn.pool_fen)
    return [(fund_id, "commit", stage, part) for stage, part in (("pool", to_pool), ("allot", fen - to_pool)) if part]


@dataclass(slots=True)
class Drawn:
    """Where one source's part of a commitment came from and is not given back yet: so much from the pool, the rest from a place."""

    pool_fen: int = 0
    place: promises.Place = promises.POOL


def drawn_by(session: Session, *, commitment_id: int) -> dict[int, Drawn]:
    """By fund, from the commitment's own entries."""
    asked = (select(Account.fund_id, Account.stage, Account.street_id, Account.category_id,
                    case((Transfer.debit_id == Account.id, Transfer.amount_fen), else_=-Transfer.amount_fen).label("fen"))
             .select_from(Transfer).join(Entry, Entry.id == Transfer.entry_id)
             .join(Account, Account.id.in_((Transfer.debit_id, Transfer.credit_id)))
             .where(Entry.commitment_id == commitment_id, Entry.kind.in_(("commit", "amend", "release")), Account.stage.in_(("pool", "allot"))))
    found: dict[int, Drawn] = defaultdict(Drawn)
    for row in session.connection().execute(asked):
        if row.stage == "pool":
            found[row.fund_id].pool_fen += row.fen
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
    lay_out(session, commitment, dues=[Due(preset.seq, preset.condition, amount) for preset, amount in zip(presets, amounts, strict=True)],
            borne=[0] * len(commitment.shares), engine=engine, season_id=season_id, actor=actor, at=at)


@dataclass(frozen=True, slots=True)
class Due:
    """A tranche to come: its number, its condition, its amount in fen (0: there is none)."""

    seq: int
    condition: str
    amount_fen: int


def lay_out(session: Session, commitment: Commitment, *, dues: Sequence[Due], borne: Sequence[int], engine: Engine, season_id: int, actor: Actor,
            at: int) -> None:
    """Write these tranches, after the sources bore ``borne`` (fen), with one payment case per source by the cumulative rule."""
    parts = _legs_of([due.amount_fen for due in dues], scheme=scheme_of(commitment), borne=borne)
    number = sum(1 for legs in parts for part in legs if part)
    parents = [commitment.proposal_id] * number
    cases = iter(engine.start_many(session, "payment", season_id=season_id, actor=actor, at=at, parents=parents) if parents else ())
    for due, legs in zip(dues, parts, strict=True):
        if due.amount_fen:
            tranche = Tranche(commitment_id=commitment.id, seq=due.seq, amount_fen=due.amount_fen, condition=due.condition)
            tranche.payments = [Payment(id=next(cases), season_id=season_id, state="planned", proposal_id=commitment.proposal_id, fund_id=share.fund_id,
                                        planned_fen=part, amount_fen=part) for share, part in zip(commitment.shares, legs, strict=True) if part]
            session.add(tranche)
    session.flush()
    session.expire(commitment, ["tranches"])


def _legs_of(amounts: Sequence[int], *, scheme: Scheme, borne: Sequence[int]) -> list[tuple[int, ...]]:
    """Each tranche's legs by the cumulative rule, so that no source is a fen off after any of them."""
    paid, legs = list(borne), []
    for amount in amounts:
        parts = scheme.of_payment(amount, paid=paid)
        paid = [before + part for before, part in zip(paid, parts, strict=True)]
        legs.append(parts)
    return legs
