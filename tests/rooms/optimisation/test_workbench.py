"""The merge workbench and its neighbours, as leads see them; and what the public reads afterwards."""
from __future__ import annotations

import pytest
from sqlalchemy import select

from proposals import clock
from proposals.collection.models import Lineage, Proposal, Referral
from proposals.optimisation.merging.joining import join
from proposals.optimisation.models import Wording
from proposals.storage import db
from tests.drive import collection as collecting
from tests.drive import merging as drive
from tests.drive import optimisation as improving
from tests.drive.collection import who
from tests.kit import Forms
from tests.rooms.collection.test_fates import statements_of

pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)


@pytest.fixture
def at(app):
    improving.name_sources(at=clock.now())
    return clock.now()


def test_ideas_are_ticked_chosen_written_read_and_merged(at, enter):
    a, b, c = drive.three(at=at)
    lead = enter("周敏")
    assert [f'name="ids" value="{each}"' in lead.get("/staff/ideas").text for each in (a, b, c)] == [True] * 3
    page = lead.get(f"/optimisation/merge?ids={a}&ids={b}&ids={c}").text
    assert [title in page for title in drive.TITLES] == [True] * 3
    answer = drive.merge_by_page(lead, a, b, c, into="new", title="社区老年食堂", **{"holders-1-percent": "50", "passages-0-text": "换一种说法。"})
    assert drive.idea(a).state == "merged"
    package = db.session.scalars(select(Proposal).where(Proposal.origin == "merged")).one()
    assert (answer.status_code, answer.location) == (303, f"/ideas/{package.id}")
    assert drive.shares(package.id) == {a: 25, b: 50, c: 25}
    public = enter().get(f"/ideas/{package.id}").text
    assert "换一种说法。" in public
    assert public.count("改写") == 1
    assert lead.post(drive.address(a, b, c, into="new"), again=lead.sent).location == f"/ideas/{package.id}"
    assert len(db.session.scalars(select(Lineage)).all()) == 3


def test_nothing_typed_is_lost_and_only_what_was_read_is_done(at, enter):
    a, b, _c = drive.three(at=at)
    lead, url = enter("周敏"), drive.address(a, b, into=a)
    shown = lead.post(url, {"note": "都是午饭。", "step": "preview", "holders-0-percent": "90", "holders-1-percent": "90"})
    assert shown.status_code == 409
    assert "署名贡献加起来是 180%，要正好是 100%" in shown.text
    assert "都是午饭。" in shown.text
    read = Forms(lead.post(url, {"note": "都是午饭。", "step": "preview"}).text).posting_to("/optimisation/merge")
    changed = lead.post(url, again={**read, "step": "merge", "note": "换了理由。"})
    assert (changed.status_code, drive.idea(b).state) == (200, "accepted")
    assert "说明：换了理由。" in changed.text


def test_a_slower_lead_is_told_and_may_decide_again(at, enter):
    a, b, c = drive.three(at=at)
    slow, url = enter("王主任"), drive.address(a, b, c, into=a)
    read = Forms(slow.post(url, {"note": "都是午饭。", "step": "preview"}).text).posting_to("/optimisation/merge")
    collecting.actions.withdraw(b, by=collecting.Actor(f"p{drive.idea(b).proposer_id}", ""), at=at)
    told = slow.post(url, again={**read, "step": "merge"})
    assert told.status_code == 409
    assert "0002 已经有人办理过，现在是“已撤回”" in told.text
    again = slow.post(url, again={**Forms(told.text).posting_to("/optimisation/merge"), "step": "preview"})
    assert "0002 不能合并，所以这一次一个也没有合并" in again.text


@pytest.mark.parametrize(("name", "status"), [(None, 302), ("何静", 403), ("孙干事", 403), ("林秀梅", 403), ("李科长", 403)])
def test_only_leads_come_to_the_workbench(at, enter, name, status):
    assert enter(name).get("/optimisation/merge").status_code == status


def test_what_does_not_belong_on_the_table_is_left_out_and_counted(at, enter):
    a = collecting.accepted(at=at).id
    waiting = collecting.submitted(at=at).id
    page = enter("周敏").get(f"/optimisation/merge?ids={a}&ids={waiting}&ids=999&ids=x").text
    assert "有 2 个点子没有放上来" in page


def test_the_combined_text_gets_a_second_version_on_a_page(at, enter):
    a, b, _c = drive.three(at=at)
    join(drive.joining(b, into=a), by=who("周敏"), at=at)
    page = f"/ideas/{a}/wording"
    assert enter("孙干事").post(page, {"passages-0-text": "合在一起说。"}).location == f"/ideas/{a}"
    assert [one.version for one in db.session.scalars(select(Wording).order_by(Wording.version))] == [1, 2]
    assert enter("孙干事").post(page, {"passages-0-text": ""}).status_code == 409
    assert enter("林秀梅").get(page).status_code in (403, 404)


def test_a_split_has_a_form_of_its_own(at, enter):
    idea = improving.optimising(at=at, title="老旧小区建个电动车集中充电棚").id
    lead, page = enter("周敏"), f"/ideas/{idea}/splitting"
    fields = {"parts-0-title": "晚上劝导飞线充电", "parts-0-solution": "组织志愿者。", "parts-1-title": "建充电棚", "parts-1-unit": "区住建局", "note": "其实是两件事。"}
    assert "请给这一部分起个题目" in lead.post(page, {**fields, "parts-2-solution": "没有题目"}).text
    assert lead.post(page, {**fields, "parts-1-title": "", "parts-1-unit": ""}).status_code == 409
    assert lead.post(page, fields).location == f"/ideas/{idea}"
    assert drive.idea(idea).state == "split"
    part = db.session.scalars(select(Proposal).where(Proposal.origin == "split")).one()
    assert (part.title, part.solution, part.problem) == ("晚上劝导飞线充电", "组织志愿者。", drive.idea(idea).problem)
    assert [(each.matter, each.handling_unit) for each in db.session.scalars(select(Referral))] == [("建充电棚", "区住建局")]


def test_the_workbench_asks_the_same_however_many_ideas_lie_on_it(at, enter):
    lead, ids = enter("周敏"), [collecting.accepted(at=at).id for _ in range(5)]
    lead.get(drive.address(*ids[:2], into=ids[0]))
    few, many = (statements_of(lambda: lead.get(drive.address(*some, into=ids[0]))) for some in (ids[:2], ids))
    assert few == many <= 14
