"""The way of an idea as a picture with counts, and the same as tables."""
from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from workflow import Workflow, diagram

from ... import words
from ...gate import PUBLIC, open_to
from .. import queries
from .blueprint import found, room


@room.route("/<int:season_id>/diagram")
@open_to(PUBLIC)
def way(season_id: int) -> ResponseReturnValue:
    """Everyone's picture of where the ideas of a season stand and which ways lead on, stage by stage."""
    season = found(season_id)
    machine = queries.definition_of(season_id, workflow="proposal")
    counts = queries.states_of(season_id, workflow="proposal")
    stages = [name for name, _title in machine.stages]
    stage = request.args.get("stage") if request.args.get("stage") in stages else stages[0]
    picture = diagram.svg(machine, stage=stage, translate=_with_counts(machine, counts))
    states = [(words.stage_title("proposal", state.stage), words.state_title("proposal", state.name), counts.get(state.name, 0)) for state in machine.states]
    chips = [(url_for("seasons.way", season_id=season_id, stage=name), words.stage_title("proposal", name), name == stage) for name in stages]
    return render_template("seasons/diagram.html", season=season, picture=Markup(picture), chips=chips, states=states,
                           edges=diagram.edge_rows(machine, stage=stage, translate=_), total=sum(counts.values()))


def _with_counts(machine: Workflow, counts: dict[str, int]) -> diagram.Translate:
    """Titles in the reader's language; a state's with the number of ideas in it."""
    numbers = {state.title: counts.get(state.name, 0) for state in machine.states}
    return lambda text: f"{_(text)} {numbers[text]:,}" if numbers.get(text) else _(text)
