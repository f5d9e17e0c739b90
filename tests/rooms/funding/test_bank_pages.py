"""A cashier's day on pages: accounts, a batch with its files, a statement shown before it is taken in, matches, what comes back, the printed sheet."""
import io

import openpyxl
import pytest
from sqlalchemy import select

from proposals import clock
from proposals.funding.models import BankAccount, BankLine, BankMatch, BankStatement, PaymentBatch
from proposals.storage import db
from tests.drive import funding
from tests.kit import Forms
from tests.rooms.funding import banking
from tests.rooms.funding.banking import PAYEE
from tests.rooms.funding.signed import signed

FEN = 1873_20


@pytest.fixture
def case(app, at):
    found = signed(1, at=at)
    banking.opened(at=at)
    banking.checked(found, at=at)
    return found


def number(kind):
    db.session.rollback()
    return db.session.scalars(select(kind.id).order_by(kind.id.desc())).first()


def upload(person, content, *, name="流水.csv"):
    shown = person.post("/money/statements/new", {"account": str(banking.account().id), "file": (io.BytesIO(content), name)})
    return shown


def rows_of(at):
    return banking.statement([("B1", -FEN, PAYEE[0], ""), ("B2", 300, "", "利息")], opening=50_000_00, on=clock.today(at))


def test_sending_makes_a_batch_whose_files_stay_the_same(case, at, enter):
    ids = funding.authorised(case, seq=1, at=at)
    person = enter("陈会计")
    assert person.post("/payments/send", {"ids": [str(key) for key in ids]}, page="/payments?state=authorised").status_code == 303
    batch = number(PaymentBatch)
    page = person.get(f"/money/batches/{batch}").text
    assert "壹仟捌佰柒拾叁元贰角整" in page and PAYEE[0] in page and "¥1,873.20" in person.get("/money/batches").text
    first, again = (person.get(f"/money/batches/{batch}/bank").data for _ in range(2))
    assert first == again and PAYEE[1] in first.decode("gb18030")
    sheet = openpyxl.load_workbook(io.BytesIO(person.get(f"/money/batches/{batch}/sheet").data)).active
    assert sheet["A1"].value.startswith("付款批次")
    assert [enter(who).get(f"/money/batches/{batch}/bank").status_code for who in ("许科员", "刘芳", "李科长")] == [404, 403, 200]
    assert person.get(f"/money/batches/{batch}/other").status_code == 404


def test_one_payment_is_sent_alone_on_the_moves_page_and_makes_a_batch_too(case, at, enter):
    ids = funding.authorised(case, seq=1, at=at)
    assert enter("陈会计").move(ids[0], "send").status_code == 303
    assert (banking.state(ids[0]), number(PaymentBatch) is not None) == ("sent", True)
    assert enter("陈会计").post(f"/moves/{ids[0]}/arrive").status_code == 409


def test_a_statement_is_shown_first_and_taken_in_once(case, at, enter):
    person, content = enter("陈会计"), rows_of(at)
    shown = upload(person, content)
    assert shown.status_code == 200 and "确认导入" in shown.text and "¥48,126.80" in shown.text.replace("¥50,003.00", "") and number(BankStatement) is None
    again = held(shown.text)
    answer = person.post("/money/statements/new", again=again)
    assert answer.status_code == 303 and number(BankStatement) == 1
    assert person.post("/money/statements/new", again=again).location == answer.location and number(BankStatement) == 1
    assert person.get("/money/statements/1/file").data == content
    text = person.get("/money/statements/1").text
    assert "B1" in text and "待核对" in text and "流水.csv" in person.get("/money/statements").text


def held(text):
    return Forms(text).posting_to("/money/statements/new")


@pytest.mark.parametrize("content, said", [
    ("日期,借方,贷方,余额\n2018-03-05,5,,100\n2018-03-06,5,,90\n", "第 3 行余额不连续"), ("日期,借方,贷方,余额\n2018-03-05,-5,,100\n", "第 2 行：“借方”列金额不能为负"),
    ("日期,借方,贷方,余额\n2018-03-05,$5,,100\n", "带有外币符号"), ("日期,借方,贷方,余额\n2018-03-05,=1+1,,100\n", "第 2 行第 2 列是公式"), ("", "请选择从网银导出"), ("甲,乙\n1,2\n", "没有找到对账单的表头"),
    ("日期,借方,贷方,余额,大写\n2018-03-05,5,,100,陆元整\n", "第 2 行：大写与小写不一致")])
def test_what_is_wrong_with_a_file_is_told_with_its_line_and_nothing_changes(case, enter, content, said):
    answer = upload(enter("陈会计"), content.encode()) if content else enter("陈会计").post("/money/statements/new", {"account": str(banking.account().id)})
    assert answer.status_code == 422 and said in answer.text and number(BankStatement) is None


def test_what_would_be_refused_is_told_before(case, at, enter):
    banking.imported([("B0", 1, "", "利息")], opening=0, at=at)
    answer = upload(enter("陈会计"), rows_of(at))
    assert answer.status_code == 409 and "中间缺了流水" in answer.text and number(BankStatement) == 1


