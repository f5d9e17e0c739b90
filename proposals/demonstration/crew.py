"""Fills the parts a whole district needs: staff and a panel for every street, organisations that carry projects, money in the pools."""
from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sqlalchemy import select

from workflow import SYSTEM, Actor

from ..accounts import actions as accounts
from ..accounts import passwords
from ..accounts.actions import NewPost
from ..accounts.models import Person, Post
from ..approval import actions as approval
from ..approval.convening import pool
from ..directory import actions as directory
from ..directory import queries as places
from ..directory.actions import NewOrganisation
from ..funding import actions as money
from ..storage import act, db
from .cast import JUDGES, PASSWORD, RESERVE_JUDGE

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = ("秀兰", "建华", "玉梅", "志强", "丽萍", "海燕", "国庆", "晓东", "凤英", "文斌", "桂芝", "立新", "春梅", "永刚", "雪莲", "德胜", "淑珍", "振宇", "艳红", "宝山")
STAFF = ("clerk", "street", "street_lead")
SIDES = ("external", "resident", "finance", "external", "resident")
FIELDS = {"external": ("社区治理", "社会工作", "城市更新"), "resident": ("居民议事", "楼栋自治", "志愿服务"), "finance": ("会计", "审计", "预算管理")}
TRADES = ("老年服务中心", "助残互助中心", "青少年成长中心", "邻里互助社", "家庭教育服务中心", "志愿服务队", "社区营造中心", "文化体育协会")


def invented_name(place: int) -> str:
    """A name for the n-th invented person: a thousand combinations, then they repeat."""
    return SURNAMES[place % len(SURNAMES)] + GIVEN[place // len(SURNAMES) % len(GIVEN)]


@act
def spread_cast(logins: dict[str, str], *, at: int) -> None:
    """Let members of the cast (login → post) hold their post in every street: the demonstration's district is small."""
    for login, kind in logins.items():
        person_id = db.session.scalars(select(Person.id).where(Person.login == login)).one()
        held = set(db.session.scalars(select(Post.street_id).where(Post.person_id == person_id, Post.kind == kind, Post.ended_us.is_(None))))
        for street in places.streets():
            if street.id not in held:
                accounts.give_post(person_id, post=NewPost(kind, street.id, None), by=SYSTEM, at=at)


@act
def seat_cast(season_id: int, *, streets: Sequence[int], by: Actor, at: int) -> None:
    """The cast's five judges and their reserve sit on the panels of these streets."""
    wanted = (*JUDGES, RESERVE_JUDGE)
    ids = dict(db.session.execute(select(Person.name, Person.id).where(Person.name.in_(wanted), Person.login.is_not(None))).all())
    for street_id in streets:
        seat_panel(season_id, street_id=street_id, judges=[ids[name] for name in wanted], by=by, at=at)


def seat_panel(season_id: int, *, street_id: int, judges: Sequence[int], by: Actor, at: int) -> None:
    """A street's panel: the first judge takes the chair, those after the fifth are reserves."""
    panel_id = approval.found_panel(season_id, street_id=street_id, by=by, at=at)
    seats = ["chair", *["member"] * 4, *["reserve"] * (len(judges) - 5)]
    for place, (judge, seat) in enumerate(zip(judges, seats, strict=True)):
        approval.seat_member(panel_id, judge_id=judge, seat=seat, side=SIDES[place % 5], by=by, at=at)


@act
def fill_expert_pool(*, by: Actor, at: int) -> None:
    """The cast's judges and nine invented experts in the pool, so that a draw has somebody to draw."""
    password_hash = passwords.digest(PASSWORD)
    known = select(Person).where(Person.name.in_((*JUDGES, RESERVE_JUDGE)), Person.login.is_not(None))
    judges = {person.name: person.id for person in db.session.scalars(known)}
    known = [(judges[name], SIDES[place % 5]) for place, name in enumerate((*JUDGES, RESERVE_JUDGE))]
    invented = [(accounts.add_with_hash(invented_name(300 + place), login=f"expert-{place + 1}", posts=(NewPost("judge", None, None),),
                                        password_hash=password_hash, provisional_until=None, by=SYSTEM, at=at), SIDES[place % 3]) for place in range(9)]
    for place, (person_id, side) in enumerate((*known, *invented)):
        pool.enter_expert(person_id, about=pool.About(side, FIELDS[side][place % 3], "", None), by=by, at=at)


@act
def fill_pools(season_id: int, *, amount_fen: int, by: Actor, at: int) -> None:
    """The season's usual two sources, and what they have received of ``amount_fen`` so far, each by its weight."""
    money.name_sources(season_id, sources=money.USUAL_SOURCES, by=by, at=at)
    for source in money.USUAL_SOURCES:
        money.record_receipt(season_id, fund_code=source.code, amount_fen=amount_fen * source.weight // 100, reference=f"demonstration-{source.code}",
                             by=by, at=at)


@act
def staff_streets(season_id: int, *, by: Actor, at: int) -> None:
    """Invented staff and judges for every street that has none yet; they share the demonstration's password."""
    password_hash = passwords.digest(PASSWORD)
    place = 0
    for street in places.streets():
        people = []
        for kind in (*STAFF, "chair", *["judge"] * 5):
            post = NewPost(kind, street.id if kind != "judge" else None, None)
            login = f"{str(street.letters).lower()}-{len(people)}"
            people.append(accounts.add_with_hash(invented_name(place), login=login, posts=(post,), password_hash=password_hash, provisional_until=None,
                                                 by=SYSTEM, at=at))
            place += 1
        seat_panel(season_id, street_id=street.id, judges=people[len(STAFF):], by=by, at=at)


@act
def found_carriers(number: int, *, random: Random, at: int) -> None:
    """Invented social organisations, each with somebody who acts for it."""
    password_hash = passwords.digest(PASSWORD)
    streets = places.streets()
    for place in range(number):
        street = streets[place % len(streets)]
        about = NewOrganisation(kind="social", registered=True, credit_code=None, street_id=street.id, contact="",
                                account_tail=f"{random.randrange(10_000):04d}", demonstration=True)
        body = directory.add_organisation(f"{street.short_name}{TRADES[place % len(TRADES)]}{place + 1}（演示）", about=about, by=SYSTEM)
        accounts.add_with_hash(invented_name(400 + place), login=f"org-{place + 1}", posts=(NewPost("organisation", None, body),), password_hash=password_hash,
                               provisional_until=None, by=SYSTEM, at=at)
