"""Spending on pages: from a paper to the books through the browser; nothing typed is lost, and originals are given to those who may have them."""
import io

import pytest
from sqlalchemy import func, select, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from proposals import clock
from proposals.funding.models import ExpenditureReport, UploadKept, Voucher
from proposals.storage import db, unit_of_work
from tests.bench.counting import counted
from tests.cast import IMPLEMENTER
from tests.kit import Forms
from tests.rooms.funding import spent
from tests.rooms.funding.test_settle import stages


def filled(**change):
    """What stands in the form for an invoice over 100 yuan."""
    says = {"kind": "digital", "code": "", "number": "２５４２２０００００００１２３４５６７８", "issued_on": str(clock.today(clock.now())), "seller": "江岸花木店（演示）",
            "seller_code": spent.SELLER_CODE.lower(), "buyer": IMPLEMENTER, "gross": "１００．００", "net": "99", "tax": "1", "purpose": "花苗", "head": "activity",
            "amount": "", "file": (io.BytesIO(spent.pdf("一号")), "发票 1.pdf")}
    return says | change


def latest():
    db.session.rollback()
    return db.session.scalars(select(Voucher).order_by(Voucher.id.desc()).limit(1)).first()


def test_from_a_paper_to_the_books_on_pages(app, enter, at):
    case = spent.running(1, at=at)
    implementer, support, accountant = enter("刘芳"), enter("何静"), enter("陈会计")
    assert f"/projects/{case}/vouchers/new" in implementer.get(f"/projects/{case}").text
    assert implementer.post(f"/projects/{case}/vouchers/new", filled()).location == f"/projects/{case}/spending"
    voucher, report = latest().id, spent.open_report(case).id
    assert "填写中" in implementer.get(f"/projects/{case}/spending").text
    assert implementer.post(f"/expenditure-reports/{report}/submission").status_code == 303
    assert "待核对的票据" in support.get("/desk").text and "25422000000012345678" in support.get("/vouchers").text
    assert support.post(f"/vouchers/{voucher}/acceptance", page=f"/vouchers/{voucher}").location == "/vouchers"
    assert f"/expenditure-reports/{report}" in accountant.get("/desk").text
    assert accountant.post(f"/expenditure-reports/{report}/acceptance", page=f"/expenditure-reports/{report}").status_code == 303
    db.session.rollback()
    assert stages(case)["spent"] == 100_00
    text = implementer.get(f"/projects/{case}/spending").text
    assert ("已核定" in text, "¥100.00" in text, "2.6 %" in text) == (True, True, True)


def test_a_form_that_is_not_right_keeps_what_was_typed_and_its_file(app, enter, at):
    case, person = spent.running(1, at=at), enter("刘芳")
    answer = person.post(f"/projects/{case}/vouchers/new", filled(number="1", buyer="夕阳红", seller_code=spent.SELLER_CODE[:17] + "0"))
    assert answer.status_code == 422 and latest() is None
    for sentence in ("20 位数字", "不是收款单位", "校验不对", "已保留“发票 1.pdf”", 'value="１００．００"'):
        assert sentence in answer.text, sentence
    kept = db.session.scalars(select(UploadKept)).one().digest
    again = {**person.sent, "kept": kept, "file": (io.BytesIO(b""), ""), "number": "25422000000012345678", "buyer": IMPLEMENTER, "seller_code": ""}
    assert person.post(f"/projects/{case}/vouchers/new", again=again).status_code == 303
    assert (latest().file.name, db.session.scalar(select(func.count()).select_from(UploadKept))) == ("发票 1.pdf", 0)


def test_a_file_beyond_twelve_megabytes_is_told_at_its_field_and_everything_typed_stays(app, enter, at):
    case, person = spent.running(1, at=at), enter("刘芳")
    address = f"/projects/{case}/vouchers/new"
    typed = Forms(person.get(address).text).posting_to(address) | filled()
    answer = send(person, address, typed | {"file": FileStorage(io.BytesIO(b"%PDF-" + bytes(13 << 20)), "大.pdf")})
    assert (answer.status_code, "这个文件超过 10 MB" in answer.text, 'value="１００．００"' in answer.text, latest()) == (422, True, True, None)
    assert 'data-largest="10485760"' in answer.text and db.session.scalar(select(func.count()).select_from(UploadKept)) == 0
    beyond = send(person, address, {"file": FileStorage(io.BytesIO(bytes(33 << 20)), "更大.pdf")})
    assert (beyond.status_code, "太大" in beyond.text) == (413, True)


