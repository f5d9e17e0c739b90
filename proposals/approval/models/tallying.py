"""How many and how much a season may choose, the ranking a chair decided by, and the minutes that the judges sign."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Person
from ...directory.models import Area
from ...seasons.models import Category
from ...storage import BigId, Fen, Micros, Model
from .panels import Panel


class ResultCap(Model):
    """A limit on what a season chooses: of a street or a group of people in places, money (fen) or both; of all (neither named) in money alone."""

    __tablename__ = "result_cap"
    __table_args__ = (CheckConstraint("street_id IS NULL OR category_id IS NULL", name="of_one_thing"),
                      CheckConstraint("amount_fen IS NOT NULL OR places IS NOT NULL AND (street_id IS NOT NULL OR category_id IS NOT NULL)",
                                      name="limits_something"),
                      CheckConstraint("coalesce(places, 0) >= 0 AND coalesce(amount_fen, 0) >= 0", name="not_below_nothing"),
                      Index("ix_result_cap_season", "season_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("category.id"))
    places: Mapped[int | None] = mapped_column()
    amount_fen: Mapped[int | None] = mapped_column(Fen)


class CapChange(Model):
    """One change of a limit: of which (``street_id``, ``category_id``, neither: of all), from what to what, by whom and why. None is no limit; money in fen.
    Append-only."""

    __tablename__ = "cap_change"
    __table_args__ = (CheckConstraint("street_id IS NULL OR category_id IS NULL", name="of_one_thing"), Index("ix_cap_change_season", "season_id", "id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("category.id"))
    places_before: Mapped[int | None] = mapped_column()
    places_after: Mapped[int | None] = mapped_column()
    fen_before: Mapped[int | None] = mapped_column(Fen)
    fen_after: Mapped[int | None] = mapped_column(Fen)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    street: Mapped[Area | None] = relationship()
    category: Mapped[Category | None] = relationship()
    by: Mapped[Person] = relationship()


class Ranking(Model):
    """The ranking that a chair decided by, as it was seen: figures, ties, what was left, and why each project is in or out. Append-only."""

    __tablename__ = "ranking"
    __table_args__ = (UniqueConstraint("panel_id", "serial"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"))
    serial: Mapped[int] = mapped_column()
    facts: Mapped[str] = mapped_column(Text)
    """JSON, free of language: the rule and a row for each project."""
    digest: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)


class Minutes(Model):
    """The minutes of a panel (评审会议纪要): what it decided since its last ones. A snapshot and its digest, never changed."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("panel_id", "serial"), Index("ix_minutes_season", "season_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    panel_id: Mapped[int] = mapped_column(BigId, ForeignKey("panel.id"))
    serial: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(String(40), unique=True)
    """红金评〔2018〕西屯-1号."""
    facts: Mapped[str] = mapped_column(Text)
    """JSON: everything that the paper and its page say."""
    digest: Mapped[str] = mapped_column(String(64))
    last_verdict_id: Mapped[int] = mapped_column(BigId)
    """The panel's next minutes begin behind this verdict."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    panel: Mapped[Panel] = relationship()
    signatures: Mapped[list[MinutesSignature]] = relationship(order_by="MinutesSignature.id", lazy="selectin")


class MinutesSignature(Model):
    """A judge's confirmation that minutes say what the panel did. Append-only."""

    __tablename__ = "minutes_signature"
    __table_args__ = (UniqueConstraint("minutes_id", "person_id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    minutes_id: Mapped[int] = mapped_column(BigId, ForeignKey("minutes.id"))
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(String(64))
    """The digest of what was signed."""
    at_us: Mapped[int] = mapped_column(Micros)
    person: Mapped[Person] = relationship(lazy="joined")
