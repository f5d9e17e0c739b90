"""Who may enter: every route says so with ``@open_to``, and one hook asks before any view runs.

The gate knows posts (clerk, street, judge, …). Whether this person may touch this very case is asked of the engine and of the rooms' queries.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user

from workflow import Actor

V = TypeVar("V", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed-in"
POSTS = ("clerk", "street", "street_lead", "support", "support_lead", "judge", "chair", "organisation",
         "foundation", "foundation_lead", "treasury", "treasury_lead", "bureau", "evaluator", "auditor", "admin")


def open_to(*who: str) -> Callable[[V], V]:
    """Declare who may enter a view: PUBLIC, SIGNED_IN, or names of posts."""
    unknown = set(who) - {PUBLIC, SIGNED_IN, *POSTS}
    if not who or unknown:
        raise ValueError(f"a door must name who may enter, not {sorted(unknown)}")

    def mark(view: V) -> V:
        view.open_to = frozenset(who)  # type: ignore[attr-defined]
        return view

    return mark


def doors(app: Flask) -> dict[str, frozenset[str]]:
    """Every endpoint and who may enter; an undeclared one is missing here, and the hook refuses it."""
    found = {name: getattr(view, "open_to", None) for name, view in app.view_functions.items()}
    return {name: who for name, who in found.items() if who is not None}


def register(app: Flask) -> None:
    """Install the hook."""
    open_to(PUBLIC)(app.view_functions["static"])
    app.before_request(_ask)


def acting() -> Actor:
    """The signed-in person as the engine knows them."""
    return Actor(id=f"p{current_user.id}", name=current_user.name)


def person_id(actor: Actor) -> int | None:
    """The person behind an actor; None for the system."""
    return int(actor.id[1:]) if actor.id.startswith("p") else None


def _ask() -> Any:
    """Let the person in, send them to sign in, or refuse (403)."""
    if request.endpoint is None:
        return None
    who = getattr(current_app.view_functions[request.endpoint], "open_to", None)
    if who is None:
        raise RuntimeError(f"{request.endpoint} does not say who may enter: use @open_to")
    if PUBLIC in who:
        return None
    if not current_user.is_authenticated:
        return abort(401) if request.path.startswith("/api/") else redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    if SIGNED_IN in who or who & current_user.posts:
        return None
    return abort(403)
