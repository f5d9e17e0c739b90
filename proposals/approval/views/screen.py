"""What the scoring screen shows: form, document, running total, the queue beside it."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import format_time, format_timedelta
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from workflow import Refused
from workflow.tables import instance

from ... import clock, words
from ...errors import tell
from ...language import say as _
from ...optimisation.merging import asking
from ...seasons.models import Criterion
from ...storage import db
from .. import queries
from ..forms import ScoreForm, score_form
from ..models import Review, ScoreDraft
from ..queries import reading
from ..queries.judging import QueueItem
from ..queries.naming import Named, named_in
from ..rules.pacing import remaining
from ..rules.redacting import Redactor
from ..rules.reviewing import levels_of
from ..rules.rubrics import HUNDRED, anchors_of, rubric_for, total_of

WORDS = (_l("很弱"), _l("较弱"), _l("一般"), _l("较好"), _l("很好"))
PHRASES = (_l("需求清楚，受益面写得具体"), _l("预算偏高，请说明单价依据"), _l("请补充安全与应急安排"), _l("居民参与的办法不够具体"))
MARKS = {"scored": ("circle-check", "is-done"), "recused": ("hand-stop", "is-done"), "assigned": ("circle-dashed", ""), "scoring": ("pencil", "")}
OPEN = ("assigned", "scoring")
BEFORE, SHOWN = 8, 24
Hide = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Pane:
    """A review as its judge has it on the screen: read once, with the rubric and what was kept, and the form that holds it."""

    review: reading.Reading
    criteria: Sequence[Criterion]
    kept: reading.Kept | ScoreDraft | None
    form: ScoreForm


def pane_of(review_id: int) -> Pane:
    """The score pane of this judge's review, holding what they have kept so far; 404 for another's."""
    review = reading.reading(review_id, judge_id=current_user.id) or abort(404)
    criteria, kept = rubric_for(db.session(), season_id=review.season_id, street_id=review.street_id), review.kept
    held: dict[str, Any] = {f"criterion_{key}": str(level) for key, level in levels_of(kept).items()}
    held |= {"comment": kept.comment, "flagged": bool(kept.flagged), "turn": str(kept.turn)} if kept else {"turn": "0"}
    return Pane(review, criteria, kept, score_form(criteria)(data={**held, "seq": str(review.seq)}))


def seq_of(case_id: int) -> str:
    """The step that the page shows, for ``someone-was-faster``."""
    return str(db.session.scalar(select(instance.c.seq).where(instance.c.id == case_id)))


def page(pane: Pane, *, other: reading.Kept | ScoreDraft | None = None) -> str:
    """The whole screen: queue, document, score pane; beside what is in the form, what another page has kept (``other``)."""
    review, form, items = pane.review, pane.form, queries.queue(current_user.id)
    hidden = hiders([*((item.proposal_id, item.blind) for item in items), (review.proposal_id, review.blind)])
    place = next((number for number, item in enumerate(items) if item.id == review.id), None)
    return render_template(
        "approval/review.html", review=review, plan=review.plan, lines=reading.budget(review.plan.id) if review.plan else (),
        hide=hidden[review.proposal_id], notes=reading.research(review.proposal_id), form=form,
        combined=asking.words(review.proposal_id) if review.wording_version else None,
        criteria=_criteria(review, form=form, criteria=pane.criteria), words=WORDS, phrases=PHRASES,
        compare=comparison(pane, other=other) if other else (), over=str(other.turn) if other else "", live=figures(pane, levels=form.levels()),
        queue=_lines(items, current=review.id, hidden=hidden),
        done=sum(item.state == "scored" for item in items), of=len(items), left=left_over(items), counts=counts(items), points=points,
        due_us=items[place].due_us if place is not None else None, previous=_link(items, place=place, step=-1), following=_onward(items, place=place))


def refused(review_id: int, *, refusal: Refused) -> tuple[str, int]:
    """The same screen with everything typed kept: at the fields what is missing (422), else the rule that says no (409)."""
    pane = pane_of(review_id)
    if not pane.form.validate():
        return page(pane), 422
    tell(pane.form, refusal)
    return page(pane, other=pane.kept if refusal.problems[0].code == "draft-changed-elsewhere" else None), 409


def comparison(pane: Pane, *, other: reading.Kept | ScoreDraft | None) -> list[tuple[str, str, str]]:
    """Where they differ, line by line what this page holds and what another page has kept."""
    mine, theirs = pane.form.levels(), levels_of(other)
    rows = [(words.term(one.title), str(mine.get(one.id, "–")), str(theirs.get(one.id, "–"))) for one in pane.criteria]
    rows.append((_("评语"), pane.form.comment.data or "–", (other.comment if other else "") or "–"))
    return [row for row in rows if row[1] != row[2]]


def figures(pane: Pane, *, levels: dict[int, int]) -> dict[str, str]:
    """The running figures as the page's script writes them: total, what is missing, each criterion's points, whether a comment is due, when saved."""
    total, left = total_of(levels, criteria=pane.criteria), sum(one.id not in levels for one in pane.criteria)
    line, saved = pane.review.pass_line, pane.kept.saved_us if pane.kept else None
    found = {"total": points(total), "left": _("还差 %(left)s 项", left=left) if left else _("已评完"),
             "need": _("总分低于 %(line)s 分，请写明评语再提交。", line=line) if not left and total < line * HUNDRED else ""}
    found["saved"] = _("已自动保存 %(time)s", time=format_time(clock.local(saved).replace(tzinfo=None), "HH:mm:ss", rebase=False)) if saved else _("尚未保存")
    for one in pane.criteria:
        if one.id in levels:
            own = points(total_of({one.id: levels[one.id]}, criteria=[one]))
            found[f"criterion_{one.id}"] = _("%(points)s / %(weight)s 分", points=own, weight=one.weight)
    return found


def points(hundredths: int | None) -> str:
    """Hundredths of a point as people read them: 8000 is 80, 7650 is 76.5."""
    return "" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def left_over(items: Sequence[QueueItem]) -> str:
    """How long the open ones may still take, by this judge's own pace; empty before there is one."""
    usual = remaining((item.sealed_us for item in items if item.sealed_us), left=sum(item.state in OPEN for item in items))
    return _("约剩 %(time)s", time=format_timedelta(timedelta(microseconds=usual), granularity="minute")) if usual else ""


