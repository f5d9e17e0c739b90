"""A season's residents' vote: its terms, who may vote, and the ballots, which nothing ties to those who cast them."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ...accounts.models import Person
from ...collection.models import Proposal
from ...directory.models import Area
from ...seasons.models import Season
from ...storage import BigId, Micros, Model

STANDING = text("taken_back_us IS NULL")


class ResidentVote(Model):
    """The terms of a season's vote, fixed when it opens; no row: there is no vote. Times are UTC microseconds."""

    __tablename__ = "resident_vote"
    __table_args__ = (CheckConstraint("closes_us > opens_us", name="closes_after_it_opens"),
                      CheckConstraint("weight_percent BETWEEN 0 AND 20", name="weight_at_most_a_fifth"),
                      CheckConstraint("most_choices BETWEEN 1 AND 20", name="choices_in_range"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"), unique=True)
    opens_us: Mapped[int] = mapped_column(Micros)
    closes_us: Mapped[int] = mapped_column(Micros)
    weight_percent: Mapped[int] = mapped_column()
    """How much of a project's figure the vote makes, the panel's scores making the rest; 0: the vote is advice."""
    most_choices: Mapped[int] = mapped_column()
    """How many projects of their community a resident may support."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    season: Mapped[Season] = relationship()


class VoteCandidate(Model):
    """A project that the vote is about, and the community whose residents vote on it; the list is fixed when the vote opens."""

    __tablename__ = "vote_candidate"
    vote_id: Mapped[int] = mapped_column(BigId, ForeignKey("resident_vote.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), primary_key=True, index=True)
    community_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    proposal: Mapped[Proposal] = relationship()


class Voter(Model):
    """A phone that was verified for a vote: by a digest and its last four digits. Whether it voted is known; what it voted, and when, is not."""

    __tablename__ = "voter"
    __table_args__ = (UniqueConstraint("vote_id", "phone_digest"), Index("ix_voter_batch", "batch"), Index("ix_voter_community", "vote_id", "community_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    vote_id: Mapped[int] = mapped_column(BigId, ForeignKey("resident_vote.id"))
    community_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    phone_digest: Mapped[str] = mapped_column(String(64))
    tail: Mapped[str] = mapped_column(String(4))
    issue: Mapped[int] = mapped_column()
    """How many codes this phone was given; only the last one opens the ballot."""
    tries: Mapped[int] = mapped_column()
    """Wrong codes since the last one was given."""
    voted: Mapped[int] = mapped_column()
    batch: Mapped[str] = mapped_column(String(32))
    """The list it was entered with."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    community: Mapped[Area] = relationship()
    vote: Mapped[ResidentVote] = relationship()


class BallotFile(Model):
    """Ballots of a vote held elsewhere, taken in as a file; taken back as a whole."""

    __tablename__ = "ballot_file"
    __table_args__ = (Index("uq_ballot_file_standing", "vote_id", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
                      CheckConstraint("(taken_back_us IS NULL) = (taken_back_by_id IS NULL)", name="taken_back_by_somebody"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    vote_id: Mapped[int] = mapped_column(BigId, ForeignKey("resident_vote.id"))
    name: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64))
    ballots: Mapped[int] = mapped_column()
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    taken_back_us: Mapped[int | None] = mapped_column(Micros)
    taken_back_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    by: Mapped[Person] = relationship(foreign_keys=[by_id])


class Ballot(Model):
    """One ballot: a number drawn at random, the community, and what it supports (possibly nothing). No voter, no time. Append-only."""

    __tablename__ = "ballot"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    vote_id: Mapped[int] = mapped_column(BigId, ForeignKey("resident_vote.id"), index=True)
    community_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    file_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("ballot_file.id"))


class BallotChoice(Model):
    """A project that a ballot supports. Append-only."""

    __tablename__ = "ballot_choice"
    ballot_id: Mapped[str] = mapped_column(String(32), ForeignKey("ballot.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), primary_key=True)


for _model in (Ballot, BallotChoice):
    protect(_model.__table__)  # type: ignore[arg-type]
