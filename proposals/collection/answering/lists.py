"""What pages ask about answers: drafts that wait for a lead, what was published lately, the letters of one idea. Fixed statements."""
from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from workflow.tables import step

from ...paging import Page, page_of
from ...storage import db
from ..models import Proposal
from .models import Answer, Publication

SHOWN = 10
OF_IDEA = (select(Answer).where(Answer.proposal_id == bindparam("idea")).options(joinedload(Answer.publication)).order_by(Answer.id.desc())
           .limit(SHOWN + 1))


@dataclass(frozen=True, slots=True)
class Draft:
    """One prepared answer and its idea."""

    answer: Answer
    idea: Proposal


def drafts(streets: tuple[int, ...] | None, *, after: int | None, before: int | None) -> tuple[Page[Answer], list[Draft]]:
    """One page of the answers that are not published, the earliest prepared first; two statements."""
    found = page_of(_waiting(streets).options(joinedload(Answer.by)), Answer.id, after=after, before=before, newest_first=False)
    return found, beside(found.rows)


def beside(answers: list[Answer]) -> list[Draft]:
    """These answers with their ideas; one statement."""
    asked = select(Proposal).where(Proposal.id.in_([each.proposal_id for each in answers])).options(joinedload(Proposal.street), joinedload(Proposal.community))
    ideas = {idea.id: idea for idea in db.session.scalars(asked)}
    return [Draft(each, ideas[each.proposal_id]) for each in answers]


def waiting(streets: tuple[int, ...] | None) -> int:
    """How many answers wait to be published; one statement."""
    return db.session.scalar(select(func.count()).select_from(_waiting(streets).subquery())) or 0


def ids_waiting(streets: tuple[int, ...] | None, *, most: int) -> list[int]:
    """The ideas whose answers wait, the earliest prepared first; one statement."""
    return list(db.session.scalars(_waiting(streets).with_only_columns(Answer.proposal_id).order_by(Answer.id).limit(most)))


def for_ideas(ids: list[int]) -> list[Draft]:
    """The drafts for these ideas; two statements."""
    asked = select(Answer).where(Answer.proposal_id.in_(ids), Answer.publication_id.is_(None)).order_by(Answer.proposal_id)
    return beside(list(db.session.scalars(asked)))


def _waiting(streets: tuple[int, ...] | None) -> Select[tuple[Answer]]:
    asked = select(Answer).where(Answer.publication_id.is_(None))
    if streets is not None:
        asked = asked.join(Proposal, Proposal.id == Answer.proposal_id).where(Proposal.street_id.in_(streets))
    return asked


def publications(streets: tuple[int, ...] | None) -> list[Publication]:
    """What was published lately, the newest first, ten at most; one statement."""
    asked = select(Publication).options(joinedload(Publication.by)).order_by(Publication.id.desc()).limit(SHOWN)
    if streets is not None:
        theirs = select(Answer.publication_id).join(Proposal, Proposal.id == Answer.proposal_id).where(Proposal.street_id.in_(streets))
        asked = asked.where(Publication.id.in_(theirs))
    return list(db.session.scalars(asked))


def said_last(proposal_id: int) -> str:
    """What was said to the proposer when the idea was last given back or declined, also without a letter; one statement."""
    told = step.c.instance_id == proposal_id, step.c.name.in_(("ask", "decline"))
    kept = db.session.scalar(select(step.c.payload).where(*told).order_by(step.c.seq.desc()).limit(1))
    return str(json.loads(kept).get("note") or "") if kept else ""


def of_idea(proposal_id: int) -> tuple[list[Answer], Answer | None]:
    """The letters that were published about an idea, the newest first, and the draft that waits; one statement."""
    found = list(db.session.scalars(OF_IDEA, {"idea": proposal_id}))
    return [each for each in found if each.publication_id is not None], next((each for each in found if each.publication_id is None), None)


def letters_of(proposal_id: int) -> list[Answer]:
    """The letters that were published about an idea, the newest first; one statement."""
    asked = select(Answer).where(Answer.proposal_id == proposal_id, Answer.publication_id.is_not(None)).options(joinedload(Answer.publication))
    return list(db.session.scalars(asked.order_by(Answer.id.desc()).limit(SHOWN)))
