"""Receipts: by its short code anyone holding it sees where an idea stands, and can prove that nothing was altered."""
from __future__ import annotations

import json
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from workflow import seals
from workflow.tables import seal, step

from ... import forms, masking, words
from ...collection.models import Proposal
from ...collection.queries.receipts import received
from ...gate import PUBLIC, open_to
from ...storage import db
from ..telling import tone
from .blueprint import room

SEALS_SHOWN = 50
CODE_LENGTH = 24


@room.route("/receipts/")
@open_to(PUBLIC)
def receipts() -> ResponseReturnValue:
    """Everyone's page to look something up by its number or receipt code, and the published roots."""
    code = forms.clean_code(request.args.get("code", ""))[:CODE_LENGTH]
    if code:
        found = _by_number(code)
        return redirect(url_for("public.idea", proposal_id=found) if found else url_for("public.receipt", code=code.upper()), 302)
    rows = db.session.execute(select(seal).order_by(seal.c.n.desc()).limit(SEALS_SHOWN)).all()
    return render_template("public/receipts.html", seals=rows)


def _by_number(code: str) -> int | None:
    """The published idea with this number, in Latin letters (2018-XT-0001)."""
    return db.session.scalar(select(Proposal.id).where(Proposal.number == code.upper(), Proposal.state != "withdrawn").limit(1))


@room.route("/receipts/<code>")
@open_to(PUBLIC)
def receipt(code: str) -> str:
    """Whoever holds a receipt: where the idea stands now, and the proof of when it was received. No text, no name."""
    proposal, proof = _proof(code)
    return render_template("public/receipt.html", proposal=proposal, proof=proof, tone=tone(proposal.state), digest=received(proposal.id),
                           state=words.public_title("proposal", proposal.state),
                           valid=proof is not None and seals.check_receipt(proof), title=masking.text(proposal.title) if proposal.number else "")


@room.route("/receipts/<code>.json")
@open_to(PUBLIC)
def receipt_json(code: str) -> Response:
    """The proof for programs and for keeping: leaf, path, root."""
    proposal, proof = _proof(code)
    body = json.dumps({"receipt": proposal.receipt, "number": proposal.number, "proof": proof}, ensure_ascii=False, sort_keys=True)
    return Response(body, mimetype="application/json", headers={"Content-Disposition": f"attachment; filename=receipt-{proposal.receipt}.json"})


def _proof(code: str) -> tuple[Proposal, dict[str, Any] | None]:
    """The idea of a receipt code and the sealed proof of its submission; the proof is None until the next hourly seal. 404 for an unknown code."""
    proposal = db.session.scalars(select(Proposal).where(Proposal.receipt == code.upper()[:CODE_LENGTH])).one_or_none() or abort(404)
    asked = select(step.c.id).where(step.c.instance_id == proposal.id, step.c.name == "submit").order_by(step.c.seq).limit(1)
    first = db.session.scalar(asked) or db.session.scalar(select(step.c.id).where(step.c.instance_id == proposal.id).order_by(step.c.seq).limit(1))
    return proposal, seals.receipt(db.session(), step_id=first) if first is not None else None
