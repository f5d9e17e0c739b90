"""Whether a paper is real: anybody who holds one looks it up by its number, or by the code printed on it."""
from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import or_, select

from ... import words
from ...collection.models import Proposal
from ...collection.queries.receipts import received
from ...gate import PUBLIC, open_to
from ...papers.known import LONGEST, Known, known_by, look_up
from ...storage import db
from .blueprint import room

DIGEST = 64


@room.get("/verify")
@open_to(PUBLIC)
def verify() -> ResponseReturnValue:
    """Everybody's page: number in, and what was issued under it comes out; the digest on the paper may be compared, too."""
    number = request.args.get("number", "").strip()[:LONGEST]
    digest = "".join(request.args.get("digest", "").split()).lower()[:DIGEST]
    known = look_up(number)
    return render_template("public/verify.html", number=number, digest=digest, known=known, same=known is not None and known.digest == digest)


@known_by
def receipt_known(number: str) -> Known | None:
    """A receipt by its code, or an idea by its number; the number alone never leads to the receipt, whose code is its holder's."""
    query = select(Proposal).where(or_(Proposal.receipt == number, (Proposal.number == number) & (Proposal.state != "withdrawn")), Proposal.state != "draft")
    idea = db.session.scalars(query.limit(1)).first()
    if idea is None or idea.submitted_us is None:
        return None
    held = number == idea.receipt
    facts = ((_("编号"), idea.number or _("受理以后才有编号")), (_("现在"), words.public_title("proposal", idea.state)))
    return Known(kind=_("金点子回执"), number=number, issued_us=idea.submitted_us, valid=True, standing=_("这张回执是本平台出具的。"),
                 digest=received(idea.id) if held else None, facts=facts,
                 href=url_for("public.receipt", code=idea.receipt) if held else url_for("public.idea", proposal_id=idea.id))
