"""What calls for implementers put on somebody's desk."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...accounts import desk
from ...accounts.models import Session
from ..queries import calls as queries
from .calling import STAFF, streets_of


@desk.waiting_for
def calls_to_answer(person: Session, at: int) -> list[desk.Entry]:
    """An organisation's open calls without an offer of its own, as one line."""
    own = [post.organisation_id for post in person.held if post.kind == "organisation" and post.organisation_id is not None]
    count, since = queries.unanswered(own) if own else (0, None)
    sentence = ngettext("%(num)s 个项目在征集承接组织，您可以应征。", "%(num)s 个项目在征集承接组织，您可以应征。", count)
    return [desk.Entry(_("征集承接组织"), url_for("approval.calls"), sentence, since or at, count)] if count else []


@desk.waiting_for
def packages_to_call_for(person: Session, at: int) -> list[desk.Entry]:
    """Staff's packages that name nobody and have no call, as one line."""
    count, since = queries.uncalled(streets=streets_of(person)) if person.posts & set(STAFF) else (0, None)
    sentence = ngettext("%(num)s 个项目还没有承接组织，请发起征集。", "%(num)s 个项目还没有承接组织，请发起征集。", count)
    return [desk.Entry(_("发起征集"), url_for("approval.calls"), sentence, since or at, count)] if count else []


@desk.waiting_for
def offers_to_compare(person: Session, at: int) -> list[desk.Entry]:
    """The leads' calls whose offers are opened, as one line."""
    count, since = queries.waiting("comparing", streets=streets_of(person)) if person.posts & {"street_lead", "support_lead"} else (0, None)
    sentence = ngettext("%(num)s 个征集已经截止，请比选并选定承接组织。", "%(num)s 个征集已经截止，请比选并选定承接组织。", count)
    return [desk.Entry(_("比选承接组织"), url_for("approval.calls", show="all"), sentence, since or at, count)] if count else []


@desk.waiting_for
def choices_to_judge(person: Session, at: int) -> list[desk.Entry]:
    """The bureau's disputed choices, as one line."""
    count, since = queries.waiting("disputed", streets=None) if "bureau" in person.posts else (0, None)
    sentence = ngettext("%(num)s 个选定结果有异议，请核实答复。", "%(num)s 个选定结果有异议，请核实答复。", count)
    return [desk.Entry(_("选定异议"), url_for("approval.calls", show="all"), sentence, since or at, count)] if count else []
