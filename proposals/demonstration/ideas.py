"""The forty invented ideas of the demonstration, with the fate each of them is meant to find."""
from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "ideas.tsv"
CATEGORY = {"残疾人": "disabled", "老年人": "elderly", "青少年": "youth", "特定人群": "special", "综合": "general"}
SUBMITTER = {"居民": "resident", "社区自组织": "self_org", "社区社会组织": "community_org", "社会组织": "social_org", "企业": "enterprise", "未成年人": "minor"}


@dataclass(frozen=True)
class Idea:
    """One of the forty: where, who, what, and the triage result."""

    id: str
    cluster: str
    street: str
    community: str
    submitter: str
    category: str
    title: str
    body: str
    triage: str


@cache
def forty() -> tuple[Idea, ...]:
    """All forty, in their order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(Idea(**{**row, "category": CATEGORY[row["category"]], "submitter": SUBMITTER[row["submitter"]]}) for row in rows)


def sentences(body: str) -> tuple[str, str]:
    """An idea's body as problem and suggestion: its first half of sentences, and the rest."""
    parts = [part for part in body.replace("？", "？。").split("。") if part]
    half = max(1, len(parts) // 2)
    return "。".join(parts[:half]) + "。", "。".join(parts[half:] or parts[-1:]) + "。"
