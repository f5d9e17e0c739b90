"""Collection in the replay: invented residents write ideas after the forty, each in their own street and words."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from sqlalchemy import select

from workflow import Actor

from ..collection import actions
from ..collection.actions import Contact, Form, Idea
from ..collection.models import Proposal
from ..directory.models import Area
from ..storage import act, db
from .approving import by_street
from .crew import invented_name
from .driving import DAY_US, together
from .ideas import forty, sentences
from .troupe import Street, Troupe

MODELS = tuple(idea for idea in forty() if idea.triage in ("入选", "合并"))
OPENINGS = ("我们楼里好几家都这样说。", "这事邻居们议论很久了。", "去年冬天起就这样。", "我在这儿住了二十年。", "孩子和老人都盼着。", "我们几户愿意一起出力。", "想了很久，还是写下来。")


@act
def write_ideas(number: int, *, first: int, troupe: Troupe, random: Random, at: int) -> list[int]:
    """So many new ideas within one week: nine in ten on paper, taken down street by street at the desk; the others on the phone."""
    names = {key: name for key, name in db.session.execute(select(Area.id, Area.short_name).where(Area.parent_id.is_not(None)))}
    streets = [street for street in troupe.streets.values() if street.communities]
    heaps: dict[int, list[Form]] = defaultdict(list)
    new: list[int] = []
    for place in range(first, first + number):
        street = random.choice(streets)
        form = _fill_in(place, names=names, street=street, troupe=troupe, random=random)
        if place % 10:
            heaps[street.id].append(form)
        else:
            new.append(actions.enter(troupe.season_id, idea=form.idea, contact=form.contact, channel="web", by=actions.VISITOR, at=at).id)
    for street_id, forms in heaps.items():
        new += actions.enter_many(troupe.season_id, forms=forms, channel="desk", by=troupe.streets[street_id].clerk, at=at + DAY_US)
    return new


def _fill_in(place: int, *, names: dict[int, str], street: Street, troupe: Troupe, random: Random) -> Form:
    community, model = random.choice(street.communities), MODELS[place % len(MODELS)]
    problem, solution = sentences(model.body)
    idea = Idea(title=model.title, problem=f"{names[community]}：{random.choice(OPENINGS)}{problem}", solution=f"{solution}（第 {place + 1} 号演示点子）",
                community_id=community, category_id=troupe.categories[model.category])
    person = place * 7 // 8
    return Form(idea, Contact(name=invented_name(person), phone=f"137{person:08d}", submitter=model.submitter, show_name=place % 5 == 0))


@act
def accept(ids: Sequence[int], *, troupe: Troupe, at: int) -> None:
    """Each street's officer accepts its own."""
    for street_id, group in by_street(ids).items():
        together(group, "accept", by=troupe.streets[street_id].officer, at=at)


@act
def decline(ids: Sequence[int], *, troupe: Troupe, at: int) -> int:
    """These are somebody else's duty or a private wish; returns how many there were."""
    for street_id, group in by_street(ids).items():
        together(group, "decline", by=troupe.streets[street_id].officer, at=at, note="不属于征集范围，已说明去处。", data={"reason": "other-duty"})
    return len(ids)


@act
def withdraw(ids: Sequence[int], *, at: int) -> None:
    """Their proposers take these back."""
    for proposal_id, proposer_id in list(db.session.execute(select(Proposal.id, Proposal.proposer_id).where(Proposal.id.in_(ids)))):
        actions.withdraw(proposal_id, by=Actor(f"p{proposer_id}", ""), at=at)
