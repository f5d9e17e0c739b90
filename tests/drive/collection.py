"""Drives an idea through the collection by the acts themselves: written, sent, received."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sqlalchemy import select

from proposals.accounts.models import Person
from proposals.collection import actions
from proposals.collection.models import Proposal
from proposals.directory.models import Area
from proposals.seasons.models import Category, Season
from proposals.storage import db
from workflow import Actor

TITLE = "给岁数大的开个小食堂"
PROBLEM = "我和老伴都七十多，冬天路滑不敢出门买菜，做一顿饭吃两天。"
SOLUTION = "要是社区有个食堂，一荤一素十块八块的，我们掏钱也愿意。"
_phones: Iterator[int] = count(13900000000)


def who(name: str) -> Actor:
    """A member of the cast as the engine knows them."""
    return Actor(f"p{db.session.scalars(select(Person.id).where(Person.name == name, Person.login.is_not(None))).one()}", name)


def season_id() -> int:
    """The season of the tests."""
    return db.session.scalars(select(Season.id)).one()


def community(name: str = "一西街社区居委会") -> int:
    """A community of the home street."""
    return db.session.scalars(select(Area.id).where(Area.name == name)).one()


def idea_text(title: str = TITLE, *, problem: str = PROBLEM, solution: str = SOLUTION) -> actions.Idea:
    """The words of an idea about elderly people in 西屯."""
    category = db.session.scalars(select(Category.id).where(Category.code == "elderly")).first()
    return actions.Idea(title, problem, solution, community(), place="一号楼前", category_id=category)


def contact(name: str = "林秀梅", *, submitter: str = "resident") -> actions.Contact:
    """A contact with a phone nobody has had yet."""
    return actions.Contact(name, str(next(_phones)), submitter=submitter)


def draft(*, at: int) -> tuple[Proposal, str]:
    """An unsigned visitor's empty draft and its secret."""
    return actions.begin(season_id(), by=actions.VISITOR, at=at)


def submitted(*, at: int, title: str = TITLE, by: Actor | None = None, problem: str = PROBLEM, submitter: str = "resident") -> Proposal:
    """An idea the desk clerk took down for a resident, waiting to be received."""
    text = idea_text(title, problem=f"{problem}{next(_phones)}")
    return actions.enter(season_id(), idea=text, contact=contact(submitter=submitter), channel="desk", by=by or who("张小雨"), at=at)


def accepted(*, at: int, title: str = TITLE) -> Proposal:
    """An idea that 孙干事 accepted."""
    proposal = submitted(at=at, title=title)
    actions.accept(proposal.id, by=who("孙干事"), at=at)
    return proposal


def needs_info(*, at: int) -> Proposal:
    """An idea that was given back for completion."""
    proposal = submitted(at=at)
    actions.ask(proposal.id, reason="incomplete", note="请写明在哪栋楼。", by=who("孙干事"), at=at)
    return proposal
