"""Agreements and the signatures under them."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Person
from ...collection.models import Proposal
from ...seasons.models import Party
from ...storage import BigId, Case, Fen, Micros, Model


class Agreement(Model):
    """The agreement (五方合作协议) of a project, one version of it; its text and the text's digest are never changed."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("proposal_id", "version"), UniqueConstraint("season_id", "street_id", "serial", "version"),
                      CheckConstraint("amount_fen > 0", name="amount_positive"), CheckConstraint("ordered IN (0, 1)", name="ordered_or_free"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    version: Mapped[int] = mapped_column()
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    serial: Mapped[int] = mapped_column()
    """Of the project within its season and street; every version of its agreement keeps it."""
    number: Mapped[str] = mapped_column(String(40), index=True)
    """红金协〔2018〕西屯-012号; with a version above 1: …-012号-2."""
    amount_fen: Mapped[int] = mapped_column(Fen)
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    ordered: Mapped[int] = mapped_column(default=0, server_default="0")
    """1: its parties sign one after another, as the season's template said when it was made."""
    at_us: Mapped[int] = mapped_column(Micros)
    voided_us: Mapped[int | None] = mapped_column(Micros)
    proposal: Mapped[Proposal] = relationship()
    signatures: Mapped[list[Signature]] = relationship(back_populates="agreement", lazy="selectin", order_by="Signature.party_id")


class Signature(Case, Model):
    """One party's signature on one version of an agreement (child machine)."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("agreement_id", "party_id"),
                      CheckConstraint("(state = 'signed') = (signed_us IS NOT NULL AND signed_by_id IS NOT NULL AND digest IS NOT NULL)",
                                      name="signed_has_its_facts"),
                      CheckConstraint("way IN ('code', 'paper')", name="way_known"),
                      CheckConstraint("(way = 'paper') = (signatory IS NOT NULL)", name="paper_names_who_signed"))
    agreement_id: Mapped[int] = mapped_column(BigId, ForeignKey("agreement.id"), index=True)
    party_id: Mapped[int] = mapped_column(BigId, ForeignKey("party.id"))
    signed_us: Mapped[int | None] = mapped_column(Micros)
    signed_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    signed_by: Mapped[Person | None] = relationship()
    digest: Mapped[str | None] = mapped_column(String(64))
    """The digest of the text that was signed."""
    way: Mapped[str | None] = mapped_column(String(8))
    """code: by the person signed in, with a second factor; paper: by hand, and ``signed_by`` is who held the page against the text."""
    signatory: Mapped[str | None] = mapped_column(String(60))
    """Whose name stands on the page that was signed by hand."""
    agreement: Mapped[Agreement] = relationship(back_populates="signatures")
    party: Mapped[Party] = relationship(lazy="joined")
