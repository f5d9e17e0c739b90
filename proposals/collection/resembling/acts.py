"""People decide: what two ideas are to each other is kept with who said it, when, and what the program had said."""
from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import and_, or_, select

from workflow import Actor

from ...errors import Refusal
from ...gate import person_id
from ...storage import act, db
from ..models import Proposal, Resemblance
from .lists import Likeness, pair
from .models import VERDICTS, Comparison, LikelyGroup, LikelyMember

MOST = 60
TEN_THOUSAND = 10_000
WORDS_KEPT = 200


@act
def compare(proposal_id: int, *, others: Mapping[int, Likeness], verdict: str, by: Actor, at: int) -> None:
    """Say what other ideas are to this one: same, related or different; adds a comparison for each, nothing is overwritten.

    Open questions of sameness between them are answered with it. Refuses ``verdict-unknown``, and ``compared-with-itself`` for an idea of
    another season, a draft, or itself."""
    if verdict not in VERDICTS:
        raise Refusal("verdict-unknown", verdict=verdict)
    _refuse_strangers(proposal_id, others=others)
    for other, likeness in sorted(others.items()):
        first, second = pair(proposal_id, other)
        score = round(max(0.0, min(likeness.score, 1.0)) * TEN_THOUSAND)
        db.session.add(Comparison(first_id=first, second_id=second, verdict=verdict, by_id=person_id(by), at_us=at, score=score,
                                  words="、".join(likeness.words)[:WORDS_KEPT]))
    _answer_questions(proposal_id, others=others, verdict=verdict, by=by, at=at)
    db.session.flush()
    _close_groups([proposal_id, *others], at=at)


def _refuse_strangers(proposal_id: int, *, others: Mapping[int, Likeness]) -> None:
    own = db.session.get_one(Proposal, proposal_id)
    known = db.session.scalars(select(Proposal.id).where(Proposal.id.in_(others), Proposal.season_id == own.season_id, Proposal.submitted_us.is_not(None)))
    if not others or proposal_id in others or set(known) != set(others):
        raise Refusal("compared-with-itself")


def _answer_questions(proposal_id: int, *, others: Mapping[int, Likeness], verdict: str, by: Actor, at: int) -> None:
    between = or_(and_(Resemblance.proposal_id == proposal_id, Resemblance.other_id.in_(others)),
                  and_(Resemblance.other_id == proposal_id, Resemblance.proposal_id.in_(others)))
    for question in db.session.scalars(select(Resemblance).where(between)):
        question.verdict, question.by_id, question.at_us = verdict, person_id(by), at


def _close_groups(ids: list[int], *, at: int) -> None:
    """A group of which every idea was compared with another one of it is done."""
    asked = select(LikelyGroup).join(LikelyMember, LikelyMember.group_id == LikelyGroup.id).where(LikelyMember.proposal_id.in_(ids))
    for group in db.session.scalars(asked.distinct()).all():
        members = [member.proposal_id for member in group.members]
        if group.decided_us is None and covered(members):
            group.decided_us = at


def covered(members: list[int]) -> bool:
    """Whether each of these ideas was compared with another one of them."""
    rows = db.session.execute(select(Comparison.first_id, Comparison.second_id).where(Comparison.first_id.in_(members), Comparison.second_id.in_(members)))
    return {each for row in rows for each in row} >= set(members)
