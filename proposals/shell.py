"""What every page shows around its content: navigation, language links, money and dates as people read them."""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlencode

from babel.dates import format_date
from flask import Flask, current_app, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from jinja2 import StrictUndefined

from . import clock, language, words
from .icons import icon

Posts = frozenset[str] | None
"""What somebody holds; None: a visitor who has not signed in."""
Entry = tuple[str, object, Callable[[Posts], bool]]
_navigation: list[Entry] = []
STATIC = Path(__file__).parent / "static"


def navigate(endpoint: str, label: object, *, shown: Callable[[Posts], bool]) -> None:
    """Enter a page in the navigation, in the order of the rooms."""
    if endpoint not in {known for known, _label, _shown in _navigation}:
        _navigation.append((endpoint, label, shown))
        _shown_to.cache_clear()


def holds(*posts: str) -> Callable[[Posts], bool]:
    """A navigation entry's condition: the person holds one of these posts."""
    wanted = frozenset(posts)
    return lambda held: held is not None and not wanted.isdisjoint(held)


def signed_in(held: Posts) -> bool:
    """A navigation entry's condition: anybody with an account."""
    return held is not None


def without_post(held: Posts) -> bool:
    """A navigation entry's condition: residents and visitors. People with a post have long navigations; they find public pages at the foot."""
    return not held


def held_here() -> Posts:
    """The posts of this request's person."""
    return current_user.posts if current_user.is_authenticated else None


@lru_cache(maxsize=256)
def _shown_to(held: Posts) -> tuple[tuple[str, object], ...]:
    """The navigation of all who hold the same posts: endpoint and label, in the order of the rooms."""
    return tuple((endpoint, label) for endpoint, label, shown in (*_navigation, SIGN_IN) if shown(held))


def register(app: Flask) -> None:
    """Give the templates their names; a template that uses an unknown name fails loudly."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["term"] = words.term
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        icon=icon, static=static, money=money, day=day, moment=moment, state_title=words.state_title, public_title=words.public_title,
        move_title=words.move_title, stage_title=words.stage_title, sentence=words.sentence, here=here, _=language.say)
    app.extensions["golden_idea_addresses"] = {}
    app.context_processor(_around)


def static(path: str) -> str:
    """A style or script's address with its content's digest, so that it may be cached for ever."""
    return f"{request.script_root}{current_app.static_url_path}/{path}?v={_digest(path)}"


@cache
def _digest(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]


def money(fen: int) -> str:
    """Fen as people read them: ¥686,404.16; never through a float."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}¥{whole // 100:,}.{whole % 100:02d}"


def day(us: int) -> str:
    """The date of a moment in Asia/Shanghai, in the reader's language."""
    return _long(clock.today(us), str(get_locale() or language.locale()))


@lru_cache(maxsize=1024)
def _long(date: date, locale: str) -> str:
    """A list says the same few dates again and again."""
    return str(format_date(date, "long", locale=locale))


def moment(us: int) -> str:
    """A moment to the minute in Asia/Shanghai."""
    return clock.local(us).isoformat(" ", "minutes")[:16]


def address_of(endpoint: str, *, name: str) -> Callable[[int], str]:
    """The addresses of a list's lines, which differ in one number: built once, and then only the number is filled in."""
    before, after = url_for(endpoint, **{name: 0}).split("0")
    return lambda number: f"{before}{number}{after}"


def address(endpoint: str) -> str:
    """Where a page without any number in its address stands; worked out once for each place the program is mounted at."""
    known: dict[tuple[str, str], str] = current_app.extensions["golden_idea_addresses"]
    key = (request.script_root, endpoint)
    return known.get(key) or known.setdefault(key, url_for(endpoint))


def here(**change: str) -> str:
    """This very page with something changed in its address: another language, another type size, a filter."""
    return f"{request.path}?{urlencode({**request.args.to_dict(flat=False), **change}, doseq=True)}"


def _around() -> dict[str, object]:
    """The variables of base.html."""
    held, here_now = held_here(), request.endpoint
    entries = [(address(endpoint), str(label), here_now == endpoint) for endpoint, label in _shown_to(held)]
    return {"navigation": entries, "footer_links": _footer, "person": None if held is None else current_user,
            "large": language.large(), "locale_code": language.code(), "demonstration": current_app.config["DEMONSTRATION"],
            "tabs": [] if held else _tabs(held)}


def _footer() -> list[tuple[str, str]]:
    return [(address(endpoint), str(label)) for endpoint, label in FOOTER]


def _tabs(held: Posts) -> list[tuple[str, str, bool, str]]:
    """The bar at the foot of a resident's phone, in place of the navigation; people with a post keep the navigation."""
    own = "collection.track" if held is None else "public.mine"
    entries = (*TABS, (own, _l("我的"), "user"))
    return [(address(endpoint), str(label), request.endpoint == endpoint, symbol) for endpoint, label, symbol in entries]


SIGN_IN: Entry = ("accounts.sign_in", _l("登录"), lambda held: held is None)
FOOTER = (("public.notices", _l("公示")), ("approval.calls", _l("征集承接组织")), ("public.verify", _l("核验文书")), ("public.help_page", _l("帮助")),
          ("public.accessibility", _l("无障碍声明")), ("public.privacy", _l("个人信息保护")), ("public.open_data", _l("开放数据")))
TABS = (("public.home", _l("首页"), "home"), ("public.ideas", _l("点子"), "list"), ("collection.new", _l("提交"), "bulb"))
