"""Who judges: the panels and their members."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Person
from ...storage import BigId, Model


class Panel(Model):
    """The review panel (评审组) of one street in one season."""

    __tablename__ = "panel"
    __table_args__ = (UniqueConstraint("season_id", "street_id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    members: Mapped[list[PanelMember]] = relationship(back_populates="panel", order_by="PanelMember.id", lazy="selectin")


class PanelMember(Model):
    """A judge on a panel: seat (chair, member or reserve) and side (resident, finance, external)."""

    __tablename__ = "panel_member"
    __table_args__ = (UniqueConstraint("panel_id", "person_id"), CheckConstraint("seat IN ('chair', 'member', 'reserve')", name="seat_known"),
                      CheckConstraint("side IN ('resident', 'finance', 'external')", name="side_known"), Index("ix_panel_member_person", "person_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"))
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    seat: Mapped[str] = mapped_column(String(8))
    side: Mapped[str] = mapped_column(String(12))
    draw_number: Mapped[int | None] = mapped_column()
    """The panel's draw that brought them here; None: seated by hand."""
    panel: Mapped[Panel] = relationship(back_populates="members")
    person: Mapped[Person] = relationship(lazy="joined")
