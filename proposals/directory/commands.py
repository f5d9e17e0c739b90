"""``golden-idea person``: the first administrator and everybody after; nobody has an account by default.

It stands here and not with the accounts, because a post names a street or an organisation.
"""
from __future__ import annotations

import click

from workflow import SYSTEM, Refused

from .. import clock, words
from ..accounts import actions as accounts
from ..accounts import queries as people
from ..accounts.actions import NewPost
from ..accounts.confirming.acts import give_up
from ..gate import POSTS
from . import queries


@click.group()
def person() -> None:
    """People who work here: add somebody, give a forgotten password anew, give a post."""


@person.command()
@click.option("--name", required=True, help="the person's name")
@click.option("--login", required=True, help="the sign-in name")
@click.option("--post", type=click.Choice(POSTS), help="the post held from now on")
@click.option("--street", "letters", help="the post's street, by its letters: XT")
@click.option("--organisation", help="the post's organisation, by its full name")
def add(name: str, login: str, post: str | None, letters: str | None, organisation: str | None) -> None:
    """Add somebody and print a password for the first sign-in: good for seven days, to be changed then."""
    posts = (_post(post, letters=letters, organisation=organisation),) if post else ()
    try:
        password = accounts.add_person(name, login=login, posts=posts, by=SYSTEM, at=clock.now())
    except Refused as refusal:
        raise click.ClickException(" ".join(words.sentence(problem) for problem in refusal.problems)) from refusal
    click.echo(f"{name}: sign-in name {login}, first password {password}  (seven days; a new one is asked for at the first sign-in)")


@person.command()
@click.argument("login")
def password(login: str) -> None:
    """Give somebody who forgot theirs (by sign-in name or phone) a password for one sign-in within seven days; all sessions end."""
    click.echo(f"{login}: first password {accounts.reset_password(_person(login), by=SYSTEM, at=clock.now())}")


@person.command()
@click.argument("login")
def phone(login: str) -> None:
    """Take the second factor of somebody whose phone is lost away; they set up a new one with their password."""
    give_up(_person(login), by=SYSTEM, at=clock.now())
    click.echo(f"{login}: the second factor is gone; a new one is set up under /account/second-factor")


@person.command()
@click.argument("login")
@click.argument("kind", type=click.Choice(POSTS))
@click.option("--street", "letters")
@click.option("--organisation")
def post(login: str, kind: str, letters: str | None, organisation: str | None) -> None:
    """Give a post to somebody who is here already."""
    accounts.give_post(_person(login), post=_post(kind, letters=letters, organisation=organisation), by=SYSTEM, at=clock.now())
    click.echo(f"{login} holds {kind} from now on")


def _person(login: str) -> int:
    found = people.person_named(login)
    if found is None:
        raise click.ClickException(f"nobody signs in as {login}")
    return found.id


def _post(kind: str, *, letters: str | None, organisation: str | None) -> NewPost:
    """The post with its street and organisation looked up; a street's post needs its street."""
    street = queries.street_by_letters(letters) if letters else None
    body = queries.organisation_by_name(organisation) if organisation else None
    if letters and street is None:
        raise click.ClickException(f"no street has the letters {letters}; streets: {', '.join(str(each.letters) for each in queries.streets())}")
    if organisation and body is None:
        raise click.ClickException(f"no organisation is called {organisation}")
    if kind in ("clerk", "street", "street_lead", "chair") and street is None:
        raise click.ClickException(f"{kind} is a street's post: say which with --street")
    if kind == "organisation" and body is None:
        raise click.ClickException("say which organisation with --organisation")
    return NewPost(kind, street.id if street else None, body.id if body else None)
