"""Receiving ideas at the street office: the queue, one idea's sheet, many at once after a dry run."""
from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...accounts.posts import read_with_session
from ...gate import acting, open_to
from ...machine import engine
from ...masking import phone as masked
from ...sending import Done, carry_out, pressed, sent
from ...storage import db
from ...words.resembling import VERDICTS
from .. import actions, forms, queries
from ..answering import lists as answers
from ..models import Proposal, Resemblance
from ..queries import queueing
from ..referring import lists as referring
from ..referring.wording import SAID
from .blueprint import for_staff, room
from .lists import STAFF, filters_asked, keys_asked
from .ticked import ticked, titles

shell.navigate("collection.screening", _l("受理"), shown=shell.holds(*STAFF))
shell.navigate("collection.answers", _l("答复"), shown=shell.holds(*STAFF))
shell.navigate("collection.referrals", _l("转办"), shown=shell.holds(*STAFF, "bureau"))


@room.get("/screening")
@open_to(*STAFF)
def screening() -> ResponseReturnValue:
    """Street and support staff: what waits to be received, the longest waiting first, with its clocks."""
    filters, narrow = filters_asked(state=request.args.get("state") or "submitted"), narrow_asked()
    found = queueing.queue(filters, narrow=narrow, **keys_asked(), at=clock.now())
    return render_template("collection/screening.html", queue=found, page=found.page, filters=filters, narrow=narrow, form=forms.BulkForm(),
                           address=shell.address_of("collection.sheet", name="proposal_id"),
                           choices=queueing.choices(queries.streets_of(current_user), street_id=request.args.get("street", type=int)))


def narrow_asked() -> queueing.Narrow:
    """What else the queue of this request is narrowed to."""
    given = request.args
    return queueing.Narrow(community_id=given.get("community", type=int), channel=given.get("channel", ""), late=given.get("late") == "1",
                           untaken=given.get("untaken") == "1", marked=given.get("marked") == "1", newest=given.get("order") == "newest")


@room.get("/screening/overdue")
@open_to(*STAFF, "bureau")
def overdue() -> ResponseReturnValue:
    """Street and support staff, bureau: what is late, by street and by handling unit."""
    season = queries.open_season()
    streets, at = queries.streets_of(current_user), clock.now()
    by_street = queueing.behind_by_street(streets, season_id=season.id, at=at) if season else []
    return render_template("collection/overdue.html", by_street=by_street, by_unit=queueing.behind_by_unit(streets, at=at))


@room.route("/screening/acknowledgement", methods=["POST"])
@open_to(*STAFF)
def acknowledgement() -> ResponseReturnValue:
    """Street and support staff: take the ticked ideas up; those taken up before stay as they are."""
    form, ids = forms.BulkForm(), ticked()
    if not form.validate_on_submit() or not ids:
        flash(_("请先勾选要签收的点子。"), "gold")
        return redirect(url_for("collection.screening"), 303)

    def do() -> Done:
        done = actions.acknowledge_many(ids, by=acting(), at=clock.now(), key=form.key.data, dry_run=False)
        return Done(url_for("collection.screening"), _("已签收 %(moved)s 个。", moved=len(done.moved)))

    return carry_out(form, do=do)


@room.route("/screening/acceptance", methods=["POST"])
@open_to(*STAFF)
def acceptance() -> ResponseReturnValue:
    """Street and support staff: accept the ticked ideas; first a dry run that shows who would stay behind and why."""
    form, ids = forms.BulkForm(), ticked()
    if not form.validate_on_submit() or not ids:
        flash(_("请先勾选要受理的点子。"), "gold")
        return redirect(url_for("collection.screening"), 303)

    def do() -> Done:
        done = actions.accept_many(ids, by=acting(), at=clock.now(), key=form.key.data, dry_run=False)
        told = {"moved": len(done.moved), "refused": len(done.refused)}
        return Done(url_for("collection.screening"), _("已受理 %(moved)s 个，%(refused)s 个没有受理，仍在队列里。", **told))

    return carry_out(form, do=do) if request.form.get("confirmed") == "1" else _dry_run(ids, form=form)


def _dry_run(ids: list[int], *, form: forms.BulkForm) -> ResponseReturnValue:
    would = actions.accept_many(ids, by=acting(), at=clock.now(), key=form.key.data, dry_run=True)
    return render_template("collection/acceptance.html", form=form, would=would, titles=titles(ids), ids=ids)


@room.get("/screening/<int:proposal_id>")
@open_to(*STAFF, "clerk")
def sheet(proposal_id: int) -> ResponseReturnValue:
    """Staff of its street and support: one idea with all that is needed to decide."""
    idea, _seq = for_staff(proposal_id)
    return _sheet(idea, guardian=forms.GuardianForm(formdata=None) if idea.submitter == "minor" else None)


def _sheet(idea: Proposal, *, guardian: forms.GuardianForm | None) -> str:
    person, same, (letters, draft) = idea.proposer, queries.resemblances(idea.id), answers.of_idea(idea.id)
    known = read_with_session(current_user.held, actor=acting())
    return render_template(
        "collection/sheet.html", idea=idea, pictures=queries.photos(idea.id), same=same, verdict=forms.VerdictForm(formdata=None) if same else None,
        verdicts=VERDICTS, guardian=guardian, phone=masked(person.phone or "") if person else "", due=queueing.due_of(idea.id), at=clock.now(),
        handed=referring.of_idea(idea.id), letters=letters, draft=draft, **SAID,
        options=sorted(engine.options(db.session(), idea.id, acting(), at=clock.now(), known=known), key=lambda option: option.transition.name != "accept"),
        address=lambda option: url_for("accounts.move", case_id=idea.id, name=option.transition.name))


@room.post("/screening/<int:proposal_id>/guardian")
@open_to(*STAFF, "clerk")
def guardian(proposal_id: int) -> ResponseReturnValue:
    """Staff: enter a guardian's consent to a minor's idea."""
    idea, form = for_staff(proposal_id)[0], forms.GuardianForm()

    def do() -> Done:
        actions.add_guardian(proposal_id, name=form.guardian_name.data, phone=form.guardian_phone.data, by=acting(), at=clock.now())
        return Done(url_for("collection.sheet", proposal_id=proposal_id))

    return sent(form, do=do, page=lambda: _sheet(idea, guardian=form))


@room.post("/screening/<int:proposal_id>/resemblances/<int:resemblance_id>")
@open_to(*STAFF)
def verdict(proposal_id: int, resemblance_id: int) -> ResponseReturnValue:
    """Staff: say whether another idea is the same."""
    idea, _seq = for_staff(proposal_id)
    form, found = forms.VerdictForm(), db.session.get(Resemblance, resemblance_id)
    if found is None or found.proposal_id != idea.id:
        abort(404)

    def do() -> Done:
        actions.judge_resemblance(resemblance_id, verdict=form.verdict.data, by=acting(), at=clock.now())
        return Done(url_for("collection.sheet", proposal_id=proposal_id))

    return pressed(form, do=do)
