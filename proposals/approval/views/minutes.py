"""Minutes: drawn up by the chair, read and confirmed by the judges, overseen by the bureau; page and paper say the same."""
from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, papers
from ...accounts import desk
from ...accounts.models import Session
from ...forms import KeyedForm
from ...gate import acting, open_to
from ...paging import key_of
from ...papers.known import Known, known_by
from ...sending import Done, sent
from ..actions import minutes as acts
from ..models import Minutes
from ..queries import minutes as queries
from ..queries import ranking
from ..ranking_forms import MinutesForm
from .blueprint import room
from .minuting import paper, sayings

READERS = ("judge", "chair", "bureau")


@room.get("/minutes")
@open_to(*READERS)
def all_minutes() -> ResponseReturnValue:
    """The minutes of the panels on which this person sits (the bureau's: of all), and what a chair has not written down yet."""
    return _list(KeyedForm(formdata=None))


@room.post("/minutes")
@open_to("chair")
def draw_up_minutes() -> ResponseReturnValue:
    """The chair draws up the minutes of a panel."""
    form, panel = KeyedForm(), request.args.get("panel", type=key_of) or abort(404)

    def do() -> Done:
        return Done(url_for("approval.minutes", minutes_id=acts.draw_up_minutes(panel, by=acting(), at=clock.now())))

    return sent(form, do=do, page=lambda: _list(form))


@room.route("/minutes/<int:minutes_id>", methods=["GET", "POST"])
@open_to(*READERS)
def minutes(minutes_id: int) -> ResponseReturnValue:
    """One of them, for whoever may see it; a judge who took part confirms it here."""
    one, form = _found(minutes_id), MinutesForm()

    def do() -> Done:
        acts.confirm_minutes(minutes_id, seal=form.seal.data, by=acting(), at=clock.now())
        return Done(url_for("approval.minutes", minutes_id=minutes_id), _("您已确认这份纪要。"))

    def page() -> str:
        form.seal.data = one.digest
        return render_template("approval/minutes.html", said=sayings(one), minutes=one, form=form, waits=queries.waits_for(one, person_id=current_user.id))

    return sent(form, do=do, page=page)


@room.get("/minutes/<int:minutes_id>.pdf")
@open_to(*READERS)
def minutes_pdf(minutes_id: int) -> ResponseReturnValue:
    """The same as a paper, with who has confirmed so far; to be signed by hand where somebody has not."""
    one = _found(minutes_id)
    return papers.answer(paper(one, address=url_for("public.verify", number=one.number, _external=True)), name=f"minutes-{one.panel_id}-{one.serial}")


def _found(minutes_id: int) -> Minutes:
    return queries.minutes(minutes_id, person_id=_myself()) or abort(404)


def _myself() -> int | None:
    """Whose minutes: the bureau's are all."""
    return None if "bureau" in current_user.posts else current_user.id


def _list(form: KeyedForm) -> str:
    page = queries.listed(person_id=_myself(), panel_id=request.args.get("panel", type=key_of), after=request.args.get("after", type=key_of),
                          before=request.args.get("before", type=key_of))
    scopes = ranking.scopes(current_user.id) if "chair" in current_user.posts else []
    left = queries.undocumented([scope.panel_id for scope in scopes]) if scopes else {}
    known = [(one, queries.facts_of(one)) for one in page.rows]
    return render_template("approval/minutes_list.html", page=page, known=known, form=form, scopes=scopes, left=left, waits=queries.waits_for)


@desk.waiting_for
def minutes_to_confirm(person: Session, at: int) -> list[desk.Entry]:
    """A judge's unconfirmed minutes."""
    if not person.posts & {"judge", "chair"}:
        return []
    return [desk.Entry(_("评审纪要"), url_for("approval.minutes", minutes_id=one.id), _("%(number)s 等您确认。", number=one.number), one.at_us, 1)
            for one in queries.unconfirmed(person.id)]


@known_by
def minutes_known(number: str) -> Known | None:
    """Minutes by the number printed on them: how many decisions they hold and how many judges have confirmed – not what they say."""
    one = queries.numbered(number)
    if one is None:
        return None
    facts = queries.facts_of(one)
    told = ((_("届次"), facts["season"]), (_("决定"), _("%(count)s 项", count=len(facts["rows"]))),
            (_("已确认"), _("%(signed)s / %(all)s 位评委", signed=len(one.signatures), all=len(facts["judges"]))))
    return Known(kind=_("评审会议纪要"), number=one.number, issued_us=one.at_us, valid=True, standing=_("这份纪要是评审组在本平台生成的，内容没有变过。"), digest=one.digest,
                 facts=told, href=None)
