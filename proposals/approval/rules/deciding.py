"""What the panel makes of its scores: quorum and line, the verdict kept for good, the public notice."""
from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from workflow import Context, Problem
from workflow.tables import step

from ...collection.models import Proposal
from ...directory.models import Area, Organisation
from ...machine import effect, guard
from ...seasons.models import Season
from ..models import Notice, Verdict
from .tallies import load_tallies, season_of, tally_of
from .terms import days_in, end_of_term
from .wording import notice_text

HUNDRED = 100
DECISIONS = {"publicised": "passed", "waitlisted": "waitlisted", "revising": "returned", "rejected": "rejected"}


@guard(prefetch=load_tallies)
def reviews_quorum(ctx: Context) -> Problem | None:
    """As many scores as the season asks for, and nobody still reading – or the time for reading is over."""
    tally, need = tally_of(ctx, proposal_id=ctx.instance.id), season_of(ctx).reviews_needed
    if tally.scored < need:
        return Problem.of("reviews-missing", have=tally.scored, need=need)
    if not tally.waiting:
        return None
    late = ctx.at > end_of_term(ctx, since=ctx.instance.entered_us, days=days_in(ctx, state="reviewing"))
    return None if late else Problem.of("reviews-open", open=len(tally.waiting))


@guard(prefetch=load_tallies)
def score_reaches_line(ctx: Context) -> Problem | None:
    """The mean of the sealed scores reaches the season's pass line, compared without rounding. Silent until there is a quorum."""
    tally, season = tally_of(ctx, proposal_id=ctx.instance.id), season_of(ctx)
    if tally.scored < season.reviews_needed or tally.points >= season.pass_line * HUNDRED * tally.scored:
        return None
    return Problem.of("score-below-line", mean=f"{tally.mean // HUNDRED}.{tally.mean % HUNDRED:02d}", line=season.pass_line)


