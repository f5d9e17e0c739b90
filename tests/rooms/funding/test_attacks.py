"""Whoever can write into the database past the program: each attack is refused there and then, or ``verify`` tells of it."""
import pytest

from tests.rooms.funding.attacks import ANYWHERE
from tests.rooms.funding.attacks_postgresql import ON_POSTGRESQL
from tests.rooms.funding.attacks_sqlite import ON_SQLITE

LISTS = {"sqlite": (*ANYWHERE, *ON_SQLITE), "postgresql": (*ANYWHERE, *ON_POSTGRESQL)}
EVERY_ATTACK = [pytest.param(kind, attack, id=f"{kind}-{attack}", marks=getattr(pytest.mark, kind)) for kind, attacks in LISTS.items() for attack in attacks]


@pytest.mark.parametrize("kind, attack", EVERY_ATTACK)
def test_it_is_refused_or_found(book_of, kind, attack):
    book = book_of(kind)
    with book.copy() as connection:
        answer = book.attempt(connection, attack)
        assert (attack.answer.lower() in answer.lower(), bool(answer)) == (True, bool(attack.answer)), answer
        if attack.found:
            assert book.kinds(connection) == attack.found


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=getattr(pytest.mark, kind)) for kind in LISTS])
def test_an_honest_book_has_no_findings(book_of, kind):
    book = book_of(kind)
    with book.copy() as connection:
        assert book.kinds(connection) == frozenset()


def test_there_are_enough_of_them_and_no_name_twice():
    assert all(len({attack.name for attack in attacks}) == len(attacks) >= 34 for attacks in LISTS.values())
