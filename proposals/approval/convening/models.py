"""The pool of experts and what they keep away from, the draws, the streets of a joint panel, and every change of a panel."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.append_only import protect

from ...accounts.models import Person
from ...directory.models import Area, Organisation
from ...storage import BigId, Micros, Model

CHANGES = ("seated", "drawn", "reseated", "promoted", "unseated", "declined", "joined", "parted", "handed")


class Expert(Model):
    """Somebody in the expert pool (专家库), across seasons: what they know, for whom they work, which side they speak for."""

    __tablename__ = "expert"
    __table_args__ = (CheckConstraint("side IN ('resident', 'finance', 'external')", name="side_known"), Index("ix_expert_organisation", "organisation_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), unique=True)
    side: Mapped[str] = mapped_column(String(12))
    field: Mapped[str] = mapped_column(String(60))
    employer: Mapped[str] = mapped_column(String(80))
    """The name of the employer as the expert gives it; empty where there is none."""
    organisation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"))
    """The employer, where it is one of the organisations on record: then they judge nothing that it carries out."""
    paused_us: Mapped[int | None] = mapped_column(Micros)
    """Since when they are not to be drawn; None: they may be."""
    entered_us: Mapped[int] = mapped_column(Micros)
    person: Mapped[Person] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship()


class Avoidance(Model):
    """One line of a judge's avoid-list (回避清单): an organisation, a street, or a person by name. Ended, never deleted."""

    __tablename__ = "avoidance"
    __table_args__ = (
        CheckConstraint("kind IN ('organisation', 'street', 'person')", name="kind_known"),
        CheckConstraint("(kind = 'organisation') = (organisation_id IS NOT NULL)", name="organisation_named"),
        CheckConstraint("(kind = 'street') = (street_id IS NOT NULL)", name="street_named"),
        CheckConstraint("(kind = 'person') = (name <> '')", name="person_named"),
        Index("ix_avoidance_judge", "judge_id"), Index("ix_avoidance_organisation", "organisation_id"), Index("ix_avoidance_name", "name"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    judge_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(12))
    organisation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"))
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    name: Mapped[str] = mapped_column(String(60))
    """A relative or acquaintance by name: whoever bears it and proposes is kept apart, a namesake too."""
    reason: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    ended_us: Mapped[int | None] = mapped_column(Micros)
    judge: Mapped[Person] = relationship(foreign_keys=[judge_id])
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")
    street: Mapped[Area | None] = relationship(lazy="joined")


class PanelStreet(Model):
    """A street that is judged by another street's panel (联合评审组)."""

    __tablename__ = "panel_street"
    __table_args__ = (UniqueConstraint("season_id", "street_id"), Index("ix_panel_street_panel", "panel_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"))
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"))
    street: Mapped[Area] = relationship(lazy="joined")


class PanelDraw(Model):
    """One draw by lot, as it was held: seed, drum, what was wanted, what came of it. Append-only; a later draw stands beside it."""

    __tablename__ = "panel_draw"
    __table_args__ = (UniqueConstraint("panel_id", "number"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"))
    number: Mapped[int] = mapped_column()
    """The first, second, … draw of this panel."""
    seed: Mapped[str] = mapped_column(String(64))
    wanted: Mapped[str] = mapped_column(Text)
    """JSON: side to [members, reserves]."""
    drum: Mapped[str] = mapped_column(Text)
    """JSON: [[person, side], …], everybody who could be drawn, by person."""
    left_out: Mapped[str] = mapped_column(Text)
    """JSON: [[person, why], …], who of the pool was not in the drum: paused, seated, avoids, no-post."""
    drawn: Mapped[str] = mapped_column(Text)
    """JSON: [[person, side, place, seat], …] in the order drawn."""
    replaces: Mapped[int | None] = mapped_column()
    """The number of the draw whose judges this one took off the panel."""
    reason: Mapped[str] = mapped_column(Text)
    witnesses: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    by: Mapped[Person] = relationship()


class PanelChange(Model):
    """One change of a panel: who was seated, moved, taken off or declined, and which streets it judges. Added to, never
    corrected; only a reason may be emptied, when its author is forgotten."""

    __tablename__ = "panel_change"
    __table_args__ = (CheckConstraint(f"what IN {CHANGES}", name="what_known"), Index("ix_panel_change_panel", "panel_id", "id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"))
    what: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    seat: Mapped[str] = mapped_column(String(8))
    side: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    street: Mapped[Area | None] = relationship()


protect(PanelDraw.__table__)  # type: ignore[arg-type]
