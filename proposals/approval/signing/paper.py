"""The agreement as a paper to be signed and kept (PDF/A-2a): exactly the text whose digest was taken, the parties' signatures, a code that leads to its proof.

It is Chinese whatever language the reader's pages are in. The same state of the signatures makes the same bytes.
"""
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from flask import current_app
from flask_babel import force_locale

from workflow.calendar import day_of

from ... import papers
from ...language import LANGUAGES
from ...shell import moment
from ..models import Agreement, Signature
from ..rules.agreeing import passages
from ..rules.wording import MARKS, chinese_day

GROUP = 8
INVENTED = "　演示数据，人和事都是虚构的。"
FIXED = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside an archive, so that the same papers make the same archive."""
BY_HAND = "（签字、盖章）　　　　　　年　　月　　日"


def agreement_pdf(one: Agreement, *, proof: str) -> bytes:
    """One agreement; ``proof`` is the address where its number is looked up."""
    with force_locale(LANGUAGES["zh"]):
        return papers.pdf("agreement", _data(one, proof=proof), kind="archive")


def archive(found: Sequence[Agreement], *, proof_of: Callable[[Agreement], str]) -> bytes:
    """Several agreements as one ZIP, each under its number."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for one in found:
            packed.writestr(zipfile.ZipInfo(f"{one.number}.pdf", FIXED), agreement_pdf(one, proof=proof_of(one)))
    return out.getvalue()


def _data(one: Agreement, *, proof: str) -> dict[str, Any]:
    number, title, parts = passages(one.text)
    newest = max((each.signed_us for each in one.signatures if each.signed_us), default=one.at_us)
    listed = sorted(one.signatures, key=lambda each: each.party.position)
    return {
        "number": number, "title": title, "parts": [{"kind": part.kind, "text": part.text, "rows": part.rows} for part in parts],
        "signatures": [_signature(each, place=place) for place, each in enumerate(listed)], "sign_heading": "签署",
        "digest_words": "文本校验值（SHA-256）", "digest": [one.digest[start:start + GROUP] for start in range(0, len(one.digest), GROUP)],
        "proof_words": f"扫码，或打开下面的网址输入编号“{number}”，可以核对这份协议是否有效、文本是否一致。",
        "proof": proof.partition("?")[0], "code": papers.qr(proof), "proof_spoken": f"核对协议的网址：{proof}",
        "void": f"已于{chinese_day(day_of(one.voided_us))}作废" if one.voided_us else "",
        "foot": f"{number}　校验值 {one.digest[:GROUP]} {one.digest[GROUP:2 * GROUP]}…{INVENTED if current_app.config['DEMONSTRATION'] else ''}",
        "issued_us": max(newest, one.voided_us or 0),
    }


def _signature(one: Signature, *, place: int) -> dict[str, str]:
    """A party's field: what was signed and how, or an empty line for a pen and a seal."""
    mark, _colon, title = one.party.title.rpartition("：")
    head = {"party": f"{mark or MARKS[place] + '方'}（{title}）"}
    if one.state != "signed" or one.signed_us is None:
        return head | {"name": "", "how": "", "when": "", "blank": BY_HAND if one.state in ("requested", "presented") else ""}
    if one.way == "paper":
        return head | {"name": one.signatory or "", "how": "纸面签字盖章，扫描件存档", "when": moment(one.signed_us), "blank": ""}
    return head | {"name": one.signed_by.name if one.signed_by else "", "how": "电子签署（实名登录，动态码确认）", "when": moment(one.signed_us), "blank": ""}
