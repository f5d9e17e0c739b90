"""How an idea is told on its page, in the list and by the API: stage, facts, timeline, family; names and numbers as the reader may have them."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from workflow.definitions import PROPOSAL

from .. import clock, masking, shell, words
from ..collection import queries as stories
from ..collection.models import Proposal
from ..seasons.models import PHASES
from ..words.collection import WHO_NEXT
from . import queries

TONES = {"collection": "grey", "optimisation": "blue", "approval": "gold", "implementation": "pine", "closeout": "green"}
CONFIDENTIAL = frozenset({"object", "appeal", "ask", "withdraw", "show_plan", "answer_plan"})
"""Moves whose reasons are between the person and the office: an objector's identity is kept confidential (domain.md B5)."""


def stages() -> list[tuple[str, str]]:
    """The five stages: name and title."""
    return [(stage, words.stage_title("proposal", stage)) for stage in PHASES]


def tone(state: str) -> str:
    """The colour of a state's tag."""
    found = PROPOSAL.state[state]
    return "grey" if found.kind == "end" and state != "closed" else TONES[found.stage]


def way(state: str) -> dict[str, Any]:
    """The five stages, the one a proposal in this state stands in (from 1), and whether its way is over."""
    found = PROPOSAL.state[state]
    return {"stages": [title for _stage, title in stages()], "stage": PHASES.index(found.stage) + 1, "ended": found.kind == "end"}


def facts(proposal: Proposal, *, sees: bool) -> list[tuple[str, str]]:
    """What can be said of an idea in a line; what is not known yet is left out."""
    where = " ".join([area.name for area in (proposal.street, proposal.community) if area is not None] + [masking.text(proposal.place)])
    author = masking.author(proposal.proposer.name if proposal.proposer else "", show_name=proposal.show_name, sees=sees)
    said = [(_("第一提案人") if proposal.origin == "merged" else _("提案人"), author),
            (_("一起提的人"), proposal.joint_names if sees else masking.names(proposal.joint_names)),
            (_("服务人群"), proposal.category and words.term(proposal.category.title)), (_("地点"), where.strip()),
            (_("谁会受益"), masking.text(proposal.beneficiaries)),
            (_("提交日期"), proposal.submitted_us and shell.day(proposal.submitted_us)), (_("承接组织"), proposal.organisation and proposal.organisation.name),
            (_("协议金额"), proposal.agreed_fen and shell.money(proposal.agreed_fen))]
    return [(term, value) for term, value in said if value]


def dates(proposal_id: int, *, story: list[stories.Entry]) -> list[str]:
    """When each stage was first entered: the idea's own steps of its story, the newest first; one that was cut off is asked again, without the rest."""
    cut = len(story) == stories.LONGEST
    own = queries.steps(proposal_id)[::-1] if cut else [each for each in story if each.subject_id == proposal_id]
    first = {PROPOSAL.state[each.target].stage: each.at_us for each in own}
    return [f"{clock.local(first[stage]):%m.%d}" if stage in first else "" for stage in PHASES]


def timeline(proposal_id: int, *, story: list[stories.Entry], sees: bool, others: dict[int, str]) -> list[dict[str, Any]]:
    """What happened to an idea and to all that hangs on it, the latest first; confidential reasons are told only to those in office.

    ``others`` gives the numbers of related ideas by case id: what happened to one of them says so (``other``)."""
    return [{"workflow": each.workflow, "name": each.name, "who": each.who, "when": shell.moment(each.at_us), "tone": each.tone, "data": each.data,
             "other": others.get(each.subject_id, "") if each.subject_id != proposal_id else "",
             "note": each.note if sees or each.name not in CONFIDENTIAL else ""} for each in story]


def next_step(proposal: Proposal, *, due_us: int | None) -> dict[str, str] | None:
    """Whose turn it is and by when; None when the way is over."""
    what = WHO_NEXT.get(proposal.state)
    return {"what": str(what), "by": shell.day(due_us) if due_us else ""} if what else None


def family(kindred: list[stories.Kin], *, sees: bool) -> dict[str, list[dict[str, Any]]]:
    """What flowed into an idea and where it went, with the authors who keep their credit; links undone are left out."""
    shown = [{"kind": kin.kind, "into": kin.way == "into", "title": masking.text(kin.title), "number": kin.number or "", "id": kin.id, "state": kin.state,
              "author": masking.author(kin.author, show_name=kin.show_name, sees=sees)} for kin in kindred if kin.undone_us is None]
    return {"came_from": [each for each in shown if each["into"]], "went_to": [each for each in shown if not each["into"]]}
