"""A public notice as a paper: what was announced, its digest and where it stands, so that the announcing itself can be proved."""
from __future__ import annotations

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _

from .. import papers
from .models import Notice
from .rules.announcing import parts_of

JUDGES = "评委（排名不分先后）"
COLUMNS = ("编号", "名称", "实施单位", "核定金额", "评审平均分", "公示期")


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


def wall_paper(street: str, notices: Sequence[Notice], *, address: str) -> bytes:
    """All results of a street that stand now on one list, for its wall. Everything on it is taken from the notices themselves."""
    told = [(one, dict(parts_of(one.text).facts)) for one in notices]
    judges = sorted({name for _one, facts in told for name in facts.get(JUDGES, "").split("、") if name})
    return papers.pdf("notices", {
        "heading": _("%(street)s评审结果公示名单", street=street), "season": next(iter(dict.fromkeys(facts.get("届次", "") for _one, facts in told)), ""),
        "head": [_("文号"), _("编号"), _("项目"), _("实施单位"), _("核定金额"), _("平均分"), _("公示期")],
        "rows": [[one.text.partition("\n")[0].removeprefix("红金公示"), *(_short(facts.get(term, ""), term=term) for term in COLUMNS)] for one, facts in told],
        "judges_words": _("评委（排名不分先后）：%(names)s", names="、".join(judges)), "objecting": parts_of(notices[-1].text).paragraphs[0],
        "address": address, "code": papers.qr(address), "spoken": _("扫二维码看公示页面：%(address)s", address=address),
        "foot": _("演示数据，人和事都是虚构的。") if current_app.config["DEMONSTRATION"] else "",
        "issued_us": max(one.from_us for one in notices)}, kind="archive")


def _short(value: str, *, term: str) -> str:
    """What stands before a bracket: an amount without its capitals, a mean without its scale, a term without its count of days; names stay whole."""
    return value.partition("（")[0] if term in COLUMNS[3:] else value