def test_lines_are_matched_and_undone_on_pages(case, at, enter):
    paid = banking.at_the_bank(case, seq=1, at=at)[0]
    banking.imported([("B1", -FEN, PAYEE[0], ""), ("B2", 300, "", "利息")], opening=50_000_00, at=at)
    person, page = enter("陈会计"), f"/money/statements/accounts/{banking.account().id}"
    assert "一次核对全部完全一致的 1 项" in person.get(page).text and "核对无误" not in enter("马理事长").get(page).text
    assert person.post(page, {"all": "1"}).status_code == 303 and banking.state(paid) == "paid"
    line = db.session.scalars(select(BankLine.id).where(BankLine.reference == "B1")).one()
    assert "核对记录" in person.get(f"/money/statements/lines/{line}").text
    assert person.post(f"/money/statements/lines/{line}/undo", {"note": ""}).status_code == 422
    assert person.post(f"/money/statements/lines/{line}/undo", {"note": "对错了"}).status_code == 303 and banking.state(paid) == "sent"
    token = f"pay:{line}:{paid}"
    assert person.post(page, {"match": token}).status_code == 303 and banking.state(paid) == "paid"
    assert person.post(page, again={**person.sent, "key": "x" * 24}).status_code == 409
    assert "已撤销" not in person.get(f"/money/statements/lines/{line}").text.replace("撤销核对", "") and number(BankMatch) == 2


def test_a_line_that_no_rule_explains_is_chosen_by_hand(case, at, enter):
    banking.imported([("B1", 77700, "某某公司", "捐赠")], opening=50_000_00, at=at)
    person, line = enter("陈会计"), number(BankLine)
    assert "资金到账：社区发展基金会" in person.get(f"/money/statements/lines/{line}").text
    assert person.post(f"/money/statements/lines/{line}", {}).status_code == 422
    assert person.post(f"/money/statements/lines/{line}", {"match": f"receipt:{line}:1"}).status_code == 303
    assert number(BankMatch) == 1
    assert enter("许科员").get(f"/money/statements/lines/{line}").status_code == 404 and "捐赠" in enter("李科长").get(f"/money/statements/lines/{line}").text


def test_the_sheet_says_what_stands_between_the_balances(case, at, enter):
    banking.at_the_bank(case, seq=1, at=at)
    banking.imported([("B2", 300, "", "利息")], opening=50_000_00, at=at)
    text = enter("马理事长").get(f"/money/statements/accounts/{banking.account().id}/reconciliation").text
    for figure in ("¥78,126.80", "¥50,003.00", "¥78,129.80", "两边调节后余额相等", "利息"):
        assert figure in text
    assert enter("马理事长").get(f"/money/statements/accounts/{banking.account().id}/reconciliation?day=x").status_code == 404


def test_accounts_are_entered_by_one_and_checked_by_another_on_pages(app, at, enter):
    signed(1, at=at)
    head = enter("马理事长")
    new = {"desk": "foundation", "title": "创投专户", "holder": "基金会", "bank": "演示银行", "number": "４２０１ 0001 0002"}
    assert head.post("/money/statements/accounts/new", new).status_code == 303
    assert db.session.scalars(select(BankAccount.number)).one() == "420100010002" and head.post("/money/statements/accounts/new", new).status_code == 409
    assert head.post("/money/statements/accounts/new", {**new, "number": "abc"}).status_code == 422
    own = enter("刘芳")
    link = next(part.split('"')[0] for part in own.get("/money/payees").text.split('href="')[1:] if part.startswith("/organisations/"))
    assert own.post(link, {"holder": PAYEE[0], "bank": "演示银行", "number": PAYEE[1]}).status_code == 303
    assert "待核对" in own.get("/money/payees").text and "已对照开户证明核对" not in own.get("/money/payees").text
    assert enter("陈会计").post("/money/payees/1", page="/money/payees").status_code == 303 and "已核对" in own.get("/money/payees").text


def test_the_foundation_names_who_is_paid_in_the_implementers_place(case, enter):
    person = enter("陈会计")
    shown = person.get(f"/projects/{case}/payee").text
    choice = shown.split("<option")[2].split('value="')[1].split('"')[0]
    assert person.post(f"/projects/{case}/payee", {"organisation": choice, "reason": ""}).status_code == 422
    assert person.post(f"/projects/{case}/payee", {"organisation": choice, "reason": "社团没有账户"}).status_code == 303
    assert "现在付给" in person.get(f"/projects/{case}/payee").text and enter("刘芳").get(f"/projects/{case}/payee").status_code == 403


@pytest.mark.parametrize("who, status", [("林秀梅", 403), ("刘芳", 403), ("王主任", 403), ("李科长", 200), ("沈科长", 200)])
def test_who_reads_the_banks_pages(case, enter, who, status):
    assert [enter(who).get(url).status_code for url in ("/money/statements", "/money/batches")] == [status] * 2
