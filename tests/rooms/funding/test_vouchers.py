"""A voucher: entered by the implementer, once in all seasons, as its paper says; withdrawn, checked, questioned, explained."""
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from proposals import clock
from proposals.collection.models import Proposal
from proposals.directory.models import Organisation
from proposals.errors import Refusal
from proposals.funding.bank import accounts
from proposals.funding.models import ExpenditureLine, Voucher, VoucherFile
from proposals.funding.spending import papers, rights, vouchers
from proposals.machine import engine
from proposals.seasons.models import Season
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent
from workflow import Refused


def codes(work):
    with pytest.raises(Refused) as refusal:
        work()
    return [problem.code for problem in refusal.value.problems]


def enter(case, at, *, paper=None, original=None, head="activity", fen=100_00, who="刘芳"):
    return vouchers.enter(case, paper=paper or spent.paper(at), head=head, amount_fen=fen, original=original or spent.original(), by=actor(who), at=at)


def test_the_implementer_enters_a_voucher_with_its_file(app, at):
    case, file = spent.running(1, at=at), spent.original(name="C:\\扫描\\花苗 发票.PDF")
    voucher = db.session.get_one(Voucher, enter(case, at, original=file, fen=80_00))
    line = db.session.scalars(select(ExpenditureLine)).one()
    assert (line.head, line.amount_fen, line.report.state, line.report.period) == ("activity", 80_00, "draft", 1)
    assert (voucher.state, voucher.file.name, voucher.file.kind, voucher.file.content) == ("entered", "花苗 发票.pdf", "pdf", file.content)
    assert spent.told(line.report_id) == [("voucher-entered", "刘芳", "")]


@pytest.mark.parametrize("who", ["林秀梅", "何静", "陈会计", "李科长", "王主任"])
def test_nobody_else_enters_one(app, at, who):
    case = spent.running(1, at=at)
    assert codes(lambda: enter(case, at, who=who)) == ["spending-not-yours"]


def test_nothing_is_entered_once_a_project_is_being_assessed_nor_before_it_is_signed(app, at):
    case = spent.running(1, at=at)
    with unit_of_work():
        engine.fire(db.session, case, "suspend", actor("周敏"), at=at, note="整改")
    enter(case, at)
    with unit_of_work():
        spent.project(case).state = "assessing"
    assert codes(lambda: enter(case, at)) == ["spending-not-open"]


def test_a_number_is_used_once_in_all_projects_and_the_refusal_says_where(app, at):
    first, second, same = spent.running(1, at=at), spent.running(2, at=at), spent.paper(at)
    enter(first, at, paper=same)
    with pytest.raises(Refusal) as refusal:
        enter(second, at, paper=same)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.facts["project_number"]) == ("voucher-used-before", spent.project(first).number)


def test_a_file_is_used_once_whatever_is_typed_beside_it(app, at):
    first, second, file = spent.running(1, at=at), spent.running(2, at=at), spent.original()
    enter(first, at, original=file)
    assert codes(lambda: enter(second, at, original=spent.original(file.content, name="别的名字.pdf"))) == ["voucher-file-used-before"]


def test_what_was_used_in_an_earlier_season_is_known_in_the_next(app, at):
    earlier, later, same, file = spent.running(1, at=at), spent.running(2, at=at), spent.paper(at), spent.original()
    enter(earlier, at, paper=same, original=file)
    with unit_of_work() as session:
        session.add(before := Season(year=2000, ordinal=98, title="上一届"))
        session.flush()
        session.execute(update(Proposal).where(Proposal.id == earlier).values(season_id=before.id))
    for said, code in ((codes(lambda: enter(later, at, paper=same)), "voucher-used-before"),
                       (codes(lambda: enter(later, at, original=file)), "voucher-file-used-before")):
        assert said == [code]
    enter(later, at)


def test_a_withdrawn_voucher_may_be_entered_again_and_its_file_is_kept_once(app, at):
    case, same, file = spent.running(1, at=at), spent.paper(at), spent.original()
    first = enter(case, at, paper=same, original=file)
    vouchers.withdraw(first, reason="科目选错了", by=actor("刘芳"), at=at)
    second = enter(case, at, paper=same, original=file, head="personnel")
    assert db.session.get_one(Voucher, first).file_id == db.session.get_one(Voucher, second).file_id
    assert len(db.session.scalars(select(VoucherFile.id)).all()) == 1
    assert spent.told(spent.open_report(case).id) == [("voucher-entered", "刘芳", ""), ("voucher-withdrawn", "刘芳", "科目选错了"), ("voucher-entered", "刘芳", "")]
    assert codes(lambda: vouchers.withdraw(first, reason="再撤一次", by=actor("刘芳"), at=at)) == ["voucher-not-in-draft"]


