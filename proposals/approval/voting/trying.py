"""A vote that is over as an election: written as a file, and tried with equal shares."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ... import clock
from ...choosing import machinery
from ...choosing.pabulib import Ballot, Election
from ...choosing.projects import Choice, Completion, Project
from ...collection.models import Proposal
from .counting import Urn, urn
from .models import ResidentVote

YUAN = 100
SHARE_OF_SHARE = 200
"""``add1`` adds at least a two-hundredth of the first share each round, in whole yuan: with few voters and one yuan a round it would take hours."""


def election(session: Session, *, vote: ResidentVote, street_id: int | None, budget_fen: int) -> Election:
    """The vote in the terms of Pabulib; voters are numbered in the order of their ballots' random numbers, communities where too few voted are left out."""
    found = urn(session, vote=vote, street_id=street_id)
    told = {community for _mark, community, _chosen in found.ballots}
    named = {area.id: area.name for _proposal, area in found.candidates}
    listed = [(proposal, area) for proposal, area in found.candidates if area.id in told]
    votes = _votes(found)
    projects = tuple(Project(number_of(one), one.planned_fen or 0, votes.get(one.id, 0) * YUAN, tie=(one.planned_fen or 0, place), category="")
                     for place, (one, _area) in enumerate(listed))
    by_case = {one.id: number_of(one) for one, _area in listed}
    ballots = tuple(Ballot(str(place), tuple(sorted(by_case[case] for case in chosen)), None, {"neighborhood": named[community]})
                    for place, (_mark, community, chosen) in enumerate(found.ballots, 1))
    facts = {number_of(one): {"name": one.title, "neighborhood": area.name} for one, area in listed}
    return Election(_meta(vote, budget_fen=budget_fen), budget_fen, projects, ballots, YUAN, None, facts)


def number_of(proposal: Proposal) -> str:
    """The project's number in letters, as other programs can hold it."""
    return proposal.number or proposal.receipt


def _votes(found: Urn) -> dict[int, int]:
    votes: dict[int, int] = {}
    for _mark, _community, chosen in found.ballots:
        for case in chosen:
            votes[case] = votes.get(case, 0) + 1
    return votes


def _meta(vote: ResidentVote, *, budget_fen: int) -> dict[str, str]:
    first, last = clock.local(vote.opens_us), clock.local(vote.closes_us)
    return {"description": vote.season.title, "country": "China", "unit": vote.season.title, "instance": str(vote.season.year), "num_projects": "0",
            "num_votes": "0", "budget": str(budget_fen), "vote_type": "approval", "rule": "greedy", "date_begin": f"{first:%d.%m.%Y}",
            "date_end": f"{last:%d.%m.%Y}", "min_length": "0", "max_length": str(vote.most_choices), "language": "zh", "currency": "CNY"}


@dataclass(frozen=True, slots=True)
class Trial:
    """What equal shares would choose; ``step_fen`` is what ``add1`` adds to every share each round."""

    rows: list[tuple[Proposal, Choice]]
    voters: int
    spent_fen: int
    step_fen: int


def equal_shares(session: Session, *, vote: ResidentVote, street_id: int, budget_fen: int, completion: Completion) -> Trial:
    """Equal shares of ``budget_fen`` among a street's ballots; where too few of a community voted, its projects find no supporters."""
    found = urn(session, vote=vote, street_id=street_id)
    votes = _votes(found)
    projects = [Project(number_of(one), one.planned_fen or 0, votes.get(one.id, 0), tie=(one.planned_fen or 0,)) for one, _area in found.candidates]
    cases = {one.id: number_of(one) for one, _area in found.candidates}
    voters = len(found.ballots)
    step = YUAN * max(1, -(-budget_fen // max(voters, 1) // SHARE_OF_SHARE // YUAN))
    outcome = machinery().shares.choose(projects, ballots=([cases[case] for case in chosen] for _mark, _community, chosen in found.ballots), budget=budget_fen,
                            completion=completion, unit=step)
    by_number = {number_of(one): one for one, _area in found.candidates}
    return Trial([(by_number[choice.id], choice) for choice in outcome.choices], voters, outcome.spent, step)
