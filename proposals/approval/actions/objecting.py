"""Residents' objections to a notice, and tips about it; what offices do with them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow import SYSTEM, Actor

from ...accounts.posts import posts_of
from ...collection.models import Proposal
from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...seasons.models import Season
from ...seasons.rules import calendar
from ...storage import act, db
from ..attaching import MOST, Attachment
from ..models import Appeal, Notice, NoticeOffice, Objection, ObjectionFile, TipOff
from ..rules.deciding import hold_numbers
from ..rules.objections import DISMISSED, UPHELD, WAITS, end_of_notice, is_held, latest_notice, objected

UNSEEN_TIPS = 30
OPEN_STATES = {"panel-result": ("publicised", "appealing"), "outcome": ("announcing",)}


@dataclass(frozen=True, slots=True)
class Statement:
    """What an objection says: who, how to reach them, which facts, and the pictures or PDFs that show them, three at most."""

    name: str
    contact: str
    grounds: str
    files: Sequence[Attachment] = ()


@act
def lodge_objection(notice_id: int, *, said: Statement, by: Actor, at: int) -> Objection:
    """A resident objects under their real name while the notice stands. The notice of this one project stands still until the bureau has ruled.

    Refused: ``notice-over``, ``objected-before``, ``too-many-files``. The history gets the objection's number only: who objected and
    why are read by the bureau alone.
    """
    notice = _standing(notice_id, at=at)
    before = db.session.scalars(select(Objection).where(Objection.notice_id == notice_id, Objection.by_id == person_id(by), *WAITS)).first()
    if before is not None:
        raise Refusal("objected-before", number=before.number)
    return _take_in(notice, said=said, by_id=person_id(by), entered_by_id=None, at=at)


@act
def enter_objection(notice_id: int, *, said: Statement, by: Actor, at: int) -> Objection:
    """The office takes down an objection that came in writing, with the same effect. Refused besides: ``office-not-yours``."""
    notice = _standing(notice_id, at=at)
    _check_office(db.session.get_one(Proposal, notice.proposal_id).street_id, by=by)
    return _take_in(notice, said=said, by_id=None, entered_by_id=person_id(by), at=at)


@act
def withdraw_objection(objection_id: int, *, by: Actor, at: int) -> Objection:
    """The objector takes it back; the bureau still rules, on what it knows. Refused: ``objection-not-yours``, ``objection-closed``."""
    found = db.session.get_one(Objection, objection_id)
    engine.lock(db.session, [found.proposal_id])
    db.session.refresh(found)
    if found.by_id is None or found.by_id != person_id(by):
        raise Refusal("objection-not-yours")
    if not found.waits:
        raise Refusal("objection-closed")
    found.withdrawn_us, found.next_us = at, None
    return found


@act
def answer_objection(objection_id: int, *, upheld: bool, answer: str, by: Actor, at: int) -> Objection:
    """Answer an objection to an outcome (成果公示): the project stays open until it is, and an ``upheld`` one sends it back to be assessed again
    (``dispute``, with the answer as its reason). One to a panel's result is answered by the ruling (``objection-by-ruling``).
    By the bureau (``answer-not-yours``), and by nobody who objects too (``judge-in-own-cause``).
    """
    found = db.session.get_one(Objection, objection_id)
    engine.lock(db.session, [found.proposal_id])
    db.session.refresh(found)
    if not any(post.kind == "bureau" for post in posts_of(db.session(), actor=by)):
        raise Refusal("answer-not-yours")
    if objected(db.session(), proposal_id=found.proposal_id, actor=by):
        raise Refusal("judge-in-own-cause")
    if found.appeal_id is not None:
        raise Refusal("objection-by-ruling")
    if not found.waits:
        raise Refusal("objection-closed")
    found.answered_us, found.outcome, found.answer, found.next_us = at, UPHELD if upheld else DISMISSED, answer, None
    found.acknowledged_us = found.acknowledged_us or at
    if upheld and db.session.get_one(Proposal, found.proposal_id, populate_existing=True).state == "announcing":
        engine.fire(db.session, found.proposal_id, "dispute", by, at=at, note=answer)
    return found


@act
def tip_off(notice_id: int, *, words: str, at: int) -> TipOff:
    """Somebody leaves a clue without a name: it stops nothing, and nothing of them is kept. Refused: ``notice-over``, ``tips-enough``."""
    notice = _standing(notice_id, at=at)
    unseen = db.session.scalar(select(func.count()).select_from(TipOff).where(TipOff.notice_id == notice_id, TipOff.seen_us.is_(None))) or 0
    if unseen >= UNSEEN_TIPS:
        raise Refusal("tips-enough")
    tip = TipOff(notice_id=notice_id, proposal_id=notice.proposal_id, words=words, at_us=at)
    db.session.add(tip)
    return tip


@act
def look_into(tip_id: int, *, remark: str, by: Actor, at: int) -> TipOff:
    """The office has looked into a clue and writes down what came of it. Refused: ``office-not-yours``, ``tip-seen``."""
    found = db.session.get_one(TipOff, tip_id, with_for_update=True)
    _check_office(db.session.get_one(Proposal, found.proposal_id).street_id, by=by)
    if found.seen_us is not None:
        raise Refusal("tip-seen")
    found.seen_us, found.seen_by_id, found.remark = at, person_id(by), remark
    return found


@act
def name_office(season_id: int, *, street_id: int, enquiry: str, supervision: str, by: Actor, at: int) -> NoticeOffice:
    """Where a street's next notices say one may ask and complain; notices that stand already stay as they are. Refused: ``office-not-yours``."""
    _check_office(street_id, by=by)
    found = db.session.scalars(select(NoticeOffice).where(NoticeOffice.season_id == season_id, NoticeOffice.street_id == street_id)).one_or_none()
    if found is None:
        found = NoticeOffice(season_id=season_id, street_id=street_id)
        db.session.add(found)
    found.enquiry, found.supervision = enquiry, supervision
    return found


