"""What the pages about lists ask; each a fixed number of statements."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, defer, joinedload

from ...directory.models import Area
from ...paging import Page, page_of
from ...storage import db
from ..models import IdeaImport, ImportedIdea, Proposal

BESIDE = (joinedload(IdeaImport.by), joinedload(IdeaImport.undone_by), joinedload(IdeaImport.season))
LIGHT = (defer(IdeaImport.content), defer(IdeaImport.rows), defer(IdeaImport.found))


@dataclass(frozen=True, slots=True)
class Came:
    """One idea of a list: its line there, and what it is now."""

    line: int
    proposal_id: int
    title: str
    name: str
    community: str | None
    state: str
    id: int


def imports(*, by_id: int | None, after: int | None, before: int | None) -> Page[IdeaImport]:
    """One page of lists, the newest first: one person's, or (None) everybody's; one statement."""
    asked: Select[tuple[IdeaImport]] = select(IdeaImport).options(*BESIDE, *LIGHT)
    if by_id is not None:
        asked = asked.where(IdeaImport.by_id == by_id)
    return page_of(asked, IdeaImport.id, after=after, before=before)


def one(import_id: int) -> IdeaImport | None:
    """A list with who brought it; one statement."""
    asked = select(IdeaImport).where(IdeaImport.id == import_id).options(*BESIDE, defer(IdeaImport.content))
    return db.session.scalars(asked).unique().one_or_none()


def came_with(import_id: int, *, limit: int) -> list[Came]:
    """The first ideas of a list, by line; one statement."""
    community = aliased(Area)
    asked = (select(ImportedIdea.line, Proposal.id, Proposal.title, Proposal.contact_name, community.name, Proposal.state, ImportedIdea.id)
             .join(Proposal, Proposal.id == ImportedIdea.proposal_id).outerjoin(community, community.id == Proposal.community_id)
             .where(ImportedIdea.import_id == import_id).order_by(ImportedIdea.line).limit(limit))
    return [Came(*row) for row in db.session.execute(asked)]


def still_there(import_id: int) -> int:
    """How many ideas of a list were not taken back; one statement."""
    asked = select(func.count()).select_from(ImportedIdea).where(ImportedIdea.import_id == import_id, ImportedIdea.undone_us.is_(None))
    return int(db.session.scalar(asked) or 0)
