"""The ranking: who is in, who is out and why; what another way would make of it; and the decision by it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ... import clock, shell, words
from ...gate import acting, open_to
from ...sending import Done, sent
from ...storage import db
from ...words.ranking import METHODS, WAYS
from ..actions import ranking as acts
from ..queries import ranking as queries
from ..queries.ranking import Scope
from ..ranking_forms import DecisionForm, TrialForm
from ..rules import candidates
from ..rules.ranking import Asked, Field, Row, digest, snapshot, spent
from . import reasons
from .blueprint import room
from .screen import points

ROWS = 100
EXTRAS = 5
shell.navigate("approval.ranking", _l("评审排名"), shown=shell.holds("bureau"))


@room.get("/ranking")
@open_to("chair", "bureau")
def ranking() -> ResponseReturnValue:
    """The chair's ranking of their own panel, the bureau's of a season or of any panel, with what another way would make of it."""
    return _page(DecisionForm(formdata=None))


@room.post("/ranking/decision")
@open_to("chair")
def decide_by_rank() -> ResponseReturnValue:
    """The chair decides all complete proposals as the ranking has them."""
    form = DecisionForm()
    return sent(form, do=lambda: _decide(form), page=lambda: _page(form))


def _decide(form: DecisionForm) -> Done:
    scope = _scope() or abort(404)
    done = acts.decide_by_rank(scope.panel_id, seen=form.seen.data, reason=form.note.data or "", by=acting(), at=clock.now(), key=form.key.data)
    told = _("已决定：入选 %(passed)s 项，候补 %(waiting)s 项，不通过 %(rejected)s 项。", passed=len(done.passed), waiting=len(done.waitlisted),
             rejected=len(done.rejected))
    reasons_left = {words.sentence(problem) for problems in done.refused.values() for problem in problems}
    return Done(url_for("approval.ranking", panel=scope.panel_id), told,
                left=tuple(_("有 %(count)s 项没有变动：%(reason)s", count=len(done.refused), reason=why) for why in reasons_left))


def _scopes() -> list[Scope]:
    return queries.scopes(None if "bureau" in current_user.posts else current_user.id)


def _scope() -> Scope | None:
    """The panel that the address names."""
    return next((one for one in _scopes() if str(one.panel_id) == request.args.get("panel")), None)


def _page(form: DecisionForm) -> str:
    known = _scopes()
    scope = next((one for one in known if str(one.panel_id) == request.args.get("panel")), None)
    whole = "bureau" in current_user.posts and scope is None
    shown = scope or (known[0] if known else None)
    if shown is None:
        return render_template("approval/ranking.html", scope=None, form=form)
    field = candidates.field(db.session(), season_id=shown.season_id, panels=None if whole else [shown.panel_id], at=clock.now())
    facts = _figures(field)
    form.seen.data = facts["seen"]
    return render_template("approval/ranking.html", form=form, scope=None if whole else shown, season=shown, scopes=known, field=field, points=points,
                           own="chair" in current_user.posts and not whole, **facts, **_leanings(field, scopes=known if whole else [shown]))


def _figures(field: Field) -> dict[str, Any]:
    """The rows of the page that the address asks for, and the sums over all of them."""
    trial, asked = _asked(field)
    rows, names = field.rows(asked), names_of(field)
    number = max(request.args.get("page", 1, type=int), 1)
    page = rows[(number - 1) * ROWS:number * ROWS]
    sums = {"chosen": 0, "flagged": 0, "differs": 0, "below": 0, "waiting": 0, "count": len(rows), "spent": spent(rows), "total": field.caps(asked).total}
    for row in rows:
        below = row.choice.reason.code == "below-line"
        sums["chosen"] += row.choice.chosen
        sums["flagged"] += row.flagged
        sums["differs"] += row.choice.chosen != row.official
        sums["below"] += below
        sums["waiting"] += not row.choice.chosen and not below
    return sums | {"trial": trial, "asked": asked, "tried": asked != field.official, "rows": page, "extras": _extras(page, field=field),
                   "told": [_told(row, field=field, names=names) for row in page], "seen": digest(snapshot(field)) if rows else "", "methods": METHODS,
                   "ways": WAYS, "previous": number - 1, "following": number + 1 if len(rows) > number * ROWS else 0}


def _asked(field: Field) -> tuple[TrialForm, Asked]:
    """What the address tries out; what it names wrongly is said at the field and the official way is shown."""
    official = field.official
    given = MultiDict({"method": official.method, "way": official.way} | {name: value for name, value in request.args.items() if value})
    trial = TrialForm(formdata=given)
    return trial, Asked(trial.method.data, trial.way.data, trial.budget.data) if trial.validate() else official


def _told(row: Row, *, field: Field, names: Mapping[str, str]) -> str:
    reason = row.choice.reason
    return reasons.sentence(reason.code, rank=row.choice.rank, facts=reason.facts, line=field.rule.line, names=names)


def names_of(field: Field) -> dict[str, str]:
    """What the reasons name: projects by number, streets and groups of people."""
    found = {str(one.id): one.title for one in field.candidates}
    found |= {f"street {one.street_id}": one.street for one in field.candidates}
    return found | {f"category {one.category_id}": one.category for one in field.candidates}


def _extras(rows: Sequence[Row], *, field: Field) -> dict[int, int]:
    """For the first few that only money keeps out: the least on top that would bring them in."""
    short = [row.candidate.id for row in rows if not row.official and row.choice.reason.code == "total-cap"][:EXTRAS]
    return {case: extra for case in short if (extra := field.extra(case))}


def _leanings(field: Field, *, scopes: Sequence[Scope]) -> dict[str, Any]:
    """How the judges lean, and how far they agree: beside the figures, never in them unless the season says so."""
    panels = [one.panel_id for one in scopes if one.season_id == field.season_id]
    leanings = queries.leanings(field.season_id, panels=panels, model=field.model)
    return {"leanings": leanings, "reliability": field.model.reliability, "agreement": field.agreement}
