"""What an account's statements and our books have not yet said of each other: lines unexplained, payments unseen, money owed, pledged or booked by hand."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from workflow.tables import instance

from ... import clock
from ...collection.models import Proposal
from ...directory.models import Organisation
from ...storage import db
from ..models import (Account, BankAccount, BankLine, BankMatch, BatchRow, Commitment, Entry, Fund, Payment, PaymentBatch, Pledge, PledgeCut, PledgeReceipt,
                      Transfer)
from . import accounts, bounced, incoming, outgoing, returned
from .batching import mark_of
from .facts import Booked, Expected, Leg, Owed, Proposal as Match, Seen

MOST_LINES = 300
NEVER = date(2199, 1, 1)
_LIVE = BankMatch.undone_us.is_(None)
_REVERSED = select(Entry.reverses_id).where(Entry.reverses_id.is_not(None))


@dataclass(frozen=True, slots=True)
class Open:
    """Everything that waits for a match on one account, and what is proposed for it."""

    lines: tuple[Seen, ...]
    legs: tuple[Leg, ...]
    matches: tuple[Match, ...]


def of_account(account: BankAccount) -> Open:
    """The unexplained lines with proposals, and the payments that no line shows yet; a fixed number of statements."""
    everything = seen(account, after=0)
    pairs = returned.propose(everything, legs=bounced.legs(account) if {line.direction for line in everything} >= {"in", "out"} else ())
    lines = returned.without(everything, pairs=pairs)
    since = min((line.booked_on for line in lines if line.direction == "in"), default=NEVER)
    legs = _legs(account, since=since - timedelta(days=outgoing.LATEST))
    sent = outgoing.propose(lines, legs=legs)
    come = incoming.propose(lines, legs=legs, owed=_owed(account), expected=_expected(account), booked=booked_by_hand(account), outgoing=sent)
    return Open(tuple(everything), tuple(leg for leg in legs if leg.state == "sent"), (*pairs, *incoming.without(sent, incoming=come), *come))


def seen(account: BankAccount, *, after: int) -> list[Seen]:
    """The lines with something unexplained, the oldest first, at most three hundred."""
    used = func.coalesce(select(func.sum(BankMatch.amount_fen)).where(BankMatch.line_id == BankLine.id, _LIVE).scalar_subquery(), 0)
    asked = (select(BankLine, used).where(BankLine.account_id == account.id, BankLine.id > after, BankLine.amount_fen > used)
             .order_by(BankLine.id).limit(MOST_LINES))
    return [Seen(line.id, line.direction, line.amount_fen - int(taken), date.fromisoformat(line.booked_on), line.counterparty, line.counterparty_account,
                 line.summary) for line, taken in db.session.execute(asked)]


def at_the_bank(account: BankAccount) -> list[Leg]:
    """The payments of this account that were sent and that no line shows yet."""
    return [leg for leg in _legs(account, since=NEVER) if leg.state == "sent"]


def _legs(account: BankAccount, *, since: date) -> list[Leg]:
    """Payments of the desk that are at the bank, and those that arrived lately and could come back; as the batch's file named them."""
    asked = (select(Payment, instance.c.state, instance.c.entered_us, BatchRow, PaymentBatch.number, PaymentBatch.at_us)
             .join(instance, instance.c.id == Payment.id).join(Fund, Fund.id == Payment.fund_id)
             .outerjoin(PaymentBatch, PaymentBatch.id == Payment.batch_id)
             .outerjoin(BatchRow, (BatchRow.batch_id == Payment.batch_id) & (BatchRow.payment_id == Payment.id))
             .where(Fund.pays_through == account.desk, func.coalesce(PaymentBatch.account_id, account.id) == account.id)
             .where((instance.c.state == "sent") | (instance.c.state == "paid") & (Payment.paid_us >= clock.start_of(since)))
             .options(joinedload(Payment.proposal).joinedload(Proposal.organisation), joinedload(Payment.tranche)).order_by(Payment.id))
    return [Leg(leg.id, state, leg.amount_fen, row.holder if row else leg.proposal.organisation.name, row.number if row else "",
                clock.today(sent_us or entered), row.purpose if row else mark_of(leg), batch or "")
            for leg, state, entered, row, batch, sent_us in db.session.execute(asked)]