def send(person, address, fields):
    """Send a form with a large file, without a file of its own on the disk that the test would leave open."""
    boundary, body = encode_multipart(fields)
    return person.client.post(address, input_stream=io.BytesIO(body), content_length=len(body), content_type=f'multipart/form-data; boundary="{boundary}"')


def test_nobody_uses_a_file_that_somebody_else_left(app, enter, at):
    case, person = spent.running(1, at=at), enter("刘芳")
    with unit_of_work():
        file = spent.original()
        db.session.add(UploadKept(person_id=1, digest=file.digest, kind="pdf", name="别人的.pdf", content=file.content, at_us=at))
    answer = person.post(f"/projects/{case}/vouchers/new", filled(kept=file.digest, file=(io.BytesIO(b""), "")))
    assert answer.status_code == 422 and "请上传票据的原件" in answer.text and "别人的" not in answer.text


@pytest.mark.parametrize("content, name", [(b"<html></html>", "发票.pdf"), (b"GIF89a", "a.png"), (b"", "空.pdf")])
def test_a_file_that_is_not_what_it_says_is_refused_at_its_field(app, enter, at, content, name):
    case = spent.running(1, at=at)
    answer = enter("刘芳").post(f"/projects/{case}/vouchers/new", filled(file=(io.BytesIO(content), name)))
    assert answer.status_code == 422 and 'id="file-error"' in answer.text and latest() is None


@pytest.mark.parametrize("field, typed", [
    ("gross", "-1"), ("gross", "99999999999999"), ("gross", "1.001"), ("gross", "$5"), ("amount", "100.01"), ("amount", "0"), ("issued_on", "2018-02-30"),
    ("head", "gifts"), ("kind", "receipt")])
def test_what_cannot_be_is_refused_and_nothing_is_kept(app, enter, at, field, typed):
    case = spent.running(1, at=at)
    answer = enter("刘芳").post(f"/projects/{case}/vouchers/new", filled(net="", tax="") | {field: typed})
    assert answer.status_code in (409, 422) and "error-summary" in answer.text and latest() is None


def test_a_second_time_says_where_it_was_used(app, enter, at):
    first, second, person = spent.running(1, at=at), spent.running(2, at=at), enter("刘芳")
    person.post(f"/projects/{first}/vouchers/new", filled())
    answer = person.post(f"/projects/{second}/vouchers/new", filled(file=(io.BytesIO(spent.pdf()), "另一份.pdf")))
    assert answer.status_code == 409 and spent.project(first).number in answer.text and "一张票据只能报一次" in answer.text


def test_the_original_is_given_as_it_came_to_those_who_may_have_it(app, enter, at):
    case = spent.running(1, at=at)
    voucher, content = spent.entered(case, at=at), latest().file.content
    for name, status in (("刘芳", 200), ("何静", 200), ("陈会计", 200), ("许科员", 200), ("李科长", 200), ("王主任", 403), ("林秀梅", 403), ("赵岚", 403)):
        answer = enter(name).get(f"/vouchers/{voucher}/file")
        assert (name, answer.status_code) == (name, status)
        if status == 200:
            headers = answer.headers
            assert (answer.data, headers["X-Content-Type-Options"], headers["Content-Type"]) == (content, "nosniff", "application/pdf")
            assert headers["Content-Disposition"].startswith("attachment") and "sandbox" in headers["Content-Security-Policy"]
    assert enter().get(f"/vouchers/{voucher}/file").status_code == 302


def test_the_street_reads_a_voucher_without_its_original(app, enter, at):
    voucher = spent.entered(spent.running(1, at=at), at=at)
    assert "原件里有个人信息" in enter("王主任").get(f"/vouchers/{voucher}").text
    assert enter("林秀梅").get(f"/vouchers/{voucher}").status_code == 403


def test_papers_that_look_alike_stand_beside_each_other(app, enter, at):
    first, second = spent.running(1, at=at), spent.running(2, at=at)
    spent.entered(first, at=at)
    voucher = spent.entered(second, at=at)
    text = enter("何静").get(f"/vouchers/{voucher}").text
    assert "有相近的票据" in text and "巷口口袋花园" in text


