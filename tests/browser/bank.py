"""The bank in the browser tests, and the cashiers who deal with it: accounts, batches, statements as the bank would export them, matches."""
from __future__ import annotations

import csv
import io
from datetime import timedelta

from proposals import clock
from proposals.amounts import fen_of, plain
from tests.browser.people import Company, Person, press

DESKS = {"foundation": ("马理事长", "陈会计"), "treasury": ("沈科长", "许科员")}
PAYEE = {"holder": "夕阳红老年服务中心（演示）", "bank": "演示银行洪山支行", "number": "4201 8888 6666 0001"}
COLUMNS = "日期,借方,贷方,余额,对方户名,对方账号,摘要,流水号"

Row = tuple[int, str, str, str]
"""A line to come: fen (below zero: out), the other side, its account, summary."""


class Bank:
    """Keeps an account for each desk, and exports a statement for what happened since the last one."""

    def __init__(self) -> None:
        self._balances = dict.fromkeys(DESKS, 100_000_00)
        self._lines = 0

    def statement(self, desk: str, rows: list[Row], *, days: int) -> dict[str, object]:
        """The file that a cashier downloads from the bank and uploads here; ``days`` from today it happened."""
        out, day = [COLUMNS], clock.today(clock.now()) + timedelta(days=days)
        for fen, name, number, summary in rows:
            self._balances[desk] += fen
            self._lines += 1
            amounts = f'"{plain(-fen)}",' if fen < 0 else f',"{plain(fen)}"'
            out.append(f'{day},{amounts},"{plain(self._balances[desk])}",{name},{number},{summary},B{self._lines:05d}')
        return {"name": f"{desk}.csv", "mimeType": "text/csv", "buffer": "\r\n".join(out).encode("gb18030")}


def open_accounts(company: Company) -> None:
    """Both heads enter their desk's account; the implementer enters its own, and the foundation's cashier checks it."""
    for number, (head, _cashier) in enumerate(DESKS.values(), start=1):
        account = {"title": "创投专户", "holder": "演示户名", "bank": "演示银行", "number": "x"}
        company(head).go("/money/statements").follow("/money/statements/accounts/new").send(account, refused=422).send({"number": f"4201 0000 000{number}"})
    company("刘芳").go("/money/payees").open("/organisations/").send({"holder": ""}, refused=422).send(PAYEE)
    company("陈会计").go("/money/payees").send()


def send_batch(cashier: Person) -> list[Row]:
    """Tick everything that waits to be sent; the batch's own file says what the bank is to do, and those will be its lines."""
    cashier.go("/payments?state=authorised")
    for box in cashier.page.locator("[name=ids]").all():
        box.check()
    cashier.send().go("/money/batches").open("/money/batches/")
    answer = cashier.page.request.get(f"{cashier.page.url}/bank")
    assert answer.status == 200 and cashier.page.request.get(f"{cashier.page.url}/bank").body() == answer.body()
    rows = csv.DictReader(io.StringIO(answer.body().decode("gb18030")))
    return [(-fen_of(row["金额"], negative=False), row["收款户名"], row["收款账号"], row["用途"]) for row in rows]


def take_in(cashier: Person, statement: dict[str, object]) -> Person:
    """Upload a statement, see how it is understood, and take it in."""
    broken = {**statement, "buffer": "日期,借方,贷方,余额\n2018-03-05,5,,100\n2018-03-06,5,,90".encode()}
    cashier.go("/money/statements").follow("/money/statements/new").send({"file": broken}, refused=422)
    return cashier.send({"file": statement}).send()


def confirm_all(cashier: Person) -> Person:
    """One press for all that is certain."""
    press(cashier.page, cashier.page.locator("form:has([name=all]) button"))
    return cashier.go(cashier.path)


def pay_out(company: Company, bank: Bank, *, days: int) -> None:
    """Both cashiers send what was approved, and confirm it on the next statement."""
    for desk, (_head, name) in DESKS.items():
        rows = send_batch(company(name))
        confirm_all(take_in(company(name), bank.statement(desk, rows, days=days)))
