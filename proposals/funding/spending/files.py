"""Where originals are kept for good: the same bytes once, for vouchers and for what shows a gift in kind."""
from __future__ import annotations

from sqlalchemy import select

from ...errors import Refusal
from ...storage import db
from ..models import InKind, VoucherFile
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


def hold(original: Original) -> None:
    """Whoever is about to use a file that is kept already does so alone; on PostgreSQL others wait."""
    db.session.execute(select(VoucherFile.id).where(VoucherFile.digest == original.digest).with_for_update())


def must_show_no_gift(original: Original) -> None:
    """Refuse a file that shows a gift in kind (``evidence-file-used``)."""
    gift = db.session.scalars(select(InKind).join(VoucherFile, VoucherFile.id == InKind.file_id).where(VoucherFile.digest == original.digest)).one_or_none()
    if gift is not None:
        raise Refusal("evidence-file-used", file=original.name, giver=gift.giver, number=gift.id)
