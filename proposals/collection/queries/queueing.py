"""The receiving desk's queue with its clocks, and what is late: by street and by handling unit. A fixed number of statements whatever waits."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from workflow.tables import instance, timer

from ...directory.models import Area
from ...paging import Page, lines_of
from ...seasons.rules import calendar
from ...storage import db, made_once
from ..answering.models import Answer
from ..clocks import ACKNOWLEDGE_WORKDAYS, PATIENCE_WORKDAYS, Clock, Clocks, late_before
from ..models import Proposal, Referral, Resemblance
from .lists import COMMUNITY, SENT, Filters, searched
from .places import groups_now


@dataclass(frozen=True)
class Narrow:
    """What else the queue is asked for; all of it stands in the page's address. ``newest`` turns the order round."""

    community_id: int | None = None
    channel: str = ""
    late: bool = False
    untaken: bool = False
    marked: bool = False
    newest: bool = False


QUEUED = (select(Proposal.id, Proposal.title, COMMUNITY.name.label("community"), Proposal.contact_name, Proposal.state, Proposal.season_id,
                 Proposal.submitted_us, Proposal.acknowledged_us, Proposal.escalations)
          .outerjoin(COMMUNITY, COMMUNITY.id == Proposal.community_id).where(SENT))
COUNTED = select(func.count()).select_from(Proposal).where(SENT)


class Waiting(NamedTuple):
    """One idea of the queue: until when it is to be decided and taken up, whether like ideas wait to be compared, and whether its answer is prepared."""

    id: int
    title: str
    community: str
    contact_name: str
    submitted_us: int
    acknowledged: bool
    escalations: int
    due: Clock | None
    taken_by: Clock | None
    marked: bool
    prepared: bool


@dataclass(frozen=True)
class Queue:
    """A page of the queue, and how many wait in all its pages."""

    page: Page[Waiting]
    count: int

    def clocks(self) -> set[Clock]:
        """The clocks of this page; many ideas have the same."""
        return {clock for row in self.page.rows for clock in (row.due, row.taken_by) if clock is not None}


def queue(filters: Filters, *, narrow: Narrow, after: int | None, before: int | None, at: int) -> Queue:
    """One page of the ideas that wait, the longest waiting first: three statements, and two for the calendar of each season on it."""
    wanted = _narrowed(searched(QUEUED, filters=filters), narrow=narrow)
    page = lines_of(wanted, Proposal.id, after=after, before=before, newest_first=narrow.newest, given={"at": at})
    count = db.session.scalar(_narrowed(searched(COUNTED, filters=filters), narrow=narrow), {"at": at}) or 0
    return Queue(Page(_waiting(page.rows, at=at), page.before, page.after), count)


@made_once
def _narrowed(asked: Select[Any], *, narrow: Narrow) -> Select[Any]:
    wanted = {Proposal.community_id: narrow.community_id, Proposal.channel: narrow.channel or None}
    asked = asked.where(*(column == value for column, value in wanted.items() if value is not None))
    if narrow.late:
        asked = asked.where(_due() < bindparam("at"))
    if narrow.untaken:
        asked = asked.where(Proposal.acknowledged_us.is_(None))
    if narrow.marked:
        asked = asked.where(_marked())
    return asked


def _due() -> Any:
    """When an idea's present state was to be over: its first deadline; the clock's weekly repetitions do not move it."""
    asked = select(func.min(timer.c.due_us)).join(instance, instance.c.id == timer.c.instance_id)
    asked = asked.where(timer.c.instance_id == Proposal.id, timer.c.kind == "deadline", timer.c.due_us > instance.c.entered_us)
    return asked.correlate(Proposal).scalar_subquery()


def _marked() -> Any:
    return exists().where(Resemblance.proposal_id == Proposal.id, Resemblance.verdict.is_(None))


def _prepared() -> Any:
    return exists().where(Answer.proposal_id == Proposal.id, Answer.publication_id.is_(None))


BESIDE_EACH = select(Proposal.id, _due(), _marked(), _prepared()).where(Proposal.id.in_(bindparam("ids", expanding=True)))


def _waiting(rows: list[Row[Any]], *, at: int) -> list[Waiting]:
    clocks = Clocks(partial(calendar, db.session()), at=at)
    beside = {number: known for number, *known in db.session.execute(BESIDE_EACH, {"ids": [row.id for row in rows]})}
    return [_one(*row, *beside[row.id], clocks=clocks) for row in rows]


def _one(number: int, title: str, community: str | None, name: str, state: str, season_id: int, sent_us: int, acknowledged_us: int | None, escalations: int,
         due_us: int | None, marked: bool, prepared: bool, *, clocks: Clocks) -> Waiting:
    taken_by = clocks.taking_up(season_id, submitted_us=sent_us) if state == "submitted" and acknowledged_us is None else None
    return Waiting(number, title, community or "", name, sent_us, acknowledged_us is not None, escalations,
                   clocks.of(season_id, due_us) if due_us else None, taken_by, marked, prepared)


DUE = select(_due()).select_from(Proposal).where(Proposal.id == bindparam("idea"))


def due_of(proposal_id: int) -> int | None:
    """When an idea's present state was to be over (UTC microseconds); one statement."""
    return db.session.scalar(DUE, {"idea": proposal_id})


def to_receive(streets: Collection[int] | None) -> list[Row[Any]]:
    """The desk's ideas that wait to be received, the longest waiting first, fifty at most; beside each how many answers are prepared in these streets,
    and since when. An answer is only prepared for an idea that waits: no ideas, no answers. One statement."""
    return list(db.session.execute(_to_receive(streets)))


