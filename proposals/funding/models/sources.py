"""Sources of money: the funds of a season with their weights."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...storage import BigId, Model


class Fund(Model):
    """One source of money in one season, with its weight in the split (foundation 60, treasury 40)."""

    __tablename__ = "fund"
    __table_args__ = (UniqueConstraint("season_id", "code"), UniqueConstraint("season_id", "position"), CheckConstraint("weight > 0", name="weight_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    code: Mapped[str] = mapped_column(String(20))
    """foundation, treasury: also the post that pays from it (and ``…_lead`` that authorises)."""
    title: Mapped[str] = mapped_column(String(60))
    weight: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column()
