"""A season (届) and everything that is tuned per season. Seasons overlap; nothing here knows a current one."""
from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..storage import BigId, Case, Fen, Micros, Model

OF_SEASON = text("street_id IS NULL")
PHASES = ("collection", "optimisation", "approval", "implementation", "closeout")
TIE_ORDER = "criterion-1 criterion-2 median cost"


def drawn() -> str:
    """A fresh seed for a season's lots."""
    return secrets.token_hex(8)


class Season(Model):
    """One year's competition."""

    __tablename__ = "season"
    __table_args__ = (CheckConstraint("signatures_needed BETWEEN 1 AND 12", name="signatures_needed_in_range"),
                      CheckConstraint("paper_days BETWEEN 0 AND 60", name="paper_days_in_range"),
                      CheckConstraint("pass_line BETWEEN 0 AND 100", name="pass_line_in_range"),
                      CheckConstraint("acknowledge_days BETWEEN 1 AND answer_days AND answer_days <= 30", name="objections_answered_in_time"),
                      CheckConstraint("result_method IN ('mean', 'trimmed', 'median', 'adjusted')", name="result_method_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    ordinal: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(80))
    call_text: Mapped[str] = mapped_column(Text, default="")
    """The call for ideas (征集令)."""
    ideas_per_person: Mapped[int] = mapped_column(default=10)
    paper_days: Mapped[int] = mapped_column(default=7, server_default="7")
    """Days after the end of the collection within which the desk may still enter paper dated before it."""
    pass_line: Mapped[int] = mapped_column(default=60)
    reviews_needed: Mapped[int] = mapped_column(default=5)
    """Scores that a panel needs before it may decide."""
    result_method: Mapped[str] = mapped_column(String(8), default="mean", server_default="mean")
    """How a panel's scores become one figure: mean, trimmed, median, or adjusted for the severity of judges."""
    tie_order: Mapped[str] = mapped_column(String(120), default=TIE_ORDER, server_default=TIE_ORDER)
    """What decides among equal figures, in this order, before the lot: criterion-1 (its mean level), median, cost."""
    lot_seed: Mapped[str] = mapped_column(String(64), default=drawn, server_default="")
    """From this and a proposal's number anybody can draw the lot among equals again; drawn with the season, or put in by the bureau before scores open."""
    blind_review: Mapped[int] = mapped_column(default=0, server_default="0")
    """1: judges read a copy in which the names of proposers and implementer are struck out."""
    signatures_needed: Mapped[int] = mapped_column(default=5)
    appeal_days: Mapped[int] = mapped_column(default=10)
    """Working days within which a decision may be appealed."""
    acknowledge_days: Mapped[int] = mapped_column(default=1, server_default="1")
    """Working days within which an objection to a notice is acknowledged; one in the ordinary case (domain.md B5)."""
    answer_days: Mapped[int] = mapped_column(default=5, server_default="5")
    """Working days within which it is answered; five in the ordinary case."""
    activity_percent: Mapped[int] = mapped_column(default=60)
    """Share of the planned activities that must be on record before a project may report."""
    evaluation_line: Mapped[int] = mapped_column(default=60)
    projects_per_organisation: Mapped[int] = mapped_column(default=3)
    management_percent: Mapped[int] = mapped_column(default=10)
    personnel_percent: Mapped[int] = mapped_column(default=30)
    notice_percent: Mapped[int] = mapped_column(default=10, server_default="10")
    """All that a project may move between budget heads by notice alone, in percent of its budget; more needs an approval."""
    double_approval_fen: Mapped[int] = mapped_column(Fen, default=2_000_000)
    """A tranche of so much (fen, over all sources) and above is approved by two people of each source's side."""
    demonstration: Mapped[int] = mapped_column(default=0)
    phases: Mapped[list[Phase]] = relationship(back_populates="season", lazy="raise", order_by="Phase.position")


class Phase(Case, Model):
    """A span of a season, moved by the phase machine; spans overlap on purpose."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("season_id", "name"), CheckConstraint("closes_us > opens_us", name="closes_after_it_opens"),
                      CheckConstraint("name IN ('collection', 'optimisation', 'approval', 'implementation', 'closeout')", name="name_known"))
    name: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column()
    opens_us: Mapped[int] = mapped_column(Micros)
    closes_us: Mapped[int] = mapped_column(Micros)
    season: Mapped[Season] = relationship(back_populates="phases")


class DefinitionPin(Model):
    """Which version of each machine a season runs on (the definition's digest)."""

    __tablename__ = "definition_pin"
    __table_args__ = (UniqueConstraint("season_id", "workflow"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    workflow: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))


class DeadlineLength(Model):
    """A season's own length, in days of the definition's basis, for a state's deadline."""

    __tablename__ = "deadline_length"
    __table_args__ = (UniqueConstraint("season_id", "workflow", "state"), CheckConstraint("days > 0", name="days_positive"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    workflow: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(40))
    days: Mapped[int] = mapped_column()


class CalendarDay(Model):
    """A day of a known year that differs from Monday to Friday: a holiday, or a weekend day that is worked."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("season_id", "day"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    day: Mapped[date] = mapped_column(Date)
    working: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(40), default="")


class CalendarYear(Model):
    """A year whose holidays are published and entered for a season; deadlines that reach beyond such years are provisional."""

    __tablename__ = "calendar_year"
    __table_args__ = (UniqueConstraint("season_id", "year"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    year: Mapped[int] = mapped_column()


class Category(Model):
    """A group of people that an idea serves."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("season_id", "code"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    code: Mapped[str] = mapped_column(String(20))
    """disabled, elderly, youth, special, general."""
    title: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column()


class Criterion(Model):
    """One line of a rubric: the season's, or a street's own in its place; the weights of a rubric add up to 100."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("season_id", "street_id", "code"), CheckConstraint("weight BETWEEN 1 AND 100", name="weight_in_range"),
                      Index("uq_criterion_of_season", "season_id", "code", unique=True, sqlite_where=OF_SEASON, postgresql_where=OF_SEASON))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    """None: the season's own line, for every street that has no rubric of its own."""
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(60))
    weight: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column()
    anchors: Mapped[str] = mapped_column(Text, default="", server_default="")
    """What each level from 1 to 5 means, a line each; empty where the five usual words are enough."""


class Party(Model):
    """A party of the season's agreement template: 甲 bureau, 乙 foundation, 丙 street office, 丁 implementer, 戊 support organisation."""

    __tablename__ = "party"
    __table_args__ = (UniqueConstraint("season_id", "code"), UniqueConstraint("season_id", "position"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    code: Mapped[str] = mapped_column(String(20))
    """bureau, foundation, street, organisation, support: the post whose holder signs."""
    title: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column()


class TranchePreset(Model):
    """How an agreed amount is paid out, by tier: up to ``upto_fen`` (None: no upper bound), in parts of ``share`` percent."""

    __tablename__ = "tranche_preset"
    __table_args__ = (UniqueConstraint("season_id", "tier", "seq"), CheckConstraint("share BETWEEN 1 AND 100", name="share_in_range"),
                      CheckConstraint("condition IN ('signing', 'midterm', 'settlement')", name="condition_known"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    tier: Mapped[str] = mapped_column(String(4))
    upto_fen: Mapped[int | None] = mapped_column(Fen)
    seq: Mapped[int] = mapped_column()
    share: Mapped[int] = mapped_column()
    condition: Mapped[str] = mapped_column(String(12))
