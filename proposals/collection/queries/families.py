"""How ideas hang together: what was merged into what, split out of what and carried on into a later season, over any number of generations."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, case, cast, literal, or_, select
from sqlalchemy.orm import aliased

from ...accounts.models import Person
from ...storage import db
from ..models import Lineage, Proposal

FURTHEST = 12
"""Steps from the idea asked for. A merge and a season's change are one each: eleven seasons, or the other ideas of one package in two."""
MOST_LINKS = 200
MERGES = ("merge", "duplicate")


@dataclass(frozen=True, slots=True)
class Relative:
    """An idea of a family. Its author's name is whole; whoever shows it masks it."""

    id: int
    title: str
    number: str | None
    state: str
    origin: str
    season_id: int
    proposer_id: int | None
    street_id: int | None
    author: str
    show_name: int


@dataclass(frozen=True, slots=True)
class Link:
    """One idea became (part of) another: ``share`` of the credit in percent, when, and when it was undone."""

    source_id: int
    target_id: int
    kind: str
    share: int
    at_us: int
    undone_us: int | None


@dataclass(frozen=True, slots=True)
class Kindred:
    """The family of one idea: everybody in it by case id, and what joins them, the earliest first."""

    idea_id: int
    ideas: dict[int, Relative]
    links: tuple[Link, ...]

    def merged_here(self) -> list[Link]:
        """What was merged into this idea, also what was taken out again."""
        return [link for link in self.links if link.target_id == self.idea_id and link.kind in MERGES]


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative next to an idea: where it stands to it (``into`` it or ``out`` of it), by what, and with how much of the credit in percent."""

    id: int
    title: str
    number: str | None
    state: str
    author: str
    show_name: int
    way: str
    kind: str
    share: int
    at_us: int
    undone_us: int | None


def _family() -> Any:
    """Walk the links both ways from the idea; the same on both databases, bounded by generations."""
    walk = select(cast(bindparam("idea"), BigInteger).label("id"), literal(0).label("far")).cte("kin", recursive=True)
    other = case((Lineage.source_id == walk.c.id, Lineage.target_id), else_=Lineage.source_id)
    onward = select(other, walk.c.far + 1).join(walk, or_(Lineage.source_id == walk.c.id, Lineage.target_id == walk.c.id)).where(walk.c.far < FURTHEST)
    return walk.union(onward)


def _statement() -> Any:
    """The links of the family with both their ends; put together once, for it takes longer than a look into the index."""
    family, ends = _family(), [(aliased(Proposal), aliased(Person)) for _end in range(2)]
    columns = [column for idea, person in ends for column in (idea.id, idea.title, idea.number, idea.state, idea.origin, idea.season_id, idea.proposer_id,
                                                              idea.street_id, person.name, idea.show_name)]
    (source, author), (target, owner) = ends
    links = (Lineage.source_id, Lineage.target_id, Lineage.kind, Lineage.share, Lineage.at_us, Lineage.undone_us)
    return (select(*links, *columns).join(source, source.id == Lineage.source_id).join(target, target.id == Lineage.target_id)
            .outerjoin(author, author.id == source.proposer_id).outerjoin(owner, owner.id == target.proposer_id)
            .where(Lineage.source_id.in_(select(family.c.id))).order_by(Lineage.id).limit(MOST_LINKS))


KINDRED = _statement()
OWN, EACH = 6, 10
"""How many columns a row has for the link itself, and for each of its ends."""


def kindred(proposal_id: int) -> Kindred:
    """The whole family of an idea, also over links that were undone; one statement, at most 200 links."""
    rows = db.session.execute(KINDRED, {"idea": proposal_id}).all()
    ideas = {relative.id: relative for row in rows for relative in _ends(row)}
    return Kindred(proposal_id, ideas, tuple(Link(*row[:OWN]) for row in rows))


def _ends(row: Row[Any]) -> Iterable[Relative]:
    for begin in (OWN, OWN + EACH):
        fields = list(row[begin:begin + EACH])
        fields[EACH - 2] = fields[EACH - 2] or ""
        yield Relative(*fields)


def lineage(proposal_id: int) -> list[Kin]:
    """The ideas that flowed into this one or came out of it, also those undone, the earliest first; one statement. Authors are not masked."""
    return next_to(kindred(proposal_id))


def next_to(family: Kindred) -> list[Kin]:
    """Those of a family that are joined to the idea itself."""
    found = []
    for link in family.links:
        if family.idea_id in (link.source_id, link.target_id):
            into = link.target_id == family.idea_id
            one = family.ideas[link.source_id if into else link.target_id]
            found.append(Kin(one.id, one.title, one.number, one.state, one.author, one.show_name, "into" if into else "out", link.kind, link.share,
                             link.at_us, link.undone_us))
    return found