def _owed(account: BankAccount) -> list[Owed]:
    """What implementers of settled projects hold and have to give back; only where the desk is one of their sources."""
    held = func.sum(Account.credits_fen - Account.debits_fen)
    asked = (select(Account.commitment_id, held).join(Commitment, Commitment.id == Account.commitment_id).join(Fund, Fund.id == Account.fund_id)
             .where(Account.stage == "held", Commitment.spent_fen.is_not(None)).group_by(Account.commitment_id)
             .having(held > 0, func.sum(case((Fund.pays_through == account.desk, 1), else_=0)) > 0).order_by(Account.commitment_id))
    sums = {key: int(fen) for key, fen in db.session.execute(asked)}
    wanted = accounts.payees(sums)
    known = accounts.in_use(set(wanted.values()))
    rows = db.session.execute(select(Commitment.id, Organisation.name, Proposal.number).join(Proposal, Proposal.id == Commitment.proposal_id)
                              .join(Organisation, Organisation.id == Proposal.organisation_id).where(Commitment.id.in_(sums)).order_by(Commitment.id))
    return [Owed(key, sums[key], _holder(known.get(wanted[key]), name), known[wanted[key]].number if wanted[key] in known else "", number or "")
            for key, name, number in rows]


def _holder(account: object, name: str) -> str:
    return str(getattr(account, "holder", name))


def _expected(account: BankAccount) -> list[Expected]:
    """What was pledged to the sources of this account and has not come, by who gives it; and the sources themselves, whose own name may stand on a line."""
    came = (select(func.coalesce(func.sum(PledgeReceipt.amount_fen), 0))
            .where(PledgeReceipt.pledge_id == Pledge.id, PledgeReceipt.entry_id.not_in(_REVERSED)).scalar_subquery())
    off = select(func.coalesce(func.sum(PledgeCut.amount_fen), 0)).where(PledgeCut.pledge_id == Pledge.id).scalar_subquery()
    anew = select(func.max(PledgeCut.entry_id)).where(PledgeCut.pledge_id == Pledge.id).scalar_subquery()
    asked = (select(Pledge.fund_id, Pledge.amount_fen - off - came, Pledge.giver).join(Fund, Fund.id == Pledge.fund_id)
             .where(Fund.pays_through == account.desk, Pledge.amount_fen > off + came, func.coalesce(anew, Pledge.entry_id).not_in(_REVERSED))
             .order_by(Pledge.id))
    promised = [Expected(key, int(fen), (giver,)) for key, fen, giver in db.session.execute(asked)]
    sums: dict[int, int] = {}
    for each in promised:
        sums[each.fund_id] = sums.get(each.fund_id, 0) + each.amount_fen
    titles = db.session.execute(select(Fund.id, Fund.title).where(Fund.pays_through == account.desk).order_by(Fund.id))
    return promised + [Expected(key, sums.get(key, 0), (title,)) for key, title in titles]


def booked_by_hand(account: BankAccount) -> list[Booked]:
    """Receipts and refunds that were booked from a paper, and that no line shows yet: the desk's part of each."""
    used = func.coalesce(select(func.sum(BankMatch.amount_fen)).join(BankLine, BankLine.id == BankMatch.line_id)
                         .where(BankMatch.entry_id == Entry.id, BankLine.account_id == account.id, _LIVE).scalar_subquery(), 0)
    own = func.sum(Transfer.amount_fen)
    asked = (select(Entry.id, Entry.kind, Entry.occurred_on, Entry.document, own, used).join(Transfer, Transfer.entry_id == Entry.id)
             .join(Account, Account.id == Transfer.debit_id).join(Fund, Fund.id == Account.fund_id)
             .where(Entry.kind.in_(("receipt", "refund")), Fund.pays_through == account.desk, Entry.id.not_in(_REVERSED))
             .group_by(Entry.id, Entry.kind, Entry.occurred_on, Entry.document).having(own > used).order_by(Entry.id))
    return [Booked(key, kind, int(fen) - int(taken), date.fromisoformat(day), document) for key, kind, day, document, fen, taken in db.session.execute(asked)]
