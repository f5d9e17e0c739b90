"""The workbench of signing: who has signed what, at a glance; many signatures with one code, many reminders, many papers."""
from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from workflow import Batch, Refused

from ... import clock, shell, words
from ...gate import acting, open_to
from ...sending import Done, carry_out, filled_in, sent
from .. import actions, queries
from ..queries.workbench import Board, Sieve
from ..signing.forms import MOST, BatchForm, RemindForm
from ..signing.paper import archive
from .blueprint import room
from .signing import PARTIES, has_phone, proof_of, ready, show_code

REMINDERS = ("bureau", "foundation", "foundation_lead", "street", "street_lead", "support", "support_lead")
TEMPLATERS = ("bureau", "support_lead")
SAID = 3

shell.navigate("approval.agreements", _l("签约"), shown=shell.holds(*PARTIES))


@room.get("/agreements")
@open_to(*PARTIES)
def agreements() -> ResponseReturnValue:
    """The parties' workbench: which of the five have signed, up to two hundred agreements on a page."""
    sieve = _sieve()
    board = queries.workbench(current_user, sieve=sieve, after=_whole("after"), before=_whole("before"))
    seasons, streets = queries.sieves()
    parties = [(one.code, one.title) for one in board.columns]
    selects = [("season", _("届次"), seasons, sieve.season_id), ("street", _("街道"), streets, sieve.street_id), ("party", _("等谁签"), parties, sieve.party)]
    return render_template(
        "approval/agreements.html", board=board, sieve=sieve, at=clock.now(), selects=selects, any_mine=any(line.mine for line in board.lines),
        may_remind=bool(current_user.posts & set(REMINDERS)), reminded=actions.last_reminded([line.agreement.id for line in board.lines]),
        template_season=_template_season(board, seasons=seasons))


def _sieve() -> Sieve:
    mine = request.args.get("mine") == "1"
    return Sieve(season_id=_whole("season"), street_id=_whole("street"), party=request.args.get("party", "")[:20], mine=mine,
                 only_open=mine or request.args.get("show") != "all")


def _whole(name: str) -> int | None:
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found < 1 << 62 else None


def _template_season(board: Board, *, seasons: Sequence[tuple[int, str]]) -> int | None:
    """The season whose template is led to, for those who may change it."""
    if not current_user.posts & set(TEMPLATERS):
        return None
    return board.lines[0].agreement.season_id if board.lines else seasons[0][0] if seasons else None


def _chosen() -> list[int]:
    """What was ticked on the workbench; nothing ticked means the whole page."""
    ticked = [each for each in request.args.getlist("id", type=int) if 0 < each < 1 << 62][:MOST]
    if ticked:
        return ticked
    return [line.agreement.id for line in queries.workbench(current_user, sieve=_sieve(), after=_whole("after"), before=_whole("before")).lines]


@room.route("/agreements/batch", methods=["GET", "POST"])
@open_to(*PARTIES)
def sign_batch() -> ResponseReturnValue:
    """A party signs many agreements with one code: what is ticked is listed, then signed one by one."""
    form = ready(BatchForm())

    def page() -> str:
        papers = queries.requested_of(current_user, limit=MOST, agreement_ids=_chosen())
        return render_template("approval/sign_batch.html", form=form, papers=papers, phone=not papers or has_phone())

    return filled_in(form, then=lambda: _sign_all(form), page=page)


def _sign_all(form: BatchForm) -> ResponseReturnValue:
    show_code(form)

    def do() -> Done:
        done = actions.sign_many(_theirs(form.seals()), by=acting(), at=clock.now(), key=form.key.data)
        if not done.moved:
            raise Refused(next(iter(done.refused.values()), ()))
        return Done(url_for("approval.agreements"), ngettext("已签署 %(num)s 份协议。", "已签署 %(num)s 份协议。", len(done.moved)), left=_unsigned(done))

    return carry_out(form, do=do)


def _theirs(seals: dict[int, str]) -> dict[int, str]:
    """Of what was sent, the signatures that wait for this person now; the rest was signed meanwhile, or never theirs."""
    own = queries.requested_of(current_user, limit=MOST, ids=list(seals))
    return {one.id: seals[one.id] for one in own} or abort(404)


def _unsigned(done: Batch) -> tuple[str, ...]:
    """How many were not signed, and why."""
    reasons = list(dict.fromkeys(words.sentence(problem) for problems in done.refused.values() for problem in problems))[:SAID]
    return (_("有 %(count)s 份没有签成：%(reasons)s", count=len(done.refused), reasons=" ".join(reasons)),) if done.refused else ()


@room.route("/agreements/reminders", methods=["GET", "POST"])
@open_to(*REMINDERS)
def remind() -> ResponseReturnValue:
    """Staff ask those who have not signed once more, many at a time."""
    form = RemindForm()

    def do() -> Done:
        lines = queries.unsigned(form.agreements.data or [], person=current_user)
        many = actions.remind([line.id for line in lines], by=acting(), at=clock.now())
        return Done(url_for("approval.agreements"), ngettext("已提醒 %(num)s 方。", "已提醒 %(num)s 方。", many))

    return sent(form, do=do, page=lambda: render_template("approval/remind.html", form=form, lines=queries.unsigned(_chosen(), person=current_user)))


@room.get("/agreements/papers.zip")
@open_to(*PARTIES)
def agreement_papers() -> ResponseReturnValue:
    """A party takes many agreements along as PDF, each under its number."""
    found = queries.readable(_chosen(), person=current_user) or abort(404)
    headers = {"Content-Disposition": "attachment; filename=agreements.zip", "Cache-Control": "private, no-store"}
    return Response(archive(found, proof_of=proof_of), mimetype="application/zip", headers=headers)
