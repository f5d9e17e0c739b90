"""Payments that a person said came back before any line showed it: the line on which each went out, and the one on which it came in, as a pair.

Both have the payment's amount and its payee, and it came in no earlier than it went out. The payment has moved already; the pair only proves it.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from .facts import Leg, Proposal, Seen
from .incoming import is_return
from .outgoing import LATEST, is_marked
from .payees import is_other_side


def propose(lines: Iterable[Seen], *, legs: Iterable[Leg]) -> list[Proposal]:
    """The pairs for payments that came back by hand; certain where line, counterpart and payment fit just once, whatever the bank's words."""
    known = sorted(lines, key=lambda line: (line.booked_on, line.id))
    found = []
    for leg in sorted(legs, key=lambda leg: (leg.id, leg.sent_on)):
        went, came = ([line for line in known if line.direction == way and _may_be(line, leg)] for way in ("out", "in"))
        found += [_pair(out, back, leg) for back in came for out in went if out.booked_on <= back.booked_on]
    return _alone(list(dict.fromkeys(found)))


def without(lines: Sequence[Seen], *, pairs: Iterable[Proposal]) -> list[Seen]:
    """The lines that do not already stand for such a payment."""
    taken = {line_id for each in pairs if each.certain for line_id in each.line_ids}
    return [line for line in lines if line.id not in taken]


def _may_be(line: Seen, leg: Leg) -> bool:
    unnamed = not line.counterparty and not line.counterparty_account
    mine = is_other_side(line, leg) or unnamed and (line.direction == "out" or is_return(line)) or is_marked(line.summary, mark=leg.mark)
    return line.amount_fen == leg.amount_fen and mine and 0 <= (line.booked_on - leg.sent_on).days <= LATEST


def _pair(out: Seen, back: Seen, leg: Leg) -> Proposal:
    days = {"out": out.booked_on.isoformat(), "back": back.booked_on.isoformat()}
    reason = _("已登记退汇：%(out)s 汇出、%(back)s 退回，金额和收款人一致，两行一起核对", **days)
    return Proposal("returned", (out.id, back.id), (leg.id,), (leg.amount_fen,), True, reason)


def _alone(found: list[Proposal]) -> list[Proposal]:
    """Two pairs that share a line or a payment are both for a person to decide."""
    uses: dict[tuple[str, int], int] = {}
    for each in found:
        for use in _uses(each):
            uses[use] = uses.get(use, 0) + 1
    return [each if all(uses[use] == 1 for use in _uses(each)) else replace(each, certain=False) for each in found]


def _uses(each: Proposal) -> list[tuple[str, int]]:
    return [*(("line", line_id) for line_id in each.line_ids), ("payment", each.targets[0])]
