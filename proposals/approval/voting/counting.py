"""What a vote came to: counted when it is over, community by community, and only where enough voted for nobody's ballot to show through."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from ...collection.models import Proposal
from ...directory.models import Area
from .models import Ballot, BallotChoice, BallotFile, ResidentVote, VoteCandidate

LEAST_BALLOTS = 5
"""Where fewer voted, a community's result would tell how somebody voted: it is not published and does not count."""
COUNTS = or_(Ballot.file_id.is_(None), BallotFile.taken_back_us.is_(None))


@dataclass(frozen=True, slots=True)
class Support:
    """What residents gave a project: ``votes`` of their community's ``ballots``; both 0 where too few voted to be told."""

    votes: int
    ballots: int

    @property
    def hundredths(self) -> int | None:
        """The share of ballots that support it as a figure of 100 points, in hundredths, halves up; None where it does not count."""
        return (20_000 * self.votes + self.ballots) // (2 * self.ballots) if self.ballots else None


def vote_of(session: Session, *, season_id: int) -> ResidentVote | None:
    """A season's vote, if there is one."""
    return session.scalars(select(ResidentVote).where(ResidentVote.season_id == season_id)).one_or_none()


def cast_in(session: Session, *, vote_id: int) -> dict[int, int]:
    """Ballots by community; ballots of a file that was taken back are none."""
    counted = (select(Ballot.community_id, func.count()).outerjoin(BallotFile, BallotFile.id == Ballot.file_id)
               .where(Ballot.vote_id == vote_id, COUNTS).group_by(Ballot.community_id))
    return {community: many for community, many in session.execute(counted)}


def support(session: Session, *, vote: ResidentVote, at: int) -> dict[int, Support]:
    """What each candidate was given, once the vote is over; nothing before. Two statements."""
    if at <= vote.closes_us:
        return {}
    ballots = cast_in(session, vote_id=vote.id)
    given = (select(BallotChoice.proposal_id, func.count().label("votes")).join(Ballot, Ballot.id == BallotChoice.ballot_id)
             .outerjoin(BallotFile, BallotFile.id == Ballot.file_id).where(Ballot.vote_id == vote.id, COUNTS).group_by(BallotChoice.proposal_id)).subquery()
    rows = session.execute(select(VoteCandidate.proposal_id, VoteCandidate.community_id, func.coalesce(given.c.votes, 0).label("votes"))
                           .outerjoin(given, given.c.proposal_id == VoteCandidate.proposal_id).where(VoteCandidate.vote_id == vote.id))
    told = {community: many for community, many in ballots.items() if many >= LEAST_BALLOTS}
    return {row.proposal_id: Support(int(row.votes) if row.community_id in told else 0, told.get(row.community_id, 0)) for row in rows}


def weighed(panel: Fraction, *, residents: Support | None, percent: int) -> Fraction:
    """A project's figure of panel and residents together (hundredths of a point); the panel's alone where the vote does not count for it."""
    if residents is None or residents.hundredths is None:
        return panel
    return (panel * (100 - percent) + Fraction(residents.hundredths) * percent) / 100


@dataclass(frozen=True, slots=True)
class Urn:
    """Everything that rules of choosing and files need of a vote that is over: candidates and the ballots of communities where enough voted."""

    candidates: list[tuple[Proposal, Area]]
    ballots: list[tuple[str, int, frozenset[int]]]
    """Random number, community, projects; in the order of the numbers."""


def urn(session: Session, *, vote: ResidentVote, street_id: int | None) -> Urn:
    """The candidates of a street (None: of all) with the ballots of their communities; three statements."""
    listed = (select(Proposal, Area).join(VoteCandidate, VoteCandidate.proposal_id == Proposal.id).join(Area, Area.id == VoteCandidate.community_id)
              .where(VoteCandidate.vote_id == vote.id).order_by(Proposal.number, Proposal.id))
    rows = [(proposal, area) for proposal, area in session.execute(listed if street_id is None else listed.where(Area.parent_id == street_id))]
    communities = {area.id for _proposal, area in rows}
    told = {community for community, many in cast_in(session, vote_id=vote.id).items() if many >= LEAST_BALLOTS} & communities
    return Urn(rows, _ballots(session, vote_id=vote.id, communities=told))


def _ballots(session: Session, *, vote_id: int, communities: Collection[int]) -> list[tuple[str, int, frozenset[int]]]:
    found: dict[str, tuple[int, set[int]]] = {}
    asked = (select(Ballot.id, Ballot.community_id, BallotChoice.proposal_id).outerjoin(BallotFile, BallotFile.id == Ballot.file_id)
             .outerjoin(BallotChoice, BallotChoice.ballot_id == Ballot.id)
             .where(and_(Ballot.vote_id == vote_id, COUNTS, Ballot.community_id.in_(communities))).order_by(Ballot.id))
    for mark, community, case in session.execute(asked):
        chosen = found.setdefault(mark, (community, set()))[1]
        if case is not None:
            chosen.add(case)
    return [(mark, community, frozenset(chosen)) for mark, (community, chosen) in found.items()]