@made_once
def _to_receive(streets: Collection[int] | None) -> Select[Any]:
    drafts = select(func.count().label("prepared"), func.min(Answer.at_us).label("since")).join(Proposal, Proposal.id == Answer.proposal_id)
    asked = select(Proposal.id, Proposal.title, instance.c.entered_us).join(instance, instance.c.id == Proposal.id).where(Proposal.state == "submitted")
    if streets is not None:
        drafts, asked = drafts.where(Proposal.street_id.in_(streets)), asked.where(Proposal.street_id.in_(streets))
    counted = drafts.where(Answer.publication_id.is_(None)).subquery()
    asked = asked.add_columns(counted.c.prepared, counted.c.since).join(counted, true())
    return asked.order_by(instance.c.entered_us, Proposal.id).limit(50)


@dataclass(frozen=True)
class Choices:
    """What the queue's filters offer: id and name of streets, communities and categories."""

    streets: list[tuple[int, str]]
    communities: list[tuple[int, str]]
    categories: list[tuple[int, str]]


def choices(streets: Collection[int] | None, *, street_id: int | None) -> Choices:
    """The streets somebody works on, the communities of the chosen one (or of the only one), and the open season's categories; two statements."""
    chosen = street_id if streets is None else street_id if street_id in streets else next(iter(streets), None) if len(streets) == 1 else None
    areas = db.session.execute(_areas(None if streets is None else frozenset(streets), chosen=chosen)).all()
    return Choices([(row.id, row.name) for row in areas if row.parent_id is None], [(row.id, row.name) for row in areas if row.parent_id is not None],
                   groups_now())


@made_once
def _areas(streets: frozenset[int] | None, *, chosen: int | None) -> Select[Any]:
    own = Area.kind == "street" if streets is None else Area.id.in_(streets)
    return select(Area.id, Area.name, Area.parent_id).where(own if chosen is None else or_(own, Area.parent_id == chosen)).order_by(Area.code)


@dataclass(frozen=True, slots=True)
class Behind:
    """A street or a unit: how much waits there, how much of it is late, and since when the latest is due (UTC microseconds)."""

    name: str
    key: str
    waiting: int
    late: int
    untaken: int
    oldest_us: int | None
    escalated: int = field(default=0)


def behind_by_street(streets: Collection[int] | None, *, season_id: int, at: int) -> list[Behind]:
    """Ideas that wait to be received, by street, the most overdue first; one statement, and two for the calendar."""
    days = calendar(db.session(), season_id)
    cut, reported = (late_before(days, workdays=length, at=at) for length in (ACKNOWLEDGE_WORKDAYS, PATIENCE_WORKDAYS))
    rows = select(Proposal.street_id, Proposal.acknowledged_us, Proposal.submitted_us, _due().label("due")).where(
        Proposal.state == "submitted", Proposal.season_id == season_id)
    if streets is not None:
        rows = rows.where(Proposal.street_id.in_(streets))
    each = rows.subquery()
    late, slow = each.c.due < at, each.c.acknowledged_us.is_(None) & (each.c.submitted_us <= cut)
    asked = (select(Area.name, each.c.street_id, func.count().label("waiting"), _many(late).label("late"), _many(slow).label("untaken"),
                    func.min(case((late, each.c.due))).label("oldest"), _many(each.c.due <= reported).label("escalated"))
             .join(Area, Area.id == each.c.street_id).group_by(Area.name, each.c.street_id))
    found = [Behind(row.name, str(row.street_id), row.waiting, row.late, row.untaken, row.oldest, row.escalated) for row in db.session.execute(asked)]
    return sorted(found, key=lambda one: (-one.late, -one.untaken, -one.waiting, one.name))


def behind_by_unit(streets: Collection[int] | None, *, at: int) -> list[Behind]:
    """Referrals nobody has answered yet, by handling unit, the most overdue first; a hundred units at most, one statement."""
    late = Referral.due_us < at
    asked = select(Referral.handling_unit, func.count().label("waiting"), _many(late).label("late"), _many(Referral.received_us.is_(None)).label("untaken"),
                   func.min(case((late, Referral.due_us))).label("oldest"), _many(Referral.chased > 2).label("escalated"))
    asked = asked.where(Referral.replied_us.is_(None)).group_by(Referral.handling_unit)
    if streets is not None:
        asked = asked.join(Proposal, Proposal.id == Referral.proposal_id).where(Proposal.street_id.in_(streets))
    rows: list[Row[Any]] = list(db.session.execute(asked.order_by(_many(late).desc(), func.count().desc(), Referral.handling_unit).limit(100)))
    return [Behind(row.handling_unit, row.handling_unit, row.waiting, row.late, row.untaken, row.oldest, row.escalated) for row in rows]


def _many(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def long_undecided(session: Session, *, season_id: int, after: int, until: int) -> list[Row[Any]]:
    """Ideas still undecided that were due after one moment and until another, by street: how many, and the first of them; one statement."""
    asked = select(Area.name, func.count().label("count"), func.min(Proposal.id).label("first")).join(Area, Area.id == Proposal.street_id).where(
        Proposal.state == "submitted", Proposal.season_id == season_id, _due() > after, _due() <= until)
    return list(session.execute(asked.group_by(Area.id, Area.name).order_by(Area.id)))
