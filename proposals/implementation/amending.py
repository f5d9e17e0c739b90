"""What the engine asks and does about changes: which way each takes, the new version of the agreement, and what comes into force with it."""
from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow import Context, Problem

from ..approval.models import Agreement
from ..approval.rules import changes, renewing
from ..collection.models import Proposal
from ..machine import effect, guard, registry
from ..optimisation.models import Plan
from ..optimisation.rules.planning import plan_digest
from . import terms
from .changing import plan_after
from .models import Amendment

registry.subject("amendment", Amendment)
UNDER_WAY = ("requested", "signing")
RUNNING = ("signed", "implementing")


@changes.told_by
def waiting_for(session: Session, agreement_id: int) -> int | None:
    """The change whose agreement this is, while it is being signed and the project neither rests nor ends."""
    asked = (select(Amendment.id).join(Proposal, Proposal.id == Amendment.proposal_id)
             .where(Amendment.agreement_id == agreement_id, Amendment.state == "signing", Proposal.state.in_(RUNNING)))
    return session.scalars(asked).one_or_none()


@guard
def no_open_amendment(ctx: Context) -> Problem | None:
    """No change is waiting to be decided or signed."""
    waiting = select(func.count()).where(Amendment.proposal_id == ctx.instance.id, Amendment.state.in_(UNDER_WAY))
    return Problem.of("amendment-undecided") if ctx.session.execute(waiting).scalar_one() else None


@guard
def notice_suffices(ctx: Context) -> Problem | None:
    """The change is small enough to be told only."""
    return None if ctx.subject.way == "notice" else Problem.of("change-needs-approval")


@guard
def approval_suffices(ctx: Context) -> Problem | None:
    """The change leaves what the parties agreed on alone."""
    return Problem.of("change-needs-agreement") if ctx.subject.way == "agreement" else None


@guard
def agreement_must_change(ctx: Context) -> Problem | None:
    """The change is one that all parties agree on anew, and the project runs."""
    if ctx.subject.way != "agreement":
        return Problem.of("change-needs-no-agreement")
    state = ctx.session.get_one(Proposal, ctx.subject.proposal_id).state
    return None if state in RUNNING else Problem.of("project-not-running")


@guard
def new_version_signed(ctx: Context) -> Problem | None:
    """Every party signed the new version."""
    agreement_id = ctx.subject.agreement_id
    signed = agreement_id is not None and renewing.all_signed(ctx.session, agreement_id=agreement_id)
    return None if signed else Problem.of("new-version-unsigned")


@effect
def issue_new_version(ctx: Context) -> None:
    """Write the agreement anew, with the change in it, and ask every party for its signature; the version in force holds until all have signed."""
    amendment: Amendment = ctx.subject
    project = ctx.session.get_one(Proposal, amendment.proposal_id)
    money = terms.of_change(ctx.session, amendment)
    renewal = renewing.Renewal(plan_after(_plan(ctx, project_id=project.id), amendment=amendment), amendment.new_amount_fen or project.agreed_fen or 0,
                               money.shares, money.instalments, money.bearing, amendment.kind, amendment.wish)
    ctx.facts["agreement_id"] = renewing.issue(ctx, project, renewal=renewal).id


@effect
def put_into_force(ctx: Context) -> None:
    """The new version replaces the older ones; amount, period and budget of the project are what it says."""
    amendment: Amendment = ctx.subject
    project = ctx.session.get_one(Proposal, amendment.proposal_id)
    new = ctx.session.get_one(Agreement, amendment.agreement_id)
    renewing.replace(ctx.session, new, at=ctx.at)
    project.agreed_fen = new.amount_fen
    if amendment.heads or amendment.new_ends_on is not None:
        plan = plan_after(_plan(ctx, project_id=project.id), amendment=amendment)
        plan.at_us = plan.frozen_us = ctx.at
        plan.digest = plan_digest(plan)
        ctx.session.add(plan)
    _move_end(ctx, project=project)


@effect
def keep_old_version(ctx: Context) -> None:
    """A change that is given up while its agreement is being signed: that version is void, the one in force stays."""
    if ctx.subject.agreement_id is not None:
        renewing.give_up(ctx, ctx.subject.agreement_id)


@effect
def apply_change(ctx: Context) -> None:
    """Put a change into force that needs no new agreement: a new end moves the project's deadline; the other kinds are recorded by the case itself."""
    _move_end(ctx, project=ctx.session.get_one(Proposal, ctx.subject.proposal_id))


def _move_end(ctx: Context, *, project: Proposal) -> None:
    if ctx.subject.new_ends_on is None:
        return
    project.ends_on = ctx.subject.new_ends_on
    ctx.session.flush()
    if project.state == "implementing":
        ctx.engine.rearm(ctx.session, instance_id=project.id, at=ctx.at)


def _plan(ctx: Context, *, project_id: int) -> Plan:
    return ctx.session.scalars(select(Plan).where(Plan.proposal_id == project_id).order_by(Plan.version.desc()).limit(1)).one()
