"""The merge workbench: ideas side by side, the text they have together, the credit, what each author will be told; then all in one act."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from workflow import Actor, Refused

from ... import clock, letters, moves
from ...collection.models import Lineage, Proposal
from ...collection.queries import streets_of
from ...errors import tell
from ...forms import clean_line
from ...gate import acting, open_to
from ...sending import Done, carry_out, sent
from .. import actions
from ..merging import asking, forms, joining
from ..merging.credit import Wish, settled
from ..merging.models import Wording
from ..merging.wording import offered
from ..rules import BEFORE_REVIEW
from .blueprint import STAFF, room, worked_on

NEW = "new"
TONES = 5
LEADS = ("street_lead", "support_lead")


@dataclass(frozen=True)
class Bench:
    """What lies on the workbench. ``target`` is chosen among the ideas, or ``new`` says that a new package is to be made of them."""

    seen: list[asking.Seen]
    missing: int
    new: bool
    target: Proposal | None
    before: list[tuple[Lineage, Proposal]]
    wording: Wording | None

    @property
    def sources(self) -> list[asking.Seen]:
        """The ideas that are to be merged: all but the target."""
        return [one for one in self.seen if self.target is None or one.idea.id != self.target.id]

    @property
    def ready(self) -> bool:
        """Whether enough is chosen to go on: two ideas for a new package, else a target and another idea."""
        return len(self.seen) > 1 and (self.new or self.target is not None)

    @property
    def ideas(self) -> dict[int, Proposal]:
        """Every idea that text or credit can belong to, by case id."""
        return {one.idea.id: one.idea for one in self.seen} | {idea.id: idea for _line, idea in self.before}

    @property
    def version(self) -> int:
        """Of the combined text as it stands; nought where there is none."""
        return self.wording.version if self.wording else 0


@room.route("/optimisation/merge", methods=["GET", "POST"])
@open_to(*LEADS)
def workbench() -> ResponseReturnValue:
    """Leads: merge several ideas into one of them or into a new package."""
    bench = _bench()
    if not bench.ready:
        return _page(bench, form=None, told=None)
    form = forms.JoiningForm()
    if bench.new:
        form.need_title()
    if form.is_submitted():
        return _answer(bench, form=form)
    form.offer(offered(_texts(bench), last=bench.wording), seen=bench.version)
    form.hold(_holders(bench))
    return _page(bench, form=form, told=None)


def _unmerge(case_id: int, *, name: str, by: Actor, at: int, data: dict[str, Any], note: str, seq: int | None) -> object:
    return actions.unmerge(case_id, note=note, by=by, at=at, seq=seq)


moves.register("proposal", "unmerge", form=forms.UnmergeForm, act=_unmerge)


@room.get("/ideas/<int:proposal_id>/merger")
@open_to(*LEADS)
def merger(proposal_id: int) -> ResponseReturnValue:
    """Leads: put one idea on the workbench."""
    worked_on(proposal_id)
    return redirect(url_for("optimisation.workbench", ids=proposal_id))


moves.page("proposal", "merge_into", lambda case_id: url_for("optimisation.workbench", ids=case_id))


def _bench() -> Bench:
    """The ideas and the target that stand in the address; ideas of other streets and seasons are left out and counted."""
    ids = list(dict.fromkeys(int(each) for each in request.args.getlist("ids") if each.isdecimal() and len(each) < 17))[:2 * asking.ON_THE_TABLE]
    seen = asking.on_the_table(ids, streets=streets_of(current_user)) if ids else []
    chosen = request.args.get("into", "")
    target = next((one.idea for one in seen if str(one.idea.id) == chosen), None)
    before = asking.merged_before(target.id) if target else []
    return Bench(seen, len(ids) - len(seen), chosen == NEW, target, before, asking.combined(target.id) if target else None)


def _texts(bench: Bench) -> list[Proposal]:
    """Whose words the editor offers: where a combined text exists, only those of the ideas that come."""
    return [one.idea for one in (bench.sources if bench.wording else bench.seen)]


def _holders(bench: Bench) -> list[tuple[int, int]]:
    """Who has a share, in the order of the page: the target's author, those merged before, those that come."""
    own = [one for one in bench.seen if bench.target is not None and one.idea.id == bench.target.id and one.idea.origin != "merged"]
    return [(one.idea.id, one.seq) for one in own] + [(idea.id, 0) for _line, idea in bench.before] + [(one.idea.id, one.seq) for one in bench.sources]


