"""Merging at the workbench: n ideas into one in one act, or none of them; and what everybody would be told, before it is done."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import SYSTEM, Actor, Problem, Refused
from workflow.outbox import Message
from workflow.tables import instance, outbox, step

from ... import letters
from ...accounts.models import Person
from ...collection.births import gather
from ...collection.models import Proposal
from ...errors import Refusal
from ...gate import person_id
from ...machine import engine
from ...storage import act, db, unit_of_work
from ..rules.merging import BEFORE_REVIEW, live_lines
from .credit import Wish, settled
from .models import PARTS, Wording
from .wording import Said, check, digest, latest, text_of, write

CHOSEN = ("optimising", "revising", "planned")


@dataclass(frozen=True, slots=True)
class Source:
    """An idea to be merged as its reader saw it: ``seq`` is the step number seen, ``kind`` merge or duplicate, ``percent`` None when left empty."""

    id: int
    seq: int
    kind: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Joining:
    """A merger as staff put it together. ``into`` None: a new package named ``title``; ``own`` and ``earlier`` (idea → percent) are the shares of
    the target's author and of those merged before; ``seen`` is the version of the combined text that was on the page."""

    sources: tuple[Source, ...]
    into: int | None
    title: str
    own: int | None
    earlier: tuple[tuple[int, int | None], ...]
    passages: tuple[Said, ...]
    seen: int
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """A letter as one person will read it; ``facts`` is JSON, ``letters.text_of`` says it in the reader's language."""

    name: str
    template: str
    facts: str


class _Rehearsed(Exception):
    """Undoes a rehearsal; carries what it found."""

    def __init__(self, told: list[Told]) -> None:
        super().__init__()
        self.told = told


@act
def join(joining: Joining, *, by: Actor, at: int) -> int:
    """Merge the ideas (合并): all of them or none; returns the package's case id.

    The sources keep text, author, number and page; their authors become co-proposers. Refuses ``source-moved-on`` for an idea that somebody moved
    meanwhile, ``source-not-merged`` with the reasons of every idea that may not be merged, and what ``credit`` and ``wording`` refuse.
    """
    session = db.session()
    ids = [source.id for source in joining.sources]
    if not ids or len({*ids, joining.into} - {None}) < 2:
        raise Refusal("merge-needs-another")
    engine.lock(session, sorted({*ids, *([joining.into] if joining.into is not None else [])}))
    wanted = select(Proposal).where(Proposal.id.in_([*ids, joining.into or 0])).execution_options(populate_existing=True)
    found = {each.id: each for each in session.scalars(wanted)}
    _refuse_stale(session, joining=joining, ideas=found)
    target = _target(session, joining=joining, ideas=found, by=by, at=at)
    credit = _credit(session, joining=joining, target=target)
    each = {source.id: {"kind": source.kind, "share": credit[source.id]} for source in joining.sources}
    data = {"into": target.id, "credit": {str(key): value for key, value in credit.items()}, "wording": joining.seen + 1, "digest": digest(joining.passages)}
    _refuse_all(engine.fire_many(session, ids, "merge_into", by, at=at, note=joining.note, data=data, each=each).refused, ideas=found)
    write(session, proposal_id=target.id, passages=joining.passages, sources=found, seen=joining.seen, by_id=person_id(by) or 0, at=at)
    _say(target, passages=joining.passages)
    return target.id


def _say(package: Proposal, *, passages: Sequence[Said]) -> None:
    """A package made of several ideas has no words but the combined ones; an author's own idea keeps its own, and the combined text stands beside."""
    if package.origin == "merged":
        package.problem, package.solution = (text_of(passages, part=part) for part in PARTS)


def _refuse_stale(session: Session, *, joining: Joining, ideas: dict[int, Proposal]) -> None:
    """One decides on what one saw: every idea that took a step since is named."""
    now = {row.id: row.seq for row in session.execute(select(instance.c.id, instance.c.seq).where(instance.c.id.in_(ideas)))}
    moved = [ideas[source.id] for source in joining.sources if source.id in ideas and now[source.id] != source.seq]
    if moved:
        raise Refused(tuple(Problem.of("source-moved-on", number=idea.display_number, workflow="proposal", state=idea.state) for idea in moved))


