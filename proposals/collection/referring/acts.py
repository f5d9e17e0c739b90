"""What happens to a referral, one act each: taken, passed on, urged, answered, rated, reopened. Every act writes a line of the log."""
from __future__ import annotations

from sqlalchemy import select

from workflow import Actor

from ... import letters
from ...accounts.posts import posts_of
from ...errors import Refusal
from ...gate import person_id
from ...storage import act, db
from ..models import CoProposer, Proposal
from .handing import Matter, due_after, first_look, hand_over
from .models import Referral, ReferralEntry

EVERYWHERE = frozenset({"support", "support_lead"})
OF_ITS_STREET = frozenset({"street", "street_lead"})
NEVER_SENT = ("draft", "lapsed", "withdrawn")


@act
def hand_part(proposal_id: int, *, kind: str, matter: str, units: list[str], days: int | None, urgent: bool, case_number: str, by: Actor,
              at: int) -> list[Referral]:
    """Hand a part of an idea on while the idea itself goes its way; one referral for each unit. ``days`` are working days, None as the season says.

    Refused: ``referral-not-yours``, ``idea-not-sent``, ``unit-required``."""
    idea = db.session.get_one(Proposal, proposal_id)
    _ask_whether_staff(idea, by=by)
    if idea.state in NEVER_SENT:
        raise Refusal("idea-not-sent")
    if not units:
        raise Refusal("unit-required")
    matters = [Matter(idea.id, idea.season_id, kind, unit, matter=matter, days=days, urgent=urgent, case_number=case_number) for unit in units]
    return hand_over(db.session(), matters, by_id=person_id(by), at=at)


@act
def receive(referral_id: int, *, by: Actor, at: int) -> None:
    """The unit has taken it (签收), as staff heard from it; once (``received-before``)."""
    referral = _open(referral_id, by=by)
    if referral.received_us is not None:
        raise Refusal("received-before")
    referral.received_us = at
    _log(referral, kind="received", by=by, at=at, words=referral.handling_unit)


@act
def pass_on(referral_id: int, *, unit: str, by: Actor, at: int) -> None:
    """The unit says it is not theirs: another one answers, and its days begin anew."""
    referral = _open(referral_id, by=by)
    referral.handling_unit, referral.received_us = unit, None
    _begin_anew(referral, at=at)
    _log(referral, kind="passed-on", by=by, at=at, words=unit)


@act
def urge(referral_id: int, *, by: Actor, at: int) -> None:
    """Staff urge the unit (催办); the log says when."""
    _log(_open(referral_id, by=by), kind="urged", by=by, at=at)


@act
def keep_case_number(referral_id: int, *, case_number: str, by: Actor, at: int) -> None:
    """Enter or correct the number under which the 12345 line keeps it; the log keeps every one."""
    referral = _open(referral_id, by=by)
    referral.case_number = case_number
    _log(referral, kind="case-number", by=by, at=at, words=case_number)


@act
def reply(referral_id: int, *, words: str, by: Actor, at: int) -> None:
    """Enter what the handling unit answered; once (``replied-before``). The proposer is told, and may say whether it satisfies."""
    referral = _locked(referral_id, by=by)
    if referral.reply is not None:
        raise Refusal("replied-before")
    referral.reply, referral.replied_us, referral.next_us = words, at, None
    referral.received_us = referral.received_us or at
    _log(referral, kind="replied", by=by, at=at, words=words)
    tell(referral, roles=("proposer",), template="referral_replied", at=at)


