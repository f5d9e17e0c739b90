"""Whole units of work as people do them: page, form, answer. The forms are filled in as a browser would send them."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from flask.testing import FlaskClient

from tests.bench.filler import Filled
from tests.bench.served import Answer, expect, path_of
from tests.kit import Forms

STEPS = ("name", "problem", "how", "where", "contact")
BULK = 200
WORDS = "楼道里没有扶手，老人上下楼很吃力。希望在一至三层加装扶手。"


class Somebody(Protocol):
    """Who can look at pages and send forms."""

    def get(self, url: str, **headers: str) -> Answer:
        """Look at a page."""

    def post(self, url: str, fields: list[tuple[str, str]]) -> Answer:
        """Send a form."""


@dataclass
class Within:
    """Somebody without a network: the application in this very process."""

    client: FlaskClient
    requests: int = 0

    def get(self, url: str, **headers: str) -> Answer:
        """Look at a page."""
        self.requests += 1
        answer = self.client.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers}, answer.data, 0.0)

    def post(self, url: str, fields: list[tuple[str, str]]) -> Answer:
        """Send a form."""
        self.requests += 1
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        answer = self.client.post(url, data=data)
        return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers}, answer.data, 0.0)


@dataclass
class Stock:
    """What may be used up, each once."""

    filled: Filled
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.reviews = iter(self.filled.reviews)
        self.waiting = iter(self.filled.waiting)
        self.scored = iter(self.filled.scored)


def enter_paper(clerk: Somebody, stock: Stock) -> None:
    """A clerk takes an idea down: the form and its sending, two requests."""
    number = next(stock.numbers)
    page = expect(clerk.get("/screening/paper"), 200)
    typed = {"title": f"第 {number} 张纸质点子", "problem": WORDS, "solution": WORDS, "name": "林秀梅", "phone": f"138{number:08d}", "consent": "y",
             "community_id": _option(page, name="community_id")}
    expect(clerk.post("/screening/paper", _filled_in(page, "/screening/paper", typed)), 303)


def write_idea(visitor: Somebody, stock: Stock) -> None:
    """A visitor writes an idea down by the five steps and sends it: beginning, steps and check page, fourteen requests."""
    here, fields = write_down(visitor, number=next(stock.numbers))
    expect(visitor.post(here, fields), 303)


def write_down(visitor: Somebody, *, number: int) -> tuple[str, list[tuple[str, str]]]:
    """The same up to the check page; returns where it is sent and with which fields."""
    page = expect(visitor.get("/ideas/new"), 200)
    here = path_of(expect(visitor.post("/ideas/new", _filled_in(page, "/ideas/new", {})), 303))
    for step in STEPS:
        page = expect(visitor.get(here), 200)
        here = path_of(expect(visitor.post(here, _filled_in(page, here, _typed(page, step=step, number=number))), 303))
    return here, _filled_in(expect(visitor.get(here), 200), here, {})


def _typed(page: Answer, *, step: str, number: int) -> dict[str, str]:
    if step == "where":
        return {"community_id": _option(page, name="community_id")}
    contact = {"name": "林秀梅", "phone": f"139{number:08d}", "consent": "y"}
    return {"name": {"title": f"第 {number} 个点子"}, "problem": {"problem": WORDS}, "how": {"solution": WORDS}, "contact": contact}[step]


def save_score(judge: Somebody, stock: Stock) -> None:
    """A judge scores a proposal: the screen and the sealing, two requests."""
    url = f"/approval/reviews/{next(stock.reviews)}"
    page = expect(judge.get(url), 200)
    levels = {name: "4" for name in _names(page) if name.startswith("criterion_")}
    expect(judge.post(url, _filled_in(page, url, levels)), 303)


def accept_one(staff: Somebody, stock: Stock) -> None:
    """Staff accept one idea: the move's page and the move, two requests."""
    _move(staff, f"/moves/{next(stock.waiting)}/accept", typed={})


def decide_one(chair: Somebody, stock: Stock) -> None:
    """The chair decides one proposal: the move's page and the move, two requests."""
    _move(chair, f"/moves/{next(stock.scored)}/fail_review", typed={"note": "受益面不够具体。"})


def _move(person: Somebody, url: str, *, typed: dict[str, str]) -> None:
    page = expect(person.get(url), 200)
    expect(person.post(url, _filled_in(page, url, typed)), 303)


def decide_many(chair: Somebody, stock: Stock) -> None:
    """The chair decides 200 proposals at once: the board, the trial, and the decision, three requests."""
    page = expect(chair.get("/approval/decisions"), 200)
    cases = [("cases", str(case)) for case in stock.filled.scored[-BULK:]]
    typed = {"move": "fail_review", "note": "受益面不够具体。"}
    trial = expect(chair.post("/approval/decisions/trial", _filled_in(page, "/approval/decisions/trial", typed) + cases), 200)
    fields = [pair for pair in _filled_in(trial, "/approval/decisions/batch", typed) if pair[0] != "cases"]
    expect(chair.post("/approval/decisions/batch", fields + cases), 303)


def _filled_in(page: Answer, url: str, typed: dict[str, str]) -> list[tuple[str, str]]:
    """What the page's form for this address holds, with what is typed into it."""
    return list((Forms(page.text).posting_to(url) | typed).items())


def _names(page: Answer) -> set[str]:
    return {part.partition('"')[0] for part in page.text.split('name="')[1:]}


def _option(page: Answer, *, name: str) -> str:
    """The last choice of a select."""
    inside = page.text.partition(f'name="{name}"')[2].partition("</select>")[0]
    return inside.rpartition('value="')[2].partition('"')[0]
