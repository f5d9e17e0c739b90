"""What waits on somebody's desk in this room."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import bindparam, func, select

from workflow.tables import instance

from ...accounts import desk
from ...accounts.models import Session
from ...storage import db
from ..models import Review
from ..queries.deciding import waiting_for_chair


TO_SCORE = (select(Review.state, func.count(), func.min(instance.c.entered_us)).join(instance, instance.c.id == Review.id)
            .where(Review.judge_id == bindparam("person"), Review.state.in_(("assigned", "scoring"))).group_by(Review.state).order_by(Review.state))


@desk.waiting_for
def reviews_to_score(person: Session, at: int) -> list[desk.Entry]:
    """A judge's open reviews, as one line each state."""
    if not person.posts & {"judge", "chair"}:
        return []
    rows = db.session.execute(TO_SCORE, {"person": person.id}).all()
    titles = {"assigned": _("新指派的评审"), "scoring": _("待提交的评分")}
    return [desk.Entry(titles[state], url_for("approval.reviews"), ngettext("有 %(num)s 个项目等您评审。", "有 %(num)s 个项目等您评审。", count), since, count)
            for state, count, since in rows]


@desk.counted
def rounds_to_decide(person: Session) -> list[desk.Count]:
    """A chair's proposals whose scores are all in."""
    return [desk.Count(_("评审决定"), url_for("approval.decisions"), _complete, waiting_for_chair())] if "chair" in person.posts else []


def _complete(count: int) -> str:
    return ngettext("%(num)s 个项目的评分已经收齐，请作出决定。", "%(num)s 个项目的评分已经收齐，请作出决定。", count)
