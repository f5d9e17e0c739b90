"""A gift with the paper that shows it: kept as a voucher's original is, read by those who oversee, counted once; and files that nobody came back for."""
import io

import pytest
from sqlalchemy import func, select

from proposals.errors import Refusal
from proposals.funding.models import InKind, UploadKept, Voucher, VoucherFile
from proposals.funding.spending import uploads, vouchers
from proposals.storage import db
from proposals.tick import round_of
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent
from tests.rooms.funding.test_sources_places import GIFT, GIVEN

DAY = 86_400_000_000


def attached(**change):
    return GIVEN | {"file": (io.BytesIO(spent.pdf("签到表")), "签到表.pdf")} | change


def count(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_gift_is_shown_with_its_paper(app, enter):
    person = enter("何静")
    assert person.post(GIFT, attached()).status_code == 303
    assert 'href="/money/gifts/1">¥720.00' in enter("李科长").get("/money/gifts?season=1").text
    page = enter("李科长").get("/money/gifts/1").text
    assert ("签到表.pdf" in page, "¥720.00" in page, "没有台账分录" in page) == (True, True, True)
    file = enter("陈会计").get("/money/gifts/1/file")
    assert (file.data, file.mimetype, file.headers["Content-Security-Policy"]) == (spent.pdf("签到表"), "application/pdf", "default-src 'none'; sandbox")
    assert [enter(name).get("/money/gifts/1/file").status_code for name in ("刘芳", "王主任")] == [403, 403]
    assert enter("陈会计").get("/money/gifts/2").status_code == 404


def test_the_paper_is_kept_until_the_form_is_right(app, enter):
    person = enter("何静")
    answer = person.post(GIFT, attached(giver=""))
    assert answer.status_code == 422 and "已保留“签到表.pdf”" in answer.text and count(UploadKept) == 1
    kept = db.session.scalars(select(UploadKept)).one().digest
    assert person.post(GIFT, again={**person.sent, "giver": "老街坊志愿队", "kept": kept, "file": (io.BytesIO(b""), "")}).status_code == 303
    assert (count(UploadKept), count(VoucherFile), count(InKind)) == (0, 1, 1)
    bad = person.post(GIFT, attached(evidence="另一张", file=(io.BytesIO(b"MZ"), "x.pdf")))
    assert bad.status_code == 422 and "不是 PDF" in bad.text


def test_one_paper_shows_one_thing(app, enter, at):
    voucher = spent.entered(spent.running(1, at=at), at=at)
    invoice = db.session.get_one(Voucher, voucher).file.content
    person = enter("何静")
    person.post(GIFT, attached())
    for content, said in ((spent.pdf("签到表"), "第 1 号登记的凭证"), (invoice, "作为支出票据报过")):
        again = person.post(GIFT, attached(evidence="另一份", file=(io.BytesIO(content), "又一次.pdf")))
        assert (again.status_code, said in again.text) == (409, True)
    assert count(InKind) == 1


def test_a_paper_that_shows_a_gift_proves_no_expense(app, enter, at):
    case = spent.running(1, at=at)
    enter("何静").post(GIFT, attached())
    with pytest.raises(Refusal, match="evidence-file-used"):
        vouchers.enter(case, paper=spent.paper(at), head="activity", amount_fen=100_00, original=spent.original(spent.pdf("签到表"), name="发票.pdf"),
                       by=actor("刘芳"), at=at)
    assert (count(Voucher), count(VoucherFile), count(InKind)) == (0, 1, 1)


@pytest.mark.parametrize("age, left", [(7 * DAY, 1), (7 * DAY + 1, 0)])
def test_a_file_whose_form_was_left_is_forgotten_after_seven_days(app, at, age, left):
    uploads.keep(spent.original(), person_id=1, at=at - age)
    round_of(at)
    assert count(UploadKept) == left
