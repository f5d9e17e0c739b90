"""What waits on somebody's desk about notices: objections with their clocks, appeals, tips, free places on the reserve lists."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, func, select

from workflow.tables import instance

from ... import shell
from ...accounts import desk
from ...accounts.models import Session
from ...collection.models import Proposal
from ...storage import db, made_once
from ..models import Appeal, Objection
from ..queries import objections as asked
from ..queries.appeals import KEPT_OPEN
from ..queries.objections import WAITING, unseen_tips


@desk.waiting_for
def appeals_to_rule(person: Session, at: int) -> list[desk.Entry]:
    """The bureau's open objections and appeals; of an objection, the clock that runs."""
    if "bureau" not in person.posts:
        return []
    clocks = (select(Objection.appeal_id, func.min(Objection.acknowledge_us).filter(Objection.acknowledged_us.is_(None)).label("acknowledge"),
                     func.min(Objection.answer_us).label("answer")).where(*WAITING).group_by(Objection.appeal_id).subquery())
    rows = db.session.execute(
        select(Appeal.id, Appeal.kind, Appeal.at_us, Proposal.title, clocks.c.acknowledge, clocks.c.answer).join(Proposal, Proposal.id == Appeal.proposal_id)
        .outerjoin(clocks, clocks.c.appeal_id == Appeal.id).where(KEPT_OPEN).order_by(Appeal.id).limit(desk.LONGEST))
    return [desk.Entry(row.title, url_for("approval.appeal", appeal_id=row.id), _wanted(row.kind, acknowledge=row.acknowledge, answer=row.answer, at=at),
                       row.at_us, 1) for row in rows]


def _wanted(kind: str, *, acknowledge: int | None, answer: int | None, at: int) -> str:
    """What is to be done about it, and by when."""
    if acknowledge is not None:
        day = shell.day(acknowledge)
        return _("实名异议，%(day)s之前应告知收到，已经过期。", day=day) if acknowledge < at else _("实名异议，请在%(day)s之前告知收到。", day=day)
    if answer is not None:
        day = shell.day(answer)
        return _("实名异议，%(day)s之前应裁定、答复，已经过期。", day=day) if answer < at else _("实名异议，请在%(day)s之前裁定、答复。", day=day)
    return _("对公示结果的异议，等待裁定。") if kind == "objection" else _("对决定的申诉，等待裁定。")


@desk.waiting_for
def outcomes_objected_to(person: Session, at: int) -> list[desk.Entry]:
    """The bureau's objections to outcomes, which no ruling answers."""
    if "bureau" not in person.posts:
        return []
    return [desk.Entry(one.proposal.title, url_for("approval.objection", objection_id=one.id), _("对成果公示的异议，请在%(day)s之前答复。", day=shell.day(one.answer_us)),
                       one.at_us, 1) for one in asked.to_outcomes()]


@desk.counted
def tips_and_reserves(person: Session) -> list[desk.Count]:
    """The office's tips that nobody has looked into, and the leads' waitlisted proposals, as one line each."""
    found = []
    if person.posts & {"street", "street_lead", "bureau"}:
        found.append(desk.Count(_("匿名线索"), url_for("approval.tips"), _tips, unseen_tips(person)))
    if person.posts & {"street_lead", "support_lead"}:
        streets = person.streets(("street_lead",), everywhere=("support_lead",))
        found.append(desk.Count(_("候补项目"), url_for("approval.reserves"), _reserves, _waiting(streets)))
    return found


def _tips(count: int) -> str:
    return ngettext("有 %(num)s 条匿名线索等待核实。", "有 %(num)s 条匿名线索等待核实。", count)


def _reserves(count: int) -> str:
    return ngettext("%(num)s 个项目在候补，有余额时可以递补。", "%(num)s 个项目在候补，有余额时可以递补。", count)


@made_once
def _waiting(streets: frozenset[int] | None) -> Select[tuple[int, int | None]]:
    """How many proposals wait on the reserve lists of these streets, and since when."""
    query = (select(func.count(), func.min(instance.c.entered_us)).select_from(Proposal)
             .join(instance, instance.c.id == Proposal.id).where(Proposal.state == "waitlisted"))
    return query if streets is None else query.where(Proposal.street_id.in_(streets))
