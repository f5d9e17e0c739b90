"""A list from elsewhere is brought in over four pages, corrected when a row is wrong; its ideas are researched, and a proposer finds the outcome."""
import pytest
from sqlalchemy import select

from proposals.collection.models import Proposal
from proposals.storage import db
from tests.browser import steps
from tests.browser.people import Company, Inspector
from tests.rooms.collection.listed import ONE, THREE, TWO, changed, table

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]


def a_list(*rows):
    return {"file": {"name": "名单.csv", "mimeType": "text/csv", "buffer": table(*rows)}}


def test_a_list_comes_in_is_researched_and_its_proposer_finds_it(app, page, served, faults, met):
    inspector = Inspector(app, faults, language="zh", width=1280, met=met["zh", 1280, True])
    with served(app) as address:
        company = Company(page, address=address, inspector=inspector, script=True)
        officer = company("王主任").go("/ideas/import")
        officer.send(a_list(ONE, changed(TWO, 社区="没有这个社区"), THREE)).send().sees("第 3 行", "没有找到叫“没有这个社区”的社区")
        officer.go("/ideas/import").send(a_list(ONE, TWO, THREE)).send().sees("下雪了谁来扫", "2018-03-05")
        officer.send({"consent": True}).sees("已导入")
        with app.app_context():
            idea = db.session.scalars(select(Proposal).where(Proposal.title == "下雪了谁来扫")).one()
            number, receipt = idea.id, idea.receipt
        officer.go("/screening").send({"ids": True}).send()
        support = company("何静")
        support.go(f"/ideas/{number}").move(number, "research")
        support.follow(f"/ideas/{number}/research")
        support.send({"visited_on": steps.days_ahead(0), "households_asked": "24", "households_for": "20", "finding": "都愿意出力。", "feasibility": "feasible",
                      "duty_checked": True})
        support.sees("20 户需要")
        company.anybody().go("/ideas/track").send({"code": receipt, "tail": "0001"}).sees("工作人员正在走访调研")
    assert "\n".join(inspector.wrong) == ""
