"""The clock looks for likely groups: every ten minutes while texts change, by whichever process comes first; it proposes, it decides nothing."""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select

from workflow import timers

from ...similar import machinery
from ...storage import act, db, unit_of_work
from ...tick import each_round
from ..models import Proposal
from ..queries import LIVE
from .acts import WORDS_KEPT, covered
from .lists import living_season
from .models import Comparison, LikelyGroup, LikelyMember, LikelyRun
from .store import shelf, text_of

SLOT_US = 10 * 60 * 1_000_000
WORDS = 5
GROUPED_AT_MOST = 30_000
"""Texts compared all with all: half a minute of one core for 20,000 (measured)."""
AT_A_CLICK = 5_000


@each_round
def sweep(at: int) -> bool:
    """Look again in the season whose ideas are collected or improved, if its texts changed and nobody looked within ten minutes; whether it looked."""
    season_id = living_season()
    db.session.rollback()
    if season_id is None or not _texts_changed(season_id):
        return False
    with unit_of_work() as session:
        first = timers.first_in_slot(session, job=f"groups-{season_id}", slot=at // SLOT_US, at=at)
    if first:
        look(season_id, at=at)
    return first


def _texts_changed(season_id: int) -> bool:
    with shelf(season_id) as here:
        run = db.session.get(LikelyRun, season_id)
        changed = 0 < len(here.index) <= GROUPED_AT_MOST and (run is None or run.mark != _said(here.mark))
    db.session.rollback()
    return changed


def quick(season_id: int) -> bool:
    """Whether a season is small enough for somebody to wait for its groups (3 s at most)."""
    with shelf(season_id) as here:
        return len(here.index) <= AT_A_CLICK


def look(season_id: int, *, at: int) -> int:
    """Find the groups of a season's living ideas and keep them in place of the earlier ones; how many there are."""
    with shelf(season_id) as here:
        here.learn()
        index, mark = here.index.copy(), _said(here.mark)
    streets = {row[0]: row[1] for row in db.session.execute(
        select(Proposal.id, Proposal.street_id).where(Proposal.season_id == season_id, Proposal.state.in_(LIVE)))}
    index.drop([key for key in index.keys() if key not in streets])
    found = machinery().groups_aside(index, apart=_apart(streets))
    words = [_words_of(group, index) for group in found]
    db.session.rollback()
    _keep(season_id, groups=list(zip(found, words, strict=True)), streets=streets, mark=mark, at=at)
    return len(found)


def _said(mark: tuple[int, int, int]) -> str:
    return "/".join(map(str, mark))


def _apart(streets: dict[int, Any]) -> Collection[tuple[int, int]]:
    """Pairs whose newest comparison says different."""
    newest = {(row[0], row[1]): row[2] for row in db.session.execute(
        select(Comparison.first_id, Comparison.second_id, Comparison.verdict).order_by(Comparison.id)) if row[0] in streets}
    return {pair for pair, verdict in newest.items() if verdict == "different"}


def _words_of(group: list[int], index: Any) -> str:
    """The words the first two ideas of a group share."""
    texts = {row[0]: text_of(*row[1:]) for row in db.session.execute(
        select(Proposal.id, Proposal.title, Proposal.problem, Proposal.solution).where(Proposal.id.in_(group[:2])))}
    return "、".join(machinery().shared(texts[group[0]], texts[group[1]], weights=index.weights, at_most=WORDS))[:WORDS_KEPT]


@act
def _keep(season_id: int, *, groups: list[tuple[list[int], str]], streets: dict[int, int | None], mark: str, at: int) -> None:
    old = select(LikelyGroup.id).where(LikelyGroup.season_id == season_id)
    db.session.execute(delete(LikelyMember).where(LikelyMember.group_id.in_(old)))
    db.session.execute(delete(LikelyGroup).where(LikelyGroup.season_id == season_id))
    for ids, words in groups:
        kept = LikelyGroup(season_id=season_id, words=words, decided_us=at if covered(ids) else None)
        kept.members = [LikelyMember(proposal_id=key, street_id=streets[key]) for key in ids]
        db.session.add(kept)
        db.session.flush()
    db.session.merge(LikelyRun(season_id=season_id, at_us=at, mark=mark))
