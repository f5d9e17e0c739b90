"""The form that is filled in by hand (金点子征集表), one A4 page a community, and the poster whose code leads to the same form on a phone.

Which fields it has is domain.md B3; five of them must be filled in, the others say that they may be left out.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app
from flask_babel import format_date
from flask_babel import gettext as _

from ... import clock, papers, words
from ...seasons.models import Category, Season
from ...words.collection import PARTICIPATION, SUBMITTERS
from ...accounts.actions import PRIVACY_VERSION

CODE_BOXES, PHONE_BOXES, YUAN_BOXES = 8, 11, 6


@dataclass(frozen=True, slots=True)
class Place:
    """A community with its street, and the short address at which its form opens on a phone."""

    community: str
    street: str
    address: str


@dataclass(frozen=True, slots=True)
class Call:
    """What a season's papers say besides the place: the season, its categories, and the last day for handing in."""

    season: Season
    categories: Sequence[Category]
    last: date


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered question of the form: a hint beside it, boxes to tick, empty lines below."""

    title: str
    hint: str
    ticks: tuple[str, ...]
    lines: int


def questions(call: Call) -> list[Question]:
    """What the form asks, in its order; the page on the screen shows the same."""
    may = _("（选填）")
    return [Question(_("您的点子叫什么？"), _("三十个字以内"), (), 1),
            Question(_("您想解决什么问题？"), _("在哪儿、谁受影响、现在是什么情况"), (), 4),
            Question(_("您觉得可以怎么做？"), _("谁来做、什么时候做、做几次"), (), 4),
            Question(_("具体在哪里？"), may, (), 1),
            Question(_("主要为谁？大约多少人受益？"), may, tuple(words.term(each.title) for each in call.categories), 1),
            Question(_("您愿意参加吗？"), "", tuple(str(each) for each in PARTICIPATION.values()), 0)]


def consents() -> list[str]:
    """What is ticked on paper, never printed as ticked: the consent that is needed, and the wish that is free."""
    return [_("我同意按《个人信息保护说明》（%(version)s 版）使用我的姓名和电话：只用于办理和答复这个点子，电话不公开。", version=PRIVACY_VERSION),
            _("我愿意公开我的姓名（不勾选就只显示姓）。")]


def forms(places: Sequence[Place], *, call: Call) -> bytes:
    """The forms of these communities, a page each."""
    data = _shared(call) | {
        "heading": _("金点子征集表"), "lead": _("写好后交给社区服务台的工作人员，他们替您录入，署名是您。也可以扫右边的二维码，用手机填写。"),
        "forms": [_place(place) for place in places], "questions": [_question(each) for each in questions(call)],
        "cost": {"title": _("大概要花多少钱？"), "hint": _("（选填）不知道就空着"), "boxes": YUAN_BOXES, "unit": _("元")},
        "photos": _("附照片：　　张（最多 5 张）"), "contact": _contact(), "consents": consents(), "sign": [_("签名"), _("日期")],
        "staff": {"title": _("工作人员填写"), "code": _("回执码"), "boxes": CODE_BOXES, "rest": [_("收件人"), _("日期")],
                  "channels": [_("服务台"), _("活动现场"), _("电话")]},
        "deadline": _("最迟 %(day)s交到“%(desk)s”。", day=_day(call.last), desk="{desk}"),
    }
    return papers.pdf("intake", data, kind="letter")


def posters(places: Sequence[Place], *, call: Call) -> bytes:
    """The posters of these communities, a page each: what is asked for, the code, until when, where paper is taken."""
    data = _shared(call) | {
        "heading": _("您有什么金点子？"), "lead": _("说说身边想解决的事。用手机五分钟就能写完，不用注册。"), "forms": [_place(place) for place in places],
        "scan": _("微信或相机扫一扫，提一个金点子"), "steps": [_("写下想解决的问题"), _("说说您觉得可以怎么做"), _("留下姓名和电话，等我们答复")],
        "paper": _("不方便用手机？请到“%(desk)s”领一张纸质征集表，工作人员替您录入，署名是您。", desk="{desk}"),
        "deadline": _("征集到 %(day)s为止", day=_day(call.last)), "promise": _("每一个点子都有回执、有答复，能看到走到了哪一步。"),
    }
    return papers.pdf("poster", data, kind="letter")


def _shared(call: Call) -> dict[str, object]:
    foot = _("回执码由工作人员录入后填写。不签个人信息同意的，表可以收下，但不能登记。")
    return {"season": call.season.title, "foot": foot, "issued_us": clock.start_of(call.last),
            "demonstration": _("演示数据") if current_app.config["DEMONSTRATION"] else ""}


def _place(place: Place) -> dict[str, str]:
    return {"community": place.community, "street": place.street, "address": place.address, "code": papers.qr(place.address),
            "spoken": _("二维码：%(address)s", address=place.address)}


def _question(question: Question) -> dict[str, object]:
    return {"title": question.title, "hint": question.hint, "ticks": question.ticks, "lines": question.lines}


def _contact() -> dict[str, object]:
    return {"title": _("怎么联系您？"), "name": _("姓名"), "phone": _("电话"), "boxes": PHONE_BOXES, "joint": _("和您一起提的人"), "may": _("（选填）"),
            "who": [str(each) for each in SUBMITTERS.values()],
            "guardian": _("未成年人请监护人填写"), "guardian_fields": [_("监护人姓名"), _("电话"), _("签名")]}


def _day(day: date) -> str:
    return format_date(day, "long")
