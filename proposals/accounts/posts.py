"""Who holds which post: the question behind every role of the engine, answered with one query per batch."""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session as Database

from workflow import Actor, Context

from ..gate import person_id
from .models import Held, Post

POSTS = "posts"
HELD = select(Post.kind, Post.street_id, Post.organisation_id).where(Post.person_id == bindparam("person"), Post.ended_us.is_(None))


def posts_of(session: Database, *, actor: Actor) -> tuple[Held, ...]:
    """The posts an actor holds now; none for the system or an unnamed visitor."""
    person = person_id(actor)
    if person is None:
        return ()
    return tuple(Held(*row) for row in session.execute(HELD, {"person": person}))


def holds(ctx: Context, *, kinds: Collection[str], street_id: int | None = None, organisation_id: int | None = None) -> bool:
    """Whether the acting person holds one of these posts – for this street and this organisation, where one is given.

    The posts are read once per batch (``ctx.once``).
    """
    held = ctx.once((POSTS, ctx.actor.id), lambda: posts_of(ctx.session, actor=ctx.actor))
    return any(post.kind in kinds and street_id in (None, post.street_id) and organisation_id in (None, post.organisation_id) for post in held)


def read_with_session(held: tuple[Held, ...], *, actor: Actor) -> dict[Any, Any]:
    """What a page's batch knows from the start: the request read the posts together with the session. A move reads them again after its lock."""
    return {(POSTS, actor.id): held}


def holders(session: Database, *, kinds: Collection[str], street_id: int | None = None, organisation_id: int | None = None) -> set[int]:
    """Everybody who holds one of these posts now, as person ids; one query."""
    query = select(Post.person_id).where(Post.kind.in_(kinds), Post.ended_us.is_(None))
    if street_id is not None:
        query = query.where(Post.street_id == street_id)
    if organisation_id is not None:
        query = query.where(Post.organisation_id == organisation_id)
    return set(session.scalars(query))
