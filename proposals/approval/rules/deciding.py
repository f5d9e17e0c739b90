"""What the panel makes of its scores: quorum and line, and the verdict kept for good."""
from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from workflow import Context, Problem
from workflow.tables import step

from ...collection.models import Proposal
from ...machine import effect, guard
from ...seasons.models import Season
from ..models import Verdict
from ..statistics import hundredths
from .against import explained
from .figures import official, ties_of, weights_of
from .tallies import load_tallies, season_of, tally_of
from .terms import days_in, end_of_term

HUNDRED = 100
REASONS = "reasons of verdicts"
"""Under this name in a batch: case → the reason kept beside its verdict, empty where the ranking is followed."""
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
    """The figure of the sealed scores reaches the season's pass line, compared without rounding. Silent until there is a quorum."""
    tally, season = tally_of(ctx, proposal_id=ctx.instance.id), season_of(ctx)
    if tally.scored < season.reviews_needed:
        return None
    residents = weights_of(ctx)
    if residents.waits:
        return Problem.of("vote-goes-on")
    reached = official(ctx, proposal_id=ctx.instance.id)
    if reached >= season.pass_line * HUNDRED:
        return None
    told = f"{hundredths(reached) // HUNDRED}.{hundredths(reached) % HUNDRED:02d}"
    code = "score-below-line" if season.result_method == "mean" and not residents.percent else "figure-below-line"
    return Problem.of(code, mean=told, line=season.pass_line)


def load_queue(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """The waitlists of the streets of these proposals, under ``"queues"``; one statement."""
    batch["queues"] = queues_of(session, ids=ids)


def queues_of(session: Session, *, ids: Collection[int]) -> dict[tuple[int, int | None], list[tuple[int, int]]]:
    """By season and street, who waits there and with which mean (hundredths), in ``waiting_order``; one statement."""
    latest = select(Verdict.proposal_id, func.max(Verdict.round).label("round")).group_by(Verdict.proposal_id).subquery()
    streets = select(Proposal.season_id, Proposal.street_id).where(Proposal.id.in_(ids)).distinct().subquery()
    rows = session.execute(
        select(Proposal.season_id, Proposal.street_id, Proposal.id, Verdict.mean_hundredths, Verdict.figure_hundredths, Verdict.ties)
        .join(streets, (streets.c.season_id == Proposal.season_id) & (streets.c.street_id == Proposal.street_id))
        .join(Verdict, Verdict.proposal_id == Proposal.id).join(latest, (latest.c.proposal_id == Verdict.proposal_id) & (latest.c.round == Verdict.round))
        .where(Proposal.state == "waitlisted"))
    queues: dict[tuple[int, int | None], list[tuple[int, int]]] = {}
    for row in sorted(rows, key=waiting_order):
        queues.setdefault((row.season_id, row.street_id), []).append((row.id, row.mean_hundredths))
    return queues


def waiting_order(row: Any) -> tuple[Any, ...]:
    """Where a waiting verdict stands: the best figure first, then what was settled for equals when it was written, then the number of the case."""
    reached = row.mean_hundredths if row.figure_hundredths is None else row.figure_hundredths
    return (-reached, json.loads(row.ties), row.id)


@guard(prefetch=load_queue)
def next_in_line(ctx: Context) -> Problem | None:
    """Nobody stands before it on the same street's list; those this bulk has already taken no longer wait."""
    if "queues" not in ctx.batch:
        load_queue(ctx.session, [ctx.instance.id], ctx.batch)
    queue = [case for case, _mean in ctx.batch["queues"].get((ctx.instance.season_id, ctx.subject.street_id), [])]
    place = queue.index(ctx.instance.id) if ctx.instance.id in queue else 0
    better = len(set(queue[:place]) - set(ctx.batch.get("accepted", ())))
    return Problem.of("better-ones-wait", better=better) if better else None


@effect(prefetch=load_tallies)
def freeze_scores(ctx: Context) -> None:
    """Write the round's verdict for good: decision, mean (hundredths) and how many scores it counts, and why where that goes against the ranking;
    void what is still open."""
    tally = tally_of(ctx, proposal_id=ctx.instance.id)
    for review_id in (*tally.waiting, *tally.aside):
        ctx.fire(review_id, "void")
    ctx.once("verdicts written", lambda: _write_verdicts(ctx))


def _write_verdicts(ctx: Context) -> bool:
    """The verdicts of this whole batch (of this one case, outside a bulk) in one statement; for those who will wait also what decides among equals."""
    cases, decision, method = cases_of(ctx), DECISIONS[ctx.target], season_of(ctx).result_method
    why = ctx.batch[REASONS] = explained(ctx, cases=cases, decision=decision)
    settled = ties_of(ctx, cases=cases) if decision == "waitlisted" else {}
    rows = []
    for case in cases:
        one, reached = tally_of(ctx, proposal_id=case), hundredths(official(ctx, proposal_id=case))
        rows.append({"proposal_id": case, "round": one.round, "decision": decision, "mean_hundredths": one.mean, "scores_counted": one.scored, "method": method,
                     "figure_hundredths": reached, "ties": json.dumps(settled.get(case, ())), "reason": why[case], "at_us": ctx.at})
    ctx.session.execute(insert(Verdict.__table__), rows)  # type: ignore[arg-type]
    return True


def cases_of(ctx: Context) -> list[int]:
    """The cases that move together with this one."""
    return list(ctx.batch.get("accepted", ())) or [ctx.instance.id]


@effect(prefetch=load_tallies)
def close_reviews(ctx: Context) -> None:
    """Sent back to be mended: the round ends with its verdict, the scores stay; after mending there is a new round."""
    freeze_scores(ctx)


def hold_numbers(session: Session, *, season_id: int) -> None:
    """Let nobody else give out this season's numbers until the transaction ends (SQLite has one writer anyway)."""
    session.execute(select(Season.id).where(Season.id == season_id).with_for_update(key_share=True))


def acted_in(session: Session, *, proposal_id: int, actor: str, moves: tuple[str, ...]) -> bool:
    """Whether this actor made one of these moves of the proposal; asked of the history itself."""
    query = select(step.c.id).where(step.c.instance_id == proposal_id, step.c.actor == actor, step.c.name.in_(moves)).limit(1)
    return session.execute(query).first() is not None
