"""When a project may be reported, settled, evaluated, announced and closed, and what those moves leave behind."""
from __future__ import annotations

import hashlib

from sqlalchemy import func, select

from workflow import Context, Problem
from workflow.chain import canonical

from .. import masking
from ..accounts.posts import holds
from ..approval.models import Agreement, Notice, Verdict
from ..approval.rules.deciding import hold_numbers
from ..approval.rules.terms import days_in, end_of_term
from ..collection.models import Proposal
from ..machine import effect, guard, registry, role
from ..optimisation.models import Plan
from ..seasons.models import Season
from . import assessed
from .models import ArchiveFile, FinalReport, Settlement
from .wording import Outcome, outcome_text

SUMMARY_LENGTH = 20
registry.subject("settlement", Settlement)


@role("finance", "settlement")
def settles(ctx: Context) -> bool:
    """The foundation's staff settle the money, and nothing else."""
    return ctx.subject.kind == "settlement" and holds(ctx, kinds=("foundation", "foundation_lead"))


@role("evaluator", "settlement")
def evaluates(ctx: Context) -> bool:
    """An evaluator judges the work, and nothing else."""
    return ctx.subject.kind == "evaluation" and holds(ctx, kinds=("evaluator",))


@guard
def report_complete(ctx: Context) -> Problem | None:
    """The report says what was done, in persons and in fen, and its figures can be true; asked without a form, nothing is missing yet."""
    if "summary" not in ctx.data:
        return None
    summary, spent = str(ctx.data["summary"]), int(ctx.data.get("finance", 0))
    if len(summary.strip()) < SUMMARY_LENGTH:
        return Problem.of("report-too-short", least=SUMMARY_LENGTH, length=len(summary.strip()))
    if spent > ctx.subject.agreed_fen:
        return Problem.of("report-spends-more-than-agreed", **_yuan(spent=spent, agreed=ctx.subject.agreed_fen, over=spent - ctx.subject.agreed_fen))
    return None


@guard
def settlement_done(ctx: Context) -> Problem | None:
    """The money of this report is settled."""
    found = assessed.latest(ctx.session, proposal_id=ctx.instance.id, kind="settlement")
    return None if found is not None and found.state == "agreed" else Problem.of("settlement-not-agreed")


@guard
def evaluation_done(ctx: Context) -> Problem | None:
    """The work was evaluated."""
    found = assessed.latest(ctx.session, proposal_id=ctx.instance.id, kind="evaluation")
    return None if found is not None and found.state == "agreed" else Problem.of("evaluation-not-agreed")


@guard
def evaluation_passes(ctx: Context) -> Problem | None:
    """The evaluation reaches the season's line (60 of 100 unless the season says otherwise); a missing one is another guard's matter."""
    found = assessed.latest(ctx.session, proposal_id=ctx.instance.id, kind="evaluation")
    line = ctx.session.get_one(Season, ctx.instance.season_id).evaluation_line
    if found is None or found.points is None or found.points >= line:
        return None
    return Problem.of("evaluation-below-line", points=found.points, line=line)


@guard
def figures_reconciled(ctx: Context) -> Problem | None:
    """Settlement: signed is the agreement, paid is spent plus returned, spent is what was reported. Evaluation: points are given.

    Asked without figures (for a button), nothing is wrong yet: the form fills them in.
    """
    case: Settlement = ctx.subject
    if case.kind == "evaluation":
        return Problem.of("evaluation-without-points") if ctx.data and case.points is None else None
    if case.spent_fen is None:
        return Problem.of("settlement-without-figures") if ctx.data else None
    if case.report is not None and case.report.spent_fen != case.spent_fen:
        return Problem.of("settlement-differs-from-report", fen=abs(case.spent_fen - case.report.spent_fen),
                          **_yuan(reported=case.report.spent_fen, settled=case.spent_fen))
    return _sums_disagree(case)


def _sums_disagree(case: Settlement) -> Problem | None:
    """The three sums of a settlement: none paid beyond the agreement, every fen paid is spent or returned."""
    signed, paid, spent, returned = case.signed_fen or 0, case.paid_fen or 0, case.spent_fen or 0, case.returned_fen or 0
    if paid > signed:
        return Problem.of("settlement-exceeds-agreement", fen=paid - signed, **_yuan(paid=paid, signed=signed))
    if paid != spent + returned:
        return Problem.of("settlement-does-not-balance", fen=abs(paid - spent - returned), **_yuan(paid=paid, spent=spent, returned=returned))
    return None


def _yuan(**fen: int) -> dict[str, str]:
    """Amounts as a sentence shows them."""
    return {name: f"{'-' if amount < 0 else ''}{abs(amount) // 100:,}.{abs(amount) % 100:02d}" for name, amount in fen.items()}


@effect
def open_report(ctx: Context) -> None:
    """Lay out the empty final report for the implementer."""
    latest = assessed.latest_report(ctx.session, proposal_id=ctx.instance.id)
    ctx.session.add(FinalReport(proposal_id=ctx.instance.id, version=latest.version + 1 if latest else 1, summary="", spent_fen=0, answers=0, satisfied=0,
                                by_id=int(ctx.actor.id[1:]) if ctx.actor.id.startswith("p") else ctx.subject.proposer_id, at_us=ctx.at))


