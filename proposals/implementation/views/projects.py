"""Projects: the list of those a person has to do with, and one project's page as a list of tasks."""
from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from ... import clock, panels, shell, words
from ...accounts.models import Session
from ...collection.models import Proposal
from ...gate import acting, open_to
from ...machine import engine
from ...storage import db
from .. import parts, queries
from ..forms import KINDS
from .blueprint import READERS, project_or_404, room

shell.navigate("implementation.projects", _l("项目"), shown=shell.holds(*READERS))
STREET = ("street", "street_lead")
SUPERVISES = frozenset({"support", "support_lead"})
FUNDS = frozenset({"foundation", "foundation_lead"})
VISIT_MOVES = {"planned": ("record", "record_findings", "cancel"), "found": ("rectify",)}


@room.get("/projects")
@open_to(*READERS)
def projects() -> ResponseReturnValue:
    """An organisation: its projects; a street: those of the street; the others: all."""
    own, streets = None, None
    if not current_user.posts & queries.EVERYWHERE:
        own = queries.organisations_of(current_user) if "organisation" in current_user.posts else None
        streets = None if own is not None else [post.street_id for post in current_user.held if post.kind in STREET]
    page = queries.projects(own, streets=streets, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("implementation/projects.html", page=page, progress=queries.progress_of([row.id for row in page.rows]))


@room.get("/projects/<int:proposal_id>")
@open_to(*READERS)
def project(proposal_id: int) -> ResponseReturnValue:
    """Those concerned with a project: how far it is, what is due, its money, visits and changes."""
    found = project_or_404(proposal_id)
    return render_template(
        "implementation/project.html", project=found, own=queries.carries_out(current_user, proposal=found), progress=queries.progress_of([found.id])[found.id],
        supervises=bool(current_user.posts & SUPERVISES), visit_moves=VISIT_MOVES, funds=bool(current_user.posts & FUNDS), kinds=KINDS,
        visits=queries.visits(found.id), amendments=queries.amendments(found.id), versions=queries.versions(found.id), parts=_parts(found), say=words.sentence,
        options=engine.options(db.session(), found.id, acting(), at=clock.now()),
        address=lambda option: url_for("accounts.move", case_id=found.id, name=option.transition.name))


def _parts(found: Proposal) -> list[Markup]:
    """What later rooms add to the page, drawn."""
    return [Markup(render_template(template, project=found, **facts)) for template, facts in parts.for_page(found, current_user)]


def work_panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """What everybody may read on the idea's page: activities, person-times and voluntary service so far."""
    if proposal.state not in queries.UNDER_WAY + queries.ENDED:
        return None
    progress = queries.progress_of([proposal.id])[proposal.id]
    file = url_for("implementation.project", proposal_id=proposal.id) if person is not None and queries.may_see(person, proposal=proposal) else None
    return "implementation/panels/work.html", {"progress": progress, "file": file, "project": proposal}


panels.add("implementation", 50, work_panel)
