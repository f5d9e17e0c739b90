"""What is kept of a list that was brought in: the file while it is still needed, what was understood, and which row became which idea."""
from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Person
from ...seasons.models import Season
from ...storage import BigId, Micros, Model

STATES = ("shown", "waiting", "working", "done", "failed", "undoing", "undone")
"""``shown``: uploaded, nothing taken in yet. ``waiting``, ``working``: a long list, in the background. ``undoing``: a long list on its way out."""


class IdeaImport(Model):
    """One file of ideas and what became of it. The file's own bytes and rows are forgotten once they are taken in: they hold people's phones."""

    __tablename__ = "idea_import"
    __table_args__ = (CheckConstraint("state IN ('shown', 'waiting', 'working', 'done', 'failed', 'undoing', 'undone')", name="state_known"),
                      CheckConstraint("(state IN ('done', 'undoing', 'undone')) = (done_us IS NOT NULL)", name="done_has_its_time"),
                      CheckConstraint("(state = 'undone') = (undone_us IS NOT NULL)", name="undone_has_its_time"),
                      Index("ix_idea_import_by", "by_id", "id"), Index("ix_idea_import_state", "state", "id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    """Who brought it; nobody when it was done on the server's own command line without naming somebody."""
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The file itself, of a long list that is still to be read."""
    rows: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The rows as they were read (``files.packed``): all of a short list, the first ones of a long one."""
    large: Mapped[int] = mapped_column(default=0)
    chosen: Mapped[str] = mapped_column(Text, default="{}")
    """JSON: the heading's place and what each column means (``columns.Choice``)."""
    found: Mapped[str] = mapped_column(Text, default="{}")
    """JSON: what was counted, and of a failed long list which lines were wrong (``checking.Report``)."""
    total: Mapped[int] = mapped_column(default=0)
    """Rows to be worked on; ``progress`` of them are through the step that runs now."""
    progress: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    at_us: Mapped[int] = mapped_column(Micros)
    done_us: Mapped[int | None] = mapped_column(Micros)
    undone_us: Mapped[int | None] = mapped_column(Micros)
    undone_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was taken back."""
    owner: Mapped[str | None] = mapped_column(String(80))
    lease_us: Mapped[int] = mapped_column(Micros, default=0)
    """Until when the work belongs to ``owner``; another process takes it up afterwards."""
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id])
    season: Mapped[Season] = relationship()

    @property
    def importer(self) -> str:
        """Who brought it, as the engine knows them."""
        return "console" if self.by_id is None else f"p{self.by_id}"


class ImportedIdea(Model):
    """Which row of which file an idea came from. ``key`` knows the row again when the file is brought once more."""

    __tablename__ = "imported_idea"
    __table_args__ = (Index("uq_imported_idea_key", "season_id", "key", unique=True, sqlite_where=text("undone_us IS NULL"),
                            postgresql_where=text("undone_us IS NULL")),
                      Index("ix_imported_idea_import", "import_id", "line"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("idea_import.id"))
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"))
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), unique=True)
    line: Mapped[int] = mapped_column()
    key: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(String(64))
    """Digest of all that the row said, so that a changed row under the same number is seen."""
    whose: Mapped[str] = mapped_column(String(64))
    """Digest of name and phone, so that two people under one number are told apart."""
    external: Mapped[str] = mapped_column(String(60), default="")
    """The number the idea has where it came from."""
    source: Mapped[str] = mapped_column(String(60), default="")
    """The channel in the words of the list."""
    undone_us: Mapped[int | None] = mapped_column(Micros)


class StagedRow(Model):
    """A row of a long list that was found right and waits for its turn; gone when it is an idea."""

    __tablename__ = "staged_row"
    __table_args__ = (UniqueConstraint("import_id", "line"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("idea_import.id"))
    line: Mapped[int] = mapped_column()
    key: Mapped[str] = mapped_column(String(64))
    entry: Mapped[str] = mapped_column(Text)
    """JSON of ``entries.Entry``."""


class ColumnChoice(Model):
    """Which columns somebody chose for a list with these headings; used again for the next list that has the same ones."""

    __tablename__ = "column_choice"
    __table_args__ = (UniqueConstraint("headings", "by_id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    headings: Mapped[str] = mapped_column(String(64))
    """Digest of the headings, without blanks, width and brackets."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"))
    chosen: Mapped[str] = mapped_column(Text)
    at_us: Mapped[int] = mapped_column(Micros)
