"""Accounts: ours, from which a desk pays, and those of the payees – entered by one person, checked against the papers by another."""
from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update

from workflow import SYSTEM, Actor

from ...accounts.posts import posts_of
from ...collection.models import Proposal
from ...directory.models import Organisation, OrganisationRecord
from ...errors import Refusal
from ...storage import act, db
from ..models import BankAccount, Commitment, CommitmentPayee, PayeeAccount
from ..models.bank import DESKS

STAFF = (*DESKS, "foundation_lead", "treasury_lead")


def must_hold(by: Actor, *, kinds: Collection[str], code: str) -> None:
    """Refuse (``code``) whoever holds none of these posts; the program itself may."""
    if by.id != SYSTEM.id and not any(post.kind in kinds for post in posts_of(db.session(), actor=by)):
        raise Refusal(code)


def account_of(desk: str) -> BankAccount:
    """The account from which this desk pays; refused while there is none (``account-missing``)."""
    found = db.session.scalars(select(BankAccount).where(BankAccount.desk == desk).order_by(BankAccount.id.desc()).limit(1)).one_or_none()
    if found is None:
        raise Refusal("account-missing")
    return found


@act
def open_account(desk: str, *, title: str, holder: str, bank: str, number: str, demonstration: bool, by: Actor, at: int) -> int:
    """Enter an account of ours, by the desk's head or the bureau; returns it. From then on the desk pays from it. The same number twice is refused."""
    must_hold(by, kinds=(f"{desk}_lead", "bureau"), code="account-not-yours")
    if db.session.scalars(select(BankAccount.id).where(BankAccount.number == number)).first() is not None:
        raise Refusal("account-known", number=number[-4:])
    account = BankAccount(desk=desk, title=title, holder=holder, bank=bank, number=number, demonstration=int(demonstration))
    db.session.add(account)
    db.session.flush()
    return account.id


@act
def record_payee(organisation_id: int, *, holder: str, bank: str, number: str, demonstration: bool, by: Actor, at: int) -> int:
    """Enter where an organisation is paid, by itself or by a desk's staff; returns it. It is paid there only after another person has checked it."""
    own = any(post.kind == "organisation" and post.organisation_id == organisation_id for post in posts_of(db.session(), actor=by))
    if not own:
        must_hold(by, kinds=STAFF, code="payee-not-yours")
    account = PayeeAccount(organisation_id=organisation_id, holder=holder, bank=bank, number=number, recorded_by=by.id, recorded_us=at,
                           demonstration=int(demonstration))
    db.session.add(account)
    db.session.flush()
    return account.id


@act
def verify_payee(account_id: int, *, by: Actor, at: int) -> None:
    """Say that an account is the payee's, as its papers show; by a desk's staff, never by who entered it (``needs-another-checker``).

    The account that was paid before is retired.
    """
    must_hold(by, kinds=STAFF, code="payee-not-yours")
    account = db.session.get_one(PayeeAccount, account_id, with_for_update={"of": PayeeAccount})
    if account.recorded_by == by.id:
        raise Refusal("needs-another-checker")
    if account.verified_us is not None or account.retired_us is not None:
        raise Refusal("payee-checked-already")
    db.session.execute(update(PayeeAccount).where(PayeeAccount.organisation_id == account.organisation_id, PayeeAccount.id != account.id,
                                                  PayeeAccount.retired_us.is_(None), PayeeAccount.verified_us.is_not(None)).values(retired_us=at))
    account.verified_by, account.verified_us = by.id, at


@act
def name_payee(commitment_id: int, *, organisation_id: int, reason: str, by: Actor, at: int) -> None:
    """Pay somebody in the implementer's place, with the reason (an informal group has no account); by the foundation's staff. The latest counts."""
    must_hold(by, kinds=("foundation", "foundation_lead"), code="payee-not-yours")
    db.session.get_one(Organisation, organisation_id)
    db.session.add(CommitmentPayee(commitment_id=commitment_id, organisation_id=organisation_id, reason=reason, actor=by.id, at_us=at))


def payees(commitment_ids: Collection[int]) -> dict[int, int]:
    """Who is paid for each commitment: the implementer, the registered body on record that receives its money, or whom the foundation named in its place;
    two statements."""
    newest = select(func.max(OrganisationRecord.id)).where(OrganisationRecord.organisation_id == Proposal.organisation_id).correlate(Proposal).scalar_subquery()
    asked = (select(Commitment.id, func.coalesce(OrganisationRecord.payee_id, Proposal.organisation_id)).where(Commitment.id.in_(commitment_ids))
             .join(Proposal, Proposal.id == Commitment.proposal_id).outerjoin(OrganisationRecord, OrganisationRecord.id == newest))
    implementers = {key: value for key, value in db.session.execute(asked) if value is not None}
    latest = select(func.max(CommitmentPayee.id)).where(CommitmentPayee.commitment_id.in_(commitment_ids)).group_by(CommitmentPayee.commitment_id)
    named = db.session.execute(select(CommitmentPayee.commitment_id, CommitmentPayee.organisation_id).where(CommitmentPayee.id.in_(latest)))
    return implementers | {row[0]: row[1] for row in named}


def in_use(organisation_ids: Collection[int]) -> dict[int, PayeeAccount]:
    """The checked account of each organisation that has one; one statement."""
    asked = select(PayeeAccount).where(PayeeAccount.organisation_id.in_(organisation_ids), PayeeAccount.verified_us.is_not(None),
                                       PayeeAccount.retired_us.is_(None))
    return {account.organisation_id: account for account in db.session.scalars(asked)}
