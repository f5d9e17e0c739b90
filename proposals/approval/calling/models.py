"""A call for implementers and the offers made to it; offers are added, never changed."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ...collection.models import Proposal
from ...directory.models import Organisation
from ...storage import BigId, Case, Fen, Micros, Model

RUNNING = text("state NOT IN ('settled', 'ended')")


class Call(Case, Model):
    """One call for one package (child machine); its terms are fixed when it is announced."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("ceiling_fen > 0", name="ceiling_positive"),
        CheckConstraint("least_years BETWEEN 0 AND 20 AND least_rating BETWEEN 0 AND 5", name="terms_in_range"),
        CheckConstraint("state NOT IN ('chosen', 'disputed', 'settled') OR (organisation_id IS NOT NULL AND reason IS NOT NULL AND chosen_us IS NOT NULL)",
                        name="choice_has_its_reason"),
        CheckConstraint("state IN ('prepared', 'open', 'ended') OR bids_digest IS NOT NULL", name="opened_bids_have_digest"),
        Index("uq_call_running", "proposal_id", unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_call_state", "state", "id"),
    )
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    closes_on: Mapped[date] = mapped_column(Date)
    """The last day on which offers are taken, Asia/Shanghai."""
    ceiling_fen: Mapped[int] = mapped_column(Fen)
    """What the plan's budget comes to; no offer may be above it."""
    least_years: Mapped[int] = mapped_column()
    """Whole years since the bidder was registered (filed), on the last day."""
    least_rating: Mapped[int] = mapped_column()
    """Grade of the official rating, 1 to 5 (5A); 0: none is asked for."""
    conditions: Mapped[str] = mapped_column(Text, default="")
    bids_digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 over the digests of all offers as they stood when they were opened."""
    organisation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"))
    """Who was chosen."""
    reason: Mapped[str | None] = mapped_column(Text)
    chosen_us: Mapped[int | None] = mapped_column(Micros)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    proposal: Mapped[Proposal] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


class Bid(Model):
    """One version of an organisation's offer; the last version counts. ``standing`` 0: taken back, or set aside after an objection."""

    __tablename__ = "bid"
    __table_args__ = (UniqueConstraint("call_id", "organisation_id", "version"), CheckConstraint("standing IN (0, 1)", name="standing_said"),
                      CheckConstraint("price_fen > 0", name="price_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    call_id: Mapped[int] = mapped_column(BigId, ForeignKey("call.id"))
    organisation_id: Mapped[int] = mapped_column(BigId, ForeignKey("organisation.id"), index=True)
    version: Mapped[int] = mapped_column()
    standing: Mapped[int] = mapped_column(default=1)
    summary: Mapped[str] = mapped_column(Text)
    team: Mapped[str] = mapped_column(Text)
    proof: Mapped[str] = mapped_column(Text, default="")
    """Similar work done before, and where it can be looked up."""
    price_fen: Mapped[int] = mapped_column(Fen)
    """The sum of its lines."""
    word: Mapped[str] = mapped_column(Text, default="")
    """Why it stands no longer."""
    digest: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    organisation: Mapped[Organisation] = relationship()
    lines: Mapped[list[BidLine]] = relationship(order_by="BidLine.position", lazy="selectin")


class BidLine(Model):
    """The offered price of one line of the plan's budget, in fen; quantities are the plan's."""

    __tablename__ = "bid_line"
    __table_args__ = (UniqueConstraint("bid_id", "position"), CheckConstraint("unit_price_fen > 0", name="price_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bid_id: Mapped[int] = mapped_column(BigId, ForeignKey("bid.id"))
    position: Mapped[int] = mapped_column()
    unit_price_fen: Mapped[int] = mapped_column(Fen)


class BidPicture(Model):
    """A photograph that backs an offer (certificate, rating, earlier work), re-encoded; may be taken away until the call closes."""

    __tablename__ = "bid_picture"
    __table_args__ = (UniqueConstraint("call_id", "organisation_id", "digest"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    call_id: Mapped[int] = mapped_column(BigId, ForeignKey("call.id"))
    organisation_id: Mapped[int] = mapped_column(BigId, ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(60))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)


for _model in (Bid, BidLine):
    protect(_model.__table__)  # type: ignore[arg-type]
