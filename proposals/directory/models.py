"""Areas (streets and their communities), organisations, and what is on record about them."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..storage import BigId, Micros, Model


class Area(Model):
    """A street (街道, 镇) or a community (社区, 村) of the district."""

    __tablename__ = "area"
    __table_args__ = (
        CheckConstraint("kind IN ('street', 'community', 'village')", name="kind_known"),
        CheckConstraint("(kind = 'street') = (parent_id IS NULL)", name="community_lies_in_a_street"),
        CheckConstraint("kind <> 'street' OR letters IS NOT NULL", name="street_has_letters"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    """The statistics bureau's code: nine digits for a street, twelve for a community."""
    name: Mapped[str] = mapped_column(String(60))
    short_name: Mapped[str] = mapped_column(String(20))
    """As it stands in numbers: 西屯."""
    letters: Mapped[str | None] = mapped_column(String(6), unique=True)
    """As it stands in ASCII numbers: XT (streets only)."""
    kind: Mapped[str] = mapped_column(String(12))
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"), index=True)
    parent: Mapped[Area | None] = relationship(remote_side=[id])


class Organisation(Model):
    """A body that takes part: the bureau, a street office, the foundation, a support or social organisation."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("kind IN ('bureau', 'street', 'foundation', 'treasury', 'support', 'social', 'community_org', 'self_org', 'enterprise')",
                        name="kind_known"),
        CheckConstraint("kind <> 'social' OR registered IN (0, 1)", name="registered_said"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(16), index=True)
    registered: Mapped[int] = mapped_column(default=0)
    """1: a legal person that may receive money; 0: filed or informal, needs a payee."""
    credit_code: Mapped[str | None] = mapped_column(String(18), unique=True)
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"), index=True)
    contact: Mapped[str] = mapped_column(String(60), default="")
    account_tail: Mapped[str] = mapped_column(String(4), default="")
    """The last four digits of the receiving account; the whole number is not kept here."""
    demonstration: Mapped[int] = mapped_column(default=0)
    street: Mapped[Area | None] = relationship()


class OrganisationRecord(Model):
    """What is on record about an organisation; the last entry counts, earlier ones stay: its ratings are a history."""

    __tablename__ = "organisation_record"
    __table_args__ = (CheckConstraint("rating BETWEEN 0 AND 5", name="rating_in_range"),
                      CheckConstraint("payee_id IS NULL OR payee_id <> organisation_id", name="payee_is_another"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(BigId, ForeignKey("organisation.id"), index=True)
    founded_on: Mapped[date | None] = mapped_column(Date)
    """The day of its registration, or of its filing."""
    rating: Mapped[int] = mapped_column()
    """Grade of the official rating, 1 to 5 (5A); 0: none."""
    payee_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"))
    """The registered body that receives its money, where it may receive none itself."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    payee: Mapped[Organisation | None] = relationship(foreign_keys=[payee_id])


class Debarment(Model):
    """An organisation may take on nothing new until a day; a debarment that is lifted early stays on record."""

    __tablename__ = "debarment"
    __table_args__ = (CheckConstraint("reason <> ''", name="has_its_reason"),
                      CheckConstraint("(lifted_us IS NULL) = (lifted_by_id IS NULL)", name="lifted_by_somebody"),
                      Index("ix_debarment_running", "organisation_id", "until"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(BigId, ForeignKey("organisation.id"))
    until: Mapped[date] = mapped_column(Date)
    """The last day of it."""
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    lifted_us: Mapped[int | None] = mapped_column(Micros)
    lifted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
