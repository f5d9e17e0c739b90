"""The pages that are looked at most: whose, where, with which budget of statements and which goal beside which floor."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.filler import Filled

LONGEST_LIST_BYTES = 150_000


@dataclass(frozen=True)
class Visit:
    """One page. ``who`` is a cast member's name, None for anybody; ``floor`` is the floor's address; ``goal`` the largest ratio to it."""

    what: str
    who: str | None
    address: Callable[[Filled], str]
    statements: int
    floor: str
    goal: float
    growth: float | None
    """How many times the CPU of 2,336 ideas it may take with 1,000,000; None where nothing grows."""


BARE, LIST, DETAIL = "/", "/list", "/idea/7"
VISITS = (
    Visit("public: first page", None, lambda filled: "/", 5, BARE, 9, 1.1),
    Visit("public: help", None, lambda filled: "/help", 5, BARE, 9, None),
    Visit("public: list of ideas", None, lambda filled: "/ideas/", 5, LIST, 8, 1.1),
    Visit("public: list, deep page", None, lambda filled: f"/ideas/?after={middle(filled)}", 5, LIST, 8, 2.0),
    Visit("public: list, one street and stage", None, lambda filled: "/ideas/?stage=approval&street=1", 5, LIST, 8, 1.2),
    Visit("public: idea with timeline", None, lambda filled: f"/ideas/{told(filled)}", 10, DETAIL, 12, 1.1),
    Visit("public: notices", None, lambda filled: "/notices/", 5, LIST, 8, 1.1),
    Visit("staff: desk", "王主任", lambda filled: "/desk", 10, LIST, 8, 1.2),
    Visit("chair: desk", "郑国栋", lambda filled: "/desk", 10, LIST, 8, 1.2),
    Visit("staff: list, 50 rows", "王主任", lambda filled: "/staff/ideas", 10, LIST, 8, 1.2),
    Visit("support: list, filters", "周敏", lambda filled: "/staff/ideas?stage=optimisation&category=1", 10, LIST, 8, 1.2),
    Visit("support: list, deep page", "周敏", lambda filled: f"/staff/ideas?after={middle(filled)}", 10, LIST, 8, 2.0),
    Visit("staff: queue to receive", "王主任", lambda filled: "/screening", 10, LIST, 8, 1.2),
    Visit("staff: sheet of one idea", "王主任", lambda filled: f"/screening/{filled.waiting[-1]}", 10, DETAIL, 12, 1.2),
    Visit("staff: idea with timeline and moves", "王主任", lambda filled: f"/ideas/{told(filled)}", 10, DETAIL, 12, 1.2),
    Visit("chair: list with scores, ranked", "郑国栋", lambda filled: "/approval/decisions", 12, LIST, 12, 1.2),
    Visit("chair: one decision", "郑国栋", lambda filled: f"/approval/decisions/{filled.scored[0]}", 10, DETAIL, 12, 1.2),
    Visit("judge: queue", "赵岚", lambda filled: "/approval/reviews", 10, LIST, 8, 1.2),
    Visit("judge: review with score pane", "郑国栋", lambda filled: f"/approval/reviews/{list(filled.reviews)[-1]}", 12, DETAIL, 12, 1.2),
    Visit("bureau: seasons", "李科长", lambda filled: "/seasons/", 10, LIST, 8, 1.1),
    Visit("api: list of ideas", None, lambda filled: "/api/v1/ideas", 5, LIST, 8, 1.1),
    Visit("api: one idea", None, lambda filled: f"/api/v1/ideas/{told(filled)}", 10, DETAIL, 12, 1.1),
)

MONEY = (
    Visit("accountant: money overview, 14 projects, two pictures", "陈会计", lambda filled: "/money", 20, LIST, 8, None),
    Visit("bureau: money overview, one street", "李科长", lambda filled: "/money?street=1", 20, LIST, 8, None),
    Visit("accountant: ledger, 50 entries with sums", "陈会计", lambda filled: "/money/entries", 20, LIST, 8, None),
    Visit("auditor's way: ledger, one source's payments", "李科长", lambda filled: "/money/entries?fund=1&stage=paid", 20, LIST, 8, None),
    Visit("cashier: payment batches", "陈会计", lambda filled: "/money/batches", 10, LIST, 8, None),
    Visit("cashier: reconciliation, 50 open lines", "陈会计", lambda filled: "/money/statements/accounts/1", 25, LIST, 8, None),
)
"""The pages of the money, looked at in the demonstration's season, whose books and banks are driven through the acts."""
NOT_YET = {"clerk: enter a paper idea, 2 requests": 39, "visitor: write and send an idea, 14 requests": 77}
"""What asks for more statements than its budget as yet, and for how many: the gate holds it there, and the number may only shrink."""


def told(filled: Filled) -> int:
    """An accepted idea of the home street with its whole history: the second of the spread."""
    return filled.spread[1]


def middle(filled: Filled) -> int:
    """A key half-way down the list."""
    return filled.spread[len(filled.spread) // 2]
