"""Which column of a list means what: every office names them otherwise, and some put a title above the table."""
from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...sheets import Cell, Row

NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("题目", "标题", "点子名称", "金点子名称", "点子题目", "金点子题目", "金点子标题", "名称", "项目名称", "建议名称", "主题", "title", "ideatitle", "nameofidea", "subject"),
    "problem": ("要解决的问题", "解决什么问题", "想解决的问题", "存在的问题", "存在问题", "问题描述", "问题", "需求", "需求描述", "现状", "现状描述", "点子内容", "金点子内容", "建议内容",
                "具体内容", "主要内容", "内容", "正文", "描述", "详细描述", "problem", "issue", "need", "content", "body", "text", "description"),
    "solution": ("建议的办法", "建议办法", "您的办法", "解决办法", "解决方案", "解决措施", "具体建议", "我的建议", "建议", "办法", "做法", "措施", "方案", "solution", "suggestion",
                 "proposal", "proposedsolution"),
    "community": ("社区", "所在社区", "所属社区", "社区名称", "社区村", "社区居委会", "居委会", "村居", "村", "community", "neighbourhood", "neighborhood"),
    "street": ("街道", "所在街道", "所属街道", "街道名称", "镇街", "街镇", "乡镇", "街道乡镇", "street", "subdistrict"),
    "place": ("具体地点", "地点", "地址", "位置", "详细地址", "place", "location", "spot", "address"),
    "beneficiaries": ("受益人群", "受益的人", "受益对象", "哪些人受益", "服务对象", "beneficiaries", "whobenefits"),
    "name": ("提案人", "姓名", "提出人", "提交人", "提案人姓名", "联系人", "申报人", "作者", "居民姓名", "建议人", "name", "proposer", "proposername", "author", "contactname",
             "fullname"),
    "phone": ("电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码", "提案人电话", "phone", "phonenumber", "mobile", "telephone", "tel", "contactphone"),
    "submitter": ("提案人身份", "身份", "提出身份", "提案主体", "提案人类型", "主体类型", "类型", "submitter", "submitterkind", "kind", "identity"),
    "channel": ("来源渠道", "来源", "渠道", "征集渠道", "提交方式", "收集方式", "channel", "sourcechannel", "source"),
    "given": ("提出日期", "提交日期", "提出时间", "提交时间", "日期", "时间", "登记日期", "征集日期", "收到日期", "date", "dategiven", "givenon", "submittedon", "submitted",
              "submittedat", "datesubmitted"),
    "category": ("类别", "主要为谁", "服务人群", "点子类别", "项目类别", "分类", "人群", "category", "forwhom", "group"),
    "external": ("原编号", "外部编号", "工单号", "工单编号", "受理编号", "登记号", "来源编号", "编号", "流水号", "externalid", "casenumber", "caseno", "ticket", "number", "id"),
    "show": ("是否公开姓名", "公开姓名", "愿意公开姓名", "showname", "publishname"),
    "guardian": ("监护人", "监护人姓名", "guardian", "guardianname"),
    "guardian_phone": ("监护人电话", "监护人手机", "guardianphone"),
}
"""Titles by what they mean, without blanks and brackets and in small letters, the preferred one first. 序号 is none of them: it begins anew in every list."""
NEEDED = ("problem", "name")
TEXT_ABOVE = 30
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|【[^【】]*】")
NUMBERING = re.compile(r"^[0-9一二三四五六七八九十]{1,2}[、.:]")


@dataclass(frozen=True, slots=True)
class Choice:
    """What each column means: role → its place from 0; ``heading`` is the number of the headings' row; ``community_id`` holds where a row names none."""

    heading: int
    places: Mapping[str, int]
    community_id: int | None = None

    def of(self, role: str, row: Row) -> Cell:
        """The cell of this meaning in a row; None where the list has no such column."""
        place = self.places.get(role)
        return row.cells[place] if place is not None and place < len(row.cells) else None

    def missing(self) -> tuple[str, ...]:
        """What no idea can do without, and no column was chosen for."""
        lacking = [role for role in NEEDED if role not in self.places]
        if self.community_id is None and not {"community", "street"} & self.places.keys():
            lacking.append("community")
        return tuple(lacking)

    def as_json(self) -> str:
        """For the database."""
        return json.dumps({"heading": self.heading, "places": dict(self.places), "community_id": self.community_id})


def from_json(text: str) -> Choice:
    """What ``as_json`` wrote."""
    held = json.loads(text)
    return Choice(held["heading"], held["places"], held["community_id"])


def guess(rows: Sequence[Row]) -> Choice:
    """The row of headings and what they mean by their names; where none is known, the first row is taken for the headings."""
    found = {row.number: by_names(row) for row in rows[:TEXT_ABOVE]}
    heading = max(found, key=lambda number: (len(found[number]), -number))
    return Choice(heading, found[heading])


def by_names(row: Row) -> dict[str, int]:
    """What the titles in a row mean; each column has one meaning, each meaning the column with the preferred name."""
    titles = [bare(cell) if isinstance(cell, str) else "" for cell in row.cells]
    hits = sorted((names.index(title), place, role) for role, names in NAMES.items() for place, title in enumerate(titles) if title in names)
    places: dict[str, int] = {}
    for _rank, place, role in hits:
        if role not in places and place not in places.values():
            places[role] = place
    if "problem" not in places and "solution" in places:
        places["problem"] = places.pop("solution")  # a list with one column of text says in it what is wrong and what to do
    return places


def headings_of(rows: Sequence[Row], *, number: int) -> list[str]:
    """The titles in the row with this number, as they are written; empty ones as ""."""
    row = next((row for row in rows if row.number == number), rows[0])
    return [" ".join(cell.split()) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row.cells]


def fingerprint(titles: Sequence[str]) -> str:
    """By what the same headings are known again in another list."""
    return hashlib.sha256("\n".join(bare(title) for title in titles).encode("utf-8", "replace")).hexdigest()


def bare(title: str) -> str:
    """A heading without blanks, numbering, brackets and marks, in small letters: “2、姓名（必填）*” is 姓名, “Idea title:” is ideatitle."""
    text = "".join(unicodedata.normalize("NFKC", title).split()).casefold()
    text = NUMBERING.sub("", BRACKETS.sub("", text))
    return re.sub(r"[*:：?？/、_\-.]", "", text)
