"""Where originals are kept for good: the same bytes once, for vouchers and for what shows a gift in kind."""
from __future__ import annotations

from sqlalchemy import select

from ...storage import db
from ..models import VoucherFile
from .originals import Original


def store(original: Original, *, person: int, at: int) -> int:
    """The file's row; bytes that are kept already are not kept again."""
    found = db.session.scalars(select(VoucherFile.id).where(VoucherFile.digest == original.digest)).one_or_none()
    if found is not None:
        return found
    row = VoucherFile(digest=original.digest, kind=original.kind, name=original.name, size=len(original.content), by_id=person, at_us=at,
                      content=original.content)
    db.session.add(row)
    db.session.flush()
    return row.id
