"""What waits on a lead's desk about panels: a judge gave back a seat, and the panel is no longer complete."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from ...accounts import desk
from ...accounts.models import Session
from ..convening import lists
from ..rules.panels import composition


@desk.waiting_for
def panels_to_complete(person: Session, at: int) -> list[desk.Entry]:
    """The leads' panels that lack somebody since a judge declined, one line each."""
    if not person.posts & {"street_lead", "support_lead"}:
        return []
    own = None if "support_lead" in person.posts else {post.street_id for post in person.held if post.kind == "street_lead" and post.street_id}
    return [desk.Entry(_("%(street)s评审组", street=street.name), url_for("approval.panel", year=season.year, street_id=street.id),
                       _("有评委辞席，评审组不完整，请补充。"), since, 1)
            for panel, street, season, since in lists.incomplete(own) if composition(panel.members, needed=season.reviews_needed)]


@desk.waiting_for
def rounds_in_the_chairs_stead(person: Session, at: int) -> list[desk.Entry]:
    """Proposals whose chair stepped aside and whose decision falls to this judge, one line each."""
    if not person.posts & {"judge", "chair"}:
        return []
    return [desk.Entry(title, url_for("public.idea", proposal_id=proposal_id), _("组长回避了这个项目。评分收齐后，请您代为作出决定。"), since, 1)
            for proposal_id, title, since in lists.in_stead(person.id)]
