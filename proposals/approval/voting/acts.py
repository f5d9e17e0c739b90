"""What people do about a residents' vote: set it up, verify phones, vote, take ballots in from a file. Times are UTC microseconds."""
from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, exists, insert, select, update

from workflow import Actor

from ... import clock
from ...choosing.pabulib import Election
from ...collection.models import Proposal
from ...directory.models import Area
from ...errors import Refusal
from ...gate import person_id
from ...storage import act, db
from ..models import Review
from .codes import TRIES_AT_MOST, fits, phone_digest
from .models import Ballot, BallotChoice, BallotFile, ResidentVote, VoteCandidate, Voter

CANDIDATE_STATES = ("planned", "reviewing")
MOST_PHONES = 200
"""Phones of one list."""


@dataclass(frozen=True, slots=True)
class VoteTerms:
    """First and last day of a vote, its weight in percent, and how many projects a ballot may support."""

    first: date
    last: date
    weight_percent: int
    most_choices: int


@act
def set_vote_up(season_id: int, *, terms: VoteTerms, by: Actor, at: int) -> int:
    """Set a season's vote up, or change it before it opens, and list its candidates anew: every complete package that names a community.

    Refused: ``vote-begun``, ``vote-days-wrong``, ``vote-weight-too-late`` (a weight, once a score is sealed). Returns the vote's number.
    """
    vote = db.session.scalars(select(ResidentVote).where(ResidentVote.season_id == season_id).with_for_update()).one_or_none()
    if vote is not None and vote.opens_us <= at:
        raise Refusal("vote-begun")
    if terms.first > terms.last or clock.start_of(terms.first) <= at:
        raise Refusal("vote-days-wrong")
    sealed = exists().where(Review.season_id == season_id, Review.state == "scored")
    if terms.weight_percent and db.session.scalar(select(sealed)):
        raise Refusal("vote-weight-too-late")
    vote = vote or ResidentVote(season_id=season_id)
    vote.opens_us, vote.closes_us = clock.start_of(terms.first), clock.end_of(terms.last)
    vote.weight_percent, vote.most_choices, vote.by_id, vote.at_us = terms.weight_percent, terms.most_choices, _person(by), at
    db.session.add(vote)
    db.session.flush()
    _list_candidates(vote)
    return vote.id


def _person(by: Actor) -> int:
    """Whoever sets up, verifies or takes in is a person of the office."""
    found = person_id(by)
    if found is None:
        raise ValueError(f"{by.id!r} is not a person")
    return found


def _list_candidates(vote: ResidentVote) -> None:
    db.session.execute(delete(VoteCandidate).where(VoteCandidate.vote_id == vote.id))
    listed = (select(Proposal.id, Proposal.community_id)
              .where(Proposal.season_id == vote.season_id, Proposal.state.in_(CANDIDATE_STATES), Proposal.community_id.is_not(None)))
    rows = [{"vote_id": vote.id, "proposal_id": row.id, "community_id": row.community_id} for row in db.session.execute(listed)]
    if rows:
        db.session.execute(insert(VoteCandidate), rows)


@act
def call_vote_off(vote_id: int, *, by: Actor, at: int) -> None:
    """Give a vote up before it opens; phones verified for it are forgotten. Refused: ``vote-begun``."""
    vote = db.session.get_one(ResidentVote, vote_id, with_for_update=True, populate_existing=True)
    if vote.opens_us <= at:
        raise Refusal("vote-begun")
    for model in (VoteCandidate, Voter):
        db.session.execute(delete(model).where(model.vote_id == vote_id))
    db.session.delete(vote)


