"""The public notice of a panel's result: put up in one statement for a whole batch, its words and their digest kept for good."""
from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from workflow import Context

from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Area, Organisation
from ...machine import effect
from ..models import Notice, NoticeOffice, Review, Verdict
from ..statistics import hundredths
from .announcing import Announcement, notice_text
from .deciding import REASONS, cases_of, hold_numbers
from .figures import official, weights_of
from .tallies import season_of
from .terms import days_in, end_of_term
from .wording import text_digest

MOVED_UP = "moved up"
"""Under this name in a batch: case → announcing.MovedUp, for those that came from the reserve list."""


def load_notices(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """What the notices name: the projects' own facts, their last means, their judges, where their streets are asked; four statements."""
    rows = session.execute(
        select(Proposal.id, Proposal.number, Proposal.title, Proposal.planned_fen, Proposal.season_id, Proposal.street_id, Area.name.label("street"),
               Organisation.name.label("organisation"))
        .outerjoin(Area, Area.id == Proposal.street_id).outerjoin(Organisation, Organisation.id == Proposal.organisation_id).where(Proposal.id.in_(ids)))
    verdicts = session.execute(select(Verdict.proposal_id, Verdict.mean_hundredths).where(Verdict.proposal_id.in_(ids)).order_by(Verdict.round))
    offices = session.scalars(select(NoticeOffice).where(NoticeOffice.season_id.in_(select(Proposal.season_id).where(Proposal.id.in_(ids)))))
    batch["notice-means"] = {row.proposal_id: row.mean_hundredths for row in verdicts}
    batch["notice-facts"] = {row.id: row for row in rows}
    batch["notice-offices"] = {(one.season_id, one.street_id): one for one in offices}
    batch["notice-judges"] = _judges(session, ids=ids)


def _judges(session: Session, *, ids: list[int]) -> dict[int, list[str]]:
    """Who scored each of these in its latest round, in the order of their names, which says nothing of their scores."""
    newer = Review.__table__.alias("newer")
    latest = select(func.max(newer.c.round)).where(newer.c.proposal_id == Review.proposal_id).correlate(Review).scalar_subquery()
    query = (select(Review.proposal_id, Person.name).join(Person, Person.id == Review.judge_id)
             .where(Review.proposal_id.in_(ids), Review.state == "scored", Review.round == latest).order_by(Person.name))
    found: dict[int, list[str]] = {}
    for case, name in session.execute(query):
        found.setdefault(case, []).append(name)
    return found


@effect(prefetch=load_notices)
def publish_result(ctx: Context) -> None:
    """Put the result up for public notice with the season's next number: text and digest never change; it stands as many working days as the season says.

    In a bulk the first case writes for all of them, in one statement.
    """
    ctx.once("notices written", lambda: _write_notices(ctx))


def _write_notices(ctx: Context) -> bool:
    cases, season = cases_of(ctx), season_of(ctx)
    if "notice-facts" not in ctx.batch:
        load_notices(ctx.session, cases, ctx.batch)
    hold_numbers(ctx.session, season_id=season.id)
    serial = ctx.session.scalar(select(func.coalesce(func.max(Notice.serial), 0)).where(Notice.season_id == season.id)) or 0
    days = days_in(ctx, state="publicised")
    until = end_of_term(ctx, since=ctx.at, days=days)
    rows = []
    for number, case in enumerate(cases, start=serial + 1):
        text = _text(ctx, case=case, serial=number, until=until, days=days)
        rows.append({"season_id": season.id, "serial": number, "kind": "panel-result", "proposal_id": case, "text": text,
                     "digest": text_digest(text), "from_us": ctx.at, "until_us": until})
    ctx.session.execute(insert(Notice.__table__), rows)  # type: ignore[arg-type]
    return True


def _text(ctx: Context, *, case: int, serial: int, until: int, days: int) -> str:
    facts, season = ctx.batch["notice-facts"][case], season_of(ctx)
    office = ctx.batch["notice-offices"].get((facts.season_id, facts.street_id))
    return notice_text(facts, told=Announcement(
        year=season.year, season=season.title, serial=serial, mean=_mean(ctx, case=case), residents=_residents(ctx, case=case),
        judges=ctx.batch["notice-judges"].get(case, ()),
        moved_up=ctx.batch.get(MOVED_UP, {}).get(case), against=ctx.batch.get(REASONS, {}).get(case, ""),
        enquiry=office.enquiry if office else "", supervision=office.supervision if office else "", since=ctx.at, until=until, workdays=days,
        clocks=(season.acknowledge_days, season.answer_days)))


def _residents(ctx: Context, *, case: int) -> tuple[int, int, int] | None:
    """What the residents' vote made of it, where it counts."""
    voted = weights_of(ctx)
    support = voted.support[case].hundredths if case in voted.support else None
    return None if support is None else (support, voted.percent, hundredths(official(ctx, proposal_id=case)))


def _mean(ctx: Context, *, case: int) -> int | None:
    """The mean of the round just counted, else of the last verdict (a waitlisted one that is promoted)."""
    tally = ctx.batch.get(("tally", case))
    mean: int | None = tally.mean if tally and tally.scored else ctx.batch["notice-means"].get(case)
    return mean
