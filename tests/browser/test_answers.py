"""Forty people are answered in one morning: prepared in bulk, published together by the lead, found by number and the phone's last digits."""
import pytest

from proposals import clock
from proposals.collection import actions
from proposals.demonstration.ideas import forty, sentences
from proposals.storage import db
from tests.browser.people import Company, Inspector
from tests.drive import collection as drive

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
HERE = "() => document.activeElement.closest('tr').querySelector('input[type=checkbox]').id"


def forty_ideas(at):
    """The forty invented ideas, on paper at the desk of one street; receipt and phone of each, in their order."""
    forms = [actions.Form(drive.idea_text(idea.title, problem=sentences(idea.body)[0], solution=sentences(idea.body)[1]), drive.contact(f"居民{idea.id}"))
             for idea in forty()]
    ids = actions.enter_many(drive.season_id(), forms=forms, channel="desk", by=drive.who("张小雨"), at=at)
    found = {idea.id: idea for idea in db.session.scalars(db.select(drive.Proposal).where(drive.Proposal.id.in_(ids)))}
    return [(found[each].id, found[each].receipt, found[each].proposer.phone) for each in ids]


def tick(staff, each):
    """Go down the rows by keyboard to this one and tick it."""
    staff.page.locator("tbody tr a").first.focus()
    while staff.page.evaluate(HERE) != f"idea-{each}":
        staff.page.keyboard.press("j")
    staff.page.keyboard.press("x")


def prepare(staff, **answer):
    """Write one answer to the ticked ideas."""
    staff.send(button="[formaction$='/answers/new']").send(answer)


def test_forty_are_answered_and_an_author_finds_the_outcome(app, page, served, faults, met):
    people = forty_ideas(clock.now())
    at = {idea.id: person for idea, person in zip(forty(), people, strict=True)}
    inspector = Inspector(app, faults, language="zh", width=1280, met=met["zh", 1280, True])
    with served(app) as address:
        company = Company(page, address=address, inspector=inspector, script=True)
        officer = company("孙干事").go("/screening")
        officer.page.locator("[name=whole]").check()
        prepare(officer, decision="accept", letter="“{题目}”已受理，{街道}会来调研。")
        for number, answer in {"36": {"decision": "decline:transferred", "unit": "区城市管理局"}, "40": {"decision": "decline:commercial"}}.items():
            tick(officer.go("/screening"), at[number][0])
            prepare(officer, letter="“{题目}”：{理由}。", **answer)
        lead = company("王主任").go("/screening/answers")
        lead.send(button="[name=all]").sees("可以发布 40 份，通知 40 人；0 份现在不能发布")
        lead.send().sees("已发布 40 份答复，通知了 40 位提案人")
        author = company.anybody().go("/ideas/track")
        author.send({"code": at["36"][1], "tail": at["36"][2][-4:]}).sees("转办：交由职能部门答复", "区城市管理局", "正在等待答复")
        author.open("/answers/").sees("居民36，您好：", "西屯街道")
    assert "\n".join(inspector.wrong) == ""
