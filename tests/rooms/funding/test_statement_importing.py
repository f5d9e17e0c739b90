"""A statement is taken in whole and in its turn, or nothing changes; the database proves it again against any program."""
import pytest
from sqlalchemy import func, select

from proposals import clock
from proposals.funding.bank import importing
from proposals.funding.models import BankLine, BankStatement
from proposals.storage import db, unit_of_work
from tests.drive.funding import DAY
from tests.rooms.approval.planned import actor
from tests.rooms.funding import banking
from workflow import Refused

ROWS = [("A1", 5000_00, "区财政局", "拨款"), ("A2", -80, "", "手续费")]


@pytest.fixture
def desks(app, at):
    banking.opened(at=at)
    return at


def refused(rows, *, at, who="陈会计", **how):
    file = importing.read(banking.statement(rows, on=clock.today(at + how.pop("days", 0) * DAY), **how), name="流水.csv")
    with pytest.raises(Refused) as refusal:
        importing.import_statement(banking.account().id, file=file, by=actor(who), at=at)
    return refusal.value.problems[0]


def counts():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(BankStatement)), db.session.scalar(select(func.count()).select_from(BankLine))


def test_a_statement_is_kept_with_its_lines_and_its_file(desks):
    kept = db.session.get_one(BankStatement, banking.imported(ROWS, opening=100_00, at=desks))
    assert (kept.seq, kept.opening_fen, kept.closing_fen, kept.size) == (1, 100_00, 5099_20, 2)
    assert kept.content == banking.statement(ROWS, opening=100_00, on=clock.today(desks))
    lines = db.session.scalars(select(BankLine).order_by(BankLine.seq))
    assert [(line.reference, line.direction, line.amount_fen, line.balance_fen) for line in lines] == [
        ("A1", "in", 5000_00, 5100_00), ("A2", "out", 80, 5099_20)]


def test_the_next_one_begins_where_the_last_one_ended(desks):
    banking.imported(ROWS, opening=100_00, at=desks)
    banking.imported([("A3", 1, "", "利息")], opening=5099_20, at=desks, days=1)
    assert counts() == (2, 3)


def test_what_is_not_the_next_statement_changes_nothing(desks):
    banking.imported(ROWS, opening=100_00, at=desks)
    assert refused(ROWS, opening=100_00, at=desks).code == "statement-known"
    gap = refused([("A3", 1, "", "利息")], opening=5099_21, at=desks, days=1)
    assert (gap.code, gap.facts["line"], gap.facts["opening"], gap.facts["closing"]) == ("statement-gap", 2, "5,099.21", "5,099.20")
    assert refused([("A3", 1, "", "利息")], opening=5099_20, at=desks, days=-1).code == "statement-overlaps"
    known = refused([("A3", 1, "", "利息"), ("A2", 1, "", "利息")], opening=5099_20, at=desks, days=1)
    assert (known.code, known.facts) == ("line-known", {"line": 3, "reference": "A2"})
    assert counts() == (1, 2)


def test_a_statement_of_another_account_or_by_another_person_is_refused(desks):
    assert refused(ROWS, opening=0, at=desks, who="许科员").code == "statement-not-yours"
    text = "账号：420199999999\r\n".encode("gb18030") + banking.statement(ROWS, opening=0, on=clock.today(desks))
    with pytest.raises(Refused, match="statement-of-another"):
        importing.import_statement(banking.account().id, file=importing.read(text, name="x.csv"), by=actor("陈会计"), at=desks)
    assert counts() == (0, 0)


NEXT = "INSERT INTO bank_statement (account_id, seq, file_name, sha256, content, from_day, to_day, opening_fen, closing_fen, size, actor, at_us) VALUES"
LINE = ("INSERT INTO bank_line (statement_id, account_id, seq, reference, booked_on, direction, amount_fen, balance_fen, counterparty, "
        "counterparty_account, summary) "
        "SELECT id, account_id, {seq}, 'X', '{day}', 'in', 5, {balance}, '', '', '' FROM bank_statement WHERE seq = 1")


@pytest.mark.parametrize("attack", [
    f"{NEXT} (1, 2, 'x', 'x', '', '2099-01-01', '2099-01-01', 1, 1, 1, 'x', 1)",
    f"{NEXT} (1, 3, 'x', 'x', '', '2099-01-01', '2099-01-01', 509920, 1, 1, 'x', 1)",
    f"{NEXT} (1, 2, 'x', 'x', '', '2000-01-01', '2099-01-01', 509920, 1, 1, 'x', 1)", LINE.format(seq=3, day="2099-01-01", balance=509925),
    LINE.format(seq=2, day="2018-01-01", balance=510005), LINE.format(seq=1, day="2018-01-01", balance=10005),
    "UPDATE bank_line SET amount_fen = 1", "UPDATE bank_statement SET closing_fen = 1", "DELETE FROM bank_line", "DELETE FROM bank_statement"])
def test_the_database_lets_nobody_write_a_statement_that_does_not_add_up(desks, attack):
    banking.imported(ROWS, opening=100_00, at=desks)
    with pytest.raises(Exception, match="bank: |append-only|UNIQUE|unique"), unit_of_work() as session:
        session.connection().exec_driver_sql(attack)
    assert counts() == (1, 2)


def test_a_line_that_breaks_the_balance_never_reaches_the_table(desks):
    file = importing.read(banking.statement(ROWS, opening=100_00, on=clock.today(desks)), name="x.csv")
    object.__setattr__(file.statement.lines[1], "balance_fen", 1)
    with pytest.raises(Exception, match="a line follows from the balance before it"):
        importing.import_statement(banking.account().id, file=file, by=actor("陈会计"), at=desks)
    assert counts() == (0, 0)
