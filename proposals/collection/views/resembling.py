"""Ideas that resemble each other: offered to whoever writes, suggested beside an idea, and the work list of likely groups."""
from __future__ import annotations

from typing import Any

from flask import current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, masking, shell, words
from ...forms import clean_text
from ...gate import PUBLIC, acting, open_to
from ...sending import Done, carry_out
from ...words.resembling import VERDICTS
from .. import forms, queries
from ..models import Proposal
from ..resembling import acts, lists, sweeping
from ..resembling.lists import Alike
from .blueprint import for_staff, own, room
from .lists import STAFF, keys_asked

LONGEST = 5_000
WORKBENCH = "optimisation.workbench"
MERGERS = frozenset({"street_lead", "support_lead"})
WORDS = ("title", "problem", "solution")
shell.navigate("collection.groups", _l("相似点子"), shown=shell.holds(*STAFF))


@room.post("/ideas/similar")
@room.post("/ideas/new/<receipt>/similar")
@open_to(PUBLIC)
def similar(receipt: str | None = None) -> ResponseReturnValue:
    """Whoever is writing: public ideas near to what stands in the form now, and in the draft before it, as data; nothing is kept."""
    season, draft = queries.open_season(), own(receipt) if receipt else None
    typed = [clean_text(request.form.get(name))[:LONGEST] or getattr(draft, name, "") for name in WORDS]
    return jsonify(ideas=_shown(lists.offered(season.id, text="\n".join(typed), but=draft.id if draft else None)) if season else [])


def to_draft(draft: Proposal) -> list[dict[str, str]]:
    """The public ideas near to a draft, for the page before it is sent."""
    return _shown(lists.offered(draft.season_id, text="\n".join(getattr(draft, name) for name in WORDS), but=draft.id))


def _shown(found: list[Alike]) -> list[dict[str, str]]:
    return [{"title": one.idea.title, "href": url_for("public.idea", proposal_id=one.idea.id), "facts": facts_of(one.idea), "words": words_of(one)}
            for one in found]


def facts_of(idea: Proposal) -> str:
    """What everybody may know of an idea: number, street, state."""
    return " · ".join(part for part in (idea.display_number if idea.number else "", idea.street.short_name if idea.street else "",
                                        words.public_title("proposal", idea.state)) if part)


def words_of(one: Alike) -> str:
    """The words two ideas share, in a sentence; empty where there are none to show."""
    return _("都提到：%(words)s", words=_("、").join(one.likeness.words)) if one.likeness.words else ""


@room.get("/screening/similar")
@open_to(*STAFF)
def groups() -> ResponseReturnValue:
    """Street and support staff: likely groups of ideas, the largest first."""
    season_id, streets, decided = lists.living_season(), queries.streets_of(current_user), request.args.get("decided") == "1"
    wanted = request.args.get("street", type=int)
    if wanted is not None and (streets is None or wanted in streets):
        streets = (wanted,)
    page = lists.groups(season_id or 0, streets=streets, decided=decided, **keys_asked())
    verdicts = lists.among(page.rows)
    shown = [_group(group, verdicts=verdicts) for group in page.rows]
    return render_template("collection/resembling/groups.html", page=page, groups=shown, decided=decided, form=forms.CompareForm(then="groups"),
                           looked=lists.looked_us(season_id or 0), again=forms.BeginForm(), verdicts=VERDICTS, street=wanted,
                           streets=_chips(wanted, decided=decided))


def _chips(wanted: int | None, *, decided: bool) -> list[tuple[str, str, bool]]:
    """The streets this list may be narrowed to; none for whoever works on one only."""
    found, known = lists.streets(among=queries.streets_of(current_user)), {"decided": 1} if decided else {}
    everywhere = (url_for("collection.groups", **known), _("全部街道"), wanted is None)
    chips = [(url_for("collection.groups", street=each.id, **known), each.short_name, each.id == wanted) for each in found]
    return [everywhere, *chips] if len(found) > 1 else []


