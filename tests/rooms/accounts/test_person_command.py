"""The command that makes the first administrator."""
import re

import pytest
from sqlalchemy import select

from proposals.accounts.models import Person, Post
from proposals.directory.commands import person
from proposals.storage import db


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(person, words)


def test_it_adds_somebody_whose_first_password_opens_the_account(run, enter):
    told = run("add", "--name", "管理员", "--login", "root", "--post", "admin").output
    first = re.search(r"first password (\S+)", told).group(1)
    assert enter().post("/sign-in", {"name": "root", "password": first}).status_code == 303
    assert db.session.scalars(select(Post.kind).join(Person).where(Person.login == "root")).one() == "admin"


@pytest.mark.parametrize(("words", "said"), [
    (("--login", "wang"), "已经有人使用"), (("--login", "x", "--post", "street"), "say which with --street"),
    (("--login", "x", "--post", "street", "--street", "QQ"), "no street has the letters QQ"), (("--login", "x", "--post", "organisation"), "--organisation")])
def test_what_it_cannot_do_it_says(run, words, said):
    answer = run("add", "--name", "某人", *words)
    assert answer.exit_code == 1
    assert said in answer.output


def test_a_street_is_named_by_its_letters(run, app):
    run("add", "--name", "某人", "--login", "x", "--post", "street", "--street", "HD")
    assert run("post", "x", "clerk", "--street", "HD").exit_code == 0
    assert db.session.scalars(select(Post.kind).join(Person).where(Person.login == "x").order_by(Post.id)).all() == ["street", "clerk"]


def test_a_forgotten_password_is_given_anew(run):
    assert "first password" in run("password", "wang").output
    assert "nobody signs in as nobody" in run("password", "nobody").output
