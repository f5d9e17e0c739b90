"""Score sheets that came on paper: staff enter them, two people for each sheet."""
from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from ... import clock, shell, words
from ...accounts import desk
from ...accounts.models import Session
from ...forms import clean_code
from ...gate import acting, open_to
from ...sending import Done, sent
from ...storage import db
from ..actions.paper import differing
from ..actions.paper import enter_sheet as enter
from ..models import Review
from ..queries.paper import MOST_SHEETS, entries, half_entered, is_open, review_on_paper, sheets_to_enter
from ..rules.reading import sheet_in
from ..rules.reviewing import Sheet
from ..rules.rubrics import anchors_of, rubric_for
from ..scoring_forms import SheetForm, sheet_form
from . import screen
from .blueprint import room
from .sheets import STAFF, own_streets, streets_of

LARGEST = 2**62
shell.navigate("approval.paper_sheets", _l("录入评分表"), shown=shell.holds("street", "street_lead"))


@desk.counted
def sheets_to_read(person: Session) -> list[desk.Count]:
    """Sheets that a colleague has entered and that want a second reader."""
    if not person.posts & set(STAFF):
        return []
    asked = half_entered(street_ids=streets_of(person))
    return [desk.Count(_("录入评分表"), url_for("approval.paper_sheets", half="1"), _half, asked)]


def _half(count: int) -> str:
    return ngettext("%(num)s 张纸质评分表已录一次，等第二个人录入。", "%(num)s 张纸质评分表已录一次，等第二个人录入。", count)


@room.get("/paper")
@open_to(*STAFF)
def paper_sheets() -> ResponseReturnValue:
    """Staff see which reviews of their street have no score yet, and who has entered a sheet of which."""
    words, half = clean_code(request.args.get("q", "")), request.args.get("half") == "1"
    found = sheets_to_enter(street_ids=own_streets(), words=words, half=half, after=min(request.args.get("after", 0, type=int), LARGEST))
    following = shell.here(after=str(found[-1].id)) if len(found) == MOST_SHEETS else None
    return render_template("approval/paper_sheets.html", reviews=found, entered=entries([one.id for one in found]), following=following, me=current_user.id,
                           q=words, half=half)


@room.route("/paper/<int:review_id>", methods=["GET", "POST"])
@open_to(*STAFF)
def enter_sheet(review_id: int) -> ResponseReturnValue:
    """Staff enter one judge's signed sheet; whoever comes second sees where the two readings differ, not what the other read."""
    review = review_on_paper(review_id, street_ids=own_streets()) or abort(404)
    form = _form(review)
    return sent(form, do=lambda: _enter(review_id, form=form), page=lambda: _page(review_id, form=form))


def _form(review: Review) -> SheetForm:
    """The form of the rubric in force, holding what this person has entered before."""
    criteria = rubric_for(db.session(), season_id=review.season_id, street_id=review.proposal.street_id)
    own = next((sheet_in(each) for each in entries([review.id])[review.id] if each.by_id == current_user.id), None)
    held = {f"criterion_{key}": str(level) for key, level in own.levels.items()} | {"comment": own.comment} if own else {}
    return sheet_form(criteria)(data=held)


def _enter(review_id: int, *, form: SheetForm) -> Done:
    """Keep this reading; sealed when two agree, else back to the list or to where they differ."""
    sealed = enter(review_id, sheet=Sheet(form.levels(), form.comment.data or ""), by=acting(), at=clock.now())
    if not sealed and differing(review_id, reader_id=current_user.id):
        return Done(url_for("approval.enter_sheet", review_id=review_id), _("两次录入不一致，评分没有生效。请对照原表核对标出的各项；是对方录错的，请对方更正。"), "red")
    return Done(url_for("approval.paper_sheets"), _("两次录入一致，评分已密封。") if sealed else _("第一次录入已保存。请交给另一位同事再录一次。"))


def _page(review_id: int, *, form: SheetForm) -> str:
    review = review_on_paper(review_id, street_ids=own_streets()) or abort(404)
    criteria = rubric_for(db.session(), season_id=review.season_id, street_id=review.proposal.street_id)
    keys, comment = differing(review_id, reader_id=current_user.id) or ([], False)
    lines = [(form[f"criterion_{one.id}"], one.weight, [words.term(each) for each in anchors_of(one)], one.id in keys) for one in criteria]
    return render_template("approval/enter_sheet.html", review=review, proposal=review.proposal, form=form, lines=lines, words=screen.WORDS, comment=comment,
                           entered=entries([review_id])[review_id], is_open=is_open(review), apart=bool(keys) or comment, me=current_user.id)
