"""Decision letters, the reserve lists, and where the public may ask while notices stand."""
from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, papers, shell
from ...collection.models import Proposal
from ...gate import SIGNED_IN, acting, open_to
from ...sending import Done, sent
from ...storage import db
from .. import actions
from ..lettering import decision_words, letter_paper, successor_words
from ..models import NoticeOffice
from ..objecting_forms import OfficeForm
from ..queries import outcomes, streets
from ..queries.outcomes import Decided
from .blueprint import room
from .screen import points

shell.navigate("approval.reserves", _l("候补"), shown=shell.holds("street_lead", "support_lead"))
LEADS = ("street_lead", "support_lead", "bureau", "chair")


@room.get("/letters/<int:proposal_id>/<int:seq>")
@open_to(SIGNED_IN)
def letter(proposal_id: int, seq: int) -> ResponseReturnValue:
    """A project's own people: the letter on one decision."""
    decided, proposal = _theirs(proposal_id, seq)
    paper = url_for("approval.letter_pdf", proposal_id=proposal_id, seq=seq)
    return render_template("approval/letter.html", letter=decision_words(decided, proposal), paper=paper, proposal_id=proposal_id)


@room.get("/letters/<int:proposal_id>/<int:seq>.pdf")
@open_to(SIGNED_IN)
def letter_pdf(proposal_id: int, seq: int) -> ResponseReturnValue:
    """The same letter on paper."""
    decided, proposal = _theirs(proposal_id, seq)
    address = url_for("public.idea", proposal_id=proposal_id, _external=True)
    return papers.answer(letter_paper(decision_words(decided, proposal), issued_us=decided.at_us, address=address), name=f"decision-{proposal_id}-{seq}")


@room.get("/reserves")
@open_to(*LEADS)
def reserves() -> ResponseReturnValue:
    """Leads see who waits on their street's list, which places are free and why, and who is next."""
    seasons = outcomes.seasons()
    season = next((one for one in seasons if one.year == request.args.get("year", type=int)), seasons[0] if seasons else abort(404))
    everywhere = bool(current_user.posts & {"support_lead", "bureau"})
    known, lists, free = outcomes.reserves(season.id, street_ids=None if everywhere else {post.street_id for post in current_user.held if post.street_id})
    chosen = [one for one in known if not everywhere or lists.get(one.id) or any(each.street_id == one.id for each in free)]
    chips = [(url_for("approval.reserves", year=one.year), one.title, one.id == season.id) for one in seasons]
    return render_template("approval/reserves.html", seasons=seasons, seasons_chips=chips, season=season, streets=chosen, lists=lists, free=free, points=points,
                           offices=bool(current_user.posts & {"street_lead", "bureau"}), why=successor_words)


@room.route("/<int:year>/notice-office/<int:street_id>", methods=["GET", "POST"])
@open_to("street_lead", "bureau")
def notice_office(year: int, street_id: int) -> ResponseReturnValue:
    """A street's lead says where the public may ask and complain; printed on the notices from then on."""
    season = next((one for one in outcomes.seasons() if one.year == year), None) or abort(404)
    street = next(iter(streets(frozenset({street_id}))), None) or abort(404)
    held = db.session.scalars(db.select(NoticeOffice).where(NoticeOffice.season_id == season.id, NoticeOffice.street_id == street_id)).one_or_none()
    form = OfficeForm(obj=held)

    def do() -> Done:
        actions.name_office(season.id, street_id=street_id, enquiry=form.enquiry.data or "", supervision=form.supervision.data or "", by=acting(),
                            at=clock.now())
        return Done(url_for("approval.reserves", year=year), _("已保存，以后的公示都会印上。"))

    return sent(form, do=do, page=lambda: render_template("approval/notice_office.html", form=form, season=season, street=street))


def _theirs(proposal_id: int, seq: int) -> tuple[Decided, Proposal]:
    """A decision and its project, for those it concerns."""
    proposal = db.session.get(Proposal, proposal_id)
    if proposal is None or not outcomes.concerns(proposal, person=current_user):
        abort(404)
    return outcomes.decided(proposal_id, seq=seq) or abort(404), proposal
