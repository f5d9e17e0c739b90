"""Objections to a notice: what waits to be acknowledged, who speaks for whom, the notice that stands still and goes on, the answer to everyone."""
from __future__ import annotations

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from workflow import Actor, Context, Problem
from workflow.tables import timer

from ...collection.clocks import clock
from ...gate import person_id
from ...machine import effect, guard
from ..models import Appeal, Notice, NoticeHold, Objection
from .terms import calendar_of, end_of_term

WAITS = (Objection.answered_us.is_(None), Objection.withdrawn_us.is_(None))
UPHELD, DISMISSED = "upheld", "dismissed"


def waiting_in(session: Session, *where: ColumnElement[bool]) -> list[Objection]:
    """The objections that wait for an answer, the earliest first."""
    return list(session.scalars(select(Objection).where(*WAITS, *where).order_by(Objection.id)))


def objected(session: Session, *, proposal_id: int, actor: Actor) -> bool:
    """Whether this person objected to a notice of this proposal themselves."""
    person = person_id(actor)
    query = select(Objection.id).where(Objection.proposal_id == proposal_id, Objection.by_id == person).limit(1)
    return person is not None and session.execute(query).first() is not None


@guard
def something_to_acknowledge(ctx: Context) -> Problem | None:
    """An objection has come of which nobody was told yet that it has."""
    waits = waiting_in(ctx.session, Objection.appeal_id == ctx.instance.id, Objection.acknowledged_us.is_(None))
    return None if waits else Problem.of("nothing-to-acknowledge")


@guard
def speaks_for_all(ctx: Context) -> Problem | None:
    """Whoever takes an objection back takes back their own: while others wait for the same ruling, it is given."""
    others = (Objection.by_id.is_(None)) | (Objection.by_id != (person_id(ctx.actor) or 0))
    waits = waiting_in(ctx.session, Objection.appeal_id == ctx.instance.id, others) if ctx.actor.id != "system" else []
    return Problem.of("others-object-too", others=len(waits)) if waits else None


@effect
def acknowledge_objections(ctx: Context) -> None:
    """Say to everybody who waits that the objection has come: the first of the two clocks stops."""
    ctx.session.execute(update(Objection).where(Objection.appeal_id == ctx.instance.id, Objection.acknowledged_us.is_(None))
                        .values(acknowledged_us=ctx.at))


@effect
def take_back_objections(ctx: Context) -> None:
    """An appeal that is dropped is dropped for those who spoke in it."""
    ctx.session.execute(update(Objection).where(Objection.appeal_id == ctx.instance.id, *WAITS).values(withdrawn_us=ctx.at, next_us=None))


def new_objections(ctx: Context) -> list[Objection]:
    """The residents' objections that open the appeal; none where an office objects by itself."""
    return waiting_in(ctx.session, Objection.proposal_id == ctx.instance.id, Objection.appeal_id.is_(None))


def hold_notice(ctx: Context, *, appeal_id: int, objections: list[Objection]) -> None:
    """The notice stands still from now on, and these objections are ruled on in this appeal."""
    ctx.session.flush()
    notice = latest_notice(ctx.session, proposal_id=ctx.instance.id)
    if notice is not None:
        ctx.session.add(NoticeHold(appeal_id=appeal_id, notice_id=notice.id, from_us=ctx.at))
    for one in objections:
        one.appeal_id = appeal_id


def answer_all(ctx: Context, *, upheld: bool) -> None:
    """The ruling is the answer to everybody who objected, and to each of them in the same words."""
    ctx.session.execute(update(Objection).where(Objection.appeal_id == ctx.instance.id, *WAITS).values(
        answered_us=ctx.at, outcome=UPHELD if upheld else DISMISSED, answer=ctx.note, next_us=None,
        acknowledged_us=func.coalesce(Objection.acknowledged_us, ctx.at)))


def end_hold(ctx: Context, *, appeal: Appeal, goes_on: bool) -> None:
    """After the ruling the notice is over, or ``goes_on``: the working days that were left when it stopped are left now; the system's deadline follows.

    The days on which nobody could rely on the result do not count against those who may still object.
    """
    hold = ctx.session.get(NoticeHold, appeal.id)
    if hold is None:
        return
    if not goes_on:
        hold.to_us = hold.until_us = ctx.at
        return
    end = end_of_notice(ctx.session, notice=ctx.session.get_one(Notice, hold.notice_id))
    left = clock(calendar_of(ctx), due_us=end, at=hold.from_us)
    hold.to_us, hold.until_us = ctx.at, end_of_term(ctx, since=ctx.at, days=0 if left.over else left.workdays)
    ctx.session.execute(update(timer).where(timer.c.instance_id == appeal.proposal_id, timer.c.kind == "deadline", timer.c.done_us.is_(None))
                        .values(due_us=hold.until_us, next_us=hold.until_us))


def latest_notice(session: Session, *, proposal_id: int) -> Notice | None:
    """The notice of the panel's result that counts."""
    return session.scalars(select(Notice).where(Notice.proposal_id == proposal_id, Notice.kind == "panel-result").order_by(Notice.id.desc()).limit(1)).first()


def end_of_notice(session: Session, *, notice: Notice) -> int:
    """When a notice ends (UTC microseconds): as printed, or later by the days it stood still."""
    later = session.scalars(select(NoticeHold.until_us).where(NoticeHold.notice_id == notice.id, NoticeHold.until_us.is_not(None))
                            .order_by(NoticeHold.until_us.desc()).limit(1)).first()
    return max(notice.until_us, later or 0)


def is_held(session: Session, *, notice: Notice) -> bool:
    """Whether a notice stands still, because an objection to it is looked into."""
    return session.execute(select(NoticeHold.appeal_id).where(NoticeHold.notice_id == notice.id, NoticeHold.to_us.is_(None)).limit(1)).first() is not None
