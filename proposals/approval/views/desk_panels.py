"""What waits on a judge's desk about panels: a decision that falls to them because the chair stepped aside."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from ...accounts import desk
from ...accounts.models import Session
from ..convening import lists


@desk.waiting_for
def rounds_in_the_chairs_stead(person: Session, at: int) -> list[desk.Entry]:
    """Proposals whose chair stepped aside and whose decision falls to this judge, one line each."""
    if not person.posts & {"judge", "chair"}:
        return []
    return [desk.Entry(title, url_for("public.idea", proposal_id=proposal_id), _("组长回避了这个项目。评分收齐后，请您代为作出决定。"), since, 1)
            for proposal_id, title, since in lists.in_stead(person.id)]
