"""Every state has one fate; lists and bulk moves cost the same however much there is."""
from __future__ import annotations

import pytest
from sqlalchemy import Engine, event, func, select

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
from workflow.definitions import PROPOSAL


@pytest.fixture
def at(app):
    return clock.now()


def test_every_state_has_one_fate():
    assert sorted(FATES) == sorted(PROPOSAL.state)


class Statements:
    """How many statements a block sends, without the connection's own housekeeping: that happens on a change between reading and writing only."""

    def __enter__(self):
        self.count = 0
        event.listen(Engine, "before_cursor_execute", self._count)
        return self

    def _count(self, _connection, _cursor, statement, *_rest):
        self.count += not statement.startswith(HOUSEKEEPING)

    def __exit__(self, *_error):
        event.remove(Engine, "before_cursor_execute", self._count)


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
