"""What the merge workbench asks: the ideas on the table, those that could be put there, and the shares as they stand. Fixed statements."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from workflow.tables import instance

from ...collection.models import Lineage, Proposal
from ...collection.queries import Link
from ...forms import clean_code
from ...storage import db
from ..rules.merging import BEFORE_REVIEW, MERGES
from .credit import standing
from .models import PARTS, Passage, Wording
from .wording import latest

ON_THE_TABLE = 12
FOUND = 10
BESIDE = (joinedload(Proposal.street), joinedload(Proposal.season), joinedload(Proposal.proposer), joinedload(Proposal.community))


@dataclass(frozen=True, slots=True)
class Seen:
    """An idea on the table and the step number it stood at when it was read."""

    idea: Proposal
    seq: int


def on_the_table(ids: Sequence[int], *, streets: tuple[int, ...] | None) -> list[Seen]:
    """Numbered ideas of these streets (None: of the district) and of one season, that of the first; in the order asked, twelve at most."""
    asked = select(Proposal, instance.c.seq).join(instance, instance.c.id == Proposal.id).where(Proposal.id.in_(ids), Proposal.number.is_not(None))
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    found = {row[0].id: Seen(row[0], row[1]) for row in db.session.execute(asked.options(*BESIDE)).unique()}
    kept = [found[each] for each in dict.fromkeys(ids) if each in found]
    return [seen for seen in kept if seen.idea.season_id == kept[0].idea.season_id][:ON_THE_TABLE]


def candidates(words: str, *, beside: Sequence[Seen], streets: tuple[int, ...] | None) -> list[Proposal]:
    """Ideas not sent to review that could be put on the table: by words or number, else of the first idea's category and street; ten at most."""
    asked = select(Proposal).where(Proposal.state.in_(BEFORE_REVIEW), Proposal.id.not_in([seen.idea.id for seen in beside]))
    if beside:
        asked = asked.where(Proposal.season_id == beside[0].idea.season_id)
    if streets is not None:
        asked = asked.where(Proposal.street_id.in_(streets))
    if words:
        asked = asked.where(or_(Proposal.title.contains(words, autoescape=True), Proposal.problem.contains(words, autoescape=True),
                                Proposal.number == clean_code(words).upper()))
    elif beside:
        asked = asked.where(and_(Proposal.street_id == beside[0].idea.street_id, Proposal.category_id == beside[0].idea.category_id))
    return list(db.session.scalars(asked.options(*BESIDE).order_by(Proposal.id.desc()).limit(FOUND)).unique())


def merged_before(target_id: int) -> list[tuple[Lineage, Proposal]]:
    """What lives on in a package already, the earliest first; one statement."""
    asked = (select(Lineage, Proposal).join(Proposal, Proposal.id == Lineage.source_id)
             .where(Lineage.target_id == target_id, Lineage.kind.in_(MERGES), Lineage.undone_us.is_(None)))
    return [(row[0], row[1]) for row in db.session.execute(asked.options(*BESIDE).order_by(Lineage.id)).unique()]


def was_merged(case_id: int) -> tuple[str | None, str] | None:
    """From which state an idea was merged, and the title of the package it lives on in; None for an idea that is not merged."""
    package = aliased(Proposal)
    asked = (select(instance.c.resume, package.title).select_from(Proposal).join(instance, instance.c.id == Proposal.id)
             .join(package, package.id == Proposal.merged_into_id).where(Proposal.id == case_id))
    row = db.session.execute(asked).one_or_none()
    return (row[0], row[1]) if row is not None else None


def combined(proposal_id: int) -> Wording | None:
    """The combined text of a package as it stands now, with its passages; two statements."""
    return latest(db.session(), proposal_id=proposal_id)


def words(proposal_id: int) -> dict[str, list[str]]:
    """What the combined text says now, part by part, without the passages of ideas that were taken out again; one statement."""
    newest = select(func.max(Wording.version)).where(Wording.proposal_id == proposal_id).scalar_subquery()
    living = select(Lineage.source_id).where(Lineage.target_id == proposal_id, Lineage.kind.in_(MERGES), Lineage.undone_us.is_(None))
    counts = or_(Passage.source_id.is_(None), Passage.source_id == proposal_id, Passage.source_id.in_(living))
    asked = select(Passage.part, Passage.text).join(Wording, Wording.id == Passage.wording_id).where(Wording.proposal_id == proposal_id)
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    for part, text in db.session.execute(asked.where(Wording.version == newest, counts).order_by(Passage.position)):
        found[part].append(text)
    return found


def credit(links: Sequence[Link], *, target_id: int, origin: str) -> dict[int, int]:
    """Who has what share of a package now, by case id: its own author under its own id, then each idea that lives on in it; it adds up to 100."""
    living = [link for link in links if link.target_id == target_id and link.kind in MERGES and link.undone_us is None]
    own, shares = standing([link.share for link in living], has_author=origin != "merged")
    return ({target_id: own} if origin != "merged" else {}) | {link.source_id: share for link, share in zip(living, shares, strict=True)}
