"""Areas (streets and their communities) and organisations."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..storage import BigId, Model


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
