"""Writing an idea down in five short steps; each is kept as soon as it is sent, with or without signing in."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from workflow import Actor

from ... import clock, words
from ...errors import Refusal
from ...forms import KeyedForm
from ...gate import PUBLIC, acting, open_to
from ...late import late
from ...sending import Done, filled_in, pressed, sent
from ...storage import db
from .. import actions, forms, queries
from ..models import Photo, Proposal
from ..queries.paper import place
from .blueprint import keep, own, room, secret_of
from .resembling import to_draft

codes = late("segno")
STEPS = ("name", "problem", "how", "where", "contact")
FORMS: dict[str, Callable[..., KeyedForm]] = {"name": forms.NameForm, "problem": forms.ProblemForm, "how": forms.HowForm, "where": forms.WhereForm,
                                              "contact": forms.ContactForm}
WHERE = ("community_id", "place", "category_id", "beneficiaries", "cost_fen", "participation")
WORDS = {"name": ("title",), "problem": ("problem",), "how": ("solution",), "where": WHERE}


@room.route("/ideas/new", methods=["GET", "POST"])
@open_to(PUBLIC)
def new() -> ResponseReturnValue:
    """Anybody who has an idea: what it takes, and the way in; or on with the draft that this browser began."""
    form, season = forms.BeginForm(), queries.open_season()
    season_id = season.id if season else None
    return sent(form, do=lambda: _begin(season_id), page=lambda: render_template("collection/new.html", form=form, season=season, going_on=_going_on()))


def _begin(season_id: int | None) -> Done:
    if season_id is None:
        raise Refusal("no-open-collection")
    proposal, secret = actions.begin(season_id, by=acting() if current_user.is_authenticated else actions.VISITOR, at=clock.now())
    _begin_at(proposal)
    keep(proposal, secret=secret)
    return Done(url_for("collection.step", receipt=proposal.receipt, step="name"))


def _begin_at(proposal: Proposal) -> None:
    """A code on a poster or a form has said the community already."""
    asked = request.args.get("community", "")
    if asked.isdecimal() and place(int(asked[:17])) is not None:
        actions.write(proposal.id, community_id=int(asked[:17]))


def _going_on() -> str | None:
    """Where the draft in this browser's cookie goes on; None when there is none any more."""
    receipt = request.cookies.get("draft", "").partition(".")[0]
    found = queries.by_receipt(receipt) if receipt else None
    return url_for("collection.step", receipt=receipt, step="name") if found is not None and found.state == "draft" else None


@room.route("/ideas/new/<receipt>/<any(name, problem, how, where, contact):step>", methods=["GET", "POST"])
@open_to(PUBLIC)
def step(receipt: str, step: str) -> ResponseReturnValue:
    """The proposer: one question; what was typed is kept on the server."""
    proposal = own(receipt)
    if proposal.state != "draft":
        return redirect(url_for("collection.done", receipt=receipt))
    form = _form(proposal, step=step)

    def do() -> Done:
        _keep_step(proposal.id, step=step, form=form)
        return Done(_next(receipt, step=step))

    return sent(form, do=do, page=lambda: render_template(f"collection/step_{step}.html", **_shown(proposal, step=step, form=form)))


def _form(proposal: Proposal, *, step: str) -> KeyedForm:
    """The step's form with what is already known."""
    form = FORMS[step](data=_known(proposal, step=step))
    if isinstance(form, forms.WhereForm):
        categories = [(each.id, words.term(each.title)) for each in queries.categories(proposal.season_id)]
        form.offer(communities=queries.community_choices(None), categories=categories)
    return form


def _known(proposal: Proposal, *, step: str) -> dict[str, Any]:
    if step != "contact":
        return {name: getattr(proposal, name) for name in WORDS[step]}
    person = proposal.proposer
    return {"name": proposal.contact_name or (person.name if person else ""), "phone": (person.phone or "") if person else "", "submitter": proposal.submitter,
            "guardian_name": proposal.guardian_name, "guardian_phone": proposal.guardian_phone, "show_name": bool(proposal.show_name),
            "joint_names": proposal.joint_names}


def _keep_step(proposal_id: int, *, step: str, form: Any) -> None:
    at = clock.now()
    if step == "contact":
        person = actions.identify(proposal_id, contact=contact_of(form), at=at)
        helper = current_user.id if current_user.is_authenticated and current_user.id != person.id else None
        actions.write(proposal_id, assisted_by_id=helper)
        return
    actions.write(proposal_id, **{name: form[name].data for name in WORDS[step]})
    for picture in form.photos.data or () if step == "problem" else ():
        actions.add_photo(proposal_id, picture=picture, at=at)


