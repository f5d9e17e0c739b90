"""Every guard of the books is needed: without it an attack gets through – or the list below says which other guard stands behind it."""
import pytest

from tests.rooms.funding.attacks import APPEND_ONLY
from tests.rooms.funding.test_attacks import LISTS

GUARDED = (*APPEND_ONLY, "account", "ledger_head", "payment")
GUARDED_TWICE = {
    "sqlite": {},
    "postgresql": {
        "account_no_truncate": "TRUNCATE account needs CASCADE, and the transfers refuse",
        "entry_no_truncate": "TRUNCATE entry needs CASCADE, and the transfers refuse",
        "seal_no_truncate": "TRUNCATE seal needs CASCADE, and the entries refuse",
        "ledger_head_is_one": "the primary key and the CHECK that it is 1; on SQLite both give way to REPLACE",
        "transfer_is_positive": "CHECK and NOT NULL; on SQLite a PRAGMA turns CHECKs off",
        "transfer_within_balance": "the account's CHECK; on SQLite a PRAGMA turns CHECKs off",
    },
}
pytestmark = pytest.mark.slow
each_database = pytest.mark.parametrize("kind", [pytest.param(kind, marks=getattr(pytest.mark, kind)) for kind in LISTS])


def lets_through(book, kind, trigger):
    """The first attack that the database refuses as shipped, and no longer without this trigger."""
    with book.copy(without=trigger) as connection:
        return next((attack.name for attack in LISTS[kind] if attack.answer and not book.attempt(connection, attack)), None)


@each_database
def test_without_any_one_trigger_an_attack_gets_through(book_of, kind):
    book = book_of(kind)
    triggers = book.triggers(GUARDED)
    still_closed = {trigger for trigger in triggers if lets_through(book, kind, trigger) is None}
    assert still_closed == GUARDED_TWICE[kind].keys()


@each_database
def test_any_dropped_trigger_is_missed(book_of, kind):
    book = book_of(kind)
    for trigger in book.triggers(GUARDED):
        with book.copy(without=trigger) as connection:
            assert [name.split(" ")[:2] for name in book.missed(connection)] == [["trigger", trigger]]
