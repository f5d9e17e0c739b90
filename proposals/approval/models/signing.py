"""What surrounds the signatures: the season's template of the agreement, pages signed by hand, and who was reminded."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from ...accounts.models import Person
from ...storage import BigId, Micros, Model
from .agreements import Signature


class AgreementTemplate(Model):
    """One version of a season's template: title, order of signing, clauses (JSON: pairs of heading and body). Append-only; the latest counts."""

    __tablename__ = "agreement_template"
    __table_args__ = (UniqueConstraint("season_id", "version"), CheckConstraint("ordered IN (0, 1)", name="ordered_or_free"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    version: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(60))
    ordered: Mapped[int] = mapped_column()
    """1: the parties sign one after another, as they are listed; 0: as they come."""
    clauses: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)


class SignedPage(Model):
    """A scan of the page that a party signed by hand, as it came; the newest of a signature is the one looked at. Append-only."""

    __tablename__ = "signed_page"
    __table_args__ = (CheckConstraint("kind IN ('pdf', 'jpeg', 'png')", name="kind_known"), CheckConstraint("size > 0", name="not_empty"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    signature_id: Mapped[int] = mapped_column(BigId, ForeignKey("signature.id"), index=True)
    kind: Mapped[str] = mapped_column(String(4))
    size: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    signatory: Mapped[str] = mapped_column(String(60))
    """Whose name stands on the page."""
    signed_on: Mapped[date] = mapped_column(Date)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    signature: Mapped[Signature] = relationship()
    by: Mapped[Person] = relationship()


class SigningReminder(Model):
    """A party was asked again to sign; by whom and when."""

    __tablename__ = "signing_reminder"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    signature_id: Mapped[int] = mapped_column(BigId, ForeignKey("signature.id"), index=True)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