def _answer(bench: Bench, *, form: forms.JoiningForm) -> ResponseReturnValue:
    """First what everybody would be told; then, when exactly that was read, the merger itself. Nothing typed is lost on the way."""
    if not form.validate() or not form.said():
        return _page(bench, form=form, told=None), 422
    asked = form.joining([one.idea.id for one in bench.sources], into=bench.target.id if bench.target else None,
                         earlier=[idea.id for _line, idea in bench.before])
    try:
        if request.form.get("step") == "merge" and form.previewed.data == forms.fingerprint(asked):
            return carry_out(form, do=lambda: _merge(asked))
        told = joining.rehearse(asked, by=acting(), at=clock.now())
    except Refused as refusal:
        tell(form, refusal)
        return _page(_looked_again(form), form=form, told=None), 409
    form.previewed.data = forms.fingerprint(asked)
    return _page(_bench(), form=form, told=told)


def _looked_again(form: forms.JoiningForm) -> Bench:
    """The workbench as it stands after a refusal; who was told of a faster one has now seen it, and may decide again."""
    bench, rows = _bench(), form.held()
    for one in bench.seen:
        if one.idea.id in rows:
            rows[one.idea.id].seq.data = str(one.seq)
    return bench


def _merge(asked: joining.Joining) -> Done:
    package = joining.join(asked, by=acting(), at=clock.now())
    return Done(url_for("public.idea", proposal_id=package), _("已合并 %(count)s 个点子，每位提案人都会收到通知。", count=len(asked.sources)))


def _page(bench: Bench, *, form: forms.JoiningForm | None, told: list[joining.Told] | None) -> str:
    words = clean_line(request.args.get("words", ""))[:60]
    found = [] if form else asking.candidates(words, beside=bench.seen, streets=streets_of(current_user))
    return render_template("optimisation/workbench.html", bench=bench, form=form, words=words, found=found, most=asking.ON_THE_TABLE, address=_address,
                           usual=_usual(bench) if form else {}, action=_here(bench), tones=_tones(bench.ideas), ideas_of=bench.ideas,
                           coming=[one.idea.id for one in bench.sources],
                           told=[(one.name, letters.text_of(one.template, facts=one.facts)) for one in told or ()])


def _usual(bench: Bench) -> dict[int, int]:
    """The shares when nobody types any, by case id."""
    repeats = {idea.id for line, idea in bench.before if line.kind == "duplicate"}
    held = [case_id for case_id, _seq in _holders(bench)]
    return dict(zip(held, settled([Wish(None, case_id in repeats) for case_id in held]), strict=True))


def _tones(ideas: dict[int, Proposal]) -> dict[int, str]:
    """A colour for each idea whose words may appear; the number beside it says the same."""
    return {case_id: f"c{place % TONES + 1}" for place, case_id in enumerate(ideas)}


def _here(bench: Bench) -> str:
    """This very workbench, with its target."""
    return url_for("optimisation.workbench", ids=[one.idea.id for one in bench.seen], into=NEW if bench.new else bench.target.id if bench.target else None)


def _address(bench: Bench, *, without: int | None = None, plus: int | None = None) -> str:
    """The workbench with an idea more or less, and no target chosen."""
    ids = [one.idea.id for one in bench.seen if one.idea.id != without] + ([plus] if plus is not None else [])
    return url_for("optimisation.workbench", ids=ids)


@room.route("/ideas/<int:proposal_id>/wording", methods=["GET", "POST"])
@open_to(*STAFF)
def wording(proposal_id: int) -> ResponseReturnValue:
    """Staff of its street and support: write a new version of a package's combined text; each passage keeps whose it is."""
    idea, _seq = worked_on(proposal_id)
    form, last = forms.WordingForm(), asking.combined(idea.id)
    if last is None or idea.state not in BEFORE_REVIEW:
        abort(404)
    if not form.is_submitted():
        form.offer(offered([], last=last), seen=last.version)
    return sent(form, do=lambda: _reword(idea, form=form), page=lambda: _wording_page(idea, form=form))


def _wording_page(idea: Proposal, *, form: forms.WordingForm) -> str:
    known = {idea.id: idea} | {source.id: source for _line, source in asking.merged_before(idea.id)}
    return render_template("optimisation/wording.html", idea=idea, form=form, ideas_of=known, tones=_tones(known))


def _reword(idea: Proposal, *, form: forms.WordingForm) -> Done:
    saved = joining.reword(idea.id, passages=form.said(), seen=int(form.seen.data), by=acting(), at=clock.now())
    return Done(url_for("public.idea", proposal_id=idea.id), _("已保存第 %(version)s 版合并文本。", version=saved.version))
