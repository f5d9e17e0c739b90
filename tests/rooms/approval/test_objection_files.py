"""What is handed in with an objection: looked at first, three at most, for the objector and the bureau alone, forgotten with what was written."""
import io

import pytest
from PIL import Image
from sqlalchemy import select

from proposals import clock
from proposals.accounts import personal
from proposals.approval import actions
from proposals.approval.attaching import Attachment
from proposals.approval.models import Appeal, Objection, ObjectionFile
from proposals.storage import db, unit_of_work
from tests.rooms.approval.announced import announced, notice_of
from tests.rooms.approval.asking import state_of
from tests.rooms.approval.planned import actor
from workflow import Refused

FACTS = {"grounds": "花坛的位置是消防通道，附照片。", "name": "周建国", "contact": "13800001111", "declaration": "y"}
PDF = b"%PDF-1.4\ntrailer<<>>\n%%EOF\n"


def photo():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0110] = "家里的手机"
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def case(app):
    """A project whose result is under public notice."""
    return announced(at=clock.now())


def lodge(resident, case, *contents):
    files = [(io.BytesIO(content), f"{number}.bin") for number, content in enumerate(contents)]
    return resident.post(f"/approval/notices/{notice_of(case).id}/objection", FACTS | {"files": files})


def kept():
    db.session.rollback()
    return db.session.scalars(select(ObjectionFile).order_by(ObjectionFile.id)).all()


def test_pictures_and_papers_come_with_it_and_only_two_sides_see_them(enter, case):
    resident = enter("周建国")
    own = lodge(resident, case, photo(), PDF).location
    picture, paper = kept()
    assert ((picture.kind, picture.position), (paper.kind, paper.content)) == (("jpeg", 1), ("pdf", PDF))
    assert "家里的手机".encode() not in picture.content
    shown = [f"{own}/files/{one.id}" for one in (picture, paper)]
    assert all(url in resident.get(own).text for url in shown)
    assert all(url in enter("李科长").get(f"/approval/appeals/{db.session.scalars(select(Appeal.id)).one()}").text for url in shown)
    assert [enter(name).get(shown[1]).status_code for name in ("周建国", "李科长", "王主任", "林秀梅", "孙干事")] == [200, 200, 404, 404, 404]
    answer = resident.get(shown[0])
    assert (answer.mimetype, answer.headers["Cache-Control"], resident.get(f"{own}/files/999").status_code) == ("image/jpeg", "private, no-store", 404)


@pytest.mark.parametrize(("contents", "said"), [((PDF[:-8],), "没有传完整"), ((b"<svg/>",), "不是照片"), ((PDF,) * 4, "最多附 3 个文件")])
def test_what_cannot_be_kept_is_said_at_the_field_and_nothing_is_lodged(enter, case, contents, said):
    answer = lodge(enter("周建国"), case, *contents)
    assert (answer.status_code, said in answer.text, FACTS["grounds"] in answer.text, state_of(case), kept()) == (422, True, True, "publicised", [])


def test_the_act_takes_three_at_most(case):
    four = (Attachment("pdf", PDF, "0" * 64),) * 4
    with pytest.raises(Refused, match="too-many-files"):
        actions.lodge_objection(notice_of(case).id, said=actions.Statement("周建国", "1", "x", four), by=actor("周建国"), at=clock.now())
    assert db.session.query(Objection).count() == 0


def test_they_are_in_a_copy_and_go_with_what_was_written(enter, case):
    lodge(enter("周建国"), case, PDF)
    db.session.rollback()
    found, me = db.session.scalars(select(Objection)).one(), int(actor("周建国").id[1:])
    assert [(one["kind"], one["size"]) for one in personal.copy_of(db.session, person_id=me)["objections"][0]["files"]] == [("pdf", len(PDF))]
    actions.withdraw_objection(found.id, by=actor("周建国"), at=clock.now())
    with unit_of_work():
        personal.forget(db.session, person_id=me)
    assert kept() == []
