"""The desk: 等我处理的事."""
from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...gate import SIGNED_IN, open_to
from .. import desk, queries
from .blueprint import room

shell.navigate("accounts.desk_page", _l("待办"), shown=lambda: current_user.is_authenticated)


@room.route("/desk")
@open_to(SIGNED_IN)
def desk_page() -> ResponseReturnValue:
    """What waits for the signed-in person, the longest waiting first."""
    at = clock.now()
    entries = desk.waiting(current_user, at=at)
    return render_template("accounts/desk.html", entries=entries, at=at, unread=queries.has_unread(current_user.id), day_us=86_400 * clock.SECOND)
