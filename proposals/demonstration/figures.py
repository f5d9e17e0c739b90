"""The programme's own figures for its first season (2017), and how what it does not give is invented from a seed.

Given: the figures of ``GIVEN``. Invented, and marked so wherever they are shown: who, where, when, which words, how 376 became 190,
and how sums spread over projects.
"""
from __future__ import annotations

from dataclasses import dataclass
from random import Random

CATEGORIES = (("disabled", 6), ("elderly", 58), ("youth", 30), ("special", 14), ("general", 77))


@dataclass(frozen=True)
class Given:
    """What the programme published of its first season."""

    ideas: int = 2_336
    improved: int = 376
    approved: int = 190
    signed: int = 185
    activities: int = 9_175
    volunteer_times: int = 24_598
    beneficiary_times: int = 253_537
    organisations: int = 113
    paid_fen: int = 68_640_416


GIVEN = Given()


@dataclass(frozen=True)
class Project:
    """What one signed project of the replay did: category, amounts in fen, counts in activities and person-times."""

    category: str
    agreed_fen: int
    spent_fen: int
    activities: tuple[tuple[int, int], ...]
    """(beneficiary person-times, volunteer person-times) of each activity."""
    organisation: int


@dataclass(frozen=True)
class Invented:
    """Numbers between the given ones: how many went which way. Every idea has one fate."""

    declined: int = 118
    withdrawn: int = 23
    merged_early: int = 702
    """Merged into a better one before they were improved themselves."""
    merged_late: int = 141
    """Improved, then joined to a package."""
    dropped_late: int = 26
    sent_to_review: int = 209


INVENTED = Invented()


def spread(total: int, parts: int, *, least: int, random: Random) -> list[int]:
    """Split ``total`` into ``parts`` whole numbers of at least ``least`` that add up to it, unevenly."""
    weights = [random.uniform(0.4, 1.6) for _part in range(parts)]
    free, whole = total - least * parts, sum(weights)
    out = [least + int(free * weight / whole) for weight in weights]
    for place in random.sample(range(parts), total - sum(out)):
        out[place] += 1
    return out


def projects(*, random: Random) -> list[Project]:
    """The 185 projects: their sums are the given ones exactly; how each sum spreads is invented."""
    number = GIVEN.signed
    spent = spread(GIVEN.paid_fen, number, least=120_000, random=random)
    held = spread(GIVEN.activities, number, least=20, random=random)
    visitors = _by_activity(GIVEN.beneficiary_times, held=held, least=3, random=random)
    volunteers = _by_activity(GIVEN.volunteer_times, held=held, least=1, random=random)
    categories = [code for code, count in CATEGORIES for _one in range(count)]
    random.shuffle(categories)
    carriers = [place % GIVEN.organisations for place in range(number)]
    return [Project(category=categories[place], agreed_fen=_agreed(spent[place], random=random), spent_fen=spent[place],
                    activities=tuple(zip(visitors[place], volunteers[place], strict=True)), organisation=carriers[place]) for place in range(number)]


def _agreed(spent_fen: int, *, random: Random) -> int:
    """Two in three projects spent what was agreed to the fen; the others spent a little less and gave the rest back."""
    return spent_fen if random.random() < 0.67 else spent_fen + random.randrange(100, spent_fen // 12)


def _by_activity(total: int, *, held: list[int], least: int, random: Random) -> list[list[int]]:
    """A total of person-times over all activities, regrouped by project."""
    flat = iter(spread(total, sum(held), least=least, random=random))
    return [[next(flat) for _activity in range(count)] for count in held]
