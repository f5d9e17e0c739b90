"""What this room adds to the page of an idea after the result: what an objection or appeal changed, for whom it moved up, the letters for its own people."""
from __future__ import annotations

from typing import Any

from flask import url_for

from ... import masking, panels, shell, words
from ...accounts.models import Session
from ...collection.models import Proposal
from ..lettering import successor_words
from ..queries import outcomes
from .idea import BEFORE
from .screen import points

NOTHING_YET = BEFORE - {"not_accepted"}
"""While an idea is on its way to the panel, its own page asks for nothing more: the course of events tells of an appeal that put it there."""


def reconsidered_panel(proposal: Proposal, person: Session | None) -> tuple[str, dict[str, Any]] | None:
    """Before and after of every objection and appeal, without grounds or names; the decision letters for those whom they were written to."""
    if proposal.state in NOTHING_YET:
        return None
    changes, moved_up = outcomes.reconsidered(proposal.id), outcomes.succession(proposal.id)
    letters = _letters(proposal) if outcomes.concerns(proposal, person=person) else []
    if not (changes or moved_up or letters):
        return None
    why = masking.text(successor_words(moved_up.cause, moved_up.after)) if moved_up else ""
    return "approval/panels/reconsidered.html", {"changes": changes, "moved_up": moved_up, "why": why, "letters": letters, "points": points}


def _letters(proposal: Proposal) -> list[tuple[str, str, str]]:
    """Address, what was decided, and when, of each letter."""
    return [(url_for("approval.letter", proposal_id=proposal.id, seq=seq), words.move_title("proposal", name), shell.day(at))
            for seq, name, at in outcomes.decisions(proposal.id)]


panels.add("approval-after", 41, reconsidered_panel)
