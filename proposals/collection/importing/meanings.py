"""What the words in a list stand for in this house: places, kinds of people, channels, categories, days."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from ...directory.models import Area
from ...seasons.models import Category
from ...sheets import Cell, day_of
from ...storage import db

CHANNELS: Mapping[str, tuple[str, ...]] = {
    "web": ("web", "网上", "网络", "网站", "线上", "微信", "微信公众号", "公众号", "小程序", "邮箱", "电子邮件", "邮件", "online", "email", "wechat"),
    "desk": ("desk", "服务台", "社区服务台", "窗口", "社区", "社区收集", "纸质", "纸质表", "纸质登记", "意见箱", "信箱", "上门", "走访", "入户", "线下", "paper", "offline"),
    "event": ("event", "活动", "活动现场", "现场", "宣传活动", "议事会", "座谈会", "居民议事会"),
    "phone": ("phone", "电话", "来电", "热线", "12345", "12345热线", "热线电话", "telephone", "hotline"),
    "import": ("import", "批量登记", "导入", "批量导入", "其他", "other")}
SUBMITTERS: Mapping[str, tuple[str, ...]] = {
    "resident": ("resident", "居民", "居民个人", "个人", "市民", "群众", "person"),
    "self_org": ("self_org", "selforg", "自组织", "社区自组织", "居民自组织", "居民自发小组", "居民小组", "居民团队"),
    "community_org": ("community_org", "communityorg", "社区社会组织", "社区社会组织备案", "备案社会组织"),
    "social_org": ("social_org", "socialorg", "社会组织", "社会组织登记", "登记社会组织", "社工机构", "ngo"),
    "enterprise": ("enterprise", "企业", "公司", "单位", "company", "business"),
    "minor": ("minor", "未成年人", "学生", "儿童", "少年", "child")}
YES = ("是", "愿意", "同意", "公开", "1", "y", "yes", "true", "√", "✓", "✔")
ENDINGS = re.compile(r"(社区居民委员会|社区居委会|社区|居委会|村民委员会|村委会|村|街道办事处|街道|办事处|镇人民政府|镇|乡)$")
SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
WITH_TIME = re.compile(r"(?P<day>.*?[0-9日])[ T,]*(?:上午|下午|早上|中午|晚上)?[0-9]{1,2}[:时点].*")


@dataclass(frozen=True, slots=True)
class Place:
    """A community, or a street where nothing finer is said."""

    id: int
    street_id: int
    name: str
    finer: bool


class Meanings:
    """The words of one season and district, looked up once for a whole list: two statements."""

    def __init__(self, season_id: int) -> None:
        self.places: dict[str, list[Place]] = {}
        self.streets: dict[str, int] = {}
        self.by_number: dict[int, Place] = {}
        for area in db.session.scalars(select(Area).order_by(Area.id)):
            self._enter(area)
        categories = db.session.execute(select(Category.id, Category.code, Category.title).where(Category.season_id == season_id))
        self.categories = {word: row.id for row in categories for word in (folded(row.code), folded(row.title), folded(row.title).removesuffix("服务"),
                                                                           folded(row.title).removesuffix("人群服务"), folded(row.title).removesuffix("人服务"))}

    def _enter(self, area: Area) -> None:
        place = Place(area.id, area.parent_id or area.id, area.name, area.parent_id is not None)
        words = {folded(area.name), folded(area.short_name), short(area.name), area.code} | ({folded(area.letters)} if area.letters else set())
        for word in words:
            if place.finer:
                self.places.setdefault(word, []).append(place)
            else:
                self.streets[word] = area.id
        self.by_number[area.id] = place

    def street(self, text: str) -> int | None:
        """The street of this name, code or letters."""
        return self.streets.get(folded(text)) or self.streets.get(short(text))

    def community(self, text: str, *, street_id: int | None) -> list[Place]:
        """The communities that may be meant, within the street where one is said; more than one when the name alone does not tell."""
        found = self.places.get(folded(text)) or self.places.get(short(text)) or []
        return [place for place in found if place.finer and street_id in (None, place.street_id)]


def folded(text: str | None) -> str:
    """A word as it is compared: one width, small letters, no blanks, brackets or marks."""
    plain = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN" or sign in "_√✓✔")


def short(text: str) -> str:
    """A place's name without what it is: 一西街社区居委会 and 一西街 are the same."""
    word = folded(text)
    return ENDINGS.sub("", word) or word


def code_of(text: str, words: Mapping[str, tuple[str, ...]]) -> str | None:
    """Which code a word stands for; None for an unknown one."""
    word = folded(text)
    return next((code for code, known in words.items() if word in known), None)


def day_given(cell: Cell) -> date:
    """A cell as a day: what ``day_of`` knows, a spreadsheet's count of days also with its time or as text, and a time of day behind any of them."""
    if isinstance(cell, Decimal):
        return day_of(Decimal(int(cell)))
    if not isinstance(cell, str):
        return day_of(cell)
    text = unicodedata.normalize("NFKC", cell).strip()
    if SERIAL.fullmatch(text):
        return day_of(Decimal(text.partition(".")[0]))
    timed = WITH_TIME.fullmatch(text)
    return day_of(timed["day"] if timed else text)
