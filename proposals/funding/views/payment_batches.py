"""Payment batches as they went to the bank: the list, one batch with its rows and sums, and both files for taking away."""
from __future__ import annotations

import io

from flask import abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from ... import moves
from ...approval.capitals import capitals
from ...forms import MoveForm
from ...gate import open_to
from ...storage import db
from ...words import bank as labels
from ..bank import batching, lists
from ..models import BatchFile, PaymentBatch
from .blueprint import room
from .statements import READERS

MEDIA = {"bank": "text/csv; charset=gb18030", "sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
moves.register("payment", "send", form=MoveForm, act=batching.send_alone)


def batch_or_404(batch_id: int) -> PaymentBatch:
    """A batch of a desk that this person belongs to or oversees; 404 otherwise."""
    found = db.session.get(PaymentBatch, batch_id)
    return found if found is not None and found.desk in lists.desks_of(current_user.posts) else abort(404)


@room.get("/money/batches")
@open_to(*READERS)
def payment_batches() -> ResponseReturnValue:
    """Cashiers, their heads, bureau and auditor: the batches, the newest first."""
    page = lists.batches(lists.desks_of(current_user.posts), after=request.args.get("after", type=int), before=request.args.get("before", type=int))
    return render_template("funding/batches.html", page=page, desks=labels.DESKS)


@room.get("/money/batches/<int:batch_id>")
@open_to(*READERS)
def payment_batch(batch_id: int) -> ResponseReturnValue:
    """The same readers: one batch, what became of its payments, the control total in figures and capitals."""
    found = batch_or_404(batch_id)
    rows = lists.rows(found.id)
    sums: dict[str, int] = {}
    for row, leg in rows:
        sums[leg.fund.title] = sums.get(leg.fund.title, 0) + row.amount_fen
    return render_template("funding/batch.html", batch=found, rows=rows, sums=sums, capitals=capitals(found.total_fen), author=lists.author(found.actor),
                           desks=labels.DESKS)


@room.get("/money/batches/<int:batch_id>/<kind>")
@open_to(*READERS)
def batch_file(batch_id: int, kind: str) -> ResponseReturnValue:
    """The same readers: the bank's file or the sheet, byte for byte as it was made."""
    found = batch_or_404(batch_id)
    kept = db.session.scalars(select(BatchFile).where(BatchFile.batch_id == found.id, BatchFile.kind == kind)).one_or_none() or abort(404)
    return send_file(io.BytesIO(kept.content), mimetype=MEDIA[kind], as_attachment=True, download_name=kept.name, etag=kept.sha256)
