"""The lists ask the database the same number of questions for one row as for three."""
import pytest
from sqlalchemy import event

from proposals.storage import db
from tests.drive import funding
from tests.rooms.funding.signed import signed


@pytest.fixture
def counted(app):
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    return asked


def cost(asked, person, url):
    assert person.get(url).status_code == 200
    before = len(asked)
    person.get(url)
    return len(asked) - before


@pytest.mark.parametrize("name, url", [("陈会计", "/money"), ("陈会计", "/money/entries"), ("何静", "/payments"), ("何静", "/projects"), ("刘芳", "/desk")])
def test_statements_do_not_grow_with_rows(app, enter, at, counted, name, url):
    funding.requested(signed(1, at=at), seq=1, at=at)
    person = enter(name)
    one = cost(counted, person, url)
    for serial in (2, 3):
        funding.requested(signed(serial, at=at), seq=1, at=at)
    assert cost(counted, person, url) == one
