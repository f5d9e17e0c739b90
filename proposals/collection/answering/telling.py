"""One letter for each person about all of their ideas that one act decided, instead of one for each idea."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from ...letters import Letter
from ...storage import db
from ..models import CoProposer, Proposal

Outcome = tuple[Proposal, str]
"""An idea and what became of it: a coded reason, or the name of a move."""


def together(decided: Sequence[Outcome], *, key: str) -> list[Letter]:
    """The letters of one bulk act, known by its key: to whoever had an idea, and to whoever's idea lives on in one. One statement."""
    by_idea = {idea.id: (idea, code) for idea, code in decided}
    theirs: dict[int, list[Outcome]] = defaultdict(list)
    for idea, code in decided:
        theirs[idea.proposer_id or 0].append((idea, code))
    joined = select(CoProposer.proposal_id, CoProposer.person_id).where(CoProposer.proposal_id.in_(by_idea)).distinct()
    for proposal_id, person in db.session.execute(joined):
        if by_idea[proposal_id] not in theirs[person]:
            theirs[person].append(by_idea[proposal_id])
    return [_letter(person, outcomes=outcomes, key=key) for person, outcomes in sorted(theirs.items()) if person]


def _letter(person: int, *, outcomes: Sequence[Outcome], key: str) -> Letter:
    first = outcomes[0][0]
    facts = {"workflow": "proposal", "title": first.title, "number": first.number or first.receipt, "phase": "", "count": len(outcomes),
             "answers": [[idea.title, code] for idea, code in outcomes]}
    return Letter(person, first.id, "answers_out" if len(outcomes) > 1 else "answer_out", json.dumps(facts, ensure_ascii=False, sort_keys=True),
                  f"a:{key}:{person}")
