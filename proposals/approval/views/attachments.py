"""What was handed in with an objection: for the objector and the bureau, and nobody else."""
from __future__ import annotations

from flask import Response, abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...gate import SIGNED_IN, open_to
from ...papers.answers import POLICY
from ..attaching import MEDIA
from ..queries import objections as asked
from .blueprint import room


@room.get("/objections/<int:objection_id>/files/<int:file_id>")
@open_to(SIGNED_IN)
def objection_file(objection_id: int, file_id: int) -> ResponseReturnValue:
    """The objector and the bureau: one file as it is kept, in no cache."""
    found = asked.objection(objection_id, person=current_user) or abort(404)
    one = next((each for each in found.files if each.id == file_id), None) or abort(404)
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-store",
               "Content-Disposition": f"inline; filename={found.season_id}-{found.serial}-{one.position}.{one.kind}"}
    return Response(one.content, mimetype=MEDIA[one.kind], headers=headers)