def load_queue(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """The waitlists that these proposals stand on, best score first, under ``("queue", season, street)``; one statement."""
    latest = select(Verdict.proposal_id, func.max(Verdict.round).label("round")).group_by(Verdict.proposal_id).subquery()
    streets = select(Proposal.season_id, Proposal.street_id).where(Proposal.id.in_(ids)).distinct().subquery()
    rows = session.execute(
        select(Proposal.season_id, Proposal.street_id, Proposal.id, Verdict.mean_hundredths)
        .join(streets, (streets.c.season_id == Proposal.season_id) & (streets.c.street_id == Proposal.street_id))
        .join(Verdict, Verdict.proposal_id == Proposal.id).join(latest, (latest.c.proposal_id == Verdict.proposal_id) & (latest.c.round == Verdict.round))
        .where(Proposal.state == "waitlisted").order_by(Verdict.mean_hundredths.desc(), Proposal.id))
    batch["queues"] = {}
    for row in rows:
        batch["queues"].setdefault((row.season_id, row.street_id), []).append((row.id, row.mean_hundredths))


@guard(prefetch=load_queue)
def next_in_line(ctx: Context) -> Problem | None:
    """Nobody with a better score waits on the same street's list; those this bulk has already taken no longer wait."""
    if "queues" not in ctx.batch:
        load_queue(ctx.session, [ctx.instance.id], ctx.batch)
    queue = ctx.batch["queues"].get((ctx.instance.season_id, ctx.subject.street_id), [])
    mine = next((mean for case, mean in queue if case == ctx.instance.id), 0)
    taken = set(ctx.batch.get("accepted", ()))
    better = sum(mean > mine and case not in taken for case, mean in queue)
    return Problem.of("better-ones-wait", better=better) if better else None


@effect(prefetch=load_tallies)
def freeze_scores(ctx: Context) -> None:
    """Write the round's verdict for good: decision, mean (hundredths) and how many scores it counts; void what is still open."""
    tally = tally_of(ctx, proposal_id=ctx.instance.id)
    for review_id in tally.waiting:
        ctx.fire(review_id, "void")
    ctx.once("verdicts written", lambda: _write_verdicts(ctx))


def _write_verdicts(ctx: Context) -> bool:
    """The verdicts of this whole batch (of this one case, outside a bulk) in one statement."""
    tallies = [(case, tally_of(ctx, proposal_id=case)) for case in _cases(ctx)]
    ctx.session.execute(insert(Verdict.__table__), [  # type: ignore[arg-type]
        {"proposal_id": case, "round": one.round, "decision": DECISIONS[ctx.target], "mean_hundredths": one.mean, "scores_counted": one.scored, "at_us": ctx.at}
        for case, one in tallies])
    return True


def _cases(ctx: Context) -> list[int]:
    """The cases that move together with this one."""
    return list(ctx.batch.get("accepted", ())) or [ctx.instance.id]


@effect(prefetch=load_tallies)
def close_reviews(ctx: Context) -> None:
    """Sent back to be mended: the round ends with its verdict, the scores stay; after mending there is a new round."""
    freeze_scores(ctx)


def load_notices(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """What the notices name: numbers, titles, streets, implementers; the last verdicts' means; three statements."""
    rows = session.execute(
        select(Proposal.id, Proposal.number, Proposal.title, Proposal.planned_fen, Area.name.label("street"), Organisation.name.label("organisation"))
        .outerjoin(Area, Area.id == Proposal.street_id).outerjoin(Organisation, Organisation.id == Proposal.organisation_id).where(Proposal.id.in_(ids)))
    verdicts = session.execute(select(Verdict.proposal_id, Verdict.mean_hundredths).where(Verdict.proposal_id.in_(ids)).order_by(Verdict.round))
    batch["notice-means"] = {row.proposal_id: row.mean_hundredths for row in verdicts}
    batch["notice-facts"] = {row.id: row for row in rows}


@effect(prefetch=load_notices)
def publish_result(ctx: Context) -> None:
    """Put the result up for public notice: text and digest never change; it stands as many working days as the season says."""
    publish_notice(ctx, kind="panel-result", state="publicised")


def publish_notice(ctx: Context, *, kind: str, state: str) -> None:
    """Add a notice with the season's next number, from now to the end of the days that ``state`` lasts. Used by closeout, too.

    In a bulk the first case writes for all of them, in one statement.
    """
    ctx.once(("notices written", kind), lambda: _write_notices(ctx, kind=kind, state=state))


def _write_notices(ctx: Context, *, kind: str, state: str) -> bool:
    cases, season = _cases(ctx), season_of(ctx)
    if "notice-facts" not in ctx.batch:
        load_notices(ctx.session, cases, ctx.batch)
    hold_numbers(ctx.session, season_id=season.id)
    serial = ctx.session.scalar(select(func.coalesce(func.max(Notice.serial), 0)).where(Notice.season_id == season.id)) or 0
    until = end_of_term(ctx, since=ctx.at, days=days_in(ctx, state=state))
    rows = []
    for number, case in enumerate(cases, start=serial + 1):
        text = notice_text(ctx.batch["notice-facts"][case], kind=kind, year=season.year, serial=number, mean=_mean(ctx, case=case), since=ctx.at, until=until)
        rows.append({"season_id": season.id, "serial": number, "kind": kind, "proposal_id": case, "text": text,
                     "digest": hashlib.sha256(text.encode()).hexdigest(), "from_us": ctx.at, "until_us": until})
    ctx.session.execute(insert(Notice.__table__), rows)  # type: ignore[arg-type]
    return True


def _mean(ctx: Context, *, case: int) -> int | None:
    """The mean of the round just counted, else of the last verdict (a waitlisted one that is promoted)."""
    tally = ctx.batch.get(("tally", case))
    mean: int | None = tally.mean if tally and tally.scored else ctx.batch["notice-means"].get(case)
    return mean


def hold_numbers(session: Session, *, season_id: int) -> None:
    """Let nobody else give out this season's numbers until the transaction ends (SQLite has one writer anyway)."""
    session.execute(select(Season.id).where(Season.id == season_id).with_for_update(key_share=True))


def acted_in(session: Session, *, proposal_id: int, actor: str, moves: tuple[str, ...]) -> bool:
    """Whether this actor made one of these moves of the proposal; asked of the history itself."""
    query = select(step.c.id).where(step.c.instance_id == proposal_id, step.c.actor == actor, step.c.name.in_(moves)).limit(1)
    return session.execute(query).first() is not None
