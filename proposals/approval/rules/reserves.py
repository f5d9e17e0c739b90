"""The reserve list (候补): whose place is free and why, who is next, and the record of who moved up for whom."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workflow import Context
from workflow.tables import instance, step

from ...collection.models import Proposal
from ...machine import effect
from ..models import Appeal, Notice, Succession
from .announcing import MovedUp
from .deciding import cases_of, load_queue, queues_of
from .publishing import MOVED_UP

LEFT_BY = ("uphold", "renounce", "lapse_signing", "withdraw")
LEFT_STATES = ("rejected", "unsigned", "withdrawn")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A place that is free: the project that had passed and left, by which move, when (UTC microseconds), and what it would have cost (fen)."""

    id: int
    street_id: int | None
    number: str
    title: str
    cause: str
    left_us: int
    planned_fen: int


def vacancies(session: Session, *, season_ids: set[int], street_ids: set[int]) -> list[Vacancy]:
    """The places nobody has moved up to yet, the longest free first; one statement. Who left had been announced as passed."""
    cause = (select(step.c.name).where(step.c.instance_id == Proposal.id, step.c.target == Proposal.state, step.c.name.in_(LEFT_BY))
             .order_by(step.c.seq.desc()).limit(1).correlate(Proposal).scalar_subquery())
    announced = select(Notice.id).where(Notice.proposal_id == Proposal.id, Notice.kind == "panel-result").exists()
    taken = select(Succession.proposal_id).where(Succession.after_id == Proposal.id).exists()
    rows = session.execute(
        select(Proposal.id, Proposal.street_id, Proposal.number, Proposal.title, cause.label("cause"), instance.c.entered_us, Proposal.planned_fen)
        .join(instance, instance.c.id == Proposal.id)
        .where(Proposal.season_id.in_(season_ids), Proposal.street_id.in_(street_ids), Proposal.state.in_(LEFT_STATES), announced, ~taken)
        .order_by(instance.c.entered_us, Proposal.id))
    return [Vacancy(row.id, row.street_id, row.number or "", row.title, row.cause, row.entered_us, row.planned_fen or 0) for row in rows if row.cause]


@effect
def move_up(ctx: Context) -> None:
    """Keep for whom a reserve moves up: the place longest free on its street, else because money is left; with its rank among those who waited."""
    ctx.once("moved up together", lambda: _write_successions(ctx))


def _write_successions(ctx: Context) -> bool:
    cases = cases_of(ctx)
    if "queues" not in ctx.batch:
        load_queue(ctx.session, cases, ctx.batch)
    streets = {street: [case for case, *_rest in queue] for (_season, street), queue in ctx.batch["queues"].items()}
    free = vacancies(ctx.session, season_ids={ctx.instance.season_id}, street_ids=set(streets) - {None})
    rows, told = [], {}
    for case in cases:
        street = next(street for street, queue in streets.items() if case in queue)
        place, waiting = streets[street].index(case) + 1, len(streets[street])
        streets[street].remove(case)
        left = next((one for one in free if one.street_id == street), None)
        free = [one for one in free if one is not left]
        rows.append({"proposal_id": case, "after_id": left.id if left else None, "cause": left.cause if left else "budget",
                     "place": place, "waiting": waiting, "at_us": ctx.at})
        told[case] = MovedUp(left.title if left else None, rows[-1]["cause"], place, waiting)
    ctx.session.execute(insert(Succession), rows)
    ctx.batch[MOVED_UP] = told
    return True


@effect
def tell_reserve(ctx: Context) -> None:
    """A place has become free: the leads are told who is next on the street's list, if anybody is. An appeal that fails frees nothing."""
    if ctx.instance.state == "appealing" and _came_from(ctx) != "publicised":
        return
    waiting = queues_of(ctx.session, ids=[ctx.instance.id]).get((ctx.instance.season_id, ctx.subject.street_id), [])
    if waiting:
        first = ctx.session.get_one(Proposal, waiting[0][0])
        ctx.emit("notice", role="staff_lead", template="place_free", instance=ctx.instance.id,
                 facts={"next_title": first.title, "next_number": first.number or "", "waiting": len(waiting)})


def _came_from(ctx: Context) -> str | None:
    return ctx.session.scalar(select(Appeal.came_from).where(Appeal.proposal_id == ctx.instance.id).order_by(Appeal.id.desc()).limit(1))
