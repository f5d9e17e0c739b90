"""Every idea has exactly one fate, and all of them add up, whatever happened."""
from __future__ import annotations

import random

import pytest
from sqlalchemy import event, func, select

from proposals import clock
from proposals.collection import actions, queries
from proposals.collection.models import Proposal
from proposals.collection.queries import FATES
from proposals.machine import engine
from proposals.optimisation import actions as improving
from proposals.storage import db
from tests.bench.counting import HOUSEKEEPING
from tests.drive import collection as drive
from tests.drive.collection import who
from tests.drive.optimisation import FOUND, plan_text
from workflow import Refused
from workflow.definitions import PROPOSAL


@pytest.fixture
def at(app):
    return clock.now()


def test_every_state_has_one_fate():
    assert sorted(FATES) == sorted(PROPOSAL.state)


def somebody(ids, *, chance, at):
    """One random thing that somebody does to one random idea."""
    number, other = chance.choice(ids), chance.choice(ids)
    street, support, lead, chief = (who(name) for name in ("孙干事", "何静", "周敏", "王主任"))
    acts = (
        lambda: actions.accept(number, by=street, at=at), lambda: improving.research(number, by=support, at=at),
        lambda: actions.decline(number, reason=chance.choice(("commercial", "transferred", "hotline")), unit="住建局", note="说明", by=street, at=at),
        lambda: improving.record_research(number, finding=FOUND, by=support, at=at), lambda: improving.shortlist(number, reason="好", by=lead, at=at),
        lambda: improving.drop(number, reason=chance.choice(("low-need", "project-library")), note="说明", by=lead, at=at),
        lambda: improving.merge(number, into=other, share=20, note="相近", by=lead, at=at), lambda: improving.unmerge(number, note="分开", by=chief, at=at),
        lambda: improving.split_up(number, parts=[{"title": "甲部分"}, {"title": "乙部分", "unit": chance.choice(("", "住建局"))}], note="两件事", by=lead, at=at),
        lambda: improving.save_plan(number, text=plan_text(), by=support, at=at), lambda: improving.complete_plan(number, by=support, at=at),
        lambda: improving.answer_plan(number, verdict="agree", by=support, at=at, way="phone", note="同意"))
    chance.choice(acts)()


@pytest.mark.parametrize("seed", [1, 2])
def test_random_histories_add_up(at, seed):
    chance = random.Random(seed)
    sent = [drive.submitted(at=at, title=f"点子{number}").id for number in range(12)]
    for _turn in range(150):
        ids = list(db.session.scalars(select(Proposal.id)))
        try:
            somebody(ids, chance=chance, at=at)
        except Refused:
            db.session.rollback()
    counted = queries.funnel(drive.season_id())
    everything = db.session.scalars(select(Proposal)).all()
    assert counted.collected == len(sent) == sum(counted.fates.values())
    assert counted.fates == tally(queries.fate(each).code for each in everything if each.origin == "collected")
    assert sum(counted.states.values()) == len(everything)
    assert counted.improved == sum(1 for each in everything if each.improved_us is not None and each.origin == "collected")
    assert counted.packages == tally(each.origin for each in everything if each.improved_us is not None and each.state not in ("merged", "split"))
    assert [each.id for each in everything if (each.state == "merged") != (each.merged_into_id is not None)] == []
    numbers = sorted(each.serial for each in everything if each.serial is not None)
    assert numbers == list(range(1, len(numbers) + 1))


def tally(codes):
    counts = {}
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    return counts


class Statements:
    """How many statements a block sends, without the connection's own housekeeping: that happens on a change between reading and writing only."""

    def __enter__(self):
        self.count = 0
        event.listen(db.engine, "before_cursor_execute", self._count)
        return self

    def _count(self, _connection, _cursor, statement, *_rest):
        self.count += not statement.startswith(HOUSEKEEPING)

    def __exit__(self, *_error):
        event.remove(db.engine, "before_cursor_execute", self._count)


def statements_of(work):
    db.session.rollback()
    with Statements() as seen:
        work()
    return seen.count


def test_bulk_moves_take_the_same_statements_for_three_and_for_thirty(at):
    few, many = ([drive.submitted(at=at).id for _ in range(size)] for size in (3, 30))
    staff, lead = who("孙干事"), who("周敏")

    def accept(ids, key):
        return lambda: actions.accept_many(ids, by=staff, at=at, key=key, dry_run=False)

    def drop(ids, key):
        return lambda: improving.drop_many(ids, reason="low-need", note="需要的人不多", by=lead, at=at, key=key, dry_run=False)

    assert statements_of(accept(few, "accept-the-first")) == statements_of(accept(many, "accept-the-others"))
    assert statements_of(drop(few, "drop-the-first-few")) == statements_of(drop(many, "drop-all-the-others"))
    assert db.session.scalar(select(func.count()).where(Proposal.state == "not_selected")) == 33


@pytest.mark.parametrize("url", ["/screening", "/staff/ideas", "/desk"])
def test_staff_pages_take_the_same_statements_however_long_the_list(at, enter, url):
    staff = enter("王主任")
    drive.submitted(at=at)
    staff.get(url)
    short = statements_of(lambda: staff.get(url))
    for _ in range(8):
        drive.submitted(at=at)
    assert statements_of(lambda: staff.get(url)) == short


def test_the_list_is_searched_and_filtered_by_its_address(at, enter):
    drive.accepted(at=at, title="下雪了谁来扫")
    drive.submitted(at=at, title="百分%号_的点子")
    staff = enter("王主任")
    assert ["下雪了" in staff.get(f"/staff/ideas?{query}").text for query in ("", "words=雪", "words=%25号_", "state=accepted", "state=submitted")] == [
        True, True, False, True, False]
    assert "百分%号_的点子" in staff.get("/staff/ideas?words=%25号_").text


def test_the_timeline_tells_of_merged_ideas_too(at):
    target, source = drive.accepted(at=at), drive.accepted(at=at)
    improving.merge(source.id, into=target.id, share=30, note="相近", by=who("周敏"), at=at + 1)
    told = queries.timeline(target.id, full=True)[0]
    assert (told.name, told.subject_id, told.who) == ("merge_into", source.id, "周敏")
    assert [(kin.id, kin.way, kin.kind, kin.share) for kin in queries.lineage(target.id)] == [(source.id, "into", "merge", 30)]
    assert [option.transition.name for option in engine.options(db.session(), source.id, who("周敏"), at=at)] == ["unmerge"]
