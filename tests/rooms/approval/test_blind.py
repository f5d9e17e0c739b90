"""Blind mode: the names of proposers and implementer are struck out wherever a judge reads."""
import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from proposals.approval import actions
from proposals.approval.rules.redacting import Redactor
from proposals.collection.models import Proposal
from proposals.optimisation.models import Plan, ResearchNote
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.cast import IMPLEMENTER
from tests.rooms.approval.asking import review_of
from tests.rooms.approval.planned import actor

NAMED = f"{IMPLEMENTER}和林 秀梅、林阿姨、周建国一起办，电话 13812345678。"
TOLD = ("夕阳红", "秀梅", "林阿姨", "建国", "13812345678")


@pytest.fixture
def blind(idea, at):
    """A proposal whose every text names who is behind it, in a blind season; taken by a judge."""
    case = idea("reviewing")
    with unit_of_work():
        db.session.execute(update(Season).values(blind_review=1))
        db.session.execute(update(Proposal).where(Proposal.id == case).values(title=NAMED[:30], problem=NAMED, solution=NAMED, joint_names="周建国"))
        db.session.execute(update(Plan).where(Plan.proposal_id == case).values(summary=NAMED, objectives=NAMED, risks=NAMED))
        db.session.add(ResearchNote(proposal_id=case, visited_on=db.session.scalars(select(Plan.starts_on)).first(), households_asked=3, finding=NAMED,
                                    feasibility="feasible", explanation=NAMED, by_id=int(actor("何静").id[1:]), at_us=at))
    return case, review_of(case, "赵岚")


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_no_page_and_no_paper_of_the_judge_names_anybody(enter, blind, at):
    _case, review = blind
    judge, url = enter("赵岚"), f"/approval/reviews/{review}"
    texts = [judge.get(f"{url}/acceptance").text]
    actions.take_review(review, by=actor("赵岚"), at=at, seq=None)
    texts += [judge.get(each).text for each in (url, "/approval/reviews")]
    texts.append(PdfReader(io.BytesIO(judge.get(f"{url}/sheet.pdf").data)).pages[0].extract_text())
    assert [(place, word) for place, text in enumerate(texts) for word in TOLD if word in text] == []
    assert all("名称隐去" in text for text in texts)


def test_the_text_itself_is_not_changed(blind):
    case, _review = blind
    assert db.session.get_one(Proposal, case).problem == NAMED


@pytest.mark.parametrize("text, read", [
    ("夕阳红老年服务中心（演示）承办", "×承办"), ("夕阳红老年服务中心承办", "×承办"), ("由夕阳红老年承办", "由×承办"), ("林　秀 梅说", "×说"), ("林女士", "×"),
    ("森林公园和梅花", "森林公园和梅花"), ("a.b林秀梅(x)", "a.b×(x)"), ("", "")])
def test_names_are_struck_out_in_every_form_and_nothing_else(text, read):
    assert Redactor(people=["林秀梅", "", "林"], bodies=["夕阳红老年服务中心（演示）"], mark="×")(text) == read


def test_without_names_nothing_is_struck_out():
    assert Redactor(people=[], bodies=[], mark="×")("林秀梅") == "林秀梅"
