"""The list of ideas and the page of one idea."""
from __future__ import annotations

from typing import Any

from flask import abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from workflow import Option

from ... import clock, masking, moves, panels, shell, words
from ...accounts.models import Session
from ...accounts.posts import read_with_session
from ...collection import queries as stories
from ...collection.models import Proposal
from ...gate import PUBLIC, acting, open_to
from ...machine import engine
from ...paging import Page
from ...storage import db
from .. import asked, families, queries, telling
from .blueprint import room

STAFF = shell.holds("street", "street_lead", "support", "support_lead", "bureau")
shell.navigate("public.ideas", _l("全部点子"), shown=lambda held: not STAFF(held))
SUMMARY_LENGTH = 76

moves.address("proposal", lambda case_id: url_for("public.idea", proposal_id=case_id))


@room.route("/ideas/")
@open_to(PUBLIC)
def ideas() -> str:
    """Everyone's list of the ideas: search, filters and page stand in the address."""
    filters = asked.filters(request.args)
    page = queries.ideas(filters, **asked.page(request.args))
    moved = queries.moved_at([row.id for row in page.rows])
    choices = queries.choices(filters.season)
    stands = {state: _stands(state) for state in {row.state for row in page.rows}}
    rows = [_row(proposal, moved_us=moved.get(proposal.id)) | stands[proposal.state] for proposal in page.rows]
    return render_template("public/ideas.html", rows=rows, filters=filters, choices=choices, chips=_chips(filters, choices), stages=telling.stages(),
                           previous=_turn(page, "before"), following=_turn(page, "after"))


def _chips(filters: queries.Filters, choices: queries.Choices) -> list[tuple[str, str, bool]]:
    """Quick filters: all, and one for each group of people."""
    every = [(_link(category=""), _("全部"), not filters.category)]
    return every + [(_link(category=category.code), words.term(category.title), category.code == filters.category) for category in choices.categories]


def _link(**change: str) -> str:
    """This list with something changed, from its first page."""
    kept = {name: value for name, value in request.args.items() if name in ("q", "category", "stage", "street", "season") and value}
    return url_for("public.ideas", **{name: value for name, value in {**kept, **change}.items() if value})


def _turn(page: Page[Proposal], way: str) -> str | None:
    """The address of the page before or after, or None at the end."""
    key = page.before if way == "before" else page.after
    return _link(**{way: str(key)}) if key is not None else None


def _row(proposal: Proposal, *, moved_us: int | None) -> dict[str, Any]:
    """One line of the list."""
    text = masking.text(proposal.problem)
    place = " ".join(area.name for area in (proposal.street, proposal.community) if area is not None)
    meta = [("users", words.term(proposal.category.title) if proposal.category else ""), ("map-pin", place), ("", proposal.number or "")]
    return {"href": url_for("public.idea", proposal_id=proposal.id), "title": masking.text(proposal.title),
            "summary": text if len(text) <= SUMMARY_LENGTH else f"{text[:SUMMARY_LENGTH]}…", "meta": [(sign, said) for sign, said in meta if said],
            "updated": shell.day(moved_us) if moved_us else ""}


def _stands(state: str) -> dict[str, Any]:
    """What a line says of a state; said once for all ideas that stand there."""
    return {"state": words.public_title("proposal", state), "tone": telling.tone(state), **telling.way(state)}


@room.route("/ideas/<int:proposal_id>")
@open_to(PUBLIC)
def idea(proposal_id: int) -> str:
    """One idea for everyone: where it stands, who acts next, what happened; and for those concerned, what they may do."""
    person: Session | None = current_user if current_user.is_authenticated else None
    proposal, due_us = queries.idea(proposal_id, person=person) or abort(404)
    sees = masking.sees_names(person, proposal=proposal)
    relatives = families.of_page(proposal, person=person, sees=sees)
    story = stories.timeline(proposal.id, full=sees)
    told = telling.timeline(proposal.id, story=story, sees=sees, others=relatives["numbers"])
    return render_template(
        "public/idea.html", proposal=proposal, title=_told(proposal.title, sees=sees), state=words.public_title("proposal", proposal.state),
        tone=telling.tone(proposal.state), problem=_paragraphs(proposal.problem, sees=sees), solution=_paragraphs(proposal.solution, sees=sees),
        facts=telling.facts(proposal, sees=sees), way=telling.way(proposal.state), notes=telling.dates(proposal.id, story=story),
        timeline=[each for each in told if each["workflow"] == "proposal"], details=[each for each in told if each["workflow"] != "proposal"],
        next_step=telling.next_step(proposal, due_us=due_us),
        panels=_panels(proposal, person=person), options=_options(proposal.id, person=person),
        address=lambda option: _address(proposal.id, option), say=words.sentence, **relatives)


def _told(written: str, *, sees: bool) -> str:
    """Typed text as this reader may have it: for the public, numbers of phones and cards are starred."""
    return written if sees else masking.text(written)


def _paragraphs(written: str, *, sees: bool) -> list[str]:
    return [line for line in _told(written, sees=sees).split("\n") if line.strip()] or ["–"]


def _panels(proposal: Proposal, *, person: Session | None) -> list[Markup]:
    """Each room's own part of the page, drawn with the facts it gave and nothing else: what stands around a page is worked out once."""
    drawn = current_app.jinja_env.get_template
    return [Markup(drawn(template).render({"proposal": proposal, **told})) for template, told in panels.for_page(proposal, person)]


def _options(case_id: int, *, person: Session | None) -> list[Option]:
    known = read_with_session(person.held, actor=acting()) if person is not None else {}
    return engine.options(db.session(), case_id, acting(), at=clock.now(), known=known) if person is not None else []


def _address(case_id: int, option: Option) -> str:
    name = option.transition.name
    return moves.page_of("proposal", name, case_id=case_id) or url_for("accounts.move", case_id=case_id, name=name)
