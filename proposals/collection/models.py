"""The proposal: one case from draft to closed. Facts and states that must agree are tied by CHECKs."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .. import clock
from ..accounts.models import Person
from ..directory.models import Area, Organisation
from ..seasons.models import Category, Season
from ..storage import BigId, Case, Fen, Micros, Model
from .answering.models import Answer, LetterSentence, Publication
from .importing.models import ColumnChoice, IdeaImport, ImportedIdea, StagedRow
from .mine.models import Follow
from .referring.models import Referral, ReferralEntry, SeasonSerial
from .resembling.models import Comparison, LikelyGroup, LikelyMember, LikelyRun

__all__ = ["Answer", "CoProposer", "ColumnChoice", "Comparison", "Follow", "IdeaImport", "ImportedIdea", "LetterSentence", "LikelyGroup", "LikelyMember",
           "LikelyRun", "Lineage", "Photo", "Proposal", "Publication", "Referral", "ReferralEntry", "Resemblance", "SeasonSerial", "StagedRow", "StreetSerial"]


class Proposal(Case, Model):
    """An idea, and the project it may become."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_names_its_target"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_merged_into_itself"),
        CheckConstraint("state IN ('draft', 'lapsed') OR submitted_us IS NOT NULL OR state = 'withdrawn' AND reason = 'import-undone'",
                        name="submitted_has_its_time"),
        CheckConstraint("(number IS NULL) = (serial IS NULL)", name="number_and_serial_together"),
        CheckConstraint("state NOT IN ('signed', 'implementing', 'reporting', 'correcting', 'assessing', 'announcing', 'closed', 'terminated', 'failed')"
                        " OR (agreed_fen IS NOT NULL AND organisation_id IS NOT NULL)", name="signed_has_amount_and_implementer"),
        CheckConstraint("state NOT IN ('implementing') OR (starts_on IS NOT NULL AND ends_on IS NOT NULL)", name="running_has_dates"),
        CheckConstraint("agreed_fen IS NULL OR agreed_fen > 0", name="agreed_amount_positive"),
        CheckConstraint("origin IN ('collected', 'merged', 'split', 'carried')", name="origin_known"),
        CheckConstraint("channel IN ('web', 'desk', 'event', 'phone', 'import')", name="channel_known"),
        CheckConstraint("submitter IN ('resident', 'self_org', 'community_org', 'social_org', 'enterprise', 'minor')", name="submitter_known"),
        CheckConstraint("state IN ('draft', 'lapsed') OR proposer_id IS NOT NULL", name="only_a_draft_is_nobodys"),
        CheckConstraint("participation IN ('propose', 'help', 'lead')", name="participation_known"),
        CheckConstraint("guardian_consent_us IS NULL OR (guardian_name <> '' AND guardian_phone <> '')", name="consent_names_the_guardian"),
        CheckConstraint("submitter <> 'minor' OR guardian_consent_us IS NOT NULL"
                        " OR state IN ('draft', 'lapsed', 'submitted', 'needs_info', 'withdrawn', 'not_accepted')", name="minor_has_guardian"),
        UniqueConstraint("season_id", "street_id", "serial"),
        UniqueConstraint("season_id", "number"),
        Index("ix_proposal_state", "season_id", "state", "id"),
        Index("ix_proposal_street", "street_id", "state", "id"),
        Index("ix_proposal_street_newest", "street_id", "id"),
        Index("ix_proposal_proposer", "proposer_id", "id"),
        Index("ix_proposal_organisation", "organisation_id", "state"),
        Index("ix_proposal_merged_into", "merged_into_id"),
        Index("ix_proposal_text", "season_id", "text_digest"),
        Index("ix_proposal_revision", "season_id", "revision"),
    )
    number: Mapped[str | None] = mapped_column(String(24))
    """2018-XT-0001, given at acceptance, never reused; shown as 2018-西屯-0001."""
    serial: Mapped[int | None] = mapped_column()
    receipt: Mapped[str] = mapped_column(String(16), unique=True)
    """The short code by which the proposer finds the idea before and after it has a number."""
    origin: Mapped[str] = mapped_column(String(12), default="collected")
    channel: Mapped[str] = mapped_column(String(12), default="web")
    form_date: Mapped[date | None] = mapped_column(Date)
    """The day on which the idea was given, as the paper form, the caller or the list says: paper may be entered some days after the collection
    has ended. When it was entered, and by whom, is in the history."""
    submitter: Mapped[str] = mapped_column(String(16), default="resident")
    street_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    community_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("area.id"))
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("category.id"))
    proposer_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    """Whose idea it is; not known while an unsigned visitor is still writing."""
    contact_name: Mapped[str] = mapped_column(String(60), default="")
    """The name as it was typed: one phone may serve a whole family."""
    joint_names: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Whom the proposer names as having thought of it with them; they agreed to nothing, so the public reads their family names only."""
    assisted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    guardian_name: Mapped[str] = mapped_column(String(60), default="")
    guardian_phone: Mapped[str] = mapped_column(String(20), default="")
    guardian_consent_us: Mapped[int | None] = mapped_column(Micros)
    show_name: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(60), default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    solution: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    beneficiaries: Mapped[str] = mapped_column(String(200), default="")
    participation: Mapped[str] = mapped_column(String(12), default="propose")
    """propose, help, lead."""
    cost_fen: Mapped[int | None] = mapped_column(Fen)
    """What the proposer thinks it would cost; nobody is held to it."""
    token_digest: Mapped[str | None] = mapped_column(String(64))
    """Of the secret in the link by which an unsigned visitor goes on writing."""
    code_digest: Mapped[str | None] = mapped_column(String(64))
    """Of the six digits by which the draft is opened on another device together with its receipt."""
    code_tries: Mapped[int] = mapped_column(default=0, server_default="0")
    """Wrong digits so far; after five only the link opens it."""
    text_digest: Mapped[str | None] = mapped_column(String(64))
    """Of the words alone, without blanks and punctuation, so that the same idea sent twice is seen at once."""
    revision: Mapped[int] = mapped_column(Micros, default=clock.now, onupdate=clock.now, server_default=text("0"))
    """When this row was last written, by this machine's own clock: what keeps a copy of the texts asks for later ones (resembling.store)."""
    researcher_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    submitted_us: Mapped[int | None] = mapped_column(Micros)
    """When it came to us; forgotten when the list it came with was taken back as a whole, so that it counts nowhere."""
    acknowledged_us: Mapped[int | None] = mapped_column(Micros)
    """When somebody of the office first took it up (签收)."""
    reason: Mapped[str | None] = mapped_column(String(40))
    """The coded reason of a negative or other exit (collection.rules.REASONS)."""
    merged_into_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("proposal.id"))
    wording_version: Mapped[int] = mapped_column(default=0, server_default="0")
    """Of the text that this idea has together with those merged into it; 0 while there is none."""
    improved_us: Mapped[int | None] = mapped_column(Micros)
    """When the idea entered the improved ones (入选优化): the funnel's second figure counts these."""
    escalations: Mapped[int] = mapped_column(default=0)
    organisation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organisation.id"))
    """Who carries the project out."""
    planned_fen: Mapped[int | None] = mapped_column(Fen)
    agreed_fen: Mapped[int | None] = mapped_column(Fen)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    season: Mapped[Season] = relationship()
    street: Mapped[Area | None] = relationship(foreign_keys=[street_id])
    community: Mapped[Area | None] = relationship(foreign_keys=[community_id])
    category: Mapped[Category | None] = relationship()
    proposer: Mapped[Person | None] = relationship(foreign_keys=[proposer_id])
    assisted_by: Mapped[Person | None] = relationship(foreign_keys=[assisted_by_id])
    researcher: Mapped[Person | None] = relationship(foreign_keys=[researcher_id])
    organisation: Mapped[Organisation | None] = relationship()
    merged_into: Mapped[Proposal | None] = relationship(remote_side="Proposal.id")

    @property
    def display_number(self) -> str:
        """The number as people read it, 2018-西屯-0001; before there is one, the receipt code."""
        if self.serial is None or self.street is None:
            return self.receipt
        return number_shown(self.season.year, self.street.short_name, self.serial)


