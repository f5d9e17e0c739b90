"""The API's reading side: published ideas and a season's figures, masked as on the pages."""
from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from workflow.definitions import PROPOSAL

from ... import clock, masking
from ...collection.models import Proposal
from ...collection.queries import lineage
from ...gate import PUBLIC, SIGNED_IN, open_to
from ...public import asked, figures, queries, telling
from ...seasons.models import Season
from ...storage import db
from .blueprint import asks, room


@room.route("/ideas")
@open_to(PUBLIC)
@asks(q="string", season="integer", category="string", stage="string", street="integer", after="integer", before="integer")
def ideas() -> ResponseReturnValue:
    """The published ideas, the newest first, twenty a page; ``next`` is the address of the following page."""
    page = queries.ideas(asked.filters(request.args), **asked.page(request.args))
    kept = {name: value for name, value in request.args.items() if name not in ("after", "before")}
    following = url_for("api.ideas", **{**kept, "after": page.after}) if page.after is not None else None
    return jsonify(ideas=[_idea(proposal) for proposal in page.rows], next=following)


@room.route("/ideas/<int:proposal_id>")
@open_to(PUBLIC)
def idea(proposal_id: int) -> ResponseReturnValue:
    """One published idea: its facts, where it stands, what happened, what it came from and went into."""
    person = current_user if current_user.is_authenticated else None
    proposal, due_us = queries.idea(proposal_id, person=person) or abort(404)
    sees = masking.sees_names(person, proposal=proposal)
    author = masking.author(proposal.proposer.name if proposal.proposer else "", show_name=proposal.show_name, sees=sees)
    told = {"author": author, "problem": masking.text(proposal.problem),
            "solution": masking.text(proposal.solution), "organisation": proposal.organisation.name if proposal.organisation else None,
            "agreed_fen": proposal.agreed_fen, "merged_into": proposal.merged_into_id}
    return jsonify(**_idea(proposal), **told, next_step=telling.next_step(proposal, due_us=due_us), timeline=_timeline(proposal.id),
                   **telling.family(lineage(proposal.id), sees=sees))


@room.route("/seasons/<int(max=9999):year>/figures")
@open_to(PUBLIC)
def season_figures(year: int) -> ResponseReturnValue:
    """A season in figures: ideas by state, street and category, the funnel, and money paid by source in fen; at most five minutes old."""
    season = db.session.scalars(select(Season).where(Season.year == year)).one_or_none() or abort(404)
    counted = figures.of_season(season.id, at=clock.now())
    return jsonify(year=year, title=season.title, **asdict(counted), total_fen=counted.total_fen)


@room.route("/session")
@open_to(SIGNED_IN)
def session() -> ResponseReturnValue:
    """Who is signed in, and the token to send as ``X-CSRFToken`` with every POST."""
    return jsonify(name=current_user.name, posts=sorted(current_user.posts), csrf_token=generate_csrf())


def _idea(proposal: Proposal) -> dict[str, Any]:
    """What a list says of an idea."""
    state = PROPOSAL.state[proposal.state]
    return {"id": proposal.id, "number": proposal.number, "season": proposal.season.year, "title": masking.text(proposal.title), "state": state.name,
            "stage": state.stage, "state_title": state.public or state.title, "category": proposal.category.title if proposal.category else None,
            "street": proposal.street.name if proposal.street else None, "community": proposal.community.name if proposal.community else None,
            "submitted_us": proposal.submitted_us, "href": url_for("public.idea", proposal_id=proposal.id)}


def _timeline(proposal_id: int) -> list[dict[str, Any]]:
    """What happened, in order: move, states, role, moment in UTC microseconds; no names, and reasons only as on the page for everyone."""
    return [{"move": row.name, "from": row.source, "to": row.target, "role": row.role, "at_us": row.at_us,
             "note": masking.text(queries.note_of(row.payload)) if row.name not in telling.CONFIDENTIAL else ""} for row in queries.steps(proposal_id)]
