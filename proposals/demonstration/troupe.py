"""Who plays which part in a season: the actors of every street, the support organisation, the payers, the bureau."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from workflow import Actor

from ..accounts.models import Person, Post
from ..approval.models import Panel, PanelMember
from ..directory.models import Area
from ..seasons.models import Category, Criterion
from ..storage import db


@dataclass(frozen=True)
class Street:
    """The people of one street: desk clerk, officer, lead, and the panel's judges with the chair first."""

    id: int
    clerk: Actor
    officer: Actor
    lead: Actor
    judges: tuple[Actor, ...]
    communities: tuple[int, ...]


@dataclass(frozen=True)
class Carrier:
    """An organisation that carries projects out, and who acts for it."""

    id: int
    actor: Actor


@dataclass(frozen=True)
class Troupe:
    """Everybody a season needs."""

    season_id: int
    streets: dict[int, Street]
    central: dict[str, Actor]
    """By post: support, support_lead, foundation, foundation_lead, treasury, treasury_lead, bureau, evaluator."""
    carriers: tuple[Carrier, ...]
    categories: dict[str, int]
    criteria: tuple[int, ...]

    def carrier(self, organisation_id: int) -> Actor:
        """Who acts for an organisation."""
        return next(carrier.actor for carrier in self.carriers if carrier.id == organisation_id)

    def signatory(self, party: str, *, street_id: int, organisation_id: int) -> Actor:
        """Who signs for a party of the agreement."""
        local = {"street": self.streets[street_id].lead, "organisation": self.carrier(organisation_id)}
        posts = {"bureau": "bureau", "foundation": "foundation_lead", "support": "support_lead"}
        return local.get(party) or self.central[posts[party]]


def gather(season_id: int) -> Troupe:
    """Read who is there for a season; five statements."""
    held: dict[tuple[str, int | None], Actor] = {}
    carriers = []
    query = select(Person.id, Person.name, Post.kind, Post.street_id, Post.organisation_id).join(Post, Post.person_id == Person.id)
    for row in db.session.execute(query.order_by(Post.id)):
        actor = Actor(f"p{row.id}", row.name)
        held.setdefault((row.kind, row.street_id), actor)
        if row.kind == "organisation":
            carriers.append(Carrier(row.organisation_id, actor))
    central = {kind: actor for (kind, street), actor in held.items() if street is None}
    categories = {row.code: row.id for row in db.session.execute(select(Category.code, Category.id).where(Category.season_id == season_id))}
    of_season = select(Criterion.id).where(Criterion.season_id == season_id, Criterion.street_id.is_(None))
    criteria = tuple(db.session.scalars(of_season.order_by(Criterion.position)))
    return Troupe(season_id, _streets(season_id, held=held), central, tuple(carriers), categories, criteria)


def _streets(season_id: int, *, held: dict[tuple[str, int | None], Actor]) -> dict[int, Street]:
    communities: dict[int, list[int]] = defaultdict(list)
    for key, parent in db.session.execute(select(Area.id, Area.parent_id).where(Area.parent_id.is_not(None)).order_by(Area.id)):
        communities[parent].append(key)
    judges: dict[int, list[Actor]] = defaultdict(list)
    seats = select(Panel.street_id, Person.id, Person.name).join(PanelMember, PanelMember.panel_id == Panel.id).join(Person, Person.id == PanelMember.person_id)
    for street_id, key, name in db.session.execute(seats.where(Panel.season_id == season_id, PanelMember.seat != "reserve").order_by(PanelMember.id)):
        judges[street_id].append(Actor(f"p{key}", name))
    return {street_id: Street(street_id, *(held[kind, street_id] for kind in ("clerk", "street", "street_lead")), tuple(judges[street_id]), tuple(inside))
            for street_id, inside in communities.items() if ("street_lead", street_id) in held}
