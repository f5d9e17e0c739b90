"""Who may put panels together, keep the pool, and let several streets judge together; asked by every act before it writes."""
from __future__ import annotations

from workflow import Actor

from ...accounts.posts import posts_of
from ...errors import Refusal
from ...gate import person_id
from ...storage import db
from ..models import Panel

KEEPERS = ("support_lead", "bureau")


def check_street(street_id: int, *, by: Actor) -> None:
    """Panels are put together by the street's lead, or by the lead of the support organisation; else ``panel-not-yours``."""
    held = posts_of(db.session(), actor=by)
    if not any(post.kind == "support_lead" or (post.kind == "street_lead" and post.street_id == street_id) for post in held):
        raise Refusal("panel-not-yours")


def own_panel(panel_id: int, *, by: Actor) -> Panel:
    """A panel that this person may put together."""
    panel = db.session.get_one(Panel, panel_id)
    check_street(panel.street_id, by=by)
    return panel


def check_joint(*, by: Actor) -> None:
    """What concerns the panels of several streets is the support lead's; else ``joint-not-yours``."""
    if not any(post.kind == "support_lead" for post in posts_of(db.session(), actor=by)):
        raise Refusal("joint-not-yours")


def check_keeper(*, by: Actor) -> None:
    """The pool is kept by the support lead and the bureau; else ``pool-not-yours``."""
    if not any(post.kind in KEEPERS for post in posts_of(db.session(), actor=by)):
        raise Refusal("pool-not-yours")


def acting_id(by: Actor) -> int:
    """The person who acts; panels are no business of the system's."""
    found = person_id(by)
    if found is None:
        raise Refusal("panel-not-yours")
    return found
