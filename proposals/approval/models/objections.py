"""Who objected to a notice, what was tipped off, how long a notice stood still, and who moved up for whom."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from ...accounts.models import Person
from ...collection.models import Proposal
from ...storage import BigId, Micros, Model
from .notices import Appeal, Notice

WAITING = text("answered_us IS NULL AND withdrawn_us IS NULL")


class Objection(Model):
    """A resident's objection (异议) to a notice, under their real name, which only the bureau and they themselves read (domain.md B5).

    Several to one notice are ruled on together, in the one appeal that they opened. Times are UTC microseconds.
    """

    __tablename__ = "objection"
    __table_args__ = (
        UniqueConstraint("season_id", "serial"),
        CheckConstraint("channel IN ('online', 'paper')", name="channel_known"),
        CheckConstraint("(channel = 'online') = (by_id IS NOT NULL)", name="online_has_its_person"),
        CheckConstraint("(channel = 'paper') = (entered_by_id IS NOT NULL)", name="paper_was_entered"),
        CheckConstraint("outcome IN ('upheld', 'dismissed')", name="outcome_known"),
        CheckConstraint("(outcome IS NULL) = (answered_us IS NULL)", name="answer_has_its_outcome"),
        CheckConstraint("outcome IS NULL OR answer <> ''", name="answer_says_why"),
        Index("uq_objection_waiting", "notice_id", "by_id", unique=True, sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_objection_next", "next_us"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    serial: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(String(24))
    """2018-异-0004."""
    notice_id: Mapped[int] = mapped_column(BigId, ForeignKey("notice.id"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    appeal_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("appeal.id"), index=True)
    channel: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    entered_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(60))
    contact: Mapped[str] = mapped_column(String(60))
    grounds: Mapped[str] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(Micros)
    acknowledge_us: Mapped[int] = mapped_column(Micros)
    """Until when the bureau says that it has come."""
    answer_us: Mapped[int] = mapped_column(Micros)
    """Until when it is answered."""
    acknowledged_us: Mapped[int | None] = mapped_column(Micros)
    withdrawn_us: Mapped[int | None] = mapped_column(Micros)
    answered_us: Mapped[int | None] = mapped_column(Micros)
    outcome: Mapped[str | None] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(Text, default="")
    next_us: Mapped[int | None] = mapped_column(Micros)
    """When the clock looks at it next; None once it is closed or the bureau was told that it is overdue."""
    notice: Mapped[Notice] = relationship()
    proposal: Mapped[Proposal] = relationship()
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    files: Mapped[list[ObjectionFile]] = relationship(order_by="ObjectionFile.position")

    @property
    def waits(self) -> bool:
        """Neither answered nor taken back."""
        return self.answered_us is None and self.withdrawn_us is None


class ObjectionFile(Model):
    """A picture or a PDF handed in with an objection, three at most; as confidential as who objected, and forgotten with what was written."""

    __tablename__ = "objection_file"
    __table_args__ = (UniqueConstraint("objection_id", "position"), CheckConstraint("position BETWEEN 1 AND 3", name="three_at_most"),
                      CheckConstraint("kind IN ('pdf', 'jpeg')", name="kind_known"), CheckConstraint("size > 0", name="not_empty"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    objection_id: Mapped[int] = mapped_column(BigId, ForeignKey("objection.id"))
    position: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(4))
    size: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class TipOff(Model):
    """An anonymous tip about a notice: a clue to look into, which stops nothing. Nothing of who gave it is kept."""

    __tablename__ = "tip_off"
    __table_args__ = (CheckConstraint("(seen_us IS NULL) = (seen_by_id IS NULL)", name="seen_by_somebody"),
                      CheckConstraint("seen_us IS NULL OR remark <> ''", name="seen_says_what_came_of_it"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    notice_id: Mapped[int] = mapped_column(BigId, ForeignKey("notice.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    words: Mapped[str] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(Micros)
    seen_us: Mapped[int | None] = mapped_column(Micros)
    seen_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    remark: Mapped[str] = mapped_column(Text, default="")
    proposal: Mapped[Proposal] = relationship()


class NoticeHold(Model):
    """A notice that stands still while an objection is looked into: from when, until when, and the new end of the notice (UTC microseconds)."""

    __tablename__ = "notice_hold"
    __table_args__ = (CheckConstraint("(to_us IS NULL) = (until_us IS NULL)", name="goes_on_until"),)
    appeal_id: Mapped[int] = mapped_column(BigId, ForeignKey("appeal.id"), primary_key=True, autoincrement=False)
    notice_id: Mapped[int] = mapped_column(BigId, ForeignKey("notice.id"), index=True)
    from_us: Mapped[int] = mapped_column(Micros)
    to_us: Mapped[int | None] = mapped_column(Micros)
    until_us: Mapped[int | None] = mapped_column(Micros)
    appeal: Mapped[Appeal] = relationship()


class Succession(Model):
    """Who moved up from the reserve list, for whom and why: ``uphold``, ``renounce``, ``lapse_signing``, ``withdraw``; ``budget``: money was left."""

    __tablename__ = "succession"
    __table_args__ = (CheckConstraint("(after_id IS NULL) = (cause = 'budget')", name="somebody_left_or_money_was_left"),)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
    after_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("proposal.id"), unique=True)
    cause: Mapped[str] = mapped_column(String(16))
    place: Mapped[int] = mapped_column()
    """Its place on its street's reserve list at that moment, from 1."""
    waiting: Mapped[int] = mapped_column()
    """How many stood on the list."""
    at_us: Mapped[int] = mapped_column(Micros)
    after: Mapped[Proposal | None] = relationship(foreign_keys=[after_id])


class NoticeOffice(Model):
    """Where the public asks and complains while a street's notices stand (domain.md B3): a counter or a landline each, as they are printed."""

    __tablename__ = "notice_office"
    __table_args__ = (UniqueConstraint("season_id", "street_id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    enquiry: Mapped[str] = mapped_column(String(80))
    supervision: Mapped[str] = mapped_column(String(80))