@act
def verify_phones(vote_id: int, *, community_id: int, phones: Sequence[str], by: Actor, at: int) -> str:
    """Enter residents of a community by their phones, each once in a vote; a phone that comes again gets a new code in place of the old one.

    Refused: ``vote-over``, ``too-many-phones``, ``voter-elsewhere``, ``voter-has-voted``. Returns the list's mark, under which its codes are shown.
    """
    vote = db.session.get_one(ResidentVote, vote_id, with_for_update=True, populate_existing=True)
    if vote.closes_us < at:
        raise Refusal("vote-over")
    if len(phones) > MOST_PHONES:
        raise Refusal("too-many-phones", most=MOST_PHONES)
    batch, digests = secrets.token_hex(16), {phone_digest(vote_id, phone=phone): phone[-4:] for phone in phones}
    known = {one.phone_digest: one for one in db.session.scalars(select(Voter).where(Voter.vote_id == vote_id, Voter.phone_digest.in_(digests)))}
    for digest, tail in digests.items():
        _enter(known.get(digest) or Voter(vote_id=vote_id, phone_digest=digest, tail=tail, issue=0, voted=0, community_id=community_id),
               batch=batch, community_id=community_id, by=by, at=at)
    return batch


def _enter(voter: Voter, *, batch: str, community_id: int, by: Actor, at: int) -> None:
    if voter.voted:
        raise Refusal("voter-has-voted", tail=voter.tail)
    if voter.community_id != community_id:
        raise Refusal("voter-elsewhere", tail=voter.tail)
    voter.issue, voter.tries, voter.batch, voter.by_id, voter.at_us = voter.issue + 1, 0, batch, _person(by), at
    db.session.add(voter)


def identify(vote_id: int, *, phone: str, code: str, at: int) -> int:
    """The voter whose phone and code these are. Refused: ``vote-not-open``, ``vote-code-wrong`` (the same for an unknown phone), ``vote-code-locked``
    after five wrong codes, ``voted-before``; wrong codes are counted whatever becomes of the request."""
    found = _try_code(vote_id, digest=phone_digest(vote_id, phone=phone), code=code, at=at)
    if isinstance(found, str):
        raise Refusal(found)
    return found


@act
def _try_code(vote_id: int, *, digest: str, code: str, at: int) -> int | str:
    voter = db.session.scalars(select(Voter).where(Voter.vote_id == vote_id, Voter.phone_digest == digest).with_for_update()).one_or_none()
    if voter is None or not voter.vote.opens_us <= at <= voter.vote.closes_us:
        return "vote-code-wrong" if _runs(vote_id, at=at) else "vote-not-open"
    if voter.tries >= TRIES_AT_MOST:
        return "vote-code-locked"
    if not fits(voter, code=code):
        voter.tries += 1
        return "vote-code-wrong"
    voter.tries = 0
    return "voted-before" if voter.voted else voter.id


def _runs(vote_id: int, *, at: int) -> bool:
    vote = db.session.get_one(ResidentVote, vote_id)
    return vote.opens_us <= at <= vote.closes_us


@act
def cast(voter_id: int, *, proposals: Collection[int], at: int) -> None:
    """Cast a voter's ballot, for good: the voter is marked, the ballot gets a number drawn at random and nothing that leads back.

    Refused: ``vote-not-open``, ``voted-before``, ``too-many-choices``, ``not-a-candidate`` (another community's, or none), ``votes-from-file``.
    """
    voter = db.session.get_one(Voter, voter_id)
    vote, chosen = db.session.get_one(ResidentVote, voter.vote_id, with_for_update={"read": True}, populate_existing=True), sorted(set(proposals))
    if not vote.opens_us <= at <= vote.closes_us:
        raise Refusal("vote-not-open")
    if len(chosen) > vote.most_choices:
        raise Refusal("too-many-choices", most=vote.most_choices)
    own = select(VoteCandidate.proposal_id).where(VoteCandidate.vote_id == vote.id, VoteCandidate.community_id == voter.community_id)
    if not set(chosen) <= set(db.session.scalars(own)):
        raise Refusal("not-a-candidate")
    if db.session.scalar(select(BallotFile.id).where(BallotFile.vote_id == vote.id, BallotFile.taken_back_us.is_(None))):
        raise Refusal("votes-from-file")
    marked: Any = db.session.execute(update(Voter).where(Voter.id == voter_id, Voter.voted == 0).values(voted=1))
    if marked.rowcount != 1:
        raise Refusal("voted-before")
    _drop_in([(voter.community_id, chosen)], vote_id=vote.id, file_id=None)