def _group(group: Any, *, verdicts: dict[tuple[int, int], str]) -> dict[str, Any]:
    """A group as its card shows it: the idea that the others are compared with is the first one this person works on."""
    ideas = [member.idea for member in group.members]
    first = next((idea for idea in ideas if masking.sees_names(current_user, proposal=idea)), ideas[0])
    rest = [_beside(idea, verdict=verdicts.get(lists.pair(first.id, idea.id), "")) for idea in ideas if idea.id != first.id]
    return {"id": group.id, "words": group.words, "first": _beside(first, verdict=""), "rest": rest, "mine": masking.sees_names(current_user, proposal=first),
            "merge": _workbench([first.id, *(one["idea"].id for one in rest if one["verdict"] == "same")])}


def _beside(idea: Proposal, *, verdict: str) -> dict[str, Any]:
    """What stands of one idea: of other streets' ideas not more than everybody may know."""
    own = masking.sees_names(current_user, proposal=idea)
    return {"idea": idea, "facts": facts_of(idea), "text": idea.problem[:160] if own else "", "verdict": verdict,
            "href": url_for("collection.alike", proposal_id=idea.id) if own else ""}


def _workbench(ids: list[int]) -> str:
    """Where these ideas are merged; empty where nothing is to be merged, or not by this person."""
    if len(ids) < 2 or not MERGERS & current_user.posts or WORKBENCH not in current_app.view_functions:
        return ""
    return url_for(WORKBENCH, ids=ids)


@room.post("/screening/similar/search")
@open_to(*STAFF)
def search() -> ResponseReturnValue:
    """Street and support staff: look for groups now, instead of waiting for the clock."""
    form, season_id = forms.BeginForm(), lists.living_season()
    if form.validate_on_submit() and season_id is not None:
        if sweeping.quick(season_id):
            flash(_("已重新查找，共 %(count)s 组。", count=sweeping.look(season_id, at=clock.now())), "green")
        else:
            flash(_("点子很多，系统会在十分钟内自动重新查找。"), "gold")
    return redirect(url_for("collection.groups"), 303)


@room.get("/screening/<int:proposal_id>/similar")
@open_to(*STAFF)
def alike(proposal_id: int) -> ResponseReturnValue:
    """Staff of its street and support: the five ideas nearest to one, side by side, to be judged."""
    idea = for_staff(proposal_id)[0]
    near = [{**_beside(one.idea, verdict=one.verdict), "words": words_of(one), "strong": one.likeness.strong,
             "merge": _workbench([idea.id, one.idea.id] if one.verdict == "same" else [])} for one in lists.suggested(idea)]
    return render_template("collection/resembling/alike.html", idea=idea, near=near, form=forms.CompareForm(then="idea"), verdicts=VERDICTS,
                           history=lists.history_of(idea.id))


@room.post("/screening/<int:proposal_id>/comparisons")
@open_to(*STAFF)
def comparison(proposal_id: int) -> ResponseReturnValue:
    """Staff of its street and support: say what the ticked ideas are to this one."""
    idea, form = for_staff(proposal_id)[0], forms.CompareForm()
    back = url_for("collection.groups") if form.then.data == "groups" else url_for("collection.alike", proposal_id=proposal_id)
    others = lists.sent(_ticked(), season_id=idea.season_id)
    if not form.validate_on_submit() or not others:
        flash(_("请先勾选要比对的点子，再选比对结果。"), "gold")
        return redirect(back, 303)
    likenesses = lists.likenesses(idea, others)

    def do() -> Done:
        acts.compare(proposal_id, others=likenesses, verdict=form.verdict.data, by=acting(), at=clock.now())
        return Done((_workbench([proposal_id, *likenesses]) if form.verdict.data == "same" else "") or back, _("已记下比对结果。"))

    return carry_out(form, do=do)


def _ticked() -> list[int]:
    """The ticked ideas, not more than a group's card can hold."""
    return [int(each) for each in request.form.getlist("ids") if each.isdecimal() and len(each) < 17][:acts.MOST]
