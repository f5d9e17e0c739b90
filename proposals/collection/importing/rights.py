"""Who may bring lists of ideas, for which streets, and who may take a whole list back."""
from __future__ import annotations

from collections.abc import Sequence

from workflow import Actor

from ...accounts.posts import posts_of
from ...errors import Refusal
from ...storage import db
from ..rules.roles import CONSOLE
from .models import IdeaImport

OF_A_STREET = ("clerk", "street", "street_lead")
OF_THE_DISTRICT = ("support", "support_lead", "bureau")
IMPORTERS = (*OF_A_STREET, *OF_THE_DISTRICT)


def streets_of(by: Actor) -> frozenset[int] | None:
    """The streets whose ideas this person may enter, None for all; refused for everybody without such a post (``import-post-needed``)."""
    if by.id == CONSOLE.id:
        return None
    held = posts_of(db.session(), actor=by)
    if any(post.kind in OF_THE_DISTRICT for post in held):
        return None
    streets = frozenset(post.street_id for post in held if post.kind in OF_A_STREET and post.street_id is not None)
    if not streets:
        raise Refusal("import-post-needed")
    return streets


def must_be_own(job: IdeaImport, *, by: Actor) -> None:
    """Only who brought a list goes on with it (``import-not-yours``)."""
    if job.importer != by.id:
        raise Refusal("import-not-yours")


def must_undo(job: IdeaImport, *, by: Actor, streets: Sequence[int]) -> None:
    """A list is taken back by whoever brought it, by the lead of all its ``streets`` or of the support organisation, or on the server's command line
    (``import-undo-not-yours`` for others)."""
    if by.id in (job.importer, CONSOLE.id):
        return
    held = posts_of(db.session(), actor=by)
    led = {post.street_id for post in held if post.kind == "street_lead"}
    if not any(post.kind == "support_lead" for post in held) and not set(streets) <= led:
        raise Refusal("import-undo-not-yours")
