"""What must hold before an idea moves: read-only, each answers with a problem or None."""
from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from workflow import Context, Problem
from workflow.tables import instance, step

from ...machine import guard
from ...seasons.models import Phase, Season
from ..models import CoProposer, Lineage, Proposal, Resemblance
from ..reasons import BY_MOVE

SHORTEST = {"title": 2, "problem": 5, "solution": 2}
SAME_MOVE_AT_MOST = 3
UNSEEN = "resemblances nobody has looked at"
SENT, WHOSE, THEIRS, MOST = "ideas sent before", "whose ideas", "ideas of one person", "ideas allowed"
BLOCKS_LEAVING = ("payment", "amendment", "visit", "appeal", "settlement")


@guard
def text_complete(ctx: Context) -> Problem | None:
    """Title, problem, suggestion, community and a contact are there, and long enough to be understood."""
    lacking = missing(ctx.subject)
    return Problem.of("text-incomplete", fields=lacking) if lacking else None


def missing(proposal: Proposal) -> tuple[str, ...]:
    """What an idea lacks before it can be sent."""
    lacking = [name for name, least in SHORTEST.items() if len(getattr(proposal, name)) < least]
    if proposal.community_id is None:
        lacking.append("community")
    if proposal.proposer_id is None:
        lacking.append("contact")
    return tuple(lacking)


