"""The list of ideas and the page of one idea."""
from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from workflow import Option
from workflow.definitions import PROPOSAL

from ... import clock, masking, moves, panels, shell, words
from ...accounts.models import Session
from ...collection.models import Proposal
from ...gate import PUBLIC, acting, open_to
from ...machine import engine
from ...paging import Page
from ...seasons.models import PHASES
from ...storage import db
from .. import people, queries
from .blueprint import room

shell.navigate("public.ideas", _l("全部点子"), shown=lambda: True)
SUMMARY_LENGTH = 76
TONES = {"collection": "grey", "optimisation": "blue", "approval": "gold", "implementation": "pine", "closeout": "green"}

moves.address("proposal", lambda case_id: url_for("public.idea", proposal_id=case_id))


@room.route("/ideas/")
@open_to(PUBLIC)
def ideas() -> str:
    """Everyone's list of the ideas: search, filters and page stand in the address."""
    filters = _filters()
    page = queries.ideas(filters, after=request.args.get("after", type=whole_number), before=request.args.get("before", type=whole_number))
    moved = queries.moved_at([row.id for row in page.rows])
    choices = queries.choices(filters.season)
    rows = [_row(proposal, moved_us=moved.get(proposal.id)) for proposal in page.rows]
    return render_template("public/ideas.html", rows=rows, filters=filters, choices=choices, chips=_chips(filters, choices), stages=_stages(),
                           previous=_turn(page, "before"), following=_turn(page, "after"))


def whole_number(text: str) -> int:
    """A page's key from the address: digits that fit a column; anything else counts as not given."""
    if not text.isascii() or not text.isdigit() or len(text) > 17:
        raise ValueError(text)
    return int(text)


def _filters() -> queries.Filters:
    """What the address asks for; unknown words are left out."""
    stage = request.args.get("stage", "")
    return queries.Filters(words=request.args.get("q", "").strip()[:60], category=request.args.get("category", "")[:20], stage=stage if stage in PHASES else "",
                           street=request.args.get("street", type=whole_number), season=request.args.get("season", type=whole_number))


def _stages() -> list[tuple[str, str]]:
    return [(stage, words.stage_title("proposal", stage)) for stage in PHASES]


def _chips(filters: queries.Filters, choices: queries.Choices) -> list[tuple[str, str, bool]]:
    """Quick filters: all, and one for each group of people."""
    every = [(_link(category=""), _("全部"), not filters.category)]
    return every + [(_link(category=category.code), category.title, category.code == filters.category) for category in choices.categories]


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
    meta = [("users", proposal.category.title if proposal.category else ""), ("map-pin", place), ("", proposal.number or "")]
    return {"href": url_for("public.idea", proposal_id=proposal.id), "title": masking.text(proposal.title),
            "summary": text if len(text) <= SUMMARY_LENGTH else f"{text[:SUMMARY_LENGTH]}…", "meta": [(sign, said) for sign, said in meta if said],
            "state": words.public_title("proposal", proposal.state), "tone": tone(proposal.state), **way(proposal),
            "updated": shell.day(moved_us) if moved_us else ""}


def tone(state: str) -> str:
    """The colour of a state's tag."""
    found = PROPOSAL.state[state]
    return "grey" if found.kind == "end" and state != "closed" else TONES[found.stage]


def way(proposal: Proposal) -> dict[str, Any]:
    """The five stages, the one a proposal stands in (from 1), and whether its way is over."""
    found = PROPOSAL.state[proposal.state]
    return {"stages": [title for _stage, title in _stages()], "stage": PHASES.index(found.stage) + 1, "ended": found.kind == "end"}


