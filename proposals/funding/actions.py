"""What people do about money: book what came in, ask for and carry out payments (one or many at once), settle, take refunds."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from workflow import SYSTEM, Actor, Batch, Step
from workflow.definition import titled

from ..accounts.posts import posts_of
from ..collection.models import Proposal
from ..errors import Refusal
from ..machine import engine
from ..storage import act, db
from . import commitments, ledger, settling
from .models import Commitment, Fund, Payment, Tranche

SETTLES = ("foundation", "foundation_lead")


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a season's money: its code (which also names the post that pays), what people call it, and its weight."""

    code: str
    title: str
    weight: int


USUAL_SOURCES = (Source("foundation", titled("社区发展基金会"), 60), Source("treasury", titled("区财政"), 40))
"""60 % foundation, 40 % treasury (domain.md E3)."""


@act
def name_sources(season_id: int, *, sources: Sequence[Source], by: Actor, at: int) -> list[int]:
    """Name a season's sources with their weights, once, the one that rounding favours first; returns the funds. By the bureau (or the program itself).

    Fixed from then on (``sources-named``): every commitment rests on them.
    """
    if by.id != SYSTEM.id:
        _must_hold(by, kinds=("bureau",), otherwise=Refusal("sources-not-yours"))
    if db.session.scalars(select(Fund.id).where(Fund.season_id == season_id).limit(1)).first() is not None:
        raise Refusal("sources-named")
    funds = [Fund(season_id=season_id, code=one.code, title=one.title, weight=one.weight, position=place) for place, one in enumerate(sources, start=1)]
    db.session.add_all(funds)
    db.session.flush()
    return [fund.id for fund in funds]


@act
def record_receipt(season_id: int, *, fund_code: str, amount_fen: int, reference: str, by: Actor, at: int) -> ledger.Posted:
    """Book money that reached a source's account: from its origin into the season's pool, in fen.

    ``reference`` is the bank's or the document's number; the same one again books nothing twice. By the source's own staff, or the bureau.
    """
    fund = db.session.scalars(select(Fund).where(Fund.season_id == season_id, Fund.code == fund_code)).one()
    _must_hold(by, kinds=(fund.code, fund.code + "_lead", "bureau"), otherwise=Refusal("receipt-not-yours"))
    return ledger.post(db.session(), kind="receipt", season_id=season_id, commitment_id=None, legs=[(fund.id, "origin", "pool", amount_fen)],
                       idem_key=f"receipt:{fund.id}:{reference}", actor=by, at=at)


