"""A resident's own ideas: where each stands, who acts next and by when, what is asked of them; and the ones they follow."""
from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, panels, shell, words
from ...accounts import desk
from ...accounts.forms import ConfirmForm
from ...accounts.models import Session
from ...collection.mine import acts, queries
from ...collection.models import Proposal
from ...gate import SIGNED_IN, acting, open_to
from ...sending import Done, pressed
from ...words.collection import WHO_NEXT
from .. import telling
from .blueprint import room

shell.navigate("public.mine", _l("我的点子"), shown=lambda held: shell.signed_in(held) and shell.without_post(held))


@room.get("/mine")
@open_to(SIGNED_IN)
def mine() -> str:
    """Whoever is signed in: their ideas and those their ideas live on in, the newest first, and the ones they follow."""
    page = queries.ideas_of(current_user.id, after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    followed = queries.followed_by(current_user.id)
    clocks = queries.clocks([idea.id for idea in (*page.rows, *followed)])
    return render_template("public/mine.html", waiting=desk.waiting(current_user, at=clock.now()), page=page, form=ConfirmForm(),
                           rows=[_row(idea, standing=clocks[idea.id]) for idea in page.rows], shown=any(idea.show_name for idea in page.rows),
                           followed=[_row(idea, standing=clocks[idea.id]) for idea in followed])


def _row(idea: Proposal, *, standing: Any) -> dict[str, Any]:
    """One line: the stage, the next hand, the date, and the page on which the person answers if something is asked of them."""
    due = shell.day(standing.due_us) if standing.due_us and idea.state in WHO_NEXT else ""
    meta = [("", idea.display_number), ("map-pin", idea.community.name if idea.community else ""), ("clock", _("最晚到%(day)s", day=due) if due else "")]
    into = idea.merged_into
    return {"href": url_for("collection.check", receipt=idea.receipt) if idea.state == "draft" else url_for("public.idea", proposal_id=idea.id),
            "title": idea.title or _("（未命名）"), "summary": str(WHO_NEXT.get(idea.state, "")), "meta": [(sign, said) for sign, said in meta if said],
            "state": words.public_title("proposal", idea.state), "tone": telling.tone(idea.state), **telling.way(idea.state),
            "updated": shell.day(standing.entered_us), "into": (into.title, url_for("public.idea", proposal_id=into.id)) if into else None}


@room.post("/ideas/<int:proposal_id>/following")
@open_to(SIGNED_IN)
def following(proposal_id: int) -> ResponseReturnValue:
    """Whoever is signed in: follow an idea, or follow it no longer."""

    def do() -> Done:
        if request.form.get("wish") == "end":
            acts.unfollow(proposal_id, by=acting())
        else:
            acts.follow(proposal_id, by=acting(), at=clock.now())
        return Done(url_for("public.idea", proposal_id=proposal_id))

    return pressed(ConfirmForm(), do=do)


@room.post("/mine/name")
@open_to(SIGNED_IN)
def hide_name() -> ResponseReturnValue:
    """Whoever is signed in: take one's name off the public pages of one's ideas."""
    return pressed(ConfirmForm(), do=lambda: Done(url_for("public.mine"), _("%(count)s 个点子不再公开您的姓名。", count=acts.hide_name(by=acting()))))


def panel(proposal: Proposal, person: Session | None) -> panels.Panel | None:
    """The button by which a resident follows an idea that is not their own; staff have their lists."""
    if person is None or person.posts or person.id == proposal.proposer_id or proposal.number is None or proposal.state == "withdrawn":
        return None
    return "public/panels/following.html", {"form": ConfirmForm(formdata=None), "follows": queries.follows(proposal.id, person_id=person.id)}


panels.add("following", 90, panel)
