"""The plan of funds: who gives to a season, with what weight and on what terms. Fixed when the first agreement rests on it."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from workflow import Actor
from workflow.definition import titled

from ...approval.models import Agreement
from ...collection.models import Proposal
from ...errors import Refusal
from ...storage import act, db
from .. import promises
from ..models import Account, Commitment, CommitmentShare, Fund, Pledge
from .rights import BUREAU, must_hold


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a season's money and its terms, as in ``Fund``: ``cap_fen`` is the most it gives to one project, in fen."""

    code: str
    title: str
    weight: int
    kind: str
    desk: str
    pay_mode: str = "own"
    restriction: str = ""
    street_id: int | None = None
    category_id: int | None = None
    cap_fen: int | None = None
    document: str = ""


USUAL_SOURCES = (Source("foundation", titled("社区发展基金会"), 60, "foundation", "foundation"), Source("treasury", titled("区财政"), 40, "treasury", "treasury"))
"""60 % foundation, 40 % treasury (domain.md E3)."""


@act
def name_sources(season_id: int, *, sources: Sequence[Source], by: Actor, at: int) -> list[int]:
    """Add sources to a season's plan with their weights, the first of all being the one that rounding favours; returns the funds. By the bureau.

    Refused: once a passed proposal or an agreement rests on the plan (``sources-named``), a code twice (``source-code-taken``), a street's matching
    fund without its street (``match-needs-street``), the foundation remitting to itself (``mode-needs-another-desk``).
    """
    must_hold(by, kinds=BUREAU, code="sources-not-yours")
    _must_be_open(season_id)
    funds = []
    for source in sources:
        _must_fit(source, taken=_codes(season_id, but=None))
        last = db.session.scalar(select(func.max(Fund.position)).where(Fund.season_id == season_id))
        funds.append(Fund(season_id=season_id, position=(last or 0) + 1, **asdict(source)))
        db.session.add(funds[-1])
        db.session.flush()
    return [fund.id for fund in funds]


@act
def change_source(fund_id: int, *, source: Source, by: Actor, at: int) -> None:
    """Correct a source's terms while nothing rests on them. By the bureau; refused as in ``name_sources``."""
    must_hold(by, kinds=BUREAU, code="sources-not-yours")
    fund = db.session.get_one(Fund, fund_id)
    _must_be_open(fund.season_id)
    _must_fit(source, taken=_codes(fund.season_id, but=fund_id))
    for name, value in asdict(source).items():
        setattr(fund, name, value)
    db.session.flush()


@act
def drop_source(fund_id: int, *, by: Actor, at: int) -> None:
    """Take a source out of the plan that was entered by mistake: nothing was promised or given to it (``source-has-money``). By the bureau."""
    must_hold(by, kinds=BUREAU, code="sources-not-yours")
    fund = db.session.get_one(Fund, fund_id)
    _must_be_open(fund.season_id)
    if any(db.session.scalar(select(func.count()).where(model.fund_id == fund_id)) for model in (Account, Pledge)):
        raise Refusal("source-has-money", fund=fund.title)
    db.session.delete(fund)
    db.session.flush()


def fixed(season_id: int) -> bool:
    """Whether the plan of funds rests: passed proposals count on it, an agreement states it, or money is committed by it."""
    promised = select(Proposal.id).where(Proposal.season_id == season_id, promises.promised()).limit(1)
    drafted = select(Agreement.id).where(Agreement.season_id == season_id, Agreement.voided_us.is_(None)).limit(1)
    committed = select(Commitment.id).join(CommitmentShare).join(Fund, Fund.id == CommitmentShare.fund_id).where(Fund.season_id == season_id).limit(1)
    return any(db.session.execute(asked).first() is not None for asked in (promised, drafted, committed))


def _must_be_open(season_id: int) -> None:
    promises.queue_up(db.session(), season_id=season_id)
    if fixed(season_id):
        raise Refusal("sources-named")


def _codes(season_id: int, *, but: int | None) -> set[str]:
    return {fund.code for fund in promises.funds_of(db.session(), season_id=season_id) if fund.id != but}


def _must_fit(source: Source, *, taken: set[str]) -> None:
    if source.code in taken:
        raise Refusal("source-code-taken", taken=source.code)
    if source.kind == "street_match" and source.street_id is None:
        raise Refusal("match-needs-street")
    if source.pay_mode != "own" and source.desk == "foundation":
        raise Refusal("mode-needs-another-desk")
