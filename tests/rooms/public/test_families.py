"""Where an idea comes from and goes to: over merges, splits and seasons, in a picture and in words."""
from __future__ import annotations

import re

import pytest

from proposals import clock
from proposals.collection.queries import kindred
from proposals.optimisation import actions
from proposals.optimisation.merging.joining import join
from proposals.public.pedigree import Line, Node, arranged, draw
from tests.drive import collection as collecting
from tests.drive import merging as drive
from tests.drive import optimisation as improving
from tests.drive.collection import who
from tests.rooms.collection.test_fates import statements_of


@pytest.fixture
def at(app):
    improving.name_sources(at=clock.now())
    return clock.now()


def node(key, *, undone=False):
    return Node(key, f"N{key}", f"<题目{key}>", "", key == 1, undone)


def test_the_family_of_every_member_is_the_whole_family(at):
    a, b, c = drive.three(at=at)
    package = join(drive.joining(a, b, c, title="社区老年食堂"), by=who("周敏"), at=at)
    actions.unmerge(c, note="分开办。", by=who("王主任"), at=at)
    actions.split_up(package, parts=[{"title": "食堂"}, {"title": "送餐"}], note="两件事", by=who("周敏"), at=at)
    found = kindred(package)
    assert {kind for kind in (link.kind for link in found.links)} == {"merge", "split"}
    assert [(link.source_id, link.target_id, link.undone_us is not None) for link in found.links][:3] == [
        (a, package, False), (b, package, False), (c, package, True)]
    assert len(found.ideas) == 6
    assert [kindred(each).ideas.keys() for each in found.ideas] == [found.ideas.keys()] * 6
    assert kindred(collecting.accepted(at=at).id).links == ()


def test_a_page_shows_the_picture_and_the_same_in_words(at, enter):
    a, b, c = drive.three(at=at)
    join(drive.joining(b, c, into=a), by=who("周敏"), at=at)
    actions.unmerge(c, note="分开办。", by=who("王主任"), at=at)
    page = enter().get(f"/ideas/{b}").text
    assert page.count('class="kin-dot') == 3
    assert [f'href="/optimisation/merge?ids={a}"' in enter(name).get(f"/ideas/{a}").text for name in ("周敏", "何静", None)] == [True, False, False]
    words = re.search(r'<ul class="family">.*?</ul>', page, re.S)[0]
    assert "合并 · 署名 33%" in words
    assert f'<s><a href="/ideas/{c}">' in words
    assert "合并（已撤销） · 调研中" in words
    assert "林秀梅" not in words


def test_a_withdrawn_relative_is_not_named_to_the_public(at, enter):
    a, b, _c = drive.three(at=at)
    join(drive.joining(b, into=a), by=who("周敏"), at=at)
    collecting.actions.withdraw(a, by=collecting.Actor(f"p{drive.idea(a).proposer_id}", ""), at=at)
    page = enter().get(f"/ideas/{b}").text
    assert "未公开的点子" in re.search(r'<ul class="family">.*?</ul>', page, re.S)[0]
    assert drive.TITLES[0] not in re.search(r'<ul class="family">.*?</ul>', page, re.S)[0]


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_a_family_costs_the_same_statements_however_large(at, enter):
    reader, ids = enter(), [collecting.accepted(at=at).id for _ in range(5)]
    join(drive.joining(ids[1], into=ids[0]), by=who("周敏"), at=at)
    reader.get(f"/ideas/{ids[0]}")
    small = statements_of(lambda: reader.get(f"/ideas/{ids[0]}"))
    join(drive.joining(*ids[2:], into=ids[0], seen=1), by=who("周敏"), at=at)
    assert statements_of(lambda: reader.get(f"/ideas/{ids[0]}")) == small


def test_an_author_without_an_account_follows_to_the_package(at, enter):
    a, b, _c = drive.three(at=at)
    join(drive.joining(b, into=a), by=who("周敏"), at=at)
    idea = drive.idea(b)
    page = enter().post("/ideas/track", {"code": idea.receipt, "tail": idea.proposer.phone[-4:]}).text
    assert f'href="/ideas/{a}"' in page
    assert "优化完善中" in page
    assert "工作人员正在和您一起完善方案" in page


def test_sources_stand_above_their_package_and_parts_below():
    lines = [Line(2, 1, "merge", False), Line(3, 1, "merge", True), Line(1, 4, "split", False), Line(1, 5, "split", False)]
    nodes = [node(key) for key in (5, 4, 3, 2, 1)]
    assert [one.key for one in arranged(nodes, lines)] in ([2, 3, 1, 4, 5], [3, 2, 1, 4, 5])


def test_even_a_circle_of_undone_merges_is_drawn_and_titles_are_escaped():
    picture = draw([node(1), node(2)], [Line(1, 2, "merge", True), Line(2, 1, "merge", False)], title="来龙去脉", told="<b>")
    assert picture.count("<circle") == 2
    assert "&lt;题目1&gt;" in picture
    assert "<b>" not in picture
