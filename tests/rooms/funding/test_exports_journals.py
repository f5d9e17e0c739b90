"""Programs we did not write accept the books to the fen, and refuse them when one fen is changed by hand."""
from dataclasses import replace

import pytest

from proposals.funding.exports import journals, names
from tests import programs
from tests.programs import with_beancount, with_hledger
from tests.rooms.funding.handmade import made

DIALECTS = [pytest.param(journals.beancount, programs.bean_check, programs.bean_balances, marks=with_beancount, id="beancount"),
            pytest.param(journals.hledger, programs.hledger_check, programs.hledger_balances, marks=with_hledger, id="hledger")]


def with_one_fen_more_moved(book):
    """The third entry moves a fen more than the books say."""
    wrong = book.entries[2]
    more = (replace(wrong.movements[0], fen=wrong.movements[0].fen + 1), *wrong.movements[1:])
    return replace(book, entries=(*book.entries[:2], replace(wrong, movements=more), *book.entries[3:]))


def with_one_fen_more_held(book, *, stage):
    account = next(account for account in book.accounts.values() if account.stage == stage)
    return replace(book, accounts=dict(book.accounts) | {account.id: replace(account, fen=account.fen + 1)})


@pytest.mark.parametrize("write, check, balances", DIALECTS)
def test_the_books_are_accepted_to_the_fen(write, check, balances, tmp_path):
    assert check(write(made()), tmp_path) == (0, "")


@pytest.mark.parametrize("write, check, balances", DIALECTS)
def test_one_fen_moved_by_hand_is_refused(write, check, balances, tmp_path):
    code, said = check(write(with_one_fen_more_moved(made())), tmp_path)
    assert code == 1 and "0.01" in said


@pytest.mark.parametrize("stage", ["origin", "pool", "commit", "order", "held", "spent", "returned"])
@pytest.mark.parametrize("write, check, balances", DIALECTS)
def test_one_fen_in_a_balance_is_refused(write, check, balances, stage, tmp_path):
    code, said = check(write(with_one_fen_more_held(made(), stage=stage)), tmp_path)
    assert code == 1 and "0.01" in said


@pytest.mark.parametrize("write, check, balances", DIALECTS)
def test_its_balances_are_ours_account_by_account(write, check, balances, tmp_path):
    book = made()
    called = names.accounts(book)
    assert balances(write(book), tmp_path) == {called[account.id]: account.fen for account in book.accounts.values()}


def test_an_account_is_called_by_source_stage_and_project():
    called = set(names.accounts(made()).values())
    assert {"Income:F1-foundation:Origin", "Assets:F2-treasury:Pool", "Assets:F1-foundation:Held:2018-XT-0011",
            "Expenses:F2-treasury:Spent:2018-XT-0011"} <= called


def test_an_entry_carries_its_number_its_hash_and_what_it_takes_back():
    entry = made().entries[7]
    text = "".join(journals.beancount(made()))
    assert f'  entry: "8"\n  hash: "{entry.hash}"\n  document: "回单-8"\n  reverses: "7"\n' in text
    assert f"  ; entry:8\n  ; hash:{entry.hash}\n  ; document:回单-8\n  ; reverses:7\n" in "".join(journals.hledger(made()))
