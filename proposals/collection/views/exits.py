"""Many ideas declined or handed on at once, for one reason, after a dry run that shows who would stay behind."""
from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ... import clock
from ...gate import acting, open_to
from ...sending import Done, carry_out, filled_in
from .. import actions
from ..answering import forms
from .blueprint import room
from .lists import STAFF
from .ticked import ticked, titles


@room.route("/screening/refusals", methods=["POST"])
@open_to(*STAFF)
def decline_many() -> ResponseReturnValue:
    """Street and support staff: decline or hand on the ticked ideas now; first the form, then a dry run."""
    form, ids = forms.DecisionForm(), ticked()
    form.offer()
    if not ids:
        flash(_("请先勾选点子。"), "gold")
        return redirect(url_for("collection.screening"), 303)
    if "decision" not in request.form:
        return _page(forms.fresh(forms.DecisionForm), ids, would=None)
    return filled_in(form, then=lambda: _decided(form, ids), page=lambda: _page(form, ids, would=None))


def _decided(form: forms.DecisionForm, ids: list[int]) -> ResponseReturnValue:
    if request.form.get("confirmed") == "1":
        return carry_out(form, do=lambda: _decline(form, ids))
    return _page(form, ids, would=actions.decline_many(ids, dry_run=True, **_told(form)))


def _told(form: forms.DecisionForm) -> dict[str, Any]:
    return {"reason": form.reason, "note": form.letter.data, "unit": form.unit.data or "", "by": acting(), "at": clock.now(), "key": form.key.data}


def _page(form: forms.DecisionForm, ids: list[int], *, would: Any) -> str:
    return render_template("collection/declining.html", form=form, ids=ids, titles=titles(ids), would=would)


def _decline(form: forms.DecisionForm, ids: list[int]) -> Done:
    done = actions.decline_many(ids, dry_run=False, **_told(form))
    return Done(url_for("collection.screening"), _("已办理 %(moved)s 个，%(refused)s 个没有办理，仍在队列里。", moved=len(done.moved), refused=len(done.refused)))
