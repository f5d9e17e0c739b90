"""The desk: 等我处理的事."""
from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ... import clock, shell
from ...gate import SIGNED_IN, open_to
from .. import desk, queries
from .blueprint import room

DAY_US = 86_400 * clock.SECOND
shell.navigate("accounts.desk_page", _l("待办"), shown=shell.signed_in)


@room.route("/desk")
@open_to(SIGNED_IN)
def desk_page() -> ResponseReturnValue:
    """What waits for the signed-in person, the longest waiting first."""
    at = clock.now()
    entries = [(entry, (at - entry.since_us) // DAY_US) for entry in desk.waiting(current_user, at=at)]
    waited = {days: _("等了 %(days)s 天", days=days) if days > 0 else _("今天") for days in {days for _entry, days in entries}}
    return render_template("accounts/desk.html", entries=entries, waited=waited, unread=queries.has_unread(current_user.id))
