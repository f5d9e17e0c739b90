"""The funnel adds up at every moment: a small model of its own says what became of each idea, and the query must say the same."""
from __future__ import annotations

import random
from collections import Counter
from datetime import date

from sqlalchemy import select

from proposals import clock
from proposals.collection import actions, queries
from proposals.collection.answering import acts as answers
from proposals.collection.answering.acts import Decision
from proposals.collection.models import Proposal
from proposals.optimisation import actions as improving
from proposals.optimisation.merging.joining import join
from proposals.optimisation.merging.wording import latest
from proposals.seasons import actions as seasons
from proposals.seasons.models import PHASES
from proposals.storage import db
from tests.drive import collection as drive
from tests.drive.collection import who
from tests.drive.merging import joining
from tests.drive.optimisation import FOUND
from workflow import SYSTEM, Actor, Refused

STANDS = {"submitted": "screening", "accepted": "accepted", "researching": "accepted", "optimising": "improving", "declined": "declined",
          "dropped": "not-selected", "withdrawn": "withdrawn", "merged": "merged", "split": "split",
          "referred": "referred", "kept": "library"}
EXITS = {"commercial": "declined", "transferred": "referred", "whistle": "referred", "deliberation": "referred", "hotline": "referred",
         "micro-wish": "referred", "market": "referred", "project-library": "kept"}
AT_LEAST, AT_MOST = 60, 240


class Model:
    """What a clerk with paper and pencil would know: where each idea stands, where it came from, and what lives on in what."""

    def __init__(self, season):
        self.season, self.state, self.origin, self.better, self.into, self.came_from = season, {}, {}, set(), {}, {}
        self.meant = {}

    def born(self, one, *, origin, state):
        self.origin[one], self.state[one] = origin, state
        if state == "optimising":
            self.better.add(one)

    def choose(self, one):
        self.state[one] = "optimising"
        self.better.add(one)

    def merge(self, ones, *, into):
        for one in ones:
            self.came_from[one], self.into[one], self.state[one] = self.state[one], into, "merged"

    def unmerge(self, one):
        self.state[one], package = self.came_from.pop(one), self.into.pop(one)
        if self.origin[package] == "merged" and package not in self.into.values() and self.state[package] != "withdrawn":
            self.state[package] = "dropped"

    def funnel(self):
        """(collected, improved, fates, packages by origin), counted one by one."""
        sent = [one for one, origin in self.origin.items() if origin in ("collected", "carried")]
        alone = [one for one in self.better if self.state[one] not in ("merged", "split")]
        fates, packages = Counter(STANDS[self.state[one]] for one in sent), Counter(self.origin[one] for one in alone)
        return len(sent), sum(one in self.better for one in sent), fates, packages


