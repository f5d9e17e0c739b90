"""Whose account money goes to when the implementer may receive none itself."""
from sqlalchemy import select

from proposals.directory import record
from proposals.directory.models import Organisation
from proposals.funding.bank import accounts
from proposals.funding.models import Commitment
from proposals.storage import db
from tests.cast import IMPLEMENTER
from tests.rooms.approval.planned import actor
from tests.rooms.funding.signed import signed


def body(**known):
    return db.session.scalars(select(Organisation.id).filter_by(**known)).one()


def test_the_money_goes_to_the_payee_on_record_until_the_foundation_names_another(at):
    commitment = db.session.scalars(select(Commitment.id).where(Commitment.proposal_id == signed(1, at=at))).one()
    implementer, hub, other = body(name=IMPLEMENTER), body(kind="support"), body(kind="foundation")
    assert accounts.payees({commitment}) == {commitment: implementer}
    record.record_standing(implementer, founded_on=None, rating=0, payee_id=hub, by=actor("李科长"), at=at)
    assert accounts.payees({commitment}) == {commitment: hub}
    accounts.name_payee(commitment, organisation_id=other, reason="账户正在变更。", by=actor("陈会计"), at=at)
    assert accounts.payees({commitment}) == {commitment: other}
