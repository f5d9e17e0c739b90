"""What is given beside money: a season's list, one gift with the paper that shows it, writing one down, and its part of the project page."""
from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...accounts.models import Session
from ...collection.models import Proposal
from ...gate import acting, open_to
from ...implementation import parts
from ...implementation.views.blueprint import project_or_404
from ...seasons.models import Season
from ...sending import Done, sent
from ...storage import db
from ...words import sourcing as labels
from .. import commitments, queries
from ..models import InKind
from ..sourcing import giving, reclaiming, rights
from ..sourcing.forms import GiftForm
from ..spending import originals, uploads
from .answering import asking
from .blueprint import OVERSEERS, room
from .originals import handed_out
from .overview import season_asked


@room.get("/money/gifts")
@open_to(*OVERSEERS)
def gifts() -> ResponseReturnValue:
    """The same people: what was given beside money; none of it is in the books."""
    season = season_asked()
    found = giving.gifts(season_id=season.id, proposal_id=None)
    return render_template("funding/sources_gifts.html", season=season, gifts=found, worth=giving.worth(found), titles=giving.titles(found), kinds=labels.GIFTS,
                           records=not current_user.posts.isdisjoint(rights.WITNESSES))


@room.route("/money/gifts/new", methods=["GET", "POST"])
@open_to(*rights.WITNESSES)
def new_gift() -> ResponseReturnValue:
    """Support, the foundation and the bureau: write down what was given to the season as a whole."""
    season, form = season_asked(), GiftForm()
    back = url_for("funding.gifts", season=season.id)
    form.take(uploads.kept(form.kept.data or "", person_id=current_user.id))
    return sent(form, do=lambda: Done(back, _give(form, season_id=season.id, proposal_id=None)), page=lambda: _about_gift(form, above=season.title, back=back))


@room.route("/projects/<int:proposal_id>/gifts/new", methods=["GET", "POST"])
@open_to(*rights.WITNESSES)
def project_gift(proposal_id: int) -> ResponseReturnValue:
    """The same people: write down what was given to a project."""
    project, form = project_or_404(proposal_id), GiftForm()
    back = url_for("implementation.project", proposal_id=project.id)
    form.take(uploads.kept(form.kept.data or "", person_id=current_user.id))
    return sent(form, do=lambda: Done(back, _give(form, season_id=project.season_id, proposal_id=project.id)),
                page=lambda: _about_gift(form, above=project.title, back=back))


def _give(form: GiftForm, *, season_id: int, proposal_id: int | None) -> str:
    gift = giving.Gift(form.giver.data, form.kind.data, form.quantity.data, form.unit.data, form.rate.data, form.evidence.data,
                       form.file.data)
    giving.record_gift(season_id, proposal_id=proposal_id, gift=gift, by=acting(), at=clock.now())
    uploads.forget(person_id=current_user.id)
    return _("已登记。折算金额只供参考，不计入台账。")


def _about_gift(form: GiftForm, *, above: str, back: str) -> str:
    """The form; a file that can be used is kept, so that nobody chooses it twice."""
    if form.is_submitted() and form.file.data is not None:
        uploads.keep(form.file.data, person_id=current_user.id, at=clock.now())
        form.keep()
    return asking(form, title=_("登记实物和志愿服务"), lead=_("只作备查，不计入台账。"), button=_("登记"), back=back, above=above)


@room.get("/money/gifts/<int:gift_id>")
@open_to(*OVERSEERS)
def gift(gift_id: int) -> ResponseReturnValue:
    """The sources, support, the bureau and the auditor: one gift, how its worth was reckoned, and what shows it."""
    found = db.session.get(InKind, gift_id) or abort(404)
    file = giving.file_of(found)
    return render_template("funding/sources_gift.html", gift=found, season=db.session.get_one(Season, found.season_id), file=file, kinds=labels.GIFTS,
                           title=giving.titles([found]).get(found.proposal_id or 0), who=queries.people({found.actor}).get(found.actor, _("系统")),
                           worth=giving.worth([found]), is_picture=file is not None and file.kind in originals.PICTURES)


@room.get("/money/gifts/<int:gift_id>/file")
@open_to(*OVERSEERS)
def gift_file(gift_id: int) -> ResponseReturnValue:
    """The same people: the paper that was attached, as it came."""
    return handed_out(giving.file_of(db.session.get(InKind, gift_id) or abort(404)) or abort(404))


def gifts_part(proposal: Proposal, person: Session) -> parts.Part | None:
    """On the project page: what was given beside money, and what is claimed back."""
    found, claimed = giving.gifts(season_id=None, proposal_id=proposal.id), reclaiming.claims(season_id=None, proposal_id=proposal.id)
    records = not person.posts.isdisjoint(rights.WITNESSES)
    commitment = commitments.of_proposal(db.session(), proposal_id=proposal.id)
    if not found and not claimed and not records:
        return None
    return "funding/parts/gifts.html", {"gifts": found, "claims": claimed, "worth": giving.worth(found), "kinds": labels.GIFTS, "records": records,
                                        "oversees": not person.posts.isdisjoint(OVERSEERS),
                                        "reclaims": bool(commitment and commitment.spent_fen) and not person.posts.isdisjoint(rights.RECLAIMERS)}


parts.add("funding_gifts", gifts_part)
