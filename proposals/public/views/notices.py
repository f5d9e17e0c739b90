"""Public notices (公示): what is announced, its digest, until when and how anyone may object."""
from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ... import clock, masking, shell
from ...approval.models import Notice
from ...collection.models import Proposal
from ...gate import PUBLIC, open_to
from ...paging import page_of
from ...storage import db
from .. import asked
from .blueprint import room

shell.navigate("public.notices", _l("公示"), shown=shell.without_post)
ROWS = 20
KINDS = {"panel-result": _l("评审结果公示"), "outcome": _l("成果公示")}


@room.route("/notices/")
@open_to(PUBLIC)
def notices() -> str:
    """Everyone's list of notices, the newest first."""
    page = page_of(select(Notice), Notice.id, **asked.page(request.args), rows=ROWS)
    previous = url_for("public.notices", before=page.before) if page.before else None
    following = url_for("public.notices", after=page.after) if page.after else None
    return render_template("public/notices.html", rows=_rows(page.rows), previous=previous, following=following)


@room.route("/notices/<int:notice_id>")
@open_to(PUBLIC)
def notice(notice_id: int) -> str:
    """One notice for everyone."""
    found = db.session.get(Notice, notice_id) or abort(404)
    return render_template("public/notice.html", notice=found, lines=masking.text(found.text).split("\n"), **_rows([found])[0])


def _rows(notices: list[Notice]) -> list[dict[str, Any]]:
    """What the list shows of each notice; one statement for the ideas they speak of."""
    query = select(Proposal).where(Proposal.id.in_([each.proposal_id for each in notices])).options(joinedload(Proposal.street))
    ideas = {proposal.id: proposal for proposal in db.session.scalars(query)}
    now = clock.now()
    return [{"id": each.id, "number": each.text.partition("\n")[0], "kind": str(KINDS[each.kind]), "title": masking.text(ideas[each.proposal_id].title),
             "idea": each.proposal_id, "street": street.name if (street := ideas[each.proposal_id].street) else "", "running": each.until_us >= now,
             "from_day": shell.day(each.from_us), "until_day": shell.day(each.until_us)} for each in notices]
