"""A file chosen in a form that could not be taken yet: kept for its sender until the form is right, one per person."""
from __future__ import annotations

from sqlalchemy import delete

from ...storage import act, db, unit_of_work
from ...tick import each_round
from ..models import UploadKept
from .originals import Original

KEPT_US = 7 * 86_400_000_000
"""How long a file waits for a form that its sender left: seven days."""


@act
def keep(original: Original, *, person_id: int, at: int) -> None:
    """Keep this file; an earlier one of the same person is forgotten."""
    db.session.merge(UploadKept(person_id=person_id, digest=original.digest, kind=original.kind, name=original.name, content=original.content, at_us=at))


@act
def forget(*, person_id: int) -> None:
    """The file was used."""
    found = db.session.get(UploadKept, person_id)
    if found is not None:
        db.session.delete(found)


def kept(digest: str, *, person_id: int) -> Original | None:
    """The file that this person sent before under this digest."""
    found = db.session.get(UploadKept, person_id) if digest else None
    return Original(found.kind, found.name, found.content, found.digest) if found is not None and found.digest == digest else None


@each_round
def forget_abandoned(at: int) -> int:
    """Forget the files whose form was left for seven days; what a form was sent with stands elsewhere. How many there were."""
    with unit_of_work() as session:
        return int(session.execute(delete(UploadKept).where(UploadKept.at_us < at - KEPT_US)).rowcount)  # type: ignore[attr-defined]
