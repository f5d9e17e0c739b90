"""The speaking order of a live meeting is drawn by lot, once for each proposal and round."""
from __future__ import annotations

import secrets

from sqlalchemy import insert, select

from workflow import Actor

from ...accounts.posts import posts_of
from ...errors import Refusal
from ...gate import person_id
from ...storage import act, db
from ..models import Panel, SpeakingLot, SpeakingPlace
from ..queries.meetings import before, streets_before
from ..rules.lots import drawn

SEED_BYTES = 16


@act
def draw_order(panel_id: int, *, talk_minutes: int, answer_minutes: int, by: Actor, at: int) -> int:
    """Draw the places of all proposals that lie before the panel without one; earlier drawings stay. Returns the drawing's number.

    The seed is kept with it, for good. Refused: ``panel-not-yours``, ``nothing-to-draw``.
    """
    panel = db.session.get_one(Panel, panel_id)
    db.session.execute(select(Panel.id).where(Panel.id == panel_id).with_for_update())
    _check_mine(panel, by=by)
    waiting = {one.number: one for one in before(panel_id)}
    if not waiting:
        raise Refusal("nothing-to-draw")
    lot = SpeakingLot(panel_id=panel_id, seed=secrets.token_hex(SEED_BYTES), talk_minutes=talk_minutes, answer_minutes=answer_minutes,
                      by_id=person_id(by), at_us=at)
    db.session.add(lot)
    db.session.flush()
    db.session.execute(insert(SpeakingPlace), [
        {"lot_id": lot.id, "place": place, "proposal_id": waiting[number].id, "round": waiting[number].round}
        for place, number in enumerate(drawn(waiting, seed=lot.seed), 1)])
    return lot.id


def _check_mine(panel: Panel, *, by: Actor) -> None:
    """The panel's chair draws, or the lead of a street before it, or of the support organisation."""
    streets, held = streets_before(panel.id), posts_of(db.session(), actor=by)
    chairs = any(one.seat == "chair" and one.person_id == person_id(by) for one in panel.members)
    if not chairs and not any(post.kind == "support_lead" or (post.kind == "street_lead" and post.street_id in streets) for post in held):
        raise Refusal("panel-not-yours")
