"""Eight at once, each with a connection of its own: an invoice is used once, a file shows one thing, a report is booked once."""
import time

import pytest
from sqlalchemy import func, select

from proposals.funding.models import Entry, InKind, Voucher
from proposals.funding.sourcing.giving import Gift, record_gift
from proposals.funding.spending import files, reports, vouchers
from proposals.storage import db
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent
from tests.rooms.funding.test_races import race
from tests.rooms.funding.test_settle import stages

pytestmark = pytest.mark.slow


def test_eight_enter_the_same_invoice_in_two_projects_and_it_is_used_once(app, at):
    cases, says, by = (spent.running(1, at=at), spent.running(2, at=at)), spent.paper(at), actor("刘芳")
    files = [spent.original() for _each in range(8)]
    db.session.rollback()
    race(app, lambda n: vouchers.enter(cases[n % 2], paper=says, head="activity", amount_fen=100_00, original=files[n], by=by, at=at))
    assert db.session.scalar(select(func.count()).select_from(Voucher)) == 1


def test_eight_use_a_kept_file_for_gifts_and_vouchers_and_it_shows_one_thing(app, at):
    case, file = spent.running(1, at=at), spent.original()
    papers = [spent.paper(at) for _each in range(9)]
    givers, spender, season = actor("何静"), actor("刘芳"), spent.project(case).season_id

    def tell(n):
        return vouchers.enter(case, paper=papers[n], head="activity", amount_fen=100_00, original=file, by=spender, at=at)

    def give(n):
        gift = Gift("老街坊志愿队", "goods", 1, "件", 100, f"第 {n} 份", file)
        return record_gift(season, proposal_id=case, gift=gift, by=givers, at=at)

    vouchers.withdraw(tell(8), reason="填错了", by=spender, at=at)
    db.session.rollback()
    keep = files.store
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "store", lambda *args, **kwargs: (time.sleep(0.2), keep(*args, **kwargs))[1])  # everybody has looked before anybody writes
        race(app, lambda n: (tell if n % 2 else give)(n))
    living = db.session.scalar(select(func.count()).where(Voucher.state != "withdrawn"))
    assert living + db.session.scalar(select(func.count()).select_from(InKind)) == 1


def test_eight_accept_the_same_report_and_it_is_booked_once(app, at):
    case, by = spent.running(1, at=at), actor("陈会计")
    spent.entered(case, at=at)
    report = spent.checked(case, at=at)
    db.session.rollback()
    results = race(app, lambda n: reports.accept(report, by=by, at=at))
    assert [result for result in results if result is None] == [None]
    assert (db.session.scalar(select(func.count()).where(Entry.kind == "spend")), stages(case)["spent"]) == (1, 100_00)
