"""The reader's language and type size: a cookie set by a plain link, never guessed from the address."""
from __future__ import annotations

from typing import Any

from flask import Flask, Response, after_this_request, g, has_request_context, request
from flask_babel import Babel, Domain, get_domain

LANGUAGES = {"zh": "zh_Hans", "en": "en"}
COOKIE_SECONDS = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Install language and type size."""
    Babel(app, locale_selector=locale).domain_instance = PromptDomain()
    app.before_request(_remember)


class PromptDomain(Domain):  # type: ignore[misc]
    """The words of the program; the reader's catalogue is found once in a request, not at each of two hundred words (a fifth of a page's time)."""

    def get_translations(self) -> Any:
        """The catalogue of this request's language."""
        found = g.get("catalogue") if g else None
        if found is None:
            found = super().get_translations()
            if g:
                g.catalogue = found
        return found


def say(text: str, **facts: object) -> str:
    """A sentence in the reader's language with its facts filled in: the ``_`` of the templates."""
    try:
        catalogue = g.catalogue
    except (AttributeError, RuntimeError):  # the first word of a request, or none at all
        catalogue = get_domain().get_translations()
    said = catalogue.ugettext(text)
    return str(said % facts) if facts else str(said)


def locale() -> str:
    """The Babel locale of this request; Chinese where nothing was chosen."""
    return LANGUAGES[_choice("lang", tuple(LANGUAGES))]


def code() -> str:
    """The language as it stands in ``<html lang>``."""
    return "en" if locale() == "en" else "zh-Hans"


def large() -> bool:
    """Whether large type was chosen."""
    return _choice("size", ("normal", "large")) == "large"


def _choice(name: str, allowed: tuple[str, ...]) -> str:
    """What the link asks for, else what the cookie remembers, else (and outside requests: commands, the clock) the first of the allowed."""
    if not has_request_context():
        return allowed[0]
    for source in (request.args, request.cookies):
        if source.get(name) in allowed:
            return source[name]
    return allowed[0]


def _remember() -> None:
    """Keep a choice made by link (``?lang=en``, ``?size=large``) in a cookie."""
    chosen = {name: request.args[name] for name in ("lang", "size") if request.args.get(name) in (*LANGUAGES, "normal", "large")}
    if not chosen or "choice_kept" in g:
        return
    g.choice_kept = True

    @after_this_request
    def keep(response: Response) -> Response:
        for name, value in chosen.items():
            response.set_cookie(name, value, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure)
        return response
