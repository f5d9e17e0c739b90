"""Are the draws still what they were? Every kept draw is drawn again, and whoever sits on a panel by a draw must have been drawn in it."""
from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.history import Finding

from ..models import PanelDraw, PanelMember
from .drawing import again, ordered

AT_ONCE = 200


def findings(session: Session) -> Iterator[Finding]:
    """Draws that do not come out as they were written down, and members that no such draw brought; an empty answer is good news."""
    brought: set[tuple[int, int | None, int]] = set()
    for held in session.scalars(select(PanelDraw).order_by(PanelDraw.id).execution_options(yield_per=AT_ONCE)):
        if not again(held):
            yield Finding("draw-changed", (held.panel_id, held.number), "drawn again from its own seed and drum, it comes out otherwise")
        brought |= {(held.panel_id, held.number, one.person_id) for one in ordered(held) if one.seat}
    seated = select(PanelMember.panel_id, PanelMember.draw_number, PanelMember.person_id).where(PanelMember.draw_number.is_not(None))
    for panel_id, number, person_id in session.execute(seated.order_by(PanelMember.id)):
        if (panel_id, number, person_id) not in brought:
            yield Finding("member-not-drawn", (panel_id, person_id), f"sits on the panel by draw {number}, which did not draw them")