@effect
def open_settlement(ctx: Context) -> None:
    """Start the settlement of the money, unless one is open."""
    _open(ctx, kind="settlement")


@effect
def open_evaluation(ctx: Context) -> None:
    """Start the evaluation of the work, unless one is open."""
    _open(ctx, kind="evaluation")


def _open(ctx: Context, *, kind: str) -> None:
    found = assessed.latest(ctx.session, proposal_id=ctx.instance.id, kind=kind)
    if found is not None and found.state == "open":
        return
    report = assessed.latest_report(ctx.session, proposal_id=ctx.instance.id)
    case_id = ctx.engine.start(ctx.session, "settlement", season_id=ctx.instance.season_id, actor=ctx.actor, at=ctx.at, parent=ctx.instance.id)
    ctx.session.add(Settlement(id=case_id, season_id=ctx.instance.season_id, state="open", proposal_id=ctx.instance.id, kind=kind,
                               report_id=report.id if report is not None and report.summary else None))


@effect
def close_assessment(ctx: Context) -> None:
    """Void what is still open of settlement and evaluation; the report goes back for correction."""
    asked = select(Settlement.id).where(Settlement.proposal_id == ctx.instance.id, Settlement.state == "open")
    for case_id in ctx.session.execute(asked).scalars().all():
        ctx.fire(case_id, "void")


@effect
def publish_outcome(ctx: Context) -> None:
    """Publish the outcome (成果公示): grade, figures and satisfaction as a text with its digest, until the announcing time is over."""
    season = ctx.session.get_one(Season, ctx.instance.season_id)
    hold_numbers(ctx.session, season_id=season.id)
    serial = ctx.session.execute(select(func.coalesce(func.max(Notice.serial), 0)).where(Notice.season_id == season.id)).scalar_one() + 1
    until = end_of_term(ctx, since=ctx.at, days=days_in(ctx, state="announcing"))
    text = outcome_text(_outcome(ctx), heading=f"红金公示〔{season.year}〕{serial}号", since=ctx.at, until=until)
    ctx.session.add(Notice(season_id=season.id, serial=serial, kind="outcome", proposal_id=ctx.instance.id, text=text,
                           digest=hashlib.sha256(text.encode()).hexdigest(), from_us=ctx.at, until_us=until))


def _outcome(ctx: Context) -> Outcome:
    """What the public may know of a finished project; no person is named."""
    proposal: Proposal = ctx.subject
    settled = assessed.latest(ctx.session, proposal_id=proposal.id, kind="settlement")
    judged = assessed.latest(ctx.session, proposal_id=proposal.id, kind="evaluation")
    report = assessed.latest_report(ctx.session, proposal_id=proposal.id)
    if settled is None or judged is None or judged.points is None:
        raise LookupError(f"project {proposal.id} has an outcome without settlement and evaluation")
    return Outcome(
        number=proposal.number or "", title=masking.text(proposal.title), organisation=proposal.organisation.name if proposal.organisation else "",
        grade=assessed.grade(judged.points), points=judged.points, answers=report.answers if report else 0, satisfied=report.satisfied if report else 0,
        signed_fen=settled.signed_fen or 0, paid_fen=settled.paid_fen or 0, spent_fen=settled.spent_fen or 0, returned_fen=settled.returned_fen or 0)


@effect
def archive(ctx: Context) -> None:
    """Close the file: a list of the project's papers with their digests, one more version each time a project is closed."""
    body = canonical(_papers(ctx))
    versions = ctx.session.execute(select(func.count()).where(ArchiveFile.proposal_id == ctx.instance.id)).scalar_one()
    ctx.session.add(ArchiveFile(proposal_id=ctx.instance.id, version=versions + 1, contents=body,
                                digest=hashlib.sha256(body.encode()).hexdigest(), at_us=ctx.at))


def _papers(ctx: Context) -> dict[str, object]:
    """Every paper of a project by its kind; texts by digest, so that the list itself holds nothing personal."""
    case_id, ask = ctx.instance.id, ctx.session.execute
    reports = ask(select(FinalReport.version, FinalReport.summary).where(FinalReport.proposal_id == case_id).order_by(FinalReport.version)).all()
    return {
        "number": ctx.subject.number, "head": ctx.instance.head, "steps": ctx.instance.seq,
        "plans": list(ask(select(Plan.digest).where(Plan.proposal_id == case_id, Plan.digest.is_not(None)).order_by(Plan.version)).scalars()),
        "verdicts": [list(row) for row in ask(select(Verdict.round, Verdict.decision).where(Verdict.proposal_id == case_id).order_by(Verdict.round))],
        "agreements": [list(row) for row in ask(select(Agreement.number, Agreement.digest)
                                                .where(Agreement.proposal_id == case_id).order_by(Agreement.version))],
        "notices": list(ask(select(Notice.digest).where(Notice.proposal_id == case_id).order_by(Notice.id)).scalars()),
        "reports": [[version, hashlib.sha256(summary.encode()).hexdigest()] for version, summary in reports],
        "assessments": [list(row) for row in ask(select(Settlement.kind, Settlement.state)
                                                 .where(Settlement.proposal_id == case_id).order_by(Settlement.id))],
    }
