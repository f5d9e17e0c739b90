"""The referral (转办单), the log of what happened to it, which nobody rewrites, and the numbers given to it."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.append_only import protect

from ...storage import BigId, Micros, Model

SIGN = {"T": "转", "W": "愿"}
"""What stands in a number as people read it: T2018-0031 is 2018-转-0031, W2018-0105 is 2018-愿-0105 (domain.md D2)."""
NONE = text("0")


class Referral(Model):
    """An idea, or part of one, that somebody else answers: a department, a residents' council, the 12345 line, the micro-wishes, the market.

    A referral that nobody has answered is open. ``received_us``: the unit has taken it. Where an answer did not satisfy and the matter was reopened,
    the earlier answer stands in the log.
    """

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint("kind IN ('transfer', 'deliberation', 'hotline', 'wish', 'market')", name="kind_known"),
        CheckConstraint("(reply IS NULL) = (replied_us IS NULL)", name="reply_has_its_time"),
        CheckConstraint("(rating IS NULL) = (rated_us IS NULL)", name="rating_has_its_time"),
        CheckConstraint("rating IS NULL OR reply IS NOT NULL", name="only_an_answer_is_rated"),
        CheckConstraint("rating IN ('satisfied', 'basically', 'not')", name="rating_known"),
        CheckConstraint("urgent IN (0, 1) AND reopened IN (0, 1)", name="yes_or_no"),
        CheckConstraint("chased BETWEEN 0 AND 3", name="chased_in_range"),
        UniqueConstraint("season_id", "number"),
        Index("ix_referral_due", "due_us", "id", sqlite_where=text("replied_us IS NULL"), postgresql_where=text("replied_us IS NULL")),
        Index("ix_referral_next", "next_us", sqlite_where=text("replied_us IS NULL"), postgresql_where=text("replied_us IS NULL")),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    season_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("season.id"))
    number: Mapped[str | None] = mapped_column(String(16))
    """T2018-0031, by season without gaps; none for what was handed on before there were numbers."""
    kind: Mapped[str] = mapped_column(String(16))
    matter: Mapped[str] = mapped_column(String(60), default="")
    """What is handed over, when it is a part of the idea only."""
    handling_unit: Mapped[str] = mapped_column(String(80))
    case_number: Mapped[str] = mapped_column(String(40), default="", server_default=text("''"))
    """The number under which the 12345 line keeps it."""
    urgent: Mapped[int] = mapped_column(default=0, server_default=NONE)
    """1: a whistle (吹哨), to be answered in two working days."""
    handed_us: Mapped[int | None] = mapped_column(Micros)
    received_us: Mapped[int | None] = mapped_column(Micros)
    due_us: Mapped[int] = mapped_column(Micros)
    chased: Mapped[int] = mapped_column(default=0, server_default=NONE)
    """How far the clock has gone: 1 staff reminded, 2 overdue and the lead told, 3 the bureau told."""
    next_us: Mapped[int | None] = mapped_column(Micros)
    """When the clock looks at it next; None: never again."""
    reply: Mapped[str | None] = mapped_column(Text)
    replied_us: Mapped[int | None] = mapped_column(Micros)
    rating: Mapped[str | None] = mapped_column(String(12))
    rating_note: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    """The proposer's own words; erased on request, so they stand here and not in the log."""
    rated_us: Mapped[int | None] = mapped_column(Micros)
    reopened: Mapped[int] = mapped_column(default=0, server_default=NONE)

    @property
    def display_number(self) -> str:
        """The number as people read it, 2018-转-0031; empty where there is none."""
        if self.number is None:
            return ""
        year, _dash, serial = self.number[1:].partition("-")
        return f"{year}-{SIGN[self.number[0]]}-{serial}"

    @property
    def standing(self) -> str:
        """Where it stands: handed, received, replied, unhappy (may be reopened), closed."""
        if self.reply is None:
            return "handed" if self.received_us is None else "received"
        if self.rating is None:
            return "replied"
        return "unhappy" if self.rating == "not" and not self.reopened else "closed"


class ReferralEntry(Model):
    """One thing that happened to a referral: append-only. ``due_us`` is the answer's date after it, or for the clock's own entries when it was due."""

    __tablename__ = "referral_entry"
    __table_args__ = (
        CheckConstraint("kind IN ('handed', 'received', 'passed-on', 'urged', 'reminded', 'overdue', 'escalated', 'case-number', 'replied', 'rated',"
                        " 'reopened')", name="kind_known"),
        Index("ix_referral_entry_referral", "referral_id", "id"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    referral_id: Mapped[int] = mapped_column(BigId, ForeignKey("referral.id"))
    kind: Mapped[str] = mapped_column(String(16))
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    """None for the clock, and for a proposer who was known by the phone's last digits."""
    words: Mapped[str] = mapped_column(Text, default="")
    """A unit's name, an answer, a case number, the code of a rating: nothing a resident wrote."""
    due_us: Mapped[int | None] = mapped_column(Micros)
    at_us: Mapped[int] = mapped_column(Micros)


class SeasonSerial(Model):
    """The last number of a series (T transfers, W micro-wishes) in a season; counted up in the same transaction, so that numbers have no gaps."""

    __tablename__ = "season_serial"
    __table_args__ = (CheckConstraint("series IN ('T', 'W')", name="series_known"),)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"), primary_key=True)
    series: Mapped[str] = mapped_column(String(1), primary_key=True)
    last: Mapped[int] = mapped_column()


protect(ReferralEntry.__table__)