def counts(items: Sequence[QueueItem]) -> list[tuple[str, int, str]]:
    """Chips over the queue: what, how many, tone."""
    return [(_("未评"), sum(item.state in OPEN for item in items), "pine"),
            (_("待再看"), sum(item.flagged and item.state == "scoring" for item in items), "gold"),
            (_("回避"), sum(item.state == "recused" for item in items), "grey")]


def hiders(proposals: Sequence[tuple[int, int]]) -> dict[int, Hide]:
    """How each proposal's texts are shown: as they are, or blind without names. Asks the database only for blind ones."""
    blind = {each for each, is_blind in proposals if is_blind}
    named = named_in(blind) if blind else {}
    return {each: _hider(named[each]) if each in named else str for each, _is_blind in proposals}


def hide_for(review: Review) -> Hide:
    """How this review's proposal is shown to its judge."""
    return hiders([(review.proposal_id, bool(review.proposal.season.blind_review))])[review.proposal_id]


def _hider(named: Named) -> Hide:
    return Redactor(people=named.people, bodies=named.bodies, mark=_("〔名称隐去〕"))


def _criteria(review: reading.Reading, *, form: ScoreForm, criteria: Sequence[Criterion]) -> list[dict[str, Any]]:
    """Field, criterion, its five levels in words, points so far, and the level sealed last."""
    sealed = reading.sealed_levels(review.id) if review.state == "scored" else {}
    levels = form.levels()
    return [{"field": form[f"criterion_{one.id}"], "criterion": one, "anchors": [words.term(each) for each in anchors_of(one)],
             "points": points(total_of({one.id: levels[one.id]}, criteria=[one])) if one.id in levels else None, "sealed": sealed.get(one.id)}
            for one in criteria]


def _lines(items: Sequence[QueueItem], *, current: int, hidden: dict[int, Hide]) -> list[tuple[str, str, str, str, str, str, bool]]:
    """The part of the queue around this review, 24 at most; the whole is a page of its own.

    Address, title, state in words, its icon and mark, the own score once sealed, and whether it is this one.
    """
    place = next((number for number, item in enumerate(items) if item.id == current), 0)
    first = max(0, min(place - BEFORE, len(items) - SHOWN))
    stem, titles = url_for("approval.reviews"), {state: words.state_title("review", state) for state in MARKS}
    lines = []
    for item in items[first:first + SHOWN]:
        flagged = item.flagged and item.state == "scoring"
        icon, mark = ("flag", "is-flagged") if flagged else MARKS[item.state]
        lines.append((f"{stem}/{item.id}", hidden[item.proposal_id](item.title), _("待再看") if flagged else titles[item.state], icon, mark,
                      points(item.own_total), item.id == current))
    return lines


def _link(items: Sequence[QueueItem], *, place: int | None, step: int) -> str | None:
    """The neighbour in the queue."""
    if place is None or not 0 <= place + step < len(items):
        return None
    return url_for("approval.review", review_id=items[place + step].id)


def _onward(items: Sequence[QueueItem], *, place: int | None) -> str | None:
    """The next one that is open, from the end back to the beginning; where none is, the neighbour."""
    if place is None:
        return None
    after = [*items[place + 1:], *items[:place]]
    following = next((item for item in after if item.state in OPEN), None)
    return url_for("approval.review", review_id=following.id) if following else _link(items, place=place, step=1)
