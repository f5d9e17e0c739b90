"""What calls for implementers put on somebody's desk."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...accounts import desk
from ...accounts.models import Session
from ..queries import calls as queries
from .calling import STAFF, streets_of


@desk.counted
def calls_and_offers(person: Session) -> list[desk.Count]:
    """Calls: an organisation's that it has not answered, staff's packages without one, the leads' to compare, the bureau's in dispute."""
    own = tuple(post.organisation_id for post in person.held if post.kind == "organisation" and post.organisation_id is not None)
    found = []
    if own:
        found.append(desk.Count(_("征集承接组织"), url_for("approval.calls"), _to_answer, queries.unanswered(own)))
    if person.posts & set(STAFF):
        found.append(desk.Count(_("发起征集"), url_for("approval.calls"), _to_call, queries.uncalled(streets=streets_of(person))))
    if person.posts & {"street_lead", "support_lead"}:
        found.append(desk.Count(_("比选承接组织"), url_for("approval.calls", show="all"), _to_compare, queries.waiting("comparing", streets=streets_of(person))))
    if "bureau" in person.posts:
        found.append(desk.Count(_("选定异议"), url_for("approval.calls", show="all"), _disputed, queries.waiting("disputed", streets=None)))
    return found


def _to_answer(count: int) -> str:
    return ngettext("%(num)s 个项目在征集承接组织，您可以应征。", "%(num)s 个项目在征集承接组织，您可以应征。", count)


def _to_call(count: int) -> str:
    return ngettext("%(num)s 个项目还没有承接组织，请发起征集。", "%(num)s 个项目还没有承接组织，请发起征集。", count)


def _to_compare(count: int) -> str:
    return ngettext("%(num)s 个征集已经截止，请比选并选定承接组织。", "%(num)s 个征集已经截止，请比选并选定承接组织。", count)


def _disputed(count: int) -> str:
    return ngettext("%(num)s 个选定结果有异议，请核实答复。", "%(num)s 个选定结果有异议，请核实答复。", count)