def test_a_question_without_words_is_asked_for_them(app, enter, at):
    case = spent.running(1, at=at)
    voucher = spent.entered(case, at=at)
    spent.submitted(case, at=at)
    support = enter("何静")
    assert support.post(f"/vouchers/{voucher}/question", {"reason": " "}, page=f"/vouchers/{voucher}").status_code == 422
    assert support.post(f"/vouchers/{voucher}/question", {"reason": "看不清"}, page=f"/vouchers/{voucher}").status_code == 303
    accountant, report = enter("陈会计"), db.session.scalars(select(ExpenditureReport.id)).one()
    refused = accountant.post(f"/expenditure-reports/{report}/acceptance", page=f"/expenditure-reports/{report}")
    assert refused.status_code == 409 and "1 张有疑问" in refused.text
    assert accountant.post(f"/expenditure-reports/{report}/return", {"reason": "有一张看不清"}, page=f"/expenditure-reports/{report}").status_code == 303
    implementer = enter("刘芳")
    assert "被退回" in implementer.get("/desk").text
    assert implementer.post(f"/vouchers/{voucher}/answer", {"reason": "见签收单"}, page=f"/vouchers/{voucher}").status_code == 303
    assert "见签收单" in implementer.get(f"/vouchers/{voucher}").text


def test_money_is_moved_between_heads_on_pages(app, enter, at):
    case, implementer, head = spent.running(1, at=at), enter("刘芳"), enter("马理事长")
    asked = {"from_head": "activity", "to_head": "personnel", "amount": "500", "reason": "多请一位老师"}
    assert implementer.post(f"/projects/{case}/head-transfers/new", asked).status_code == 303
    assert "申请预算调剂" in head.get("/desk").text and "多请一位老师" in head.get("/head-transfers/1").text
    assert head.post("/head-transfers/1/refusal", {"reason": ""}, page="/head-transfers/1").status_code == 422
    assert head.post("/head-transfers/1/approval", page="/head-transfers/1").status_code == 303
    assert "已批准" in implementer.get(f"/projects/{case}/spending").text


def test_a_sent_form_counts_once(app, enter, at):
    case, person = spent.running(1, at=at), enter("刘芳")
    first = person.post(f"/projects/{case}/vouchers/new", filled())
    again = person.sent | {"file": (io.BytesIO(spent.pdf("一号")), "发票 1.pdf")}
    assert person.post(f"/projects/{case}/vouchers/new", again=again).location == first.location
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Voucher)) == 1


def test_others_have_no_way_in(app, enter, at):
    case = spent.running(1, at=at)
    for name in ("林秀梅", "赵岚"):
        for url in (f"/projects/{case}/spending", "/vouchers", f"/projects/{case}/vouchers/new", "/expenditure-reports/1"):
            assert enter(name).get(url).status_code == 403
    assert enter("何静").get(f"/projects/{case}/vouchers/new").status_code == 403
    assert enter("刘芳").get("/vouchers").status_code == 403
    with unit_of_work():
        db.session.execute(update(type(spent.project(case))).values(organisation_id=1))
    assert enter("刘芳").get(f"/projects/{case}/vouchers/new").status_code == 404


def test_lists_ask_as_much_of_many_vouchers_as_of_one(app, enter, at):
    case, support = spent.running(1, at=at), enter("何静")
    spent.entered(case, at=at)
    report = spent.submitted(case, at=at)
    urls = ("/vouchers", f"/expenditure-reports/{report}", f"/projects/{case}/spending", f"/projects/{case}", "/desk")
    few = statements(support, urls)
    second = spent.running(2, at=at)
    for _each in range(3):
        spent.entered(second, at=at)
    report = spent.submitted(second, at=at)
    assert statements(support, (urls[0], f"/expenditure-reports/{report}", f"/projects/{second}/spending", f"/projects/{second}", urls[4])) == few


def statements(somebody, urls):
    """How many statements each page asks, after everything that is read only once has been read."""
    found = []
    for url in urls:
        assert somebody.get(url).status_code == 200
        with counted() as count:
            somebody.get(url)
        found.append(count.statements)
    return found