def number_shown(year: int, street: str, serial: int) -> str:
    """A number as people read it: 2018-西屯-0001."""
    return f"{year}-{street}-{serial:04d}"


class CoProposer(Model):
    """Somebody whose idea lives on in this proposal, and since which merge; kept being told."""

    __tablename__ = "co_proposer"
    __table_args__ = (UniqueConstraint("proposal_id", "person_id", "from_id"),)
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("person.id"), index=True)
    from_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))


class Lineage(Model):
    """Which proposal came from which: merge, duplicate, split, carried; undone, never deleted."""

    __tablename__ = "lineage"
    __table_args__ = (
        CheckConstraint("kind IN ('merge', 'duplicate', 'split', 'carried')", name="kind_known"),
        CheckConstraint("source_id <> target_id", name="two_proposals"),
        CheckConstraint("share BETWEEN 0 AND 100", name="share_in_range"),
        Index("ix_lineage_source", "source_id"), Index("ix_lineage_target", "target_id"),
    )
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    target_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    kind: Mapped[str] = mapped_column(String(12))
    share: Mapped[int] = mapped_column()
    """Share of the credit in percent."""
    at_us: Mapped[int] = mapped_column(Micros)
    undone_us: Mapped[int | None] = mapped_column(Micros)


class Photo(Model):
    """A picture of an idea, re-encoded, without place or camera data."""

    __tablename__ = "photo"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at_us: Mapped[int] = mapped_column(Micros)


class StreetSerial(Model):
    """The last number given in a season and street; counted up in the same transaction, so that numbers have no gaps."""

    __tablename__ = "street_serial"
    season_id: Mapped[int] = mapped_column(BigId, ForeignKey("season.id"), primary_key=True)
    street_id: Mapped[int] = mapped_column(BigId, ForeignKey("area.id"), primary_key=True)
    last: Mapped[int] = mapped_column()


class Resemblance(Model):
    """Another idea of the season that says the same, and what staff found when they looked: same, different, or not looked yet."""

    __tablename__ = "resemblance"
    __table_args__ = (UniqueConstraint("proposal_id", "other_id"), CheckConstraint("proposal_id <> other_id", name="two_proposals"),
                      CheckConstraint("verdict IN ('same', 'related', 'different')", name="verdict_known"), Index("ix_resemblance_other", "other_id"))
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    other_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    verdict: Mapped[str | None] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("person.id"))
    at_us: Mapped[int] = mapped_column(Micros)
    other: Mapped[Proposal] = relationship(foreign_keys=[other_id])
