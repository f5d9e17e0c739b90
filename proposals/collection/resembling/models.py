"""What people found when they compared two ideas, and the groups the clock proposes to them."""
from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ...accounts.models import Person
from ...storage import BigId, Micros, Model

if TYPE_CHECKING:
    from ..models import Proposal

VERDICTS = ("same", "related", "different")


class Comparison(Model):
    """Two ideas compared by somebody: added to, never changed; the newest row of a pair is what holds now."""

    __tablename__ = "comparison"
    __table_args__ = (CheckConstraint("first_id < second_id", name="smaller_first"), CheckConstraint("score BETWEEN 0 AND 10000", name="score_in_range"),
                      CheckConstraint("verdict IN ('same', 'related', 'different')", name="verdict_known"),
                      Index("ix_comparison_pair", "first_id", "second_id", "id"), Index("ix_comparison_second", "second_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    first_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    second_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    verdict: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    score: Mapped[int] = mapped_column()
    """What the program said at that time, in ten-thousandths."""
    words: Mapped[str] = mapped_column(String(200))
    """The words it found in both."""
    by: Mapped[Person | None] = relationship()
    first: Mapped[Proposal] = relationship(foreign_keys=[first_id])
    second: Mapped[Proposal] = relationship(foreign_keys=[second_id])


class LikelyRun(Model):
    """When the groups of a season were last looked for, and what its texts were then."""

    __tablename__ = "likely_run"
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"), primary_key=True)
    at_us: Mapped[int] = mapped_column(Micros)
    mark: Mapped[str] = mapped_column(String(80))


class LikelyGroup(Model):
    """Ideas that may be about one matter, until the clock looks again; the larger the group, the smaller its number within a run."""

    __tablename__ = "likely_group"
    __table_args__ = (Index("ix_likely_group_season", "season_id", "decided_us", "id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    words: Mapped[str] = mapped_column(String(200))
    decided_us: Mapped[int | None] = mapped_column(Micros)
    """When somebody had judged all of it."""
    members: Mapped[list[LikelyMember]] = relationship(order_by="LikelyMember.proposal_id", cascade="all, delete-orphan")


class LikelyMember(Model):
    """One idea of a group; ``street_id`` is its street's when the group was made."""

    __tablename__ = "likely_member"
    __table_args__ = (UniqueConstraint("group_id", "proposal_id"), Index("ix_likely_member_street", "street_id", "group_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    group_id: Mapped[int] = mapped_column(BigId, ForeignKey("likely_group.id"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    idea: Mapped[Proposal] = relationship()


assert isinstance(Comparison.__table__, Table)
protect(Comparison.__table__)