def _standing(notice_id: int, *, at: int) -> Notice:
    """A notice that may be objected to now: of its project's present result, and not over; the project is locked."""
    notice = db.session.get_one(Notice, notice_id)
    engine.lock(db.session, [notice.proposal_id])
    proposal = db.session.get_one(Proposal, notice.proposal_id, populate_existing=True)
    current = latest_notice(db.session(), proposal_id=proposal.id) if notice.kind == "panel-result" else notice
    stands = is_held(db.session(), notice=notice) if proposal.state == "appealing" else end_of_notice(db.session(), notice=notice) >= at
    if proposal.state not in OPEN_STATES[notice.kind] or current is not notice or not stands:
        raise Refusal("notice-over")
    return notice


def _take_in(notice: Notice, *, said: Statement, by_id: int | None, entered_by_id: int | None, at: int) -> Objection:
    """The next objection of the season; its two clocks run in working days, as the season says (domain.md B5: one and five)."""
    if len(said.files) > MOST:
        raise Refusal("too-many-files", at="files", most=MOST)
    serial, season = _next_serial(db.session(), season_id=notice.season_id)
    days = calendar(db.session(), notice.season_id)
    acknowledge = days.after(at, season.acknowledge_days, "workday")[0]
    found = Objection(
        season_id=notice.season_id, serial=serial, number=f"{season.year}-异-{serial:04d}", notice_id=notice.id, proposal_id=notice.proposal_id,
        channel="online" if by_id else "paper", by_id=by_id, entered_by_id=entered_by_id, name=said.name, contact=said.contact, grounds=said.grounds,
        at_us=at, acknowledge_us=acknowledge, answer_us=days.after(at, season.answer_days, "workday")[0], next_us=acknowledge)
    db.session.add(found)
    found.files = [ObjectionFile(position=position, kind=one.kind, size=len(one.content), digest=one.digest, content=one.content)
                   for position, one in enumerate(said.files, 1)]
    db.session.flush()
    _join(found, state=db.session.get_one(Proposal, notice.proposal_id).state, at=at)
    return found


def _join(found: Objection, *, state: str, at: int) -> None:
    """It stops the notice, or joins those that have stopped it already."""
    if state == "publicised":
        engine.fire(db.session, found.proposal_id, "object", SYSTEM, at=at, note=f"实名异议{found.number}（内容和异议人身份保密）")
    elif state == "appealing":
        found.appeal_id = db.session.scalars(select(Appeal.id).where(Appeal.proposal_id == found.proposal_id, Appeal.state == "open")).first()


def _next_serial(session: Session, *, season_id: int) -> tuple[int, Season]:
    """The season's next number of an objection, and the season."""
    hold_numbers(session, season_id=season_id)
    latest = session.scalar(select(func.max(Objection.serial)).where(Objection.season_id == season_id)) or 0
    return latest + 1, session.get_one(Season, season_id)


def _check_office(street_id: int | None, *, by: Actor) -> None:
    """The street's own office, or the bureau."""
    held = posts_of(db.session(), actor=by)
    if not any(post.kind == "bureau" or (post.kind in ("street", "street_lead") and post.street_id == street_id) for post in held):
        raise Refusal("office-not-yours")
