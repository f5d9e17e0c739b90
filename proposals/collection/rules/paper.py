"""Paper that was filled in while ideas were collected may be entered some days later, and what the desk entered wrongly is mended by the desk.

The season says how many days (``paper_days``), counted from the day on which its collection really ended.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow import Context, Problem
from workflow.tables import instance

from ... import clock
from ...machine import guard, registry
from ...seasons.models import Phase, Season

BY_HAND = ("desk", "event", "phone")
"""The channels by which somebody else's hands bring an idea in."""


@dataclass(frozen=True, slots=True)
class Collection:
    """When a season collects ideas, and until when paper of that time is entered; days in Asia/Shanghai, both ends included."""

    season: Season
    state: str
    first: date
    last: date
    paper_until: date

    def takes_paper(self, *, written: date, on: date) -> bool:
        """Whether a form dated ``written`` may be entered on this day, when ideas are no longer collected."""
        return self.state == "closed" and written <= self.last and on <= self.paper_until


COLLECTIONS = (select(Season, Phase.state, Phase.opens_us, Phase.closes_us, instance.c.entered_us)
               .join(Phase, Season.id == Phase.season_id).join(instance, instance.c.id == Phase.id).where(Phase.name == "collection")
               .order_by(Season.year.desc()))


def collections(session: Session, *, season_id: int | None) -> list[Collection]:
    """The collection of one season, or (None) of all, the newest season first; one statement."""
    asked = COLLECTIONS if season_id is None else COLLECTIONS.where(Phase.season_id == season_id)
    return [_collection(*row) for row in session.execute(asked)]


def _collection(season: Season, state: str, opens_us: int, closes_us: int, entered_us: int) -> Collection:
    last = clock.today(min(closes_us, entered_us) if state == "closed" else closes_us)
    return Collection(season, state, clock.today(opens_us), last, last + timedelta(days=season.paper_days))


def paper_in_time(ctx: Context, phase: str) -> bool:
    """An idea that came by hand, on a form dated before the end of the collection, sent by the desk within the season's days for paper."""
    if phase != "collection" or ctx.workflow.name != "proposal" or ctx.role != "clerk":
        return False
    idea, season_id = ctx.subject, ctx.instance.season_id
    if idea.channel not in BY_HAND or idea.form_date is None:
        return False
    when = ctx.once(("collection", season_id), lambda: collections(ctx.session, season_id=season_id)[0])
    return bool(when.takes_paper(written=idea.form_date, on=clock.today(ctx.at)))


registry.late = paper_in_time


@guard
def entered_by_hand(ctx: Context) -> Problem | None:
    """The idea was taken down at the desk, at an event or by telephone, and the office has not taken it up yet."""
    idea = ctx.subject
    if idea.channel not in BY_HAND:
        return Problem.of("not-entered-here")
    return None if idea.acknowledged_us is None else Problem.of("taken-up-already")
