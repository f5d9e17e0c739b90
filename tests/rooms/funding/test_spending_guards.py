"""What raw SQL cannot do to vouchers, reports and lines, on both databases; each guard of its own."""
import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from proposals.funding.spending import guards, vouchers
from proposals.storage import db, unit_of_work
from tests.rooms.approval.planned import actor
from tests.rooms.funding import spent

ATTACKS = {
    "voucher_says_the_same": "UPDATE voucher SET gross_fen = gross_fen + 1",
    "voucher_says_the_same, a seller": "UPDATE voucher SET seller_code = ''",
    "voucher_says_the_same, a day": "UPDATE voucher SET issued_on = '2001-01-01'",
    "voucher_says_the_same, back from withdrawn": "UPDATE voucher SET state = 'entered' WHERE state = 'withdrawn'",
    "voucher_stays": "DELETE FROM voucher WHERE state = 'withdrawn'",
    "voucher_once": "INSERT INTO voucher SELECT * FROM voucher WHERE state = 'withdrawn'",
    "report_is_decided": "UPDATE expenditure_report SET decided_us = decided_us + 1 WHERE state = 'accepted'",
    "report_is_decided, its number": "UPDATE expenditure_report SET period = 9 WHERE state = 'submitted'",
    "report_is_decided, its sum": "UPDATE expenditure_report SET amount_fen = amount_fen + 1 WHERE state = 'submitted'",
    "expenditure_report_stays": "DELETE FROM expenditure_report WHERE state = 'accepted'",
    "expenditure_report_once": "INSERT INTO expenditure_report SELECT * FROM expenditure_report WHERE state = 'accepted'",
    "line_of_a_draft": "INSERT INTO expenditure_line SELECT 99, r.id, v.id, 'activity', 1 FROM expenditure_report r, voucher v "
                       "WHERE r.state = 'accepted' AND v.state = 'withdrawn'",
    "line_once": "INSERT INTO expenditure_line SELECT * FROM expenditure_line",
    "line_leaves_a_draft": "DELETE FROM expenditure_line",
    "line_says_the_same": "UPDATE expenditure_line SET amount_fen = 1",
    "voucher_file": "UPDATE voucher_file SET size = 1", "voucher_file, gone": "DELETE FROM voucher_file",
    "spending_step": "UPDATE spending_step SET reason = 'x'", "spending_step, gone": "DELETE FROM spending_step",
}
ALONE = ("voucher_says_the_same", "report_is_decided", "line_of_a_draft", "line_leaves_a_draft", "line_says_the_same")
"""Guards that no key or foreign key doubles."""


@pytest.fixture
def house(app, at):
    """An accepted report, one handed in, and a withdrawn voucher."""
    case = spent.running(1, at=at)
    spent.entered(case, at=at)
    spent.accepted(case, at=at)
    vouchers.withdraw(spent.entered(case, at=at), reason="误报", by=actor("刘芳"), at=at)
    spent.entered(case, at=at)
    spent.submitted(case, at=at)


def refusal_of(*statements):
    """What the database says to these statements of somebody who may rebuild it, all undone again; empty when it lets them through."""
    db.session.rollback()
    with db.engine.execution_options(begin="schema").connect() as connection:
        try:
            done = [connection.execute(text(statement)).rowcount for statement in statements]
        except DBAPIError as refusal:
            return str(refusal.orig)
        finally:
            connection.rollback()
    assert done[-1] > 0, statements[-1]
    return ""


def test_history_is_not_rewritten(house):
    told = {attack: refusal_of(statement) for attack, statement in ATTACKS.items()}
    assert {attack: said for attack, said in told.items() if not re.search("spending: |append-only|keeps its rows|duplicate key", said)} == {}


def test_every_guard_is_attacked():
    kept = {f"{table}_{what}" for table in ("voucher", "expenditure_report") for what in ("stays", "once")}
    assert kept | {name for _model, name, *_rest in guards.REFUSALS} <= {attack.partition(",")[0] for attack in ATTACKS}


def test_without_its_guard_an_attack_gets_through(house):
    tables = {name: model.__tablename__ for model, name, *_rest in guards.REFUSALS}
    on = "" if db.engine.dialect.name == "sqlite" else " ON {}"
    alone = {attack: statement for attack, statement in ATTACKS.items() if attack.startswith(ALONE)}
    names = {attack: attack.partition(",")[0] for attack in alone}
    told = {attack: refusal_of(f"DROP TRIGGER {names[attack]}" + on.format(tables[names[attack]]), statement) for attack, statement in alone.items()}
    assert {attack: said for attack, said in told.items() if said} == {}


def test_replacing_a_row_is_no_way_round_on_sqlite(house):
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(DBAPIError, match="spending: "), unit_of_work():
            db.session.execute(text("INSERT OR REPLACE INTO expenditure_line SELECT l.id, d.id, l.voucher_id, l.head, 1 FROM expenditure_line l, "
                                    "(SELECT max(id) AS id FROM expenditure_report) d WHERE l.id = (SELECT min(id) FROM expenditure_line)"))