class Walk:
    """Random things that random people do to random ideas, in the program and in the model alike."""

    def __init__(self, model, *, chance, at):
        self.model, self.chance, self.at = model, chance, at
        self.street, self.support, self.lead, self.chief = (who(name) for name in ("孙干事", "何静", "周敏", "王主任"))

    def one(self, *states):
        found = [one for one, state in self.model.state.items() if state in states]
        return self.chance.choice(found or list(self.model.state))

    def submit(self):
        text = drive.idea_text(f"点子{len(self.model.state)}", problem=f"问题问题{len(self.model.state)}")
        idea = actions.enter(self.model.season, idea=text, contact=drive.contact(), channel="desk", by=who("张小雨"), at=self.at)
        self.model.born(idea.id, origin="collected", state="submitted")

    def accept(self):
        one = self.one("submitted")
        actions.accept(one, by=self.street, at=self.at)
        self.model.state[one] = "accepted"

    def decline(self):
        one, (reason, exit_) = self.one("submitted"), self.chance.choice(list(EXITS.items()))
        actions.decline(one, reason=reason, unit="住建局", note="说明", by=self.street, at=self.at)
        self.model.state[one] = exit_

    def publish(self):
        ones = list(dict.fromkeys(self.one("submitted") for _ in range(3)))
        for one in ones:
            reason, exit_ = self.chance.choice([(None, "accepted"), *EXITS.items()])
            decision = Decision("decline" if reason else "accept", reason, "“{题目}”有了答复。", unit="住建局")
            answers.prepare([one], decision=decision, by=self.street, at=self.at)
            self.model.meant[one] = exit_
        for one in answers.publish(ones, by=self.chief, at=self.at, key=f"publication-{len(self.model.state)}-{ones}", dry_run=False).moved:
            self.model.state[one] = self.model.meant[one]

    def research(self):
        one = self.one("accepted")
        improving.research(one, by=self.support, at=self.at)
        improving.record_research(one, finding=FOUND, by=self.support, at=self.at)
        self.model.state[one] = "researching"

    def shortlist(self):
        one = self.one("researching")
        improving.shortlist(one, reason="好", by=self.lead, at=self.at)
        self.model.choose(one)

    def drop(self):
        one = self.one("accepted", "researching", "optimising")
        improving.drop(one, reason="low-need", note="说明", by=self.lead, at=self.at)
        self.model.state[one] = "dropped"

    def withdraw(self):
        one = self.one("submitted", "accepted", "researching", "optimising")
        proposer = db.session.scalars(select(Proposal.proposer_id).where(Proposal.id == one)).one()
        db.session.rollback()
        actions.withdraw(one, by=Actor(f"p{proposer}", ""), at=self.at)
        self.model.state[one] = "withdrawn"

    def merge(self):
        into, *ones = dict.fromkeys(self.one("accepted", "researching", "optimising") for _ in range(3))
        repeats = tuple(ones[:self.chance.randrange(2)])
        join(joining(*ones, into=into, repeats=repeats, seen=self.seen(into)), by=self.lead, at=self.at)
        self.model.merge(ones, into=into)

    def found(self):
        ones = list(dict.fromkeys(self.one(*states) for states in (("optimising",), ("accepted", "researching"), ("researching", "optimising"))))
        package = join(joining(*ones, title="合在一起"), by=self.lead, at=self.at)
        self.model.born(package, origin="merged", state="optimising")
        self.model.merge(ones, into=package)

    def seen(self, into):
        last = latest(db.session(), proposal_id=into)
        return last.version if last else 0

    def unmerge(self):
        one = self.one("merged")
        improving.unmerge(one, note="分开", by=self.chief, at=self.at)
        self.model.unmerge(one)

    def split(self):
        one, unit = self.one("optimising"), self.chance.choice(("", "住建局"))
        improving.split_up(one, parts=[{"title": "甲部分"}, {"title": "乙部分", "unit": unit}], note="两件事", by=self.lead, at=self.at)
        db.session.rollback()
        self.model.state[one] = "split"
        for part in db.session.scalars(select(Proposal.id).where(Proposal.origin == "split", Proposal.id.not_in(list(self.model.state))).order_by(Proposal.id)):
            self.model.born(part, origin="split", state="optimising")


ACTS = (Walk.submit, Walk.submit, Walk.accept, Walk.accept, Walk.accept, Walk.decline, Walk.publish, Walk.research, Walk.research, Walk.shortlist,
        Walk.shortlist, Walk.drop, Walk.withdraw, Walk.merge, Walk.found, Walk.found, Walk.unmerge, Walk.unmerge, Walk.split)


def counted(season):
    db.session.rollback()
    found = queries.funnel(season)
    assert found.collected == sum(found.fates.values())
    return found.collected, found.improved, Counter(found.fates), Counter(found.packages)


def test_it_adds_up_after_every_single_step(app):
    model, chance = Model(drive.season_id()), random.Random(4)
    walk, made = Walk(model, chance=chance, at=clock.now()), Counter()
    for _first in range(6):
        walk.submit()
    for turn in range(AT_MOST):
        if turn > AT_LEAST and len(made) == len(set(ACTS)):
            break
        act = chance.choice(ACTS)
        try:
            act(walk)
            made[act.__name__] += 1
        except Refused:
            db.session.rollback()
        assert counted(model.season) == model.funnel(), act.__name__
    assert sorted({act.__name__ for act in ACTS} - set(made)) == []
    everything = db.session.scalars(select(Proposal)).all()
    assert [each.id for each in everything if (each.state == "merged") != (each.merged_into_id is not None)] == []
    numbers = sorted(each.serial for each in everything if each.serial is not None)
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_is_carried_on_is_collected_anew_and_stays_what_it_was(app):
    this, at = drive.season_id(), clock.now()
    idea = drive.accepted(at=at)
    improving.drop(idea.id, reason="low-need", note="说明", by=who("周敏"), at=at)
    year = clock.today(at).year + 1
    spans = [seasons.Span(name, date(year, 1, 1), date(year, 12, 31)) for name in PHASES]
    later = seasons.open_season(year, title="下一届", spans=spans, demonstration=True, by=SYSTEM, at=at)
    seasons.open_phase(later, name="collection", by=who("李科长"), at=at)
    actions.revive(idea.id, note="再试一次", by=who("何静"), at=at)
    assert counted(later) == (0, 0, Counter(), Counter())
    copy = db.session.scalars(select(Proposal).where(Proposal.season_id == later)).one()
    actions.submit(copy.id, by=Actor(f"p{copy.proposer_id}", ""), at=at)
    assert counted(later) == (1, 0, Counter({"screening": 1}), Counter())
    assert counted(this) == (1, 0, Counter({"not-selected": 1}), Counter())
    assert [(link.kind, link.source_id, link.target_id) for link in queries.kindred(copy.id).links] == [("carried", idea.id, copy.id)]