def _target(session: Session, *, joining: Joining, ideas: dict[int, Proposal], by: Actor, at: int) -> Proposal:
    """The package they go into; a new one is founded by the first idea that was chosen for improvement, under a number of its own."""
    if joining.into is not None:
        if joining.into not in ideas:
            raise Refusal("target-not-here")
        return ideas[joining.into]
    if not joining.title:
        raise Refusal("new-package-needs-title")
    chosen = [source for source in joining.sources if source.id in ideas and ideas[source.id].state in CHOSEN]
    if not chosen:
        raise Refusal("new-package-needs-chosen")
    check(joining.passages, known=set(ideas))
    lead = ideas[max(chosen, key=lambda source: source.percent or 0).id]
    text = {"title": joining.title, **{part: text_of(joining.passages, part=part) for part in PARTS}}
    package = gather(session, lead, by=by, at=at, text=text)
    engine.fire(session, package.id, "adopt", SYSTEM, at=at, data={"source": lead.id})
    return session.get_one(Proposal, package.id, populate_existing=True)


def _credit(session: Session, *, joining: Joining, target: Proposal) -> dict[int, int]:
    """The whole table of shares: of the target's own author (no line for a package made of several ideas), of those merged before, of those that come."""
    given = dict(joining.earlier)
    holders = [(target.id, Wish(joining.own, False))] if target.origin != "merged" else []
    holders += [(line.source_id, Wish(given.get(line.source_id), line.kind == "duplicate")) for line in live_lines(session, target_id=target.id)]
    holders += [(source.id, Wish(source.percent, source.kind == "duplicate")) for source in joining.sources]
    return dict(zip((holder for holder, _wish in holders), settled([wish for _holder, wish in holders]), strict=True))


def _refuse_all(refused: dict[int, tuple[Problem, ...]], *, ideas: dict[int, Proposal]) -> None:
    """One idea that may not be merged stops the whole: each is named, with its reasons."""
    if refused:
        raise Refused(tuple(problem for case_id, problems in refused.items()
                            for problem in (Problem.of("source-not-merged", number=ideas[case_id].display_number), *problems)))


def rehearse(joining: Joining, *, by: Actor, at: int) -> list[Told]:
    """Merge, read every letter that would be sent, and undo it all: what is shown beforehand is what will be sent. Refuses what ``join`` refuses."""
    try:
        with unit_of_work() as session:
            join(joining, by=by, at=at)
            raise _Rehearsed(_letters(session, ids=[source.id for source in joining.sources]))
    except _Rehearsed as done:
        return done.told


def _letters(session: Session, *, ids: Sequence[int]) -> list[Told]:
    """The letters promised by the newest step of each of these cases, by name of who gets them."""
    newest = select(step.c.id).join(instance, (instance.c.id == step.c.instance_id) & (instance.c.seq == step.c.seq)).where(instance.c.id.in_(ids))
    rows = session.execute(select(outbox).where(outbox.c.step_id.in_(newest)).order_by(outbox.c.id)).all()
    written = [letter for row in rows for letter in letters.letters_of(session, message=Message(row.id, row.step_id, row.topic, json.loads(row.payload), 0))]
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_({letter.person_id for letter in written}))).all())
    return [Told(names[letter.person_id], letter.template, letter.facts) for letter in written]


@act
def reword(proposal_id: int, *, passages: Sequence[Said], seen: int, by: Actor, at: int) -> Wording:
    """Keep a new version of a package's combined text; refuses ``not-in-merging`` once it went to review, and what ``wording`` refuses."""
    session = db.session()
    package = session.get_one(Proposal, proposal_id, with_for_update=True)
    if package.state not in BEFORE_REVIEW or latest(session, proposal_id=proposal_id) is None:
        raise Refusal("not-in-merging")
    ids = [proposal_id, *(line.source_id for line in live_lines(session, target_id=proposal_id))]
    sources = {each.id: each for each in session.scalars(select(Proposal).where(Proposal.id.in_(ids)))}
    _say(package, passages=passages)
    return write(session, proposal_id=proposal_id, passages=passages, sources=sources, seen=seen, by_id=person_id(by) or 0, at=at)
