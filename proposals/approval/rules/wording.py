"""Words that the room's papers share: money and days as they are printed, and how the parties of an agreement are named.

Papers are Chinese documents whatever language the reader's pages are in, and their digests are taken over exactly these words.
"""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

MARKS = "甲乙丙丁戊己庚辛壬癸子丑"
HEADS = {"activity": "业务活动费", "personnel": "人员与志愿者补贴", "management": "管理费", "tax": "税费"}


def text_digest(text: str) -> str:
    """The SHA-256 of exactly these words."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party as the agreement names it: its mark is its place in the season's list."""

    mark: str
    title: str
    name: str


def yuan(fen: int) -> str:
    """Fen as documents print them: 686,404.16."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def chinese_day(day: date) -> str:
    """2018年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
