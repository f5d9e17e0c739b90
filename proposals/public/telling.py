"""How an idea is told on its page, in the list and by the API: stage, facts, timeline, family; names and numbers as the reader may have them."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from workflow.definitions import PROPOSAL

from .. import clock, masking, shell, words
from ..collection.models import Proposal
from ..seasons.models import PHASES
from . import people, queries

TONES = {"collection": "grey", "optimisation": "blue", "approval": "gold", "implementation": "pine", "closeout": "green"}
CONFIDENTIAL = frozenset({"object", "appeal", "ask", "withdraw"})
"""Moves whose reasons are between the person and the office: an objector's identity is kept confidential (domain.md B5)."""


def stages() -> list[tuple[str, str]]:
    """The five stages: name and title."""
    return [(stage, words.stage_title("proposal", stage)) for stage in PHASES]


def tone(state: str) -> str:
    """The colour of a state's tag."""
    found = PROPOSAL.state[state]
    return "grey" if found.kind == "end" and state != "closed" else TONES[found.stage]


def way(proposal: Proposal) -> dict[str, Any]:
    """The five stages, the one a proposal stands in (from 1), and whether its way is over."""
    found = PROPOSAL.state[proposal.state]
    return {"stages": [title for _stage, title in stages()], "stage": PHASES.index(found.stage) + 1, "ended": found.kind == "end"}


def facts(proposal: Proposal, *, sees: bool) -> list[tuple[str, str]]:
    """What can be said of an idea in a line; what is not known yet is left out."""
    where = " ".join([area.name for area in (proposal.street, proposal.community) if area is not None] + [masking.text(proposal.place)])
    said = [(_("提案人"), masking.author(proposal.proposer.name, show_name=proposal.show_name, sees=sees)),
            (_("服务人群"), proposal.category and proposal.category.title), (_("地点"), where.strip()), (_("谁会受益"), masking.text(proposal.beneficiaries)),
            (_("提交日期"), proposal.submitted_us and shell.day(proposal.submitted_us)), (_("承接组织"), proposal.organisation and proposal.organisation.name),
            (_("协议金额"), proposal.agreed_fen and shell.money(proposal.agreed_fen))]
    return [(term, value) for term, value in said if value]


def dates(steps: list[Any]) -> list[str]:
    """When each stage was first entered."""
    first: dict[str, str] = {}
    for each in steps:
        first.setdefault(PROPOSAL.state[each.target].stage, f"{clock.local(each.at_us):%m.%d}")
    return [first.get(stage, "") for stage in PHASES]


def timeline(steps: list[Any], *, sees: bool) -> list[dict[str, Any]]:
    """What happened, the latest first; reasons are told to everyone, with numbers starred, but objections only to those in office."""
    told = []
    for each in reversed(steps):
        note = queries.note_of(each.payload) if sees or each.name not in CONFIDENTIAL else ""
        who = str(people.ROLES.get(each.role, people.ROLES["proposer"])) if each.role != "system" else ""
        told.append({"name": each.name, "who": who, "when": shell.moment(each.at_us),
                     "note": note if sees else masking.text(note), "tone": "is-done" if PROPOSAL.state[each.target].kind == "end" else ""})
    return told


def next_step(proposal: Proposal) -> dict[str, str] | None:
    """Who acts next and by when; None when the way is over."""
    role = people.ACTS_NEXT.get(proposal.state)
    due = queries.due_us(proposal.id) if role else None
    return {"who": str(people.ROLES[role]), "by": shell.day(due) if due else ""} if role else None


def family(proposal: Proposal, *, sees: bool) -> dict[str, list[dict[str, Any]]]:
    """What flowed into this idea and where it went, with the authors who keep their credit."""
    rows = queries.relatives(proposal.id)
    shown = [{"kind": row.kind, "inward": bool(row.inward), "title": masking.text(row.title), "number": row.number or "", "id": row.id,
              "author": masking.author(row.name, show_name=row.show_name, sees=sees)} for row in rows]
    return {"came_from": [each for each in shown if each["inward"]], "went_to": [each for each in shown if not each["inward"]]}
