"""Reviews whose scores may come on paper: the sheets to print, and those to enter."""
from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from ...accounts.models import Person
from ...collection.models import Proposal
from ...storage import db, made_once
from ..models import PaperEntry, Review

OPEN = ("assigned", "scoring")
MOST_SHEETS = 100


def open_reviews(*, judge_id: int | None, street_ids: Collection[int] | None, after: int) -> Sequence[Review]:
    """Reviews nobody has sealed yet, of one judge or of these streets (None: of all), by number; 100 at most after this one."""
    query = _open().where(Review.id > after).order_by(Review.id).limit(MOST_SHEETS)
    if judge_id is not None:
        query = query.where(Review.judge_id == judge_id)
    if street_ids is not None:
        query = query.where(Proposal.street_id.in_(street_ids))
    return db.session.scalars(query).all()


def sheets_to_enter(*, street_ids: Collection[int] | None, words: str, half: bool, after: int) -> Sequence[Review]:
    """The same for staff: by a proposal's number or a judge's name, and only those that somebody has entered (``half``)."""
    query = _open().where(Review.id > after).order_by(Review.id).limit(MOST_SHEETS)
    if street_ids is not None:
        query = query.where(Proposal.street_id.in_(street_ids))
    if words:
        named = select(Person.id).where(Person.name.contains(words, autoescape=True))
        query = query.where(Proposal.number.contains(words.upper(), autoescape=True) | Review.judge_id.in_(named))
    return db.session.scalars(query.where(Review.id.in_(select(PaperEntry.review_id))) if half else query).all()


@made_once
def half_entered(*, street_ids: Collection[int] | None) -> Select[tuple[int, int | None]]:
    """Asks how many open sheets of these streets wait for a second reader who may be this ``person`` (a bindparam), and since when the longest."""
    once = select(PaperEntry.review_id).group_by(PaperEntry.review_id).having(func.count() == 1, func.max(PaperEntry.by_id) != bindparam("person"))
    query = (select(func.count(Review.id), func.min(PaperEntry.at_us)).join(PaperEntry, PaperEntry.review_id == Review.id)
             .join(Proposal, Proposal.id == Review.proposal_id)
             .where(Review.id.in_(once), Review.state.in_(OPEN), Proposal.state == "reviewing"))
    return query if street_ids is None else query.where(Proposal.street_id.in_(street_ids))


def review_on_paper(review_id: int, *, street_ids: Collection[int] | None) -> Review | None:
    """One review of these streets, open or not."""
    query = _about().where(Review.id == review_id)
    return db.session.scalars(query if street_ids is None else query.where(Proposal.street_id.in_(street_ids))).one_or_none()


def is_open(review: Review) -> bool:
    """Whether its score may still come on paper."""
    return review.state in OPEN and review.proposal.state == "reviewing"


def _open() -> Select[tuple[Review]]:
    return _about().where(Review.state.in_(OPEN), Proposal.state == "reviewing")


def _about() -> Select[tuple[Review]]:
    about = joinedload(Review.proposal)
    return (select(Review).join(Proposal, Proposal.id == Review.proposal_id)
            .options(about.joinedload(Proposal.season), about.joinedload(Proposal.organisation), about.joinedload(Proposal.street), joinedload(Review.judge)))


def entries(review_ids: Collection[int]) -> dict[int, list[PaperEntry]]:
    """What was entered from the sheets of these reviews so far, the earliest first; one statement."""
    found: dict[int, list[PaperEntry]] = {each: [] for each in review_ids}
    query = select(PaperEntry).where(PaperEntry.review_id.in_(review_ids)).options(joinedload(PaperEntry.by)).order_by(PaperEntry.id)
    for entry in db.session.scalars(query):
        found[entry.review_id].append(entry)
    return found
