"""Public notices (公示): what is announced, its working days, its digest and its paper, and how anyone may object."""
from __future__ import annotations

import re
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from ... import clock, masking, papers, shell
from ...approval.models import Notice
from ...approval.proofs import notice_paper, wall_paper
from ...approval.queries import notices as announced
from ...approval.queries import streets
from ...approval.rules.announcing import parts_of
from ...gate import PUBLIC, open_to
from ...papers.known import Known, known_by
from ...seasons.models import Season
from ...storage import db
from .. import asked
from .blueprint import room

shell.navigate("public.notices", _l("公示"), shown=shell.without_post)
ROWS = 20
KINDS = {"panel-result": _l("评审结果公示"), "outcome": _l("成果公示")}
NUMBER = re.compile(r"红金公示〔([0-9]{4})〕([0-9]{1,9})号")
OFFICES = frozenset({"street", "street_lead", "bureau"})


@room.route("/notices/")
@open_to(PUBLIC)
def notices() -> str:
    """Everyone's list of notices, the newest first; by kind, by street, running or over."""
    kind, street, when = request.args.get("kind", ""), request.args.get("street", type=asked.whole_number), request.args.get("when", "")
    now = clock.now()
    wanted = announced.Wanted(kind=kind if kind in KINDS else "", street_id=street, running_at=now if when == "running" else None,
                              over_at=now if when == "over" else None)
    page = announced.notices(wanted, **asked.page(request.args), rows=ROWS)
    return render_template("public/notices.html", rows=_rows(page.rows), previous=_turn("before", page.before), following=_turn("after", page.after),
                           chips=_chips(wanted, when), streets=streets(None), street=street, kept={"kind": wanted.kind, "when": when})


@room.route("/notices/<int:notice_id>")
@open_to(PUBLIC)
def notice(notice_id: int) -> str:
    """One notice for everyone, how many working days it still stands, and how to object."""
    found = db.session.get(Notice, notice_id) or abort(404)
    listed = announced.about([found.id])[found.id]
    parts = parts_of(masking.text(found.text))
    return render_template("public/notice.html", notice=found, parts=parts, term=announced.term_of(found, listed=listed, at=clock.now()),
                           office=current_user.is_authenticated and bool(current_user.posts & OFFICES), **_rows([found])[0])


@room.route("/notices/<int:notice_id>.pdf")
@open_to(PUBLIC)
def notice_pdf(notice_id: int) -> ResponseReturnValue:
    """The notice as a paper, for the wall and for the file."""
    found = db.session.get(Notice, notice_id) or abort(404)
    address = url_for("public.notice", notice_id=found.id, _external=True)
    return papers.answer(notice_paper(found, address=address), name=f"notice-{found.season_id}-{found.serial}")


@room.route("/notices/wall.pdf")
@open_to(PUBLIC)
def notice_wall() -> ResponseReturnValue:
    """All results of a street that stand now, as one list for its wall."""
    found = announced.wall(request.args.get("street", default=0, type=asked.whole_number), at=clock.now())
    if found is None or not found[1]:
        abort(404)
    return papers.answer(wall_paper(*found, address=url_for("public.notices", street=request.args["street"], when="running", _external=True)), name="notices")


@room.route("/notices/<int:notice_id>.txt")
@open_to(PUBLIC)
def notice_text(notice_id: int) -> ResponseReturnValue:
    """The very words over which the digest was taken, for whoever wants to take it again."""
    found = db.session.get(Notice, notice_id) or abort(404)
    return Response(found.text, mimetype="text/plain", headers={"Content-Disposition": f'attachment; filename="notice-{found.season_id}-{found.serial}.txt"'})


@known_by
def notice_known(number: str) -> Known | None:
    """A notice by the number printed on it."""
    asked_for = NUMBER.fullmatch(number)
    query = select(Notice).join(Season, Season.id == Notice.season_id)
    found = db.session.scalars(query.where(Season.year == int(asked_for[1]), Notice.serial == int(asked_for[2]))).one_or_none() if asked_for else None
    if found is None:
        return None
    row = _rows([found])[0]
    standing = _("收到异议，正在复核，公示暂停。") if row["held"] else _("正在公示，到%(day)s为止。", day=row["until_day"]) if row["running"] else _("公示已经期满。")
    return Known(kind=row["kind"], number=row["number"], issued_us=found.from_us, valid=True, standing=standing, digest=found.digest,
                 facts=((_("项目名称"), row["title"]), (_("街道"), row["street"])), href=url_for("public.notice", notice_id=found.id))


def _chips(wanted: announced.Wanted, when: str) -> list[tuple[str, str, bool]]:
    """Quick filters: all, those that run, those that are over, and one for each kind."""
    every = [("", "", _("全部")), ("when", "running", _("公示中")), ("when", "over", _("已期满")), *(("kind", kind, str(title)) for kind, title in KINDS.items())]
    chosen = (("when", when) if when in ("running", "over") else ("kind", wanted.kind) if wanted.kind else ("", ""))
    street = {"street": wanted.street_id} if wanted.street_id is not None else {}
    return [(url_for("public.notices", **({name: value} if name else {}), **street), title, (name, value) == chosen) for name, value, title in every]


def _turn(way: str, key: int | None) -> str | None:
    """The address of the page before or after, or None at the end."""
    kept = {name: value for name, value in request.args.items() if name in ("kind", "street", "when") and value}
    return url_for("public.notices", **{**kept, way: str(key)}) if key is not None else None


def _rows(found: list[Notice]) -> list[dict[str, Any]]:
    """What the list shows of each notice; one statement for all."""
    told, now = announced.about([each.id for each in found]), clock.now()
    return [{"id": each.id, "number": each.text.partition("\n")[0], "kind": str(KINDS[each.kind]), "title": masking.text(told[each.id].title),
             "idea": each.proposal_id, "street": told[each.id].street, "held": told[each.id].held, "running": told[each.id].runs(at=now),
             "superseded": not told[each.id].stands and told[each.id].until_us >= now, "from_day": shell.day(each.from_us),
             "until_day": shell.day(told[each.id].until_us)} for each in found]
