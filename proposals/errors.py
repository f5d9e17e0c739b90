"""Every refusal or breakage becomes a page (or a JSON answer) here; nothing is swallowed.

Four kinds: a rule says no (409, with its sentence) · a form is not filled in (shown at the field, by the form) ·
the gate or a look-up says no (403, 404) · everything else is a bug: logged with a reference number that the person is shown.
"""
from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException
from wtforms.form import BaseForm

from workflow import Problem, Refused

from . import words

log = logging.getLogger("golden_idea")
Answer = Response | tuple[str | Response, int]


class Refusal(Refused):
    """A rule says no. ``code`` names the broken rule; ``facts`` fill its sentence in ``words``."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__((Problem.of(code, **facts),))


class AnsweredBefore(Exception):
    """This very form was sent before: its answer is given again, nothing is done twice."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


class KeyUsedOtherwise(Refusal):
    """The form's key was already used with other content: 422."""

    def __init__(self) -> None:
        super().__init__("key-used-otherwise")


def register(app: Flask) -> None:
    """Install the handlers."""
    app.register_error_handler(AnsweredBefore, lambda again: redirect(again.location, 303))
    app.register_error_handler(Refused, refused)
    app.register_error_handler(IntegrityError, lost_race)
    app.register_error_handler(OperationalError, unavailable)
    app.register_error_handler(TimeoutError, unavailable)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, breakage)


def wants_json() -> bool:
    """The caller is a program: the API, or a script that asks for JSON."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def status_of(refusal: Refused) -> int:
    """409; 422 for a key used twice with other content."""
    return 422 if isinstance(refusal, KeyUsedOtherwise) else 409


def refused(refusal: Refused) -> Answer:
    """What, why and what now, for each broken rule."""
    status = status_of(refusal)
    sentences = [words.sentence(problem) for problem in refusal.problems]
    if wants_json():
        problems = [{"code": p.code, "facts": {k: str(v) for k, v in p.facts.items()}, "sentence": s} for p, s in zip(refusal.problems, sentences, strict=True)]
        return jsonify(problems=problems), status
    return render_template("errors/refusal.html", sentences=sentences, codes=[p.code for p in refusal.problems]), status


def tell(form: BaseForm, refusal: Refused) -> None:
    """Put a refusal's sentences into the form – at the field that a problem's fact ``at`` names, else into the error summary alone – so that its page
    can be shown again with everything typed kept."""
    for problem in refusal.problems:
        said, at = words.sentence(problem), problem.facts.get("at")
        if at in form:
            form[at].errors = [*form[at].errors, said]
        else:
            form.form_errors.append(said)


def lost_race(error: IntegrityError) -> Answer:
    """A constraint stopped a second writer after the kind check had passed: somebody else was faster."""
    log.warning("constraint as backstop: %s", error.orig)
    return refused(Refusal("someone-else-was-faster"))


def unavailable(error: Exception) -> Answer:
    """The database could not take the work now (busy, disk full): nothing was kept, trying again is safe."""
    log.error("database unavailable: %s", error)
    return page(503, _("系统正忙，您的内容没有保存。请稍等片刻后重新提交，不会重复登记。"))


def http_error(error: HTTPException) -> Answer:
    """A page in plain words for 400, 403, 404, 405, 413 and their kin; redirects pass."""
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    return page(error.code, words.http_sentence(error.code))


def breakage(error: Exception) -> Answer:
    """A bug: logged whole under a reference number, never shown in detail."""
    reference = secrets.token_hex(4)
    log.exception("breakage %s on %s %s", reference, request.method, request.path)
    return page(500, _("程序出错了，您的内容没有保存。请把编号 %(reference)s 告诉工作人员。", reference=reference))


def page(status: int, sentence: str) -> Answer:
    """One error page for all, as JSON for programs."""
    if wants_json():
        return jsonify(error=sentence), status
    return render_template("errors/page.html", status=status, sentence=sentence), status