@room.route("/ideas/<int:proposal_id>")
@open_to(PUBLIC)
def idea(proposal_id: int) -> str:
    """One idea for everyone: where it stands, who acts next, what happened; and for those concerned, what they may do."""
    person: Session | None = current_user if current_user.is_authenticated else None
    proposal = queries.idea(proposal_id, person=person) or abort(404)
    sees = masking.sees_names(person, proposal=proposal)
    steps = queries.steps(proposal.id)
    return render_template(
        "public/idea.html", proposal=proposal, title=masking.text(proposal.title), state=words.public_title("proposal", proposal.state),
        tone=tone(proposal.state), problem=_paragraphs(proposal.problem), solution=_paragraphs(proposal.solution), facts=_facts(proposal, sees=sees),
        way=way(proposal), notes=_dates(steps), timeline=_timeline(steps, sees=sees), next_step=_next(proposal), panels=_panels(proposal, person=person),
        options=_options(proposal.id, person=person), address=lambda option: _address(proposal.id, option), say=words.sentence, **_family(proposal, sees=sees))


def _paragraphs(written: str) -> list[str]:
    """Typed text as paragraphs, with numbers of phones and cards starred."""
    return [line for line in masking.text(written).split("\n") if line.strip()] or ["–"]


def _panels(proposal: Proposal, *, person: Session | None) -> list[Markup]:
    """Each room's own part of the page, drawn with the facts it gave."""
    return [Markup(render_template(template, proposal=proposal, **told)) for template, told in panels.for_page(proposal, person)]


def _facts(proposal: Proposal, *, sees: bool) -> list[tuple[str, str]]:
    """What can be said of an idea in a line; what is not known yet is left out."""
    where = " ".join([area.name for area in (proposal.street, proposal.community) if area is not None] + [masking.text(proposal.place)])
    said = [(_("提案人"), masking.author(proposal.proposer.name, show_name=proposal.show_name, sees=sees)),
            (_("服务人群"), proposal.category and proposal.category.title), (_("地点"), where.strip()), (_("谁会受益"), masking.text(proposal.beneficiaries)),
            (_("提交日期"), proposal.submitted_us and shell.day(proposal.submitted_us)), (_("承接组织"), proposal.organisation and proposal.organisation.name),
            (_("协议金额"), proposal.agreed_fen and shell.money(proposal.agreed_fen))]
    return [(term, value) for term, value in said if value]


def _dates(steps: list[Any]) -> list[str]:
    """When each stage was first entered."""
    first: dict[str, str] = {}
    for each in steps:
        first.setdefault(PROPOSAL.state[each.target].stage, f"{clock.local(each.at_us):%m.%d}")
    return [first.get(stage, "") for stage in PHASES]


def _timeline(steps: list[Any], *, sees: bool) -> list[dict[str, Any]]:
    """What happened, the latest first; reasons are told to everyone, with numbers starred, but objections only to those in office."""
    told = []
    for each in reversed(steps):
        note = queries.note_of(each.payload) if sees or each.name not in ("object", "appeal", "ask", "withdraw") else ""
        who = str(people.ROLES.get(each.role, people.ROLES["proposer"])) if each.role != "system" else ""
        told.append({"name": each.name, "who": who, "when": shell.moment(each.at_us),
                     "note": note if sees else masking.text(note), "tone": "is-done" if PROPOSAL.state[each.target].kind == "end" else ""})
    return told


def _next(proposal: Proposal) -> dict[str, str] | None:
    """Who acts next and by when; None when the way is over."""
    role = people.ACTS_NEXT.get(proposal.state)
    due = queries.due_us(proposal.id) if role else None
    return {"who": str(people.ROLES[role]), "by": shell.day(due) if due else ""} if role else None


def _family(proposal: Proposal, *, sees: bool) -> dict[str, list[dict[str, Any]]]:
    """What flowed into this idea and where it went, with the authors who keep their credit."""
    rows = queries.relatives(proposal.id)
    shown = [{"kind": row.kind, "inward": bool(row.inward), "title": masking.text(row.title), "number": row.number or "", "id": row.id,
              "author": masking.author(row.name, show_name=row.show_name, sees=sees)} for row in rows]
    return {"came_from": [each for each in shown if each["inward"]], "went_to": [each for each in shown if not each["inward"]]}


def _options(case_id: int, *, person: Session | None) -> list[Option]:
    return engine.options(db.session(), case_id, acting(), at=clock.now()) if person is not None else []


def _address(case_id: int, option: Option) -> str:
    return url_for("accounts.move", case_id=case_id, name=option.transition.name)
