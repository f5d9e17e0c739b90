"""The one table of the public room: a season's figures as they were last counted. Everything in it can be counted again."""
from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..storage import BigId, Micros, Model


class SeasonFigures(Model):
    """One season's figures for the home page and the API, and when they were counted."""

    __tablename__ = "season_figures"
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"), primary_key=True, autoincrement=False)
    at_us: Mapped[int] = mapped_column(Micros)
    body: Mapped[str] = mapped_column(Text)
    """JSON of ``figures.Figures``."""
