"""Are the offers what they were? Each version's own digest, and the common one taken when they were opened."""
from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.history import Finding

from . import store
from .models import Bid, Call


def findings(session: Session) -> list[Finding]:
    """Everything that does not add up; an empty list is good news."""
    return [*_offers(session), *_openings(session)]


def _offers(session: Session) -> Iterator[Finding]:
    for bid in session.scalars(select(Bid).order_by(Bid.id).execution_options(yield_per=500)):
        if bid.digest != store.digest_of(bid):
            yield Finding("offer-changed", (bid.call_id, bid.id), "an offer's words or prices are not those it was made with")


def _openings(session: Session) -> Iterator[Finding]:
    """While offers are compared none was added or taken away; after an objection one may have been set aside."""
    for call in session.scalars(select(Call).where(Call.state.in_(("comparing", "chosen", "disputed", "settled"))).order_by(Call.id)):
        bids = store.bids_at_opening(session, call_id=call.id)
        if call.bids_digest != store.digest_of_all(bids):
            yield Finding("offers-differ", (call.id,), "the offers are not those that were opened")
