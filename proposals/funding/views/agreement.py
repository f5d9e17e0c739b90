"""One project's money as people see it: on the project's page by source, tranche and payment, with whose turn it is; and the panel for everybody."""
from __future__ import annotations

from flask_babel import gettext as _

from workflow import Actor

from ... import clock, panels, shell, words
from ...accounts.models import Session
from ...collection.models import Proposal
from ...implementation import parts
from ...machine import engine
from ...storage import db
from ...words import bank, entries
from ...words import funding as labels
from .. import actions, queries
from ..bank import lists
from ..models import Commitment, Payment
from .blueprint import OVERSEERS

UNAPPROVED = ("planned", "requested", "verified", "endorsed")


def money_part(proposal: Proposal, person: Session) -> parts.Part | None:
    """On the project page: by source and by tranche, where every payment is, and what may be asked for or booked."""
    commitment, sources = queries.of_project(proposal.id)
    if commitment is None:
        return None
    story = queries.story(commitment)
    turns = {leg.id: _turn(leg, legs=tranche.payments, due=story.due.get(leg.id)) for tranche in commitment.tranches for leg in tranche.payments}
    return "funding/parts/project.html", {"commitment": commitment, "sources": sources, "conditions": labels.CONDITIONS, "story": story, "turns": turns,
                                          **_request(commitment, person=person), "settles": bool(person.posts & set(actions.SETTLES)),
                                          "oversees": bool(person.posts & set(OVERSEERS)), "desks": lists.desks_of(person.posts)}


def _turn(leg: Payment, *, legs: list[Payment], due: int | None) -> tuple[str, str]:
    """Whose turn it is with a payment, and by when; the second is not empty when that is past."""
    alone = leg.state == "authorised" and any(other.state in UNAPPROVED for other in legs)
    desk = leg.fund.pays_through if leg.state in queries.SENDING else leg.fund.desk
    said = str(entries.TURNS["authorised-alone" if alone else leg.state]) % {"desk": bank.DESKS[desk]}
    if leg.state == "paid" and leg.paid_us is not None:
        return _("%(day)s 到账", day=shell.day(leg.paid_us)), ""
    if due is None or leg.state in ("paid", "cancelled"):
        return said, ""
    return _("%(turn)s，应在 %(day)s 前办好", turn=said, day=shell.day(due)), _("已超期") if due < clock.now() else ""


def _request(commitment: Commitment, *, person: Session) -> dict[str, object]:
    """The button that asks for the next tranche, with what stands in its way; none for those who may not."""
    due = [leg for tranche in commitment.tranches for leg in tranche.payments if leg.state == "planned"][:1]
    options = engine.options(db.session(), due[0].id, Actor(f"p{person.id}", person.name), at=clock.now()) if due else []
    found = next((each for each in options if each.transition.name == "request"), None)
    return {"option": found, "due_id": due[0].tranche_id if due else None, "reasons": [words.sentence(problem) for problem in found.problems] if found else []}


def money_panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """On the idea's page, for everybody: agreed, and paid by each source."""
    if proposal.agreed_fen is None:
        return None
    commitment, sources = queries.of_project(proposal.id)
    return ("funding/panels/money.html", {"commitment": commitment, "sources": sources}) if commitment is not None else None


parts.add("funding", money_part)
panels.add("funding", 60, money_panel)
