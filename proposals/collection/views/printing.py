"""The forms and posters that are printed: for each community one of each, and the same form as a page; the code on them leads here."""
from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ... import clock, papers
from ...directory.models import Area
from ...gate import PUBLIC, open_to
from ...words.collection import SUBMITTERS
from .. import queries
from ..paperwork import intake
from ..queries import paper
from .blueprint import room

STAFF = ("clerk", "street", "street_lead", "support", "support_lead", "bureau")
PAPERS = {"form": intake.forms, "poster": intake.posters}


@room.get("/go/<int:community_id>")
@open_to(PUBLIC)
def go(community_id: int) -> ResponseReturnValue:
    """Whoever scans the code on a form or a poster: the form on the screen, with the community filled in."""
    return redirect(url_for("collection.new", community=community_id))


@room.get("/forms/")
@open_to(PUBLIC)
def printed_forms() -> str:
    """Anybody: the paper form of their community. Staff: of a whole street at once."""
    streets: dict[int, tuple[Area, list[Area]]] = {}
    for community, street in paper.places(None):
        streets.setdefault(street.id, (street, []))[1].append(community)
    return render_template("collection/printed_forms.html", streets=list(streets.values()), found=paper.printed_for(clock.today(clock.now())))


@room.get("/forms/<int:community_id>")
@open_to(PUBLIC)
def printed_form(community_id: int) -> str:
    """Anybody: what the paper form of a community asks, until when and where it is handed in."""
    community, street = paper.place(community_id) or abort(404)
    call = _call()
    return render_template("collection/printed_form.html", community=community, street=street, call=call, questions=intake.questions(call),
                           consents=intake.consents(), who=SUBMITTERS.values(), last_us=clock.start_of(call.last),
                           address=url_for("collection.go", community_id=community_id, _external=True))


@room.get("/forms/<int:community_id>/<any(form, poster):kind>.pdf")
@open_to(PUBLIC)
def printed_paper(community_id: int, kind: str) -> ResponseReturnValue:
    """Anybody: the form or the poster of a community, one page."""
    found = paper.place(community_id) or abort(404)
    return papers.answer(PAPERS[kind]([_place(*found)], call=_call()), name=f"{kind}-{found[0].code}")


@room.get("/forms/streets/<int:street_id>/<any(form, poster):kind>.pdf")
@open_to(*STAFF)
def printed_street(street_id: int, kind: str) -> ResponseReturnValue:
    """Staff: the forms or posters of all communities of a street in one file."""
    found = paper.places(street_id) or abort(404)
    return papers.answer(PAPERS[kind]([_place(*each) for each in found], call=_call()), name=f"{kind}-{found[0][1].letters}")


def _place(community: Area, street: Area) -> intake.Place:
    return intake.Place(community.name, street.name, url_for("collection.go", community_id=community.id, _external=True))


def _call() -> intake.Call:
    """What the season's papers say; 404 while no season collects, takes paper or is to begin."""
    season, when = paper.printed_for(clock.today(clock.now())) or abort(404)
    return intake.Call(season, queries.categories(season.id), when.last)
