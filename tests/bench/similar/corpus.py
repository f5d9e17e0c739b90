"""The measured set: 61 invented matters in three wordings each, between other invented ideas of the same kind.

``wordings.tsv`` holds the matters (a pensioner's plain speech, an organisation's formal proposal, a young parent's message); half of them
(``unseen``) were kept aside while the method was chosen. The others around them are made by a seeded generator: a quarter as the replay
writes its ideas, a quarter of other matters (``others.tsv``), half about 291 things that nobody in the set speaks of (``things.txt``).
"""
from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

from proposals.demonstration.ideas import sentences
from proposals.demonstration.writing import MODELS, OPENINGS

HERE = Path(__file__).parent
SEASON = 2336
SEED = 2018
TITLES = ("{thing}的事", "关于{thing}的建议", "我们需要{thing}", "{thing}能不能管一管", "给社区添置{thing}", "{thing}改善计划", "说说{thing}", "“小小{thing}”行动")
PROBLEMS = ("{place}的{thing}坏了好几个月，谁见了都摇头。", "我家住{place}，想用{thing}得跑很远，冬天更不方便。", "{place}一直没有{thing}，居民反映多次。",
            "经走访，{place}居民对{thing}的需求比较集中，现有条件不足。", "孩子问我{thing}是什么，我才发现{place}已经看不到了。", "{place}那处{thing}年头久了，我每次路过都担心。",
            "别的小区都有{thing}，{place}的老人也盼着。", "{place}的{thing}原来挺好，后来没人维护，慢慢就荒了。")
ASKS = ("希望社区联系有关单位，把{thing}弄好。", "我们几户愿意出工，社区给点{thing}的材料就行。", "拟购置{thing}并建立管理制度，由居民小组负责。", "能不能先试一个{thing}，好了再多做几处？",
        "请懂{thing}的师傅来看看，该修就修，该换就换。", "办一个和{thing}有关的小活动，大家都来认识认识。", "建议把{thing}列入今年的计划，定期检查。", "周末组织志愿者一起整理{thing}，孩子们也参加。")


@dataclass(frozen=True)
class Wording:
    """One way of saying a matter."""

    matter: str
    half: str
    text: str


def wordings() -> list[Wording]:
    """The set, in its order; a text is what the form asks: title, problem, suggestion."""
    return [Wording(row["matter"], row["half"], f"{row['title']}\n{row['problem']}\n{row['solution']}") for row in _rows("wordings.tsv")]


def corpus(*, ideas: int = SEASON) -> dict[int, str]:
    """So many ideas under numbers from 0: the set first, then the others."""
    random, own = Random(SEED), [wording.text for wording in wordings()]
    places = sorted({row["community"] for row in _rows("wordings.tsv")})
    makers = (_as_replayed, _of_things, _of_others, _of_things)
    return dict(enumerate(own + [makers[number % len(makers)](number, random, places) for number in range(ideas - len(own))]))


def _as_replayed(number: int, random: Random, places: list[str]) -> str:
    model = MODELS[number // 4 % len(MODELS)]
    problem, solution = sentences(model.body)
    return f"{model.title}\n{random.choice(places)}：{random.choice(OPENINGS)}{problem}\n{solution}（第 {number + 1} 号演示点子）"


def _of_others(number: int, random: Random, places: list[str]) -> str:
    one, other = random.sample(_rows("others.tsv"), 2)
    return f"{one['title']}\n{random.choice(places)}：{random.choice(OPENINGS)}{one['problem']}{other['problem'] if number % 8 < 4 else ''}\n{one['solution']}"


def _of_things(number: int, random: Random, places: list[str]) -> str:
    facts = {"thing": random.choice(_things()), "place": random.choice(places)}
    return f"{random.choice(TITLES)}\n{random.choice(OPENINGS)}{random.choice(PROBLEMS)}\n{random.choice(ASKS)}".format(**facts)


def _rows(name: str) -> list[dict[str, str]]:
    if name not in _read:
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            _read[name] = list(csv.DictReader(file, delimiter="\t"))
    return _read[name]


def _things() -> list[str]:
    return (HERE / "things.txt").read_text(encoding="utf-8").split()


_read: dict[str, list[dict[str, str]]] = {}
