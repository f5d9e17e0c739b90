"""What the pages of the money cost: the demonstration's season, its projects paid through the banks, and a statement that nobody has matched."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from proposals import clock, create_app, migrate
from proposals.amounts import plain
from proposals.demonstration import demo
from proposals.funding.bank import importing
from proposals.funding.models import BankAccount, BankStatement
from proposals.storage import db
from tests import seeds
from tests.bench.counting import counted
from tests.bench.filler import Filled
from tests.bench.house import SECRET, House, within
from tests.bench.pages import Floors, page
from tests.bench.table import Row
from tests.bench.visits import MONEY
from tests.cast import BY_NAME
from workflow import Actor

STAGE, SEED = "implementation", 2018
LINES = 60
COLUMNS = "日期,借方,贷方,余额,对方户名,对方账号,摘要,流水号"


class Purse(House):
    """A database with the demonstration's season in it: real projects, entries, batches and statements instead of many ideas."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.filled = Filled(1, range(0), range(0), range(0), range(0), {})
        self.environment = {"GOLDEN_IDEA_INSTANCE": str(folder), "GOLDEN_IDEA_DATABASE_URL": url, "GOLDEN_IDEA_SECRET_KEY": SECRET}
        app = create_app({"DATABASE_URL": url, "CLOCK": False, "SECRET_KEY": SECRET})
        migrate.upgrade(app)
        with app.app_context():
            demo.play(stage=STAGE, seed=SEED, at=clock.now())
            _unmatched(at=clock.now())
            db.session.remove()
            db.engine.dispose()


def _unmatched(*, at: int) -> None:
    """The bank's next statement: sixty lines that nothing in the books stands for."""
    account = db.session.scalars(select(BankAccount).order_by(BankAccount.id)).first()
    assert account is not None
    closings = select(BankStatement.closing_fen).where(BankStatement.account_id == account.id).order_by(BankStatement.seq.desc())
    balance = db.session.scalars(closings).first() or 0
    rows, day = [COLUMNS], clock.today(at) - timedelta(days=1)
    for number in range(LINES):
        fen = 10_000 + number * 7
        balance += fen
        rows.append(f'{day},,"{plain(fen)}","{plain(balance)}",往来单位{number % 9},,待查,U{number:04d}')
    file = importing.read("\r\n".join(rows).encode(), name="待查.csv")
    importing.import_statement(account.id, file=file, by=Actor(f"p{seeds.person_id(BY_NAME['陈会计'].login)}", "陈会计"), at=at)


def rows(url: str, folder: Path, *, beside: Floors, watched: tuple[int, ...], name: str) -> Iterator[Row]:
    """Every money page on one database: its CPU beside the floor's, and how many statements it asks."""
    house = Purse(url, folder)
    with house.served(watched=watched) as server:
        for visit in MONEY:
            yield from page(house, server=server, visit=visit, beside=beside, part=f"money, {name}")
    with house.app() as app:
        for visit in MONEY:
            somebody, address = within(app, name=visit.who), visit.address(house.filled)
            somebody.get(address)
            with counted() as count:
                somebody.get(address)
            yield Row(f"money, {name}, statements", visit.what, count.statements, "", None, visit.statements, f"{count.rows} rows fetched")
