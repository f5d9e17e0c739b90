"""Who may do what about spending, and when: asked before every act, and nowhere else."""
from __future__ import annotations

from workflow import Actor

from ...accounts.posts import posts_of
from ...clock import today
from ...collection.models import Proposal
from ...directory.models import Organisation
from ...errors import Refusal
from ...gate import person_id
from ...storage import db
from .. import commitments
from ..bank import accounts
from ..models import Commitment
from .papers import Bounds

CHECKERS = ("support", "support_lead", "foundation", "foundation_lead")
DECIDERS = ("foundation", "foundation_lead")
TELLING = ("signed", "implementing", "suspended", "terminating", "reporting", "correcting")
"""States of a project in which its implementer tells what it spent."""
ENDING = ("reporting", "correcting", "assessing")
"""… and in which what it advanced may be told beyond what it holds: the last tranche pays on actuals."""
CHECKED = (*TELLING, "assessing")


def locked(proposal_id: int) -> Commitment:
    """The commitment whose spending is about to change; on PostgreSQL one at a time. Refused before it is signed (``nothing-committed``)."""
    found = commitments.of_proposal(db.session(), proposal_id=proposal_id)
    if found is None:
        raise Refusal("nothing-committed")
    return db.session.get_one(Commitment, found.id, with_for_update=True)


def must_tell(actor: Actor, *, project: Proposal) -> int:
    """The person acting for the implementer while the project lets it tell; refused otherwise (``spending-not-yours``, ``spending-not-open``)."""
    person = person_id(actor)
    own = any(post.kind == "organisation" and post.organisation_id == project.organisation_id for post in posts_of(db.session(), actor=actor))
    if person is None or not own:
        raise Refusal("spending-not-yours")
    if project.state not in TELLING:
        raise Refusal("spending-not-open")
    return person


def must_check(actor: Actor, *, project: Proposal) -> int:
    """The member of support's or the foundation's staff who checks; refused otherwise (``checking-not-yours``, ``spending-not-open``)."""
    return _must_hold(actor, kinds=CHECKERS, project=project, otherwise=Refusal("checking-not-yours"))


def must_decide(actor: Actor, *, project: Proposal) -> int:
    """The member of the foundation's staff who decides; refused otherwise (``deciding-not-yours``, ``spending-not-open``)."""
    return _must_hold(actor, kinds=DECIDERS, project=project, otherwise=Refusal("deciding-not-yours"))


def _must_hold(actor: Actor, *, kinds: tuple[str, ...], project: Proposal, otherwise: Refusal) -> int:
    person = person_id(actor)
    if person is None or not any(post.kind in kinds for post in posts_of(db.session(), actor=actor)):
        raise otherwise
    if project.state not in CHECKED:
        raise Refusal("spending-not-open")
    return person


def must_be_another(person: int, *, than: int | None) -> None:
    """Refuse who entered or handed in what is to be checked (``spending-needs-second-person``)."""
    if person == than:
        raise Refusal("spending-needs-second-person")


def must_say_why(reason: str) -> None:
    """Refuse an empty reason (``reason-required``)."""
    if not reason.strip():
        raise Refusal("reason-required")


def bounds(commitment: Commitment, *, at: int) -> Bounds:
    """Whose title invoices bear, and the days their papers may: from the signing to today."""
    return Bounds(payee_title(commitment), today(commitment.at_us), today(at))


def payee_title(commitment: Commitment) -> str:
    """Whose title invoices bear: the holder of the checked account of whoever is paid for the implementer; its name where no account was checked yet."""
    payee = accounts.payees({commitment.id})[commitment.id]
    account = accounts.in_use({payee}).get(payee)
    return account.holder if account is not None else db.session.get_one(Organisation, payee).name