@act
def request(payment_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """The implementer asks for one payment; ``data["evidence"]`` says what it is due for. Writes ``request``."""
    db.session.get_one(Payment, payment_id).evidence = str(data.get("evidence") or "")
    return engine.fire(db.session, payment_id, name, by, at=at, data=data, note=note, expect=seq)


@act
def send(payment_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> Step:
    """The cashier sends one payment to the bank; ``data["bank_reference"]`` is the bank's number. Writes ``send``."""
    db.session.get_one(Payment, payment_id).bank_reference = str(data.get("bank_reference") or "") or None
    return engine.fire(db.session, payment_id, name, by, at=at, data=data, note=note, expect=seq)


@act
def request_tranche(tranche_id: int, *, evidence: str, by: Actor, at: int) -> list[Step]:
    """The implementer asks for all legs of a tranche that wait to be asked for: all or none."""
    legs = db.session.scalars(select(Payment.id).where(Payment.tranche_id == tranche_id, Payment.state == "planned").order_by(Payment.id)).all()
    if not legs:
        raise Refusal("tranche-has-nothing-to-request")
    db.session.execute(update(Payment).where(Payment.id.in_(legs)).values(evidence=evidence))
    return [engine.fire(db.session, leg, "request", by, at=at, data={"evidence": evidence}) for leg in legs]


@act
def request_all(payment_ids: Collection[int], *, evidence: str, by: Actor, at: int) -> Batch:
    """Ask for many payments with the same evidence; who may not is left where it is, with the reasons."""
    done = engine.fire_many(db.session, list(payment_ids), "request", by, at=at, data={"evidence": evidence})
    db.session.execute(update(Payment).where(Payment.id.in_(done.moved)).values(evidence=evidence).execution_options(synchronize_session=False))
    return done


@act
def advance(payment_ids: Collection[int], *, name: str, by: Actor, at: int, note: str) -> Batch:
    """Make the same move (verify, authorise, arrive, refuse, bounce, resend) for many payments; each one that may not is left with its reasons."""
    return engine.fire_many(db.session, list(payment_ids), name, by, at=at, note=note)


@act
def send_all(references: Mapping[int, str], *, batch: str, by: Actor, at: int) -> Batch:
    """Send many payments: ``references`` gives each its bank number, ``batch`` is the number of the whole transfer file."""
    rows = [{"id": payment_id, "bank_reference": reference} for payment_id, reference in references.items()]
    db.session.execute(update(Payment), rows)
    each = {payment_id: {"bank_reference": reference} for payment_id, reference in references.items()}
    done = engine.fire_many(db.session, list(references), "send", by, at=at, data={"batch": batch}, each=each)
    if done.refused:
        unsent = update(Payment).where(Payment.id.in_(done.refused), Payment.state.not_in(("sent", "paid", "bounced"))).values(bank_reference=None)
        db.session.execute(unsent.execution_options(synchronize_session=False))
    return done


@act
def adjust_final_tranche(proposal_id: int, *, spent_fen: int, by: Actor, at: int) -> settling.Reckoning:
    """Settle a project on actuals of ``spent_fen`` (by vouchers): the last tranche pays at most what is still due, the unneeded is released.

    For the closeout room, inside its own act: who may settle is the settlement's machine's matter. Refused while a payment is under way.
    """
    return settling.settle(db.session(), _commitment(proposal_id), engine=engine, spent_fen=spent_fen, may_pay=True, actor=by, at=at)


@act
def settle_ended(proposal_id: int, *, spent_fen: int, by: Actor, at: int) -> settling.Reckoning:
    """Settle a project that ends early (``terminating``): nothing more is paid, spent is recognised, the rest goes back. By the foundation's staff."""
    _must_hold(by, kinds=SETTLES, otherwise=Refusal("settlement-not-yours"))
    if db.session.get_one(Proposal, proposal_id).state != "terminating":
        raise Refusal("settles-in-closeout")
    return settling.settle(db.session(), _commitment(proposal_id), engine=engine, spent_fen=spent_fen, may_pay=False, actor=by, at=at)


@act
def record_refund(proposal_id: int, *, reference: str, by: Actor, at: int) -> int:
    """Book that an implementer returned everything it held unspent; returns the fen. ``reference`` is the bank's number. By the foundation's staff."""
    _must_hold(by, kinds=SETTLES, otherwise=Refusal("refund-not-yours"))
    commitment = _commitment(proposal_id)
    if commitment.spent_fen is None:
        raise Refusal("settlement-comes-first")
    season_id = db.session.get_one(Proposal, proposal_id).season_id
    return settling.refund(db.session(), commitment, season_id=season_id, reference=reference, actor=by, at=at)


def due_legs(proposal_id: int) -> list[int]:
    """The payments of the project's earliest tranche that is not paid yet, for those who carry it on step by step."""
    first = (select(Tranche.id).join(Commitment).where(Commitment.proposal_id == proposal_id, Tranche.paid_us.is_(None)).order_by(Tranche.seq).limit(1)
             .scalar_subquery())
    return list(db.session.scalars(select(Payment.id).where(Payment.tranche_id == first, Payment.state != "cancelled").order_by(Payment.id)))


def _commitment(proposal_id: int) -> Commitment:
    found = commitments.of_proposal(db.session(), proposal_id=proposal_id)
    if found is None:
        raise Refusal("nothing-committed")
    return found


def _must_hold(actor: Actor, *, kinds: tuple[str, ...], otherwise: Refusal) -> None:
    """Refuse unless the actor holds one of these posts; for acts that move no case of a machine."""
    if not any(post.kind in kinds for post in posts_of(db.session(), actor=actor)):
        raise otherwise