def _drop_in(ballots: Sequence[tuple[int, Collection[int]]], *, vote_id: int, file_id: int | None) -> None:
    """Put ballots (community, projects) into the urn under random numbers, sorted by them: the order of rows tells nothing."""
    rows = sorted((secrets.token_hex(16), community, chosen) for community, chosen in ballots)
    db.session.execute(insert(Ballot), [{"id": mark, "vote_id": vote_id, "community_id": community, "file_id": file_id} for mark, community, _chosen in rows])
    choices = [{"ballot_id": mark, "proposal_id": each} for mark, _community, chosen in rows for each in chosen]
    if choices:
        db.session.execute(insert(BallotChoice), choices)


@act
def take_ballots_in(vote_id: int, *, election: Election, name: str, digest: str, by: Actor, at: int) -> int:
    """Take in the ballots of a vote that was held elsewhere, as a whole; project ids are this house's numbers, in letters (2018-XT-0001).

    Refused: ``vote-not-begun``, ``votes-cast-here``, ``ballots-in-already``, ``file-not-approval``, ``file-voter-twice``, ``file-unknown-project``,
    ``file-across-communities``, ``file-without-community``, ``file-too-many-choices``. Returns the file's number.
    """
    vote = db.session.get_one(ResidentVote, vote_id, with_for_update=True, populate_existing=True)
    if at < vote.opens_us:
        raise Refusal("vote-not-begun")
    if db.session.scalar(select(Ballot.id).where(Ballot.vote_id == vote_id, Ballot.file_id.is_(None)).limit(1)):
        raise Refusal("votes-cast-here")
    if db.session.scalar(select(BallotFile.id).where(BallotFile.vote_id == vote_id, BallotFile.taken_back_us.is_(None))):
        raise Refusal("ballots-in-already")
    ballots = _ballots(vote, election=election)
    kept = BallotFile(vote_id=vote_id, name=name[:120], digest=digest, ballots=len(ballots), by_id=_person(by), at_us=at)
    db.session.add(kept)
    db.session.flush()
    _drop_in(ballots, vote_id=vote_id, file_id=kept.id)
    return kept.id


def _ballots(vote: ResidentVote, *, election: Election) -> list[tuple[int, list[int]]]:
    """Each ballot's community and projects; a ballot that supports nothing names its community in the column neighborhood."""
    rows = db.session.execute(select(Proposal.number, VoteCandidate.proposal_id, VoteCandidate.community_id, Area.name)
                              .join(Proposal, Proposal.id == VoteCandidate.proposal_id).join(Area, Area.id == VoteCandidate.community_id)
                              .where(VoteCandidate.vote_id == vote.id)).all()
    known = {row.number: (row.proposal_id, row.community_id) for row in rows}
    _ask(election, known=known)
    found = []
    for ballot in election.ballots:
        blank = {row.community_id for row in rows if row.name == ballot.facts.get("neighborhood", "")} if not ballot.choice else set()
        communities = {known[each][1] for each in ballot.choice} | blank
        if ballot.choice and len(communities) > 1:
            raise Refusal("file-across-communities", voter=ballot.voter)
        if len(communities) != 1:  # none, or two streets' communities of one name
            raise Refusal("file-without-community", voter=ballot.voter)
        if len(ballot.choice) > vote.most_choices:
            raise Refusal("file-too-many-choices", voter=ballot.voter, most=vote.most_choices)
        found.append((communities.pop(), [known[each][0] for each in ballot.choice]))
    return found


def _ask(election: Election, *, known: Collection[str]) -> None:
    """A file must hold approval ballots, one a voter, on candidates of this vote."""
    if not election.approval or not election.ballots:
        raise Refusal("file-not-approval")
    if election.doubles:
        raise Refusal("file-voter-twice", doubles=election.doubles)
    for project in election.projects:
        if project.id not in known:
            raise Refusal("file-unknown-project", project=project.id)


@act
def take_file_back(file_id: int, *, by: Actor, at: int) -> None:
    """Take a file of ballots back: its ballots stay where they are and count no more. Refused: ``file-gone-already``."""
    kept = db.session.get_one(BallotFile, file_id, with_for_update=True, populate_existing=True)
    if kept.taken_back_us is not None:
        raise Refusal("file-gone-already")
    kept.taken_back_us, kept.taken_back_by_id = at, _person(by)
