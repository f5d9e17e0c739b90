"""Lists of ideas: uploaded, their columns chosen, shown as they were understood, taken in as a whole, and taken back as a whole."""
from __future__ import annotations

from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...errors import Refusal
from ...gate import acting, open_to
from ...paging import Page
from ...sending import Done, sent
from ...words.importing import COLUMNS, LINES, STANDINGS
from .. import queries
from ..importing import background, checking, columns, files, lists, taking_in, undoing
from ..importing.entries import Finding, prose
from ..importing.forms import ColumnsForm, TakeInForm, UndoForm, UploadForm, for_columns
from ..importing.rights import IMPORTERS, OF_THE_DISTRICT
from ..models import IdeaImport
from ..queries.paper import entered_for
from .blueprint import room

SEES_ALL = frozenset((*OF_THE_DISTRICT, "street_lead"))
SHOWN = 10
LISTED = 50
SECONDS = "3"
"""How often a page about work in the background loads itself again, without script."""
shell.navigate("collection.imports", _l("批量导入"), shown=shell.holds(*IMPORTERS))


@room.route("/ideas/import", methods=["GET", "POST"])
@open_to(*IMPORTERS)
def imports() -> ResponseReturnValue:
    """Staff who bring lists: the lists so far, and a new one."""
    form, season = UploadForm(), entered_for(clock.today(clock.now()))

    def do() -> Done:
        if season is None:
            raise Refusal("no-open-collection")
        kept = taking_in.upload(season[0].id, file=form.file.data, by=acting(), at=clock.now())
        return Done(url_for("collection.import_columns", import_id=kept))

    return sent(form, do=do, page=lambda: render_template("collection/imports.html", form=form, season=season, page=_lists(), standings=STANDINGS))


def _lists() -> Page:
    """A page of one's own lists, or of all."""
    own = None if current_user.posts & SEES_ALL else current_user.id
    return lists.imports(by_id=own, after=request.args.get("after", type=int), before=request.args.get("before", type=int))


@room.route("/ideas/import/<int:import_id>/columns", methods=["GET", "POST"])
@open_to(*IMPORTERS)
def import_columns(import_id: int) -> ResponseReturnValue:
    """Whoever brought the list: what each of its columns means."""
    heading, samples, form = _columns_of(_own(import_id))

    def do() -> Done:
        taking_in.choose(import_id, choice=form.choice(heading=heading), by=acting(), at=clock.now())
        return Done(url_for("collection.import_list", import_id=import_id))

    return sent(form, do=do, page=lambda: render_template("collection/import_columns.html", form=form, samples=samples, heading=heading))


def _columns_of(job: IdeaImport) -> tuple[int, list[list[str]], ColumnsForm]:
    """The number of the headings' row, what the first rows below hold in each column, and the form as it was guessed or chosen before."""
    rows, chosen = files.unpacked(job.rows or b""), columns.from_json(job.chosen)
    below = [row for row in rows if row.number > chosen.heading]
    samples, titles = _samples(below), columns.headings_of(rows, number=chosen.heading)
    streets = queries.streets_of(current_user)
    form = for_columns([*titles, *[""] * (len(samples) - len(titles))], choice=chosen, communities=queries.community_choices(streets[0] if streets else None))
    return chosen.heading, samples, form


@room.route("/ideas/import/<int:import_id>", methods=["GET", "POST"])
@open_to(*IMPORTERS)
def import_list(import_id: int) -> ResponseReturnValue:
    """Whoever brought the list: what would come of it, and the button that takes it in; afterwards, also for leads, what came of it."""
    job, form = _seen(import_id), TakeInForm()
    if job.state != "shown":  # a second click on the button comes here, too
        return redirect(url_for("collection.import_list", import_id=import_id), 303) if form.is_submitted() else _standing(job)
    if columns.from_json(job.chosen).missing():
        return redirect(url_for("collection.import_columns", import_id=import_id))
    found, large = taking_in.read(job, by=acting(), at=clock.now()), job.large
    return sent(form, do=lambda: _take_in(import_id, found=found, large=large), page=lambda: _preview(_own(import_id), found=found, form=form))


def _take_in(import_id: int, *, found: taking_in.Read, large: bool) -> Done:
    if large:
        taking_in.queue(import_id, by=acting(), at=clock.now())
    else:
        taking_in.take_in(import_id, found=found, by=acting(), at=clock.now())
    return Done(url_for("collection.import_list", import_id=import_id))


def _preview(job: IdeaImport, *, found: taking_in.Read, form: TakeInForm) -> str:
    """The first rows as they were understood, and everything that is wrong, by line."""
    entries, report = checking.check(taking_in.checker(job.season_id, at=clock.now()), read=found)
    first = [entry for entry, _findings in found if entry is not None][:SHOWN]
    places = taking_in.places_of(first)
    return render_template("collection/import_preview.html", job=job, form=form, first=first, report=report, places=places, sentence=sentence)


def _standing(job: IdeaImport) -> ResponseReturnValue:
    """What became of a list."""
    answer = make_response(render_template("collection/import_done.html", job=job, report=checking.from_json(job.found), sentence=sentence, standings=STANDINGS,
                                           came=lists.came_with(job.id, limit=LISTED), there=lists.still_there(job.id), undo=UndoForm(), listed=LISTED))
    if job.state in background.WORKING:
        answer.headers["Refresh"] = SECONDS
    return answer


@room.post("/ideas/import/<int:import_id>/undo")
@open_to(*IMPORTERS)
def import_undo(import_id: int) -> ResponseReturnValue:
    """Whoever brought the list, or a lead: take all of it back."""
    job, form = _seen(import_id), UndoForm()

    def do() -> Done:
        undoing.undo(import_id, reason=form.reason.data, by=acting(), at=clock.now())
        return Done(url_for("collection.import_list", import_id=import_id))

    return sent(form, do=do, page=lambda: render_template("collection/import_undo.html", job=job, form=form))


def sentence(finding: Finding) -> str:
    """What is told about a line, in the reader's language."""
    role = str(finding.facts.get("role", ""))
    return str(LINES[finding.code]) % (finding.facts | {"role": str(COLUMNS.get(role, role))})


def _samples(below: list[Any]) -> list[list[str]]:
    """What the first rows hold in each column, shortened."""
    width = max((len(row.cells) for row in below), default=0)
    return [[prose(row.cells[place])[:40] for row in below[:3] if place < len(row.cells) and row.cells[place] is not None] for place in range(width)]


def _own(import_id: int) -> IdeaImport:
    """A list of one's own that is still to be taken in; 404 otherwise."""
    job = lists.one(import_id)
    return job if job is not None and job.by_id == current_user.id and job.state == "shown" else abort(404)


def _seen(import_id: int) -> IdeaImport:
    """A list of one's own, or one that was taken in, for those who see all; 404 otherwise."""
    job = lists.one(import_id) or abort(404)
    if job.by_id == current_user.id or job.state != "shown" and current_user.posts & SEES_ALL:
        return job
    abort(404)
