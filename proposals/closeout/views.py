"""The assessment of a finished project: the accountant's page, the evaluator's page, and what waits on their desks."""
from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from .. import clock, moves, panels
from ..accounts import desk
from ..accounts.models import Session
from ..collection.models import Proposal
from ..forms import MoveForm
from ..gate import acting, open_to
from ..machine import engine
from ..sending import Done, sent
from ..storage import db
from . import actions, assessed, queries
from .forms import AgreeForm, EvaluationForm, ReportForm, SettlementForm
from .models import Settlement

room = Blueprint("closeout", __name__, url_prefix="/closeout")
OUTCOME_STATES = ("announcing", "closed", "failed")
GRADE_WORDS = {"excellent": lambda: _("优"), "good": lambda: _("良"), "passed": lambda: _("合格"), "failed": lambda: _("不合格")}

moves.register("proposal", "report", form=ReportForm, act=actions.report)
moves.register("settlement", "agree", form=AgreeForm, act=actions.agree)


@room.route("/settlements/<int:settlement_id>", methods=["GET", "POST"])
@open_to("foundation", "foundation_lead", "bureau", "auditor")
def settlement(settlement_id: int) -> ResponseReturnValue:
    """The foundation's accountant settles a project; the bureau and auditors look on."""
    case = _case(settlement_id, kind="settlement")
    form = SettlementForm()

    def do() -> Done:
        actions.settle(settlement_id, by=acting(), at=clock.now(), spent_fen=form.spent.data, result=form.result.data, seq=int(form.seq.data))
        return Done(request.path)

    return sent(form, do=do, page=lambda: _page(case, form=form))


@room.route("/evaluations/<int:settlement_id>", methods=["GET", "POST"])
@open_to("evaluator", "bureau", "auditor")
def evaluation(settlement_id: int) -> ResponseReturnValue:
    """An evaluator judges a project's work; the bureau and auditors look on."""
    case = _case(settlement_id, kind="evaluation")
    form = EvaluationForm()

    def do() -> Done:
        actions.evaluate(settlement_id, by=acting(), at=clock.now(), points=form.points.data, result=form.result.data, seq=int(form.seq.data))
        return Done(request.path)

    return sent(form, do=do, page=lambda: _page(case, form=form))


def _case(settlement_id: int, *, kind: str) -> Settlement:
    """The assessment of this kind, or 404."""
    case = db.session.get(Settlement, settlement_id)
    return case if case is not None and case.kind == kind else abort(404)


def _page(case: Settlement, *, form: MoveForm) -> str:
    """The page of one assessment as it stands now; its form is there for whoever may agree."""
    form.seq.data = str(queries.step_seen(db.session(), case_id=case.id))
    mine = engine.options(db.session(), case.id, acting(), at=clock.now())
    report = case.report or assessed.latest_report(db.session(), proposal_id=case.proposal_id)
    grade = GRADE_WORDS[assessed.grade(case.points)]() if case.points is not None else ""
    return render_template("closeout/assessment.html", case=case, form=form if mine else None, report=report, grade=grade,
                           vouchers=queries.vouchers_told(db.session(), proposal_id=case.proposal_id) if case.kind == "settlement" else None,
                           figures=queries.figures(db.session(), proposal_id=case.proposal_id))


def address(settlement_id: int) -> str:
    """Where an assessment is read."""
    kind = db.session.get_one(Settlement, settlement_id).kind
    return url_for(f"closeout.{kind}", settlement_id=settlement_id)


moves.address("settlement", address)


def outcome_panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """What came of a project, from its announcement on: grade, money by source, satisfaction."""
    if proposal.state not in OUTCOME_STATES:
        return None
    database = db.session()
    judged = assessed.latest(database, proposal_id=proposal.id, kind="evaluation")
    grade = GRADE_WORDS[assessed.grade(judged.points)]() if judged is not None and judged.points is not None else ""
    return "closeout/panels/outcome.html", {"judged": judged, "grade": grade, "figures": queries.figures(database, proposal_id=proposal.id),
                                            "report": assessed.latest_report(database, proposal_id=proposal.id)}


panels.add("closeout", 80, outcome_panel)


@desk.waiting_for
def waits(person: Session, at: int) -> list[desk.Entry]:
    """What closeout waits for: reports of the implementer, settlements, evaluations, and the decision of leads and bureau."""
    found: list[desk.Entry] = []
    found += _assessments(person)
    organisations = {post.organisation_id for post in person.held if post.kind == "organisation" and post.organisation_id is not None}
    if organisations:
        rows = queries.projects_in(db.session(), states=("reporting", "correcting"), organisations=organisations, limit=desk.LONGEST)
        found += _projects(rows, _("请提交结项材料。"))
    leads = {post.street_id for post in person.held if post.kind == "street_lead" and post.street_id is not None}
    if leads or person.posts & {"support_lead", "bureau"}:
        everywhere = bool(person.posts & {"support_lead", "bureau"})
        rows = queries.projects_in(db.session(), states=("assessing",), streets=None if everywhere else leads, assessed=True, limit=desk.LONGEST)
        found += _projects(rows, _("结算和评估都已完成，请决定是否合格。"))
    return found


def _assessments(person: Session) -> list[desk.Entry]:
    """Settlements for the foundation, evaluations for evaluators."""
    found: list[desk.Entry] = []
    for kind, posts, what in (("settlement", {"foundation", "foundation_lead"}, _("请核对票据并确认结算。")), ("evaluation", {"evaluator"}, _("请评估并打分。"))):
        if person.posts & posts:
            rows = queries.open_assessments(db.session(), kind=kind, limit=desk.LONGEST)
            found += [desk.Entry(row.title, url_for(f"closeout.{kind}", settlement_id=row.id), what, row.since_us, 1) for row in rows]
    return found


def _projects(rows: list[queries.Waiting], what: str) -> list[desk.Entry]:
    return [desk.Entry(row.title, url_for("public.idea", proposal_id=row.id), what, row.since_us, 1) for row in rows]
