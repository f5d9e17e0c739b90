"""Receiving ideas: looking, asking back, accepting, declining with a reason, handing on. And what proposers do with theirs."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from workflow import SYSTEM, Actor, Batch, Step

from ... import letters
from ...errors import Refusal
from ...machine import engine
from ...similar.repeats import text_digest
from ...storage import act, db
from ..answering.telling import together
from ..models import Proposal, Resemblance
from ..reasons import REFER
from ..resembling.acts import compare
from ..resembling.lists import Likeness
from ..rules.effects import note_same_words


@act
def accept(proposal_id: int, *, by: Actor, at: int, seq: int | None = None) -> Step:
    """Accept an idea (受理): it gets its number. Refused while same words are not looked at or a guardian's consent is missing."""
    return engine.fire(db.session(), proposal_id, "accept", by, at=at, expect=seq)


@act
def accept_many(ids: Sequence[int], *, by: Actor, at: int, key: str, dry_run: bool) -> Batch:
    """Accept many ideas; each is judged by itself, and each person is told once. A dry run only says what would happen."""
    done = engine.fire_many(db.session(), ids, "accept", by, at=at, key=f"{letters.TOGETHER}{key}", dry_run=dry_run)
    _tell(done, code="accept", key=key, at=at, dry_run=dry_run)
    return done


def _tell(done: Batch, *, code: str, key: str, at: int, dry_run: bool) -> None:
    """One notice for each person about all of their ideas in a bulk."""
    if done.moved and not dry_run:
        ideas = db.session.scalars(select(Proposal).where(Proposal.id.in_(done.moved)).order_by(Proposal.id))
        letters.put(together([(idea, code) for idea in ideas], key=key), at=at)


@act
def decline(proposal_id: int, *, reason: str, note: str, by: Actor, at: int, unit: str = "", days: int | None = None, case_number: str = "",
            seq: int | None = None) -> Step:
    """Say that an idea is not for this competition (不予受理), by a coded reason and in words; the reasons of ``reasons.REFER``
    also hand it to ``unit`` (``unit-required`` without one), which answers in ``days`` working days, None as the season says."""
    return engine.fire(db.session(), proposal_id, "decline", by, at=at, data=handed_on(reason, unit=unit, days=days, case_number=case_number), note=note,
                       expect=seq)


def handed_on(reason: str, *, unit: str, days: int | None, case_number: str) -> dict[str, Any]:
    """What a declining step keeps: the reason, and for those that hand on, to whom, for how long and under which number of the 12345 line."""
    if reason not in REFER:
        return {"reason": reason}
    if not unit.strip():
        raise Refusal("unit-required")
    more = {"days": days} if days else {}
    return {"reason": reason, "unit": unit.strip(), **more, **({"case_number": case_number} if case_number else {})}


@act
def decline_many(ids: Sequence[int], *, reason: str, note: str, unit: str, by: Actor, at: int, key: str, dry_run: bool) -> Batch:
    """Decline many ideas for one reason and in the same words; each is judged by itself, and each person is told once.

    A dry run only says what would happen."""
    data = handed_on(reason, unit=unit, days=None, case_number="")
    done = engine.fire_many(db.session(), ids, "decline", by, at=at, note=note, data=data, key=f"{letters.TOGETHER}{key}", dry_run=dry_run)
    _tell(done, code=reason, key=key, at=at, dry_run=dry_run)
    return done


@act
def acknowledge(proposal_id: int, *, by: Actor, at: int, seq: int | None = None) -> Step:
    """Take an idea up (签收), within two working days; once (``acknowledged-before``)."""
    return engine.fire(db.session(), proposal_id, "acknowledge", by, at=at, expect=seq)


@act
def acknowledge_many(ids: Sequence[int], *, by: Actor, at: int, key: str, dry_run: bool) -> Batch:
    """Take many ideas up; each is judged by itself."""
    return engine.fire_many(db.session(), ids, "acknowledge", by, at=at, key=key, dry_run=dry_run)


@act
def ask(proposal_id: int, *, reason: str, note: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Give an idea back for completion (退回补充): ``reason`` is one of ``reasons.ASK``, ``note`` says what is missing."""
    return engine.fire(db.session(), proposal_id, "ask", by, at=at, data={"reason": reason}, note=note, expect=seq)


@act
def answer(proposal_id: int, *, text: str, by: Actor, at: int, seq: int | None = None, **words: str) -> Step:
    """Complete an idea that was given back; ``words`` (title, problem, solution …) replace what stood there, the step keeps the new ones."""
    proposal = db.session.get_one(Proposal, proposal_id)
    changed = {name: value for name, value in words.items() if value != getattr(proposal, name)}
    for name, value in changed.items():
        setattr(proposal, name, value)
    if changed:
        proposal.text_digest = text_digest(proposal.title, proposal.problem, proposal.solution)
        note_same_words(db.session(), proposal=proposal, digest=proposal.text_digest, at=at)
    return engine.fire(db.session(), proposal_id, "answer", by, at=at, data={"answer": text} | changed, expect=seq)


@act
def add_guardian(proposal_id: int, *, name: str, phone: str, by: Actor, at: int) -> None:
    """Keep a guardian's consent to a minor's idea: name and phone, and when. The phone is never shown whole."""
    proposal = db.session.get_one(Proposal, proposal_id)
    proposal.guardian_name, proposal.guardian_phone, proposal.guardian_consent_us = name, phone, at


@act
def judge_resemblance(resemblance_id: int, *, verdict: str, by: Actor, at: int) -> None:
    """Say what an idea with the same words is to this one, after looking at both; kept as a comparison (``resembling.acts.compare``)."""
    found = db.session.get_one(Resemblance, resemblance_id)
    compare(found.proposal_id, others={found.other_id: Likeness(1.0, ())}, verdict=verdict, by=by, at=at)


@act
def withdraw(proposal_id: int, *, by: Actor, at: int, seq: int | None = None) -> Step:
    """Take one's own idea back, until the agreement is signed; open reviews and signatures become void."""
    return engine.fire(db.session(), proposal_id, "withdraw", by, at=at, expect=seq)


@act
def revive(proposal_id: int, *, note: str, by: Actor, at: int, seq: int | None = None) -> Step:
    """Carry an idea into the next season as a new draft; once per season."""
    return engine.fire(db.session(), proposal_id, "revive", by, at=at, note=note, expect=seq)


@act
def overdue_check(proposal_id: int, *, at: int) -> Step:
    """Tell the lead that an idea waits too long; the clock does this, it decides nothing."""
    return engine.fire(db.session(), proposal_id, "overdue_check", SYSTEM, at=at)
