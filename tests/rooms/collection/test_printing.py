"""The papers that are printed for each community, and the way from their code to the form on a phone."""
import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from proposals import clock
from proposals.accounts.actions import PRIVACY_VERSION
from proposals.collection.models import Proposal
from proposals.collection.queries import paper
from proposals.machine import engine
from proposals.seasons.models import Phase, Season
from proposals.storage import db, unit_of_work
from tests.drive import collection as drive


def pages(answer):
    assert answer.mimetype == "application/pdf", answer.status
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["form", "poster"])
def test_a_community_has_its_form_and_poster_on_one_page_each(enter, kind, language):
    printed = pages(enter().get(f"/forms/{drive.community()}/{kind}.pdf?lang={language}"))
    assert len(printed) == 1 and "一西街社区居委会" in printed[0] and f"/go/{drive.community()}" in printed[0]


def test_the_form_asks_what_the_desk_enters_and_nothing_is_ticked(enter):
    printed = pages(enter().get(f"/forms/{drive.community()}/form.pdf"))[0]
    asked = ("您的点子叫什么", "您想解决什么问题", "您觉得可以怎么做", "具体在哪里", "老年人服务", "愿意牵头", "姓名", "电话", "和您一起提的人", "未成年人", f"{PRIVACY_VERSION} 版", "回执码", "签名")
    assert [word for word in asked if word not in printed] == []


def test_staff_print_a_whole_street_and_nobody_else(enter):
    street = db.session.get_one(paper.Area, drive.community()).parent_id
    address = f"/forms/streets/{street}/form.pdf"
    assert len(pages(enter("张小雨").get(address))) == len(paper.places(street)) == 4
    assert [enter(name).get(address).status_code for name in (None, "林秀梅", "赵岚")] == [302, 403, 403]


def test_the_page_says_the_same_as_the_paper(enter):
    text = enter().get(f"/forms/{drive.community()}").text
    printed = pages(enter().get(f"/forms/{drive.community()}/form.pdf"))[0].replace("\n", "")
    assert [word for word in ("一西街社区居委会", "您觉得可以怎么做？", "社区社会组织（备案）", "综合人群服务") if word not in text or word not in printed] == []
    assert enter().get("/forms/").text.count('quiet small-button" href="/forms/') == len(paper.places(None))


def test_the_code_opens_the_form_with_the_community_filled_in(enter):
    visitor = enter()
    there = visitor.get(f"/go/{drive.community()}").location
    visitor.post(there)
    db.session.rollback()
    assert db.session.scalars(select(Proposal.community_id)).one() == drive.community()


@pytest.mark.parametrize("asked", ["0", "999999999999999999999", "x", "-1"])
def test_a_code_of_nowhere_begins_an_empty_form(enter, asked):
    assert enter().post(f"/ideas/new?community={asked}").status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(Proposal.community_id)).one() is None


def test_nothing_is_printed_when_no_paper_is_taken_any_more(enter):
    with unit_of_work() as session:
        session.execute(update(Season).values(paper_days=0))
        phase = session.scalars(select(Phase).where(Phase.name == "collection")).one()
        engine.fire(session, phase.id, "close", drive.who("李科长"), at=clock.now())
        phase.opens_us, phase.closes_us = phase.opens_us - 10 ** 13, clock.now() - 10 ** 12
    assert enter().get(f"/forms/{drive.community()}/form.pdf").status_code == 404
    assert "现在没有正在征集的届次" in enter().get("/forms/").text


def test_unknown_places_have_no_papers(enter):
    assert [enter("张小雨").get(url).status_code for url in ("/forms/999999", "/forms/999999/form.pdf", "/forms/streets/999999/form.pdf")] == [404, 404, 404]