@act
def rate(referral_id: int, *, rating: str, note: str, by: Actor | None, at: int) -> None:
    """Say whether an answer satisfies: satisfied, basically, not. ``by`` is None for a proposer known by the phone's last digits.

    Not satisfied for the second time goes to the bureau. Refused: ``not-answered-yet``, ``rated-before``, ``referral-not-yours``."""
    referral = _found(referral_id)
    _ask_whether_proposer(referral, by=by)
    if referral.reply is None:
        raise Refusal("not-answered-yet")
    if referral.rating is not None:
        raise Refusal("rated-before")
    referral.rating, referral.rating_note, referral.rated_us = rating, note, at
    _log(referral, kind="rated", by=by, at=at, words=rating)
    if rating == "not" and referral.reopened:
        referral.chased = 3
        _log(referral, kind="escalated", by=by, at=at)
        tell(referral, roles=("bureau",), template="referral_escalated", at=at)
    elif rating == "not":
        tell(referral, roles=("staff",), template="referral_unhappy", at=at)


@act
def reopen(referral_id: int, *, by: Actor, at: int) -> None:
    """Not satisfied: the unit answers again, once (``nothing-to-reopen``). The answer so far stays in the log."""
    referral = _locked(referral_id, by=by)
    if referral.standing != "unhappy":
        raise Refusal("nothing-to-reopen")
    referral.reply, referral.replied_us, referral.rating, referral.rated_us, referral.received_us, referral.reopened = None, None, None, None, None, 1
    _begin_anew(referral, at=at)
    _log(referral, kind="reopened", by=by, at=at)
    tell(referral, roles=("staff",), template="referral_reopened", at=at)


def tell(referral: Referral, *, roles: tuple[str, ...], template: str, at: int) -> None:
    """Promise a notice about a referral to these roles towards its idea."""
    letters.promise(db.session(), [notice(referral, role=role, template=template) for role in roles], at=at)


def notice(referral: Referral, *, role: str, template: str) -> dict[str, object]:
    """A notice about a referral, as the outbox keeps it."""
    facts = {"unit": referral.handling_unit, "slip": referral.display_number}
    return {"instance": referral.proposal_id, "role": role, "template": template, "facts": facts}


def _begin_anew(referral: Referral, *, at: int) -> None:
    season_id = referral.season_id or db.session.get_one(Proposal, referral.proposal_id).season_id
    referral.due_us = due_after(db.session(), season_id=season_id, kind=referral.kind, urgent=bool(referral.urgent), days=None, at=at)
    for name, value in first_look(referral.due_us, at=at).items():
        setattr(referral, name, value)


def _open(referral_id: int, *, by: Actor) -> Referral:
    referral = _locked(referral_id, by=by)
    if referral.reply is not None:
        raise Refusal("answered-already")
    return referral


def _locked(referral_id: int, *, by: Actor) -> Referral:
    referral = _found(referral_id)
    _ask_whether_staff(db.session.get_one(Proposal, referral.proposal_id), by=by)
    return referral


def _found(referral_id: int) -> Referral:
    return db.session.scalars(select(Referral).where(Referral.id == referral_id).with_for_update().execution_options(populate_existing=True)).one()


def _ask_whether_staff(idea: Proposal, *, by: Actor) -> None:
    """Staff of its street, or of the support organisation."""
    held = posts_of(db.session(), actor=by)
    if not any(post.kind in EVERYWHERE or post.kind in OF_ITS_STREET and post.street_id == idea.street_id for post in held):
        raise Refusal("referral-not-yours")


def _ask_whether_proposer(referral: Referral, *, by: Actor | None) -> None:
    """Whose idea it is, or whose idea lives on in it. Who showed the phone's last digits was asked at the door."""
    if by is None:
        return
    joined = select(CoProposer.person_id).where(CoProposer.proposal_id == referral.proposal_id)
    if person_id(by) not in {db.session.get_one(Proposal, referral.proposal_id).proposer_id, *db.session.scalars(joined)}:
        raise Refusal("referral-not-yours")


def _log(referral: Referral, *, kind: str, by: Actor | None, at: int, words: str = "") -> None:
    db.session.add(ReferralEntry(referral_id=referral.id, kind=kind, by_id=person_id(by) if by else None, words=words, due_us=referral.due_us, at_us=at))
