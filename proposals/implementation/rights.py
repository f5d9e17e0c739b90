"""Who may act for a project in this room."""
from __future__ import annotations

from workflow import Actor

from ..accounts.posts import posts_of
from ..collection.models import Proposal
from ..errors import Refusal
from ..storage import db

SOURCES = ("foundation", "foundation_lead")
"""The sources' side in a project's file: who proposes other shares."""


def must_be_implementer(actor: Actor, *, project: Proposal) -> None:
    """Refuse (``activity-not-yours``) everybody but those who act for the organisation that carries the project out."""
    if not any(post.kind == "organisation" and post.organisation_id == project.organisation_id for post in posts_of(db.session(), actor=actor)):
        raise Refusal("activity-not-yours")


def must_speak_for_sources(actor: Actor) -> None:
    """Refuse (``shares-not-yours``) everybody but the foundation's staff."""
    if not any(post.kind in SOURCES for post in posts_of(db.session(), actor=actor)):
        raise Refusal("shares-not-yours")
