"""What waits on the desks while projects run: to start, to finish, to put right, to visit, to decide."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from ...accounts import desk
from ...accounts.desk import Entry
from ...accounts.models import Session
from .. import queries
from ..forms import KINDS


@desk.waiting_for
def for_implementers(person: Session, at: int) -> list[Entry]:
    """An organisation: projects to start or carry on, findings to put right."""
    own = queries.organisations_of(person)
    if not own:
        return []
    what = {"signed": _("已签约，首期款到账后可以开工"), "implementing": _("实施中：办完活动请在 7 天内记录"), "suspended": _("已暂停，请完成整改")}
    projects = [Entry(row.title, url_for("implementation.project", proposal_id=row.id), what[row.state], row.entered_us, 1)
                for row in queries.waiting_projects(own, states=tuple(what))]
    found = [Entry(row.title, url_for("implementation.project", proposal_id=row.proposal_id), _("走访发现的问题等待整改"), row.entered_us, 1)
             for row in queries.waiting_visits(("found",), organisation_ids=own)]
    return (found + projects)[:desk.LONGEST]


@desk.waiting_for
def for_monitors(person: Session, at: int) -> list[Entry]:
    """The support organisation: planned visits, and findings to be confirmed as put right."""
    if not person.posts & {"support", "support_lead"}:
        return []
    what = {"planned": lambda row: _("走访定在 %(day)s", day=row.planned_on.isoformat()), "found": lambda row: _("等待确认整改")}
    return [Entry(row.title, url_for("implementation.project", proposal_id=row.proposal_id), what[row.state](row), row.entered_us, 1)
            for row in queries.waiting_visits(("planned", "found"), organisation_ids=None)]


@desk.waiting_for
def for_deciders(person: Session, at: int) -> list[Entry]:
    """The bureau, the support lead and the head of a street office: changes to decide."""
    everywhere = bool(person.posts & {"bureau", "support_lead"})
    streets = tuple(post.street_id for post in person.held if post.kind == "street_lead" and post.street_id is not None)
    if not everywhere and not streets:
        return []
    return [Entry(row.title, url_for("funding.change", amendment_id=row.id), _("申请变更：%(kind)s", kind=KINDS[row.kind]), row.entered_us, 1)
            for row in queries.waiting_amendments(None if everywhere else streets)]