@pytest.mark.parametrize("change, wrong", [
    ({"number": "1" * 19}, "number"), ({"number": "１" * 20}, "number"), ({"number": ""}, "number"), ({"code": "4200171130"}, "code"),
    ({"kind": "ordinary", "code": "042001900111", "number": "1234567"}, "number"), ({"kind": "special", "code": "1", "number": "12345678"}, "code"),
    ({"kind": "special", "code": "4200171130", "number": "12345678", "seller_code": ""}, "seller_code"), ({"kind": "labour", "number": "12"}, "number"),
    ({"kind": "fiscal", "code": "42010125", "number": "12"}, "number"), ({"seller_code": spent.SELLER_CODE[:17] + "0"}, "seller_code"),
    ({"seller_code": "11010519491231002X"}, "seller_code"), ({"buyer": "夕阳红"}, "buyer"), ({"buyer": ""}, "buyer"), ({"gross_fen": 0}, "gross"),
    ({"gross_fen": -1}, "gross"), ({"net_fen": 90_00}, "tax"), ({"net_fen": 90_00, "tax_fen": 9_99}, "gross")])
def test_what_cannot_be_true_is_refused_at_its_field(app, at, change, wrong):
    case, says = spent.running(1, at=at), spent.paper(at, **change)
    found = papers.faults(says, bounds=papers.Bounds("夕阳红老年服务中心（演示）", clock.today(at), clock.today(at)))
    assert [*found] == [wrong]
    assert codes(lambda: enter(case, at, paper=says)) == [problem.code for problem in found.values()]


@pytest.mark.parametrize("days", [-1, 1])
def test_a_paper_from_before_the_signing_or_from_tomorrow_is_refused(app, at, days):
    case = spent.running(1, at=at)
    assert codes(lambda: enter(case, at, paper=spent.paper(at, issued_on=clock.today(at) + timedelta(days=days)))) == ["voucher-day-impossible"]


def test_titles_are_compared_without_regard_to_blanks_and_widths(app, at):
    case = spent.running(1, at=at)
    enter(case, at, paper=spent.paper(at, buyer="夕阳红老年服务中心 (演示)"))


@pytest.mark.parametrize("head", ["fixed_assets", "gifts"])
def test_fixed_assets_and_gifts_are_capped_at_nothing(app, at, head):
    case = spent.running(1, at=at)
    assert codes(lambda: enter(case, at, head=head)) == ["head-not-payable"]


@pytest.mark.parametrize("fen", [0, -1, 100_01, 10**15])
def test_no_more_is_claimed_than_the_paper_says(app, at, fen):
    case = spent.running(1, at=at)
    assert codes(lambda: enter(case, at, fen=fen)) == ["claims-more-than-voucher"]


def test_amounts_are_whole_fen(app, at):
    case = spent.running(1, at=at)
    with pytest.raises(Exception, match="takes an int"):
        enter(case, at, fen=80.5)


def test_invoices_are_made_out_to_the_holder_of_the_payees_checked_account(app, at):
    case, hub = spent.running(1, at=at), "江岸区为老服务枢纽（演示）"
    implementer = spent.project(case).organisation_id
    account = accounts.record_payee(implementer, holder=hub, bank="演示银行", number="6222", demonstration=True, by=actor("刘芳"), at=at)
    assert rights.payee_title(spent.commitment_of(case)) == "夕阳红老年服务中心（演示）"
    accounts.verify_payee(account, by=actor("陈会计"), at=at)
    assert codes(lambda: enter(case, at)) == ["buyer-is-not-payee"]
    enter(case, at, paper=spent.paper(at, buyer=hub))


def test_who_is_paid_may_be_another_than_who_implements(app, at):
    case = spent.running(1, at=at)
    other = db.session.scalars(select(Organisation).where(Organisation.kind == "support")).one()
    accounts.name_payee(spent.commitment_of(case).id, organisation_id=other.id, reason="社区自组织没有账户", by=actor("陈会计"), at=at)
    assert codes(lambda: enter(case, at)) == ["buyer-is-not-payee"]
    enter(case, at, paper=spent.paper(at, buyer=other.name))
