"""Are there as many ballots as phones that voted, community by community, and as many of a file as came with it? Does each support its own community's?"""
from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from workflow.history import Finding

from .models import Ballot, BallotChoice, BallotFile, VoteCandidate, Voter


def findings(session: Session) -> list[Finding]:
    """Everything that does not add up; an empty list is good news."""
    return [*_urns(session), *_files(session), *_choices(session)]


def _urns(session: Session) -> Iterator[Finding]:
    phones = select(Voter.vote_id, Voter.community_id, func.sum(Voter.voted)).group_by(Voter.vote_id, Voter.community_id)
    ballots = select(Ballot.vote_id, Ballot.community_id, func.count()).where(Ballot.file_id.is_(None)).group_by(Ballot.vote_id, Ballot.community_id)
    voted = {(vote, community): int(many) for vote, community, many in session.execute(phones) if many}
    found = {(vote, community): int(many) for vote, community, many in session.execute(ballots)}
    for where in sorted(key for key in voted.keys() | found.keys() if voted.get(key, 0) != found.get(key, 0)):
        yield Finding("ballots-differ", where, f"{voted.get(where, 0)} phones voted, {found.get(where, 0)} ballots are there")


def _files(session: Session) -> Iterator[Finding]:
    asked = (select(BallotFile.vote_id, BallotFile.id, BallotFile.ballots, func.count(Ballot.id)).outerjoin(Ballot, Ballot.file_id == BallotFile.id)
             .group_by(BallotFile.vote_id, BallotFile.id, BallotFile.ballots).order_by(BallotFile.id))
    for vote, file, came, there in session.execute(asked):
        if came != there:
            yield Finding("file-ballots-differ", (vote, file), f"{came} ballots came with the file, {there} are there")


def _choices(session: Session) -> Iterator[Finding]:
    own = and_(VoteCandidate.vote_id == Ballot.vote_id, VoteCandidate.proposal_id == BallotChoice.proposal_id,
               VoteCandidate.community_id == Ballot.community_id)
    asked = (select(Ballot.vote_id, BallotChoice.proposal_id).join(Ballot, Ballot.id == BallotChoice.ballot_id).outerjoin(VoteCandidate, own)
             .where(VoteCandidate.proposal_id.is_(None)).distinct().order_by(Ballot.vote_id, BallotChoice.proposal_id))
    for vote, case in session.execute(asked):
        yield Finding("ballot-supports-other", (vote, case), "a ballot supports what is no candidate of its community")
