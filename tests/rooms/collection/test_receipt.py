"""The receipt as a paper: what it says, and who may have it."""
import io

import pytest
from pypdf import PdfReader

from proposals import clock
from proposals.collection import actions
from proposals.collection.queries.receipts import received
from tests.drive import collection as drive
from tests.rooms.collection.test_submit import send, the


def words(answer):
    assert answer.mimetype == "application/pdf", answer.status
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def test_whoever_sent_an_idea_gets_its_receipt_on_one_page(enter):
    visitor = enter()
    receipt, _answer = send(visitor)
    answer = visitor.get(f"/ideas/new/{receipt}/receipt.pdf")
    said = words(answer)
    assert [word for word in (receipt, "给岁数大的开个小食堂", "林秀梅", "138****5678", "西屯街道", "接下来", f"/receipts/{receipt}") if word not in said] == []
    assert received(the(receipt).id) in said.replace(" ", "").replace("\n", "")
    assert len(PdfReader(io.BytesIO(answer.data)).pages) == 1 and answer.headers["Content-Disposition"] == f'inline; filename="receipt-{receipt}.pdf"'


def test_a_receipt_speaks_english_too(enter):
    visitor = enter()
    receipt, _answer = send(visitor)
    assert "接下来" not in words(visitor.get(f"/ideas/new/{receipt}/receipt.pdf?lang=en"))


def test_after_acceptance_it_shows_the_number_and_who_acts_next(enter):
    idea = drive.accepted(at=clock.now())
    said = words(enter("张小雨").get(f"/ideas/new/{idea.receipt}/receipt.pdf"))
    assert idea.display_number in said and "等工作人员开始调研" in said


@pytest.mark.parametrize("name", [None, "周建国", "赵岚"])
def test_strangers_do_not_get_it(enter, name):
    receipt, _answer = send(enter())
    assert enter(name).get(f"/ideas/new/{receipt}/receipt.pdf").status_code == 404
    assert enter(name).get(f"/ideas/new/{receipt}/receipt.pdf?k=ImEi.x.y").status_code == 404


def test_a_draft_has_no_receipt(enter):
    visitor = enter()
    visitor.post("/ideas/new")
    idea = drive.draft(at=clock.now())[0]
    assert visitor.get(f"/ideas/new/{idea.receipt}/receipt.pdf").status_code == 404


def test_by_number_and_phone_it_is_found_on_the_page_of_the_way(enter):
    receipt, _answer = send(enter())
    stranger = enter()
    page = stranger.post("/ideas/track", {"code": receipt, "tail": "5678"})
    link = page.text.split(f'href="/ideas/new/{receipt}/receipt.pdf')[1].split('"')[0]
    assert receipt in words(stranger.get(f"/ideas/new/{receipt}/receipt.pdf{link}"))


def test_the_link_of_one_receipt_opens_no_other(enter):
    first, second = drive.submitted(at=clock.now()), drive.submitted(at=clock.now())
    link = enter("孙干事").get(f"/screening/{first.id}").text.split("/receipt.pdf")[1].split('"')[0]
    assert enter().get(f"/ideas/new/{first.receipt}/receipt.pdf{link}").status_code == 200
    assert enter().get(f"/ideas/new/{second.receipt}/receipt.pdf{link}").status_code == 404


def test_the_digest_on_the_paper_is_the_one_on_the_page(enter):
    idea = drive.submitted(at=clock.now())
    assert received(idea.id) in enter().get(f"/receipts/{idea.receipt}").text.replace(" ", "")


def test_rare_signs_in_a_name_are_printed_and_faces_are_said_to_be_missing(enter):
    idea = actions.enter(drive.season_id(), idea=drive.idea_text("爷爷\U0001f475的食堂"), contact=drive.contact("林𠅤龘"), channel="desk", by=drive.who("张小雨"),
                         at=clock.now())
    said = words(enter("张小雨").get(f"/ideas/new/{idea.receipt}/receipt.pdf"))
    assert "林𠅤龘" in said and "爷爷〓的食堂" in said and "有些字符" in said


def test_wechat_is_told_how_to_get_a_paper(enter):
    page = f"/forms/{drive.community()}"
    told = "在浏览器打开"
    assert told in enter().get(page, headers={"User-Agent": "Mozilla/5.0 MicroMessenger/8.0"}).text and told not in enter().get(page).text
