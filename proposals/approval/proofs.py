"""A public notice as a paper: what was announced, its digest and where it stands, so that the announcing itself can be proved."""
from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _

from .. import papers
from .models import Notice
from .rules.announcing import parts_of


def notice_paper(notice: Notice, *, address: str) -> bytes:
    """One page, always the same for the same notice. ``address``: of its page, where the digest can be compared."""
    parts = parts_of(notice.text)
    return papers.pdf("notice", {
        "heading": parts.heading, "number": parts.number, "facts": [list(fact) for fact in parts.facts], "paragraphs": list(parts.paragraphs),
        "digest_words": _("原文校验值（SHA-256）。把网页上“原文”存下来自己算一遍，应当与这里相同："), "digest": _in_fours(notice.digest),
        "address": address, "code": papers.qr(address), "spoken": _("扫二维码看公示页面：%(address)s", address=address),
        "foot": _("演示数据，人和事都是虚构的。") if current_app.config["DEMONSTRATION"] else "", "issued_us": notice.from_us}, kind="archive")


def _in_fours(digest: str) -> str:
    """In groups of four, to be compared by eye."""
    return " ".join(digest[start:start + 4] for start in range(0, len(digest), 4))
