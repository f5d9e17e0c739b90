"""What the scoring screen shows: form, document, running total, the queue beside it."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from workflow.tables import instance

from ... import clock, words
from ...optimisation.merging import asking
from ...seasons.models import Criterion
from ...storage import db
from .. import queries
from ..forms import ScoreForm, score_form
from ..models import Review
from ..queries.judging import QueueItem, plan_of
from ..rules.reviewing import levels_of, rubric_of, total_of

WORDS = (_l("很弱"), _l("较弱"), _l("一般"), _l("较好"), _l("很好"))
PHRASES = (_l("需求清楚，受益面写得具体"), _l("预算偏高，请说明单价依据"), _l("请补充安全与应急安排"), _l("居民参与的办法不够具体"))
MARKS = {"scored": ("circle-check", "is-done"), "recused": ("hand-stop", "is-done"), "assigned": ("circle-dashed", ""), "scoring": ("pencil", "")}


@dataclass(frozen=True, slots=True)
class Pane:
    """A review as its judge has it on the screen: read once, with the rubric and what was kept, and the form that holds it."""

    review: Review
    criteria: Sequence[Criterion]
    saved_us: int | None
    form: ScoreForm


def pane_of(review_id: int) -> Pane:
    """The score pane of this judge's review, holding what they have kept so far; 404 for another's."""
    review, kept, seq = queries.own_sheet(review_id, judge_id=current_user.id) or abort(404)
    criteria = rubric_of(db.session(), season_id=review.season_id)
    held: dict[str, Any] = {f"criterion_{key}": str(level) for key, level in levels_of(kept).items()}
    held |= {"comment": kept.comment, "flagged": bool(kept.flagged), "turn": str(kept.turn)} if kept else {"turn": "0"}
    return Pane(review, criteria, kept.saved_us if kept else None, score_form(criteria)(data={**held, "seq": str(seq)}))


def read_anew(pane: Pane, *, review_id: int) -> Pane:
    """The same form over the review as it stands after a refusal."""
    return replace(pane_of(review_id), form=pane.form)


def seq_of(case_id: int) -> str:
    """The step that the page shows, for ``someone-was-faster``."""
    return str(db.session.scalar(select(instance.c.seq).where(instance.c.id == case_id)))


def page(pane: Pane) -> str:
    """The whole screen: queue, document, score pane."""
    review, form, items = pane.review, pane.form, queries.queue(current_user.id)
    place = next((number for number, item in enumerate(items) if item.id == review.id), None)
    return render_template(
        "approval/review.html", review=review, proposal=review.proposal, plan=plan_of(review.proposal_id),
        notes=queries.research(review.proposal_id), form=form,
        combined=asking.words(review.proposal_id) if review.proposal.wording_version else None, season=review.proposal.season,
        criteria=_criteria(review, form=form, criteria=pane.criteria), words=WORDS, phrases=PHRASES,
        live=_figures(pane.criteria, levels=form.levels(), saved_us=pane.saved_us), queue=[_line(item, current=review.id) for item in items],
        done=sum(item.state == "scored" for item in items), due_us=items[place].due_us if place is not None else None,
        previous=_link(items, place=place, step=-1), following=_link(items, place=place, step=1), points=points)


def live(season_id: int, *, levels: dict[int, int], saved_us: int | None) -> dict[str, str]:
    """The running figures as the page's script writes them: total, what is missing, each criterion's points, when saved."""
    return _figures(rubric_of(db.session(), season_id=season_id), levels=levels, saved_us=saved_us)


def _figures(criteria: Sequence[Criterion], *, levels: dict[int, int], saved_us: int | None) -> dict[str, str]:
    left = sum(one.id not in levels for one in criteria)
    figures = {"total": points(total_of(levels, criteria=criteria)), "left": _("还差 %(left)s 项", left=left) if left else _("已评完")}
    figures["saved"] = _("已自动保存 %(time)s", time=format_time(clock.local(saved_us).replace(tzinfo=None), "HH:mm:ss", rebase=False)) if saved_us else _("尚未保存")
    for one in criteria:
        if one.id in levels:
            own = points(total_of({one.id: levels[one.id]}, criteria=[one]))
            figures[f"criterion_{one.id}"] = _("%(points)s / %(weight)s 分", points=own, weight=one.weight)
    return figures


def points(hundredths: int | None) -> str:
    """Hundredths of a point as people read them: 8000 is 80, 7650 is 76.5."""
    return "" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def _criteria(review: Review, *, form: ScoreForm, criteria: Sequence[Criterion]) -> list[tuple[Any, Criterion, str | None, int | None]]:
    """Field, criterion, points so far, and the level sealed last."""
    scores = review.scores if review.state == "scored" else []
    latest = max((score.version for score in scores), default=0)
    sealed = {score.criterion_id: score.level for score in scores if score.version == latest}
    levels = form.levels()
    return [(form[f"criterion_{one.id}"], one, points(total_of({one.id: levels[one.id]}, criteria=[one])) if one.id in levels else None, sealed.get(one.id))
            for one in criteria]


def _line(item: QueueItem, *, current: int) -> dict[str, object]:
    """One line of the queue: state in words, a mark, the own score once sealed."""
    flagged = item.flagged and item.state == "scoring"
    icon, mark = ("flag", "is-flagged") if flagged else MARKS[item.state]
    state = _("待再看") if flagged else words.state_title("review", item.state)
    return {"href": url_for("approval.review", review_id=item.id), "title": item.title, "state": state, "icon": icon, "mark": mark,
            "score": points(item.own_total), "current": item.id == current}


def _link(items: list[QueueItem], *, place: int | None, step: int) -> str | None:
    """The neighbour in the queue."""
    if place is None or not 0 <= place + step < len(items):
        return None
    return url_for("approval.review", review_id=items[place + step].id)
