"""What waits on the desks about money: tranches to ask for, payments to check, approve, send and confirm."""
from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from ...accounts import desk
from ...accounts.desk import Entry
from ...accounts.models import Session
from ...implementation.queries import organisations_of
from ...shell import money
from .. import queries
from .blueprint import funds_of, states_of, streets_of


@desk.waiting_for
def for_implementers(person: Session, at: int) -> list[Entry]:
    """An organisation: tranches that are due and not asked for."""
    own = organisations_of(person)
    return [Entry(row.title, url_for("implementation.project", proposal_id=row.proposal_id),
                  _("第 %(seq)s 期 %(amount)s 可以申请拨付", seq=row.seq, amount=money(int(row.fen))), row.at_us, 1)
            for row in (queries.due_tranches(own) if own else ())]


@desk.waiting_for
def for_payers(person: Session, at: int) -> list[Entry]:
    """Support, heads, bureau and cashiers: one line for each state in which payments wait for them, and how many of them are late."""
    own = states_of(person)
    if not own:
        return []
    titles = {"requested": _("待复核的拨款"), "verified": _("待批准的拨款"), "endorsed": _("待加签的拨款"), "bounced": _("退汇的拨款"),
              "authorised": _("待汇出的拨款"), "sent": _("待确认到账的拨款")}
    found = queries.waiting(states=own, funds=funds_of(person), streets=streets_of(person), at=at)
    return [Entry(titles[state], url_for("funding.payments", state=state), _told(count, fen=int(fen), late=int(late)), since, count)
            for state, count, fen, since, late in found]


def _told(count: int, *, fen: int, late: int) -> str:
    if late:
        return _("%(count)s 笔，合计 %(amount)s，其中 %(late)s 笔已超期", count=count, amount=money(fen), late=late)
    return _("%(count)s 笔，合计 %(amount)s", count=count, amount=money(fen))
