"""Following an idea by its receipt, the pictures, and paper at the desk."""
from __future__ import annotations

import io

import pytest
from PIL import Image

from proposals import clock, pictures
from proposals.collection import actions
from proposals.storage import db
from tests.drive import collection as drive
from tests.drive.collection import community, who


def photograph(*, size=(3000, 2000), kind="JPEG"):
    image = Image.new("RGB", size, "orange")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (42.0, 15.0, 0.0)}
    exif[0x010F] = "a camera"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def test_an_idea_is_found_by_receipt_and_phone_tail(app, enter):
    idea = drive.submitted(at=clock.now())
    page = enter().post("/ideas/track", {"code": idea.receipt.lower(), "tail": idea.proposer.phone[-4:]})
    assert page.status_code == 200
    assert "等街道工作人员受理" in page.text
    assert idea.proposer.phone not in page.text


def test_the_wrong_tail_finds_nothing(app, enter):
    idea = drive.submitted(at=clock.now())
    tail = "0000" if idea.proposer.phone[-4:] != "0000" else "1111"
    page = enter().post("/ideas/track", {"code": idea.receipt, "tail": tail})
    assert page.status_code == 422
    assert idea.title not in page.text


def test_a_decline_says_why(app, enter):
    idea = drive.submitted(at=clock.now())
    actions.decline(idea.id, reason="personal-claim", note="退费请找供热公司。", by=who("孙干事"), at=clock.now())
    page = enter().post("/ideas/track", {"code": idea.receipt, "tail": idea.proposer.phone[-4:]}).text
    assert "属于个人诉求" in page and "退费请找供热公司。" in page
    assert "已经办结" in page


def test_a_picture_keeps_nothing_but_itself():
    kept = pictures.clean(photograph())
    with Image.open(io.BytesIO(kept.content)) as again:
        assert (again.format, again.size, dict(again.getexif())) == ("JPEG", (2560, 1707), {})
    assert b"a camera" not in kept.content


@pytest.mark.parametrize(("upload", "sentence"), [
    (b"GIF89a" + bytes(40), "不是照片"), (b"%PDF-1.7", "不是照片"), (b"", "不是照片"), (photograph()[:900], "打不开"),
    (photograph(size=(8000, 6000), kind="PNG"), "四千万像素"), (bytes(pictures.LARGEST_FILE + 1), "超过 12 MB")])
def test_what_is_no_picture_gets_a_plain_sentence(app, upload, sentence):
    with app.test_request_context(), pytest.raises(pictures.UnusablePicture, match=sentence):
        pictures.clean(upload)


def test_a_draft_keeps_its_pictures_and_shows_them_to_its_writer_only(app, enter):
    visitor = enter()
    receipt = visitor.post("/ideas/new").location.split("/")[3]
    page = f"/ideas/new/{receipt}/problem"
    visitor.post(page, {"problem": "冬天路滑。", "photos": (io.BytesIO(photograph(size=(300, 200))), "冰.jpg")})
    shown = visitor.get(page).text
    source = shown.partition('src="/photos/')[2].partition('"')[0]
    assert visitor.get(f"/photos/{source}").mimetype == "image/jpeg"
    assert enter().get(f"/photos/{source}").status_code == 404


def test_paper_is_taken_in_on_one_screen(app, enter):
    fields = {"title": "院里结冰", "problem": "楼前化雪水晚上一冻全是冰。", "solution": "组织年轻人刨冰。", "community_id": str(community()),
              "name": "周奶奶", "phone": "13511112222", "submitter": "resident", "consent": "y"}
    answer = enter("张小雨").post("/screening/paper", fields)
    assert answer.location.partition("?")[0] == "/screening/paper"
    db.session.rollback()
    idea = db.session.query(drive.Proposal).one()
    assert (idea.state, idea.channel, idea.contact_name, idea.assisted_by.name, idea.proposer.name) == ("submitted", "desk", "周奶奶", "张小雨", "周奶奶")