def _sent(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    """Who proposes each of these, and how many each of them has sent this season; the limit of the season."""
    mine = session.execute(select(Proposal.id, Proposal.proposer_id, Season.id, Season.ideas_per_person).join(Season).where(Proposal.id.in_(ids))).all()
    sent = (select(Proposal.season_id, Proposal.proposer_id, func.count()).where(
        Proposal.proposer_id.in_({row[1] for row in mine}), Proposal.season_id.in_({row[2] for row in mine}), Proposal.submitted_us.is_not(None),
        Proposal.state != "withdrawn", Proposal.origin == "collected", Proposal.id.not_in(ids)).group_by(Proposal.season_id, Proposal.proposer_id))
    batch[SENT] = {(season, proposer): count for season, proposer, count in session.execute(sent)}
    batch[WHOSE] = {case: (season, proposer) for case, proposer, season, _most in mine}
    batch[THEIRS] = defaultdict(set)
    for case, whose in batch[WHOSE].items():
        batch[THEIRS][whose].add(case)
    batch[MOST] = {season: most for _case, _proposer, season, most in mine}


@guard(prefetch=_sent)
def quota_left(ctx: Context) -> Problem | None:
    """The proposer has sent fewer ideas than the season allows; a paper idea counts for the person it names, and in a bulk those let through before."""
    if WHOSE not in ctx.batch:
        _sent(ctx.session, [ctx.instance.id], ctx.batch)
    whose = ctx.batch[WHOSE][ctx.instance.id]
    most = ctx.batch[MOST][whose[0]]
    sent = ctx.batch[SENT].get(whose, 0) + len(ctx.batch[THEIRS][whose].intersection(ctx.batch.get("accepted", ())))
    return Problem.of("too-many-ideas", most=most) if sent >= most else None


NOT_LOOKED_AT = select(Resemblance.proposal_id).where(Resemblance.proposal_id.in_(bindparam("ids", expanding=True)), Resemblance.verdict.is_(None))


def _unseen(session: Session, ids: list[int], batch: dict[Any, Any]) -> None:
    batch[UNSEEN] = set(session.scalars(NOT_LOOKED_AT, {"ids": ids}))


@guard(prefetch=_unseen)
def not_duplicate(ctx: Context) -> Problem | None:
    """Staff have looked at every idea that says the same; what is the same is merged after acceptance, not turned away."""
    if UNSEEN not in ctx.batch:
        _unseen(ctx.session, [ctx.instance.id], ctx.batch)
    return Problem.of("same-words-not-looked-at") if ctx.instance.id in ctx.batch[UNSEEN] else None


@guard
def not_acknowledged(ctx: Context) -> Problem | None:
    """Nobody of the office has taken the idea up yet."""
    return Problem.of("acknowledged-before") if ctx.subject.acknowledged_us is not None else None


@guard
def guardian_consents(ctx: Context) -> Problem | None:
    """A minor's idea goes on only with a guardian's name, phone and consent (PIPL 28, 31)."""
    proposal: Proposal = ctx.subject
    return Problem.of("guardian-consent-missing") if proposal.submitter == "minor" and proposal.guardian_consent_us is None else None


@guard
def reason_known(ctx: Context) -> Problem | None:
    """The reason given is one of the coded ones of this move; none is given while the form is still open."""
    code = ctx.data.get("reason")
    return Problem.of("reason-unknown", reason=str(code)) if code is not None and code not in BY_MOVE[ctx.move.name] else None


@guard
def no_open_child(ctx: Context) -> Problem | None:
    """Nothing that hangs on the proposal is still open: for closing nothing at all, for withdrawing nothing but what is simply void with it.

    Open reviews and unsigned signatures do not hold a resident; a signature that was given does.
    """
    children = select(instance.c.workflow, instance.c.state, instance.c.version).where(instance.c.root_id == ctx.instance.id, instance.c.id != ctx.instance.id)
    for name, state, version in ctx.session.connection().execute(children):
        ended = state in ctx.engine.definition(ctx.session, digest=version).ends
        if ctx.move.name == "close" or name in BLOCKS_LEAVING:
            held = not ended
        else:
            held = name == "signature" and state == "signed"
        if held:
            return Problem.of("something-still-open", workflow=name)
    return None


@guard
def not_too_often(ctx: Context) -> Problem | None:
    """The same move was made fewer than three times in this case."""
    made = select(func.count()).select_from(step).where(step.c.instance_id == ctx.instance.id, step.c.name == ctx.move.name)
    return Problem.of("same-move-too-often", most=SAME_MOVE_AT_MOST) if ctx.session.scalar(made) >= SAME_MOVE_AT_MOST else None


def next_season(session: Session, *, year: int) -> Season | None:
    """The first later season that collects ideas now."""
    later = select(Season).join(Phase).where(Season.year > year, Phase.name == "collection", Phase.state == "open")
    return session.scalars(later.order_by(Season.year).limit(1)).first()


@guard
def next_season_open(ctx: Context) -> Problem | None:
    """A later season collects ideas, and this idea was not carried into it yet."""
    later = next_season(ctx.session, year=ctx.subject.season.year)
    if later is None:
        return Problem.of("no-later-season")
    copy = aliased(Proposal)
    carried = select(Lineage.id).join(copy, copy.id == Lineage.target_id).where(
        Lineage.source_id == ctx.instance.id, Lineage.kind == "carried", copy.season_id == later.id)
    return Problem.of("carried-over-before", season=later.title) if ctx.session.scalar(carried.limit(1)) is not None else None


@guard
def is_a_part(ctx: Context) -> Problem | None:
    """The draft was made by splitting another idea, or to bring several together."""
    split = select(Lineage.id).where(Lineage.target_id == ctx.instance.id, Lineage.kind == "split").limit(1)
    made = ctx.subject.origin == "merged" or ctx.session.scalar(split) is not None
    return None if made else Problem.of("not-a-part")


@guard
def speaks_for_itself(ctx: Context) -> Problem | None:
    """A package made of several people's ideas is not taken back by one of them alone: each may have their own idea taken out of it."""
    if ctx.subject.origin != "merged":
        return None
    others = select(CoProposer.id).where(CoProposer.proposal_id == ctx.instance.id, CoProposer.person_id != ctx.subject.proposer_id).limit(1)
    return Problem.of("others-are-in-it") if ctx.session.scalar(others) is not None else None
