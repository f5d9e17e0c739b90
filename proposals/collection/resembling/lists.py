"""What pages show of ideas that resemble each other. A fixed number of statements each, however many ideas there are."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ...directory.models import Area
from ...paging import Page, page_of
from ...seasons.models import Phase, Season
from ...similar import machinery
from ...storage import db
from ..models import Proposal
from .models import Comparison, LikelyGroup, LikelyMember, LikelyRun
from .store import shelf, text_of

TOP = 5
LOOKED_THROUGH = 40
STRONG = 0.25
MAYBE = 0.15
"""Below it not one in three was about the same matter (algorithms §1.2); a season's own decisions tell better."""
GROUPS_A_PAGE = 20
SHORTEST = 4
PUBLIC = (Proposal.number.is_not(None), Proposal.state != "withdrawn")


@dataclass(frozen=True)
class Likeness:
    """How near another idea is, and the words of both."""

    score: float
    words: tuple[str, ...]

    @property
    def strong(self) -> bool:
        """Whether it is probably the same matter."""
        return self.score >= STRONG


@dataclass(frozen=True)
class Alike:
    """Another idea beside one, and what was found when somebody compared them (empty: nobody has)."""

    idea: Proposal
    likeness: Likeness
    verdict: str


def offered(season_id: int, *, text: str, but: int | None) -> list[Alike]:
    """For whoever is writing: the public ideas nearest to a text, five at most; nothing before there are a few words. Two statements."""
    if len(text.strip()) < SHORTEST:
        return []
    return _near(season_id, text=text, but=but, public=True)


def suggested(proposal: Proposal) -> list[Alike]:
    """For staff: the five sent ideas nearest to one, the nearest first, with what was found before. Two statements."""
    return _near(proposal.season_id, text=_text(proposal), but=proposal.id, public=False)


def likenesses(proposal: Proposal, others: Iterable[Proposal]) -> dict[int, Likeness]:
    """How near some ideas are to one, as the program says it now."""
    with shelf(proposal.season_id) as here:
        scores, index = here.index.scores(_text(proposal)), here.index
        return {other.id: Likeness(float(scores[index.place(other.id)]) if other.id in index else 0.0, _words(proposal, other, index)) for other in others}


def _near(season_id: int, *, text: str, but: int | None, public: bool) -> list[Alike]:
    """The nearest ideas, of the first forty hits the public ones only where that is asked; what comparing them with ``but`` gave is read with them."""
    with shelf(season_id) as here:
        hits, index = here.index.nearest(text, top=LOOKED_THROUGH, but=but, least=MAYBE), here.index
        hits = [hit for hit in hits if hit.key in here.public or not public][:TOP]
    if not hits:
        return []
    asked = select(Proposal, _newest_verdict(but)).where(Proposal.id.in_([hit.key for hit in hits]), *(PUBLIC if public else ()))
    rows = {row[0].id: row for row in db.session.execute(asked.options(joinedload(Proposal.season), joinedload(Proposal.street)))}
    shared = machinery().shared
    return [Alike(rows[hit.key][0], Likeness(hit.score, tuple(shared(text, _text(rows[hit.key][0]), weights=index.weights))), rows[hit.key][1] or "")
            for hit in hits if hit.key in rows]


def _newest_verdict(one: int | None) -> ScalarSelect[str]:
    """What holds between this idea and the row's."""
    between = or_(and_(Comparison.first_id == one, Comparison.second_id == Proposal.id), and_(Comparison.second_id == one, Comparison.first_id == Proposal.id))
    return select(Comparison.verdict).where(between).order_by(Comparison.id.desc()).limit(1).correlate(Proposal).scalar_subquery()


def _text(proposal: Proposal) -> str:
    return text_of(proposal.title, proposal.problem, proposal.solution)


def _words(one: Proposal, other: Proposal, index: object) -> tuple[str, ...]:
    return tuple(machinery().shared(_text(one), _text(other), weights=index.weights))  # type: ignore[attr-defined]


def pair(one: int, other: int) -> tuple[int, int]:
    """Two ideas as a comparison names them."""
    return min(one, other), max(one, other)


def standing(ids: Iterable[int], *, others: Iterable[int]) -> dict[tuple[int, int], str]:
    """What holds now for the pairs between these ideas; one statement."""
    mine, theirs = sorted(ids), sorted(others)
    between = or_(and_(Comparison.first_id.in_(mine), Comparison.second_id.in_(theirs)), and_(Comparison.first_id.in_(theirs), Comparison.second_id.in_(mine)))
    rows = db.session.execute(select(Comparison.first_id, Comparison.second_id, Comparison.verdict).where(between).order_by(Comparison.id))
    return {(row.first_id, row.second_id): row.verdict for row in rows}


def history_of(proposal_id: int) -> list[Comparison]:
    """What people found about one idea and others, the newest first; one statement."""
    asked = select(Comparison).where(or_(Comparison.first_id == proposal_id, Comparison.second_id == proposal_id))
    beside = (joinedload(Comparison.by), joinedload(Comparison.first), joinedload(Comparison.second))
    return list(db.session.scalars(asked.options(*beside).order_by(Comparison.id.desc()).limit(20)))


def sent(ids: Iterable[int], *, season_id: int) -> list[Proposal]:
    """Those of these ideas that were sent in this season."""
    return list(db.session.scalars(select(Proposal).where(Proposal.id.in_(list(ids)), Proposal.season_id == season_id, Proposal.submitted_us.is_not(None))))


def among(shown: Iterable[LikelyGroup]) -> dict[tuple[int, int], str]:
    """What holds now between the ideas of these groups; one statement."""
    ids = [member.proposal_id for group in shown for member in group.members]
    return standing(ids, others=ids)


def groups(season_id: int, *, streets: tuple[int, ...] | None, decided: bool, after: int | None, before: int | None) -> Page[LikelyGroup]:
    """One page of a season's groups, the largest first; ``streets`` keeps those with an idea of one of them. Three statements."""
    asked = select(LikelyGroup).where(LikelyGroup.season_id == season_id, LikelyGroup.decided_us.is_not(None) if decided else LikelyGroup.decided_us.is_(None))
    if streets is not None:
        asked = asked.where(LikelyGroup.id.in_(select(LikelyMember.group_id).where(LikelyMember.street_id.in_(streets))))
    idea = selectinload(LikelyGroup.members).joinedload(LikelyMember.idea)
    beside = (idea.joinedload(Proposal.season), idea.joinedload(Proposal.street))
    return page_of(asked.options(*beside), LikelyGroup.id, after=after, before=before, newest_first=False, rows=GROUPS_A_PAGE)


def streets(*, among: tuple[int, ...] | None) -> list[Area]:
    """The streets a list may be narrowed to; one statement."""
    asked = select(Area).where(Area.kind == "street").order_by(Area.code)
    return list(db.session.scalars(asked if among is None else asked.where(Area.id.in_(among))))


def living_season() -> int | None:
    """The newest season whose ideas are collected or improved now."""
    asked = select(Season.id).join(Phase, Phase.season_id == Season.id).where(Phase.name.in_(("collection", "optimisation")), Phase.state == "open")
    return db.session.scalar(asked.order_by(Season.year.desc()).limit(1))


def looked_us(season_id: int) -> int | None:
    """When the groups were last looked for."""
    run = db.session.get(LikelyRun, season_id)
    return run.at_us if run else None