def contact_of(form: Any) -> actions.Contact:
    """The contact as typed on a step or on the paper screen."""
    return actions.Contact(name=form.name.data, phone=form.phone.data, submitter=form.submitter.data, show_name=form.show_name.data,
                           guardian_name=form.guardian_name.data or "", guardian_phone=form.guardian_phone.data or "",
                           joint_names=form.joint_names.data or "" if "joint_names" in form else "")


def _next(receipt: str, *, step: str) -> str:
    """The next step; the check page after the last one, or when one answer was corrected from there."""
    if step == STEPS[-1] or request.args.get("then") == "check" or request.form.get("then") == "check":
        return url_for("collection.check", receipt=receipt)
    if step == "problem" and request.form.get("stay"):
        return url_for("collection.step", receipt=receipt, step=step)
    return url_for("collection.step", receipt=receipt, step=STEPS[STEPS.index(step) + 1])


def _shown(proposal: Proposal, *, step: str, form: KeyedForm) -> dict[str, Any]:
    number = STEPS.index(step)
    back = url_for("collection.step", receipt=proposal.receipt, step=STEPS[number - 1]) if number else url_for("collection.new")
    if request.args.get("then") == "check":
        back = url_for("collection.check", receipt=proposal.receipt)
    return {"form": form, "number": number + 1, "of": len(STEPS), "back": back, "receipt": proposal.receipt, "link": _link(proposal), "code": _code(proposal),
            "pictures": queries.photos(proposal.id) if step == "problem" else []}


def _link(proposal: Proposal) -> str | None:
    """The address by which the draft can be gone on with on another device; None without its secret."""
    secret = secret_of(proposal.receipt)
    return url_for("collection.step", receipt=proposal.receipt, step="name", t=secret, _external=True) if secret else None


def _code(proposal: Proposal) -> str | None:
    """The six digits for another device; None where this browser does not hold the secret."""
    secret = secret_of(proposal.receipt)
    return actions.short_code(secret) if secret else None


@room.route("/ideas/new/resumption", methods=["GET", "POST"])
@open_to(PUBLIC)
def resume() -> ResponseReturnValue:
    """Whoever has a draft's number and its six digits: go on with it in this browser."""
    form = forms.ResumeForm()

    def open_again() -> ResponseReturnValue:
        proposal, secret = actions.open_by_code(form.receipt.data, code=form.code.data)
        keep(proposal, secret=secret)
        return redirect(url_for("collection.step", receipt=proposal.receipt, step="name"), 303)

    return filled_in(form, then=open_again, page=lambda: render_template("collection/resume.html", form=form))


@room.post("/ideas/new/<receipt>/photos/<int:photo_id>/removal")
@open_to(PUBLIC)
def remove_photo(receipt: str, photo_id: int) -> ResponseReturnValue:
    """The proposer: take a picture out of the draft."""
    proposal_id = own(receipt).id
    if db.session.get(Photo, photo_id) is None:
        abort(404)

    def do() -> Done:
        actions.remove_photo(proposal_id, photo_id=photo_id)
        return Done(url_for("collection.step", receipt=receipt, step="problem"))

    return pressed(forms.BeginForm(), do=do)


@room.route("/ideas/new/<receipt>/check", methods=["GET", "POST"])
@open_to(PUBLIC)
def check(receipt: str) -> ResponseReturnValue:
    """The proposer: everything on one page before it is sent."""
    proposal, form = own(receipt), forms.SendForm()
    if proposal.state != "draft":
        return redirect(url_for("collection.done", receipt=receipt), 303)

    def do() -> Done:
        actions.submit(proposal.id, by=_sender(proposal), at=clock.now())
        return Done(url_for("collection.done", receipt=receipt))

    return sent(form, do=do, page=lambda: render_template("collection/check.html", form=form, idea=proposal, pictures=queries.photos(proposal.id),
                                                          alike=to_draft(proposal)))


def _sender(proposal: Proposal) -> Actor:
    """Whoever was named on step 5, by the hands of whoever helps them."""
    if proposal.assisted_by_id is not None and current_user.is_authenticated:
        return acting()
    person = proposal.proposer
    return Actor(f"p{person.id}", person.name) if person else actions.VISITOR


@room.get("/ideas/new/<receipt>/done")
@open_to(PUBLIC)
def done(receipt: str) -> ResponseReturnValue:
    """The proposer: the receipt, what happens next and until when; can be opened again."""
    proposal = own(receipt)
    if proposal.state == "draft":
        return redirect(url_for("collection.check", receipt=receipt))
    track = url_for("collection.track", code=proposal.receipt, _external=True)
    picture = Markup(codes().make(track, error="m").svg_inline(scale=4, border=2))
    return render_template("collection/done.html", idea=proposal, due=queries.due_us(proposal.id), picture=picture, track=track)
