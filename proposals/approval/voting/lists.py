"""What the pages of a residents' vote show."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Area
from ...seasons.models import Season
from ...storage import db
from ..models import ResultCap
from .acts import CANDIDATE_STATES
from .models import BallotFile, ResidentVote, VoteCandidate, Voter

SEASONS_SHOWN = 20
BATCHES_SHOWN = 20


def votes() -> Sequence[tuple[Season, ResidentVote | None]]:
    """The seasons, the newest first, with their votes."""
    asked = select(Season, ResidentVote).outerjoin(ResidentVote, ResidentVote.season_id == Season.id).order_by(Season.year.desc()).limit(SEASONS_SHOWN)
    return [(season, vote) for season, vote in db.session.execute(asked)]


def vote_in(year: int) -> tuple[Season, ResidentVote | None] | None:
    """A year's season, and its vote."""
    row = db.session.execute(select(Season, ResidentVote).outerjoin(ResidentVote, ResidentVote.season_id == Season.id).where(Season.year == year)).one_or_none()
    return None if row is None else (row[0], row[1])


def vote_about(proposal_id: int) -> ResidentVote | None:
    """The vote in which a project is a candidate."""
    return db.session.scalars(select(ResidentVote).join(VoteCandidate).where(VoteCandidate.proposal_id == proposal_id)).one_or_none()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project as the vote's page lists it; ``fen`` is what its plan costs."""

    id: int
    number: str
    title: str
    summary: str
    fen: int
    community_id: int
    community: str


def streets_with_candidates(vote_id: int) -> list[tuple[int, str, int]]:
    """Streets that have candidates, with how many."""
    street, community = aliased(Area), aliased(Area)
    asked = (select(street.id, street.name, func.count()).select_from(VoteCandidate).join(community, community.id == VoteCandidate.community_id)
             .join(street, street.id == community.parent_id).where(VoteCandidate.vote_id == vote_id)
             .group_by(street.id, street.name, street.code).order_by(street.code))
    return [(row[0], row[1], row[2]) for row in db.session.execute(asked)]


def candidates(vote_id: int, *, street_id: int) -> list[Candidate]:
    """A street's candidates, community by community."""
    asked = _candidates().where(VoteCandidate.vote_id == vote_id, Area.parent_id == street_id).order_by(Area.code, Proposal.number, Proposal.id)
    return [Candidate(*row) for row in db.session.execute(asked)]


def paper(vote_id: int, *, community_id: int) -> list[Candidate]:
    """What a ballot of this community lists: its candidates that are still to be decided."""
    asked = _candidates().where(VoteCandidate.vote_id == vote_id, VoteCandidate.community_id == community_id, Proposal.state.in_(CANDIDATE_STATES))
    return [Candidate(*row) for row in db.session.execute(asked.order_by(Proposal.number, Proposal.id))]


def _candidates() -> Select[tuple[int, str, str, str, int, int, str]]:
    return (select(Proposal.id, func.coalesce(Proposal.number, Proposal.receipt), Proposal.title, Proposal.solution, func.coalesce(Proposal.planned_fen, 0),
                   Area.id, Area.name)
            .select_from(VoteCandidate).join(Proposal, Proposal.id == VoteCandidate.proposal_id).join(Area, Area.id == VoteCandidate.community_id))


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of a community's verified phones have voted."""

    community: str
    verified: int
    voted: int


def turnout(vote_id: int, *, street_ids: Sequence[int] | None) -> list[Turnout]:
    """Turnout of the communities of some streets, or of all; those without verified phones are left out."""
    asked = (select(Area.name, func.count(), func.sum(Voter.voted)).join(Area, Area.id == Voter.community_id).where(Voter.vote_id == vote_id)
             .group_by(Area.id, Area.name, Area.code).order_by(Area.code))
    rows = db.session.execute(asked if street_ids is None else asked.where(Area.parent_id.in_(street_ids)))
    return [Turnout(name, int(verified), int(voted)) for name, verified, voted in rows]


@dataclass(frozen=True, slots=True)
class Batch:
    """A list of phones as it was entered, and how many of them have voted."""

    mark: str
    community: str
    by: str
    at_us: int
    phones: int
    voted: int


def batches(vote_id: int, *, by_id: int | None) -> list[Batch]:
    """The latest lists of phones, of one person or of all."""
    asked = (select(Voter.batch, Area.name, Person.name, func.max(Voter.at_us), func.count(), func.sum(Voter.voted))
             .join(Area, Area.id == Voter.community_id).join(Person, Person.id == Voter.by_id).where(Voter.vote_id == vote_id)
             .group_by(Voter.batch, Area.name, Person.name).order_by(func.max(Voter.at_us).desc(), Voter.batch).limit(BATCHES_SHOWN))
    rows = db.session.execute(asked if by_id is None else asked.where(Voter.by_id == by_id))
    return [Batch(mark, community, by, at_us, int(phones), int(voted)) for mark, community, by, at_us, phones, voted in rows]


def voters_of(batch: str, *, vote_id: int, by_id: int) -> Sequence[Voter]:
    """A list's voters, for whoever entered it."""
    asked = select(Voter).where(Voter.batch == batch, Voter.vote_id == vote_id, Voter.by_id == by_id).order_by(Voter.id)
    return db.session.scalars(asked).all()


def files(vote_id: int) -> Sequence[BallotFile]:
    """The files of ballots taken in, the latest first."""
    return db.session.scalars(select(BallotFile).where(BallotFile.vote_id == vote_id).order_by(BallotFile.id.desc()).limit(BATCHES_SHOWN)).all()


def budget_fen(vote: ResidentVote) -> int:
    """The sum a vote is about: what the season may choose in all, where it says so; else what all candidates cost together."""
    whole = select(ResultCap.amount_fen).where(ResultCap.season_id == vote.season_id, ResultCap.street_id.is_(None), ResultCap.category_id.is_(None))
    together = select(func.sum(Proposal.planned_fen)).join(VoteCandidate, VoteCandidate.proposal_id == Proposal.id).where(VoteCandidate.vote_id == vote.id)
    return int(db.session.scalar(whole.limit(1)) or db.session.scalar(together) or 0)
