"""The best first, as long as the money and the places last: the rule that can be told in one line for each project.

With ``skip`` what does not fit is passed over and a cheaper one behind it may still come in;
without, a cap that has turned one away is closed to all behind it.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .projects import Caps, Choice, Outcome, Project, Reason, ranking

Room = tuple[str, str]
"""A cap by its code and whose it is: ("street-cap", "湾仔"); the total's is ("total-cap", "")."""


class Purse:
    """What is left of every cap while the ranking is walked down."""

    def __init__(self, caps: Caps) -> None:
        """All caps are untouched."""
        self.left: dict[Room, int] = {} if caps.total is None else {("total-cap", ""): caps.total}
        for code, limits in (("street-cap", caps.streets), ("category-cap", caps.categories),
                             ("street-places", caps.street_places), ("category-places", caps.category_places)):
            self.left |= {(code, name): limit for name, limit in limits.items()}
        self.closed: dict[Room, str] = {}

    def asked(self, project: Project) -> dict[Room, int]:
        """The caps this project falls under, and what it takes of each: its cost, or one place."""
        rooms = {("total-cap", ""): project.cost, ("street-cap", project.street): project.cost, ("category-cap", project.category): project.cost,
                 ("street-places", project.street): 1, ("category-places", project.category): 1}
        return {room: needs for room, needs in rooms.items() if room in self.left}

    def stop(self, project: Project) -> Room | None:
        """The first cap of its own that an earlier project has closed."""
        return next((room for room in self.asked(project) if room in self.closed), None)

    def hindrances(self, project: Project) -> list[Room]:
        """Every cap that has not enough left for it."""
        return [room for room, needs in self.asked(project).items() if needs > self.left[room]]

    def take(self, project: Project) -> None:
        """Pay for it."""
        for room, needs in self.asked(project).items():
            self.left[room] -= needs

    def facts(self, project: Project) -> dict[str, int | None]:
        """What is left of the total, of its street and of its category as it is looked at; None where there is no cap."""
        return {"total_left": self.left.get(("total-cap", "")), "street_left": self.left.get(("street-cap", project.street)),
                "category_left": self.left.get(("category-cap", project.category)), "needs": project.cost}


def choose(projects: Iterable[Project], *, caps: Caps, skip: bool) -> Outcome:
    """Walk down the ranking and take what fits; each reason holds what was left when the project was looked at, and which cap kept it out."""
    purse = Purse(caps)
    choices, spent = [], 0
    for rank, project in enumerate(ranking(projects), 1):
        reason = _reason(project, purse=purse, line=caps.line)
        if reason.code == "fits":
            purse.take(project)
            spent += project.cost
        elif not skip:
            purse.closed |= {room: project.id for room in purse.hindrances(project) if reason.code != "below-line" and room not in purse.closed}
        choices.append(Choice(project.id, reason.code == "fits", rank, reason))
    return Outcome(tuple(choices), spent)


def _reason(project: Project, *, purse: Purse, line: int | None) -> Reason:
    seen = purse.facts(project)
    if line is not None and project.score < line:
        return Reason("below-line", {**seen, "line": line, "score": project.score})
    stop = purse.stop(project)
    if stop is not None:
        return Reason("after-stop", {**seen, "cap": stop[0], "of": stop[1], "by": purse.closed[stop]})
    hindrances = purse.hindrances(project)
    if not hindrances:
        return Reason("fits", seen)
    code, name = hindrances[0]
    asked, left = purse.asked(project)[code, name], purse.left[code, name]
    return Reason(code, {**seen, "of": name, "left": left, "asks": asked, "short": asked - left, "all": [found for found, _name in hindrances]})


def least_extra(projects: Iterable[Project], *, caps: Caps, id: str) -> int | None:
    """The least money on top of the total that would bring this project in, others staying as the ranking has them (with skipping); 0 when it is in.

    None where no money of the total brings it in: it is below the line, or its street's or category's own cap or places keep it out, or the total has no cap.
    Found by trying: each answer names the least sum at which the first answer on its way changes, so that no sum in between is passed over.
    """
    listed = ranking(projects)
    if caps.total is None:
        return None if id not in choose(listed, caps=caps, skip=True).chosen else 0
    total = caps.total
    while True:
        outcome = choose(listed, caps=replace(caps, total=total), skip=True)
        mine = next(choice for choice in outcome.choices if choice.id == id)
        if mine.chosen:
            return total - caps.total
        shorts = [choice.reason.facts["short"] for choice in outcome.choices[:mine.rank] if choice.reason.facts.get("all") == ["total-cap"]]
        if not shorts:
            return None
        total += min(shorts)
