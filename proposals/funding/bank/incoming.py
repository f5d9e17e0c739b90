"""Lines that came in, and what they may be: a payment that came back, an implementer's refund, a funder's money."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _

from ...amounts import plain
from .facts import Booked, Expected, Leg, Owed, Proposal, Seen
from .outgoing import DAYS_APART, LATEST, is_marked
from .payees import bare, is_other_side

CAME_BACK = ("退汇", "退票", "冲正", "退回", "划回", "不符", "退款原路")
"""Words of banks for a payment that came back."""


def propose(lines: Sequence[Seen], *, legs: Iterable[Leg], owed: Iterable[Owed], expected: Iterable[Expected], booked: Iterable[Booked],
            outgoing: Iterable[Proposal]) -> list[Proposal]:
    """Proposals for the lines that came in. A payment that went out and came back unseen takes the place of its ``outgoing`` proposal: both lines together."""
    known, out = sorted(legs, key=lambda leg: leg.id), {each.targets[0]: each for each in outgoing if each.certain and len(each.targets) == 1}
    days = {line.id: line.booked_on for line in lines}
    found: list[Proposal] = []
    for line in sorted((line for line in lines if line.direction == "in"), key=lambda line: (line.booked_on, line.id)):
        back = _came_back(line, known, out=out, days=days)
        due = [] if back and is_return(line) else _on_paper(line, sorted(booked, key=lambda each: each.entry_id))
        due = due or ([] if back and is_return(line) else _refunds(line, sorted(owed, key=lambda each: each.commitment_id)))
        choices = back + due or _receipts(line, sorted(expected, key=lambda each: each.fund_id))
        found += choices if len(choices) == 1 else [_unsure(each) for each in choices]
    return _each_once(found)


def is_return(line: Seen) -> bool:
    """Whether the bank says that a payment came back."""
    return any(word in line.summary for word in CAME_BACK)


def without(outgoing: Iterable[Proposal], *, incoming: Iterable[Proposal]) -> list[Proposal]:
    """The outgoing proposals whose line does not already stand for a payment that came back."""
    taken = {line_id for each in incoming if each.kind == "bounce" and each.certain for line_id in each.line_ids}
    return [each for each in outgoing if not taken & set(each.line_ids)]


def _came_back(line: Seen, legs: Sequence[Leg], *, out: Mapping[int, Proposal], days: Mapping[int, date]) -> list[Proposal]:
    """Payments of this amount, to this payee or to whom the bank does not say, that went out before."""
    found = []
    for leg in legs:
        if leg.amount_fen != line.amount_fen or not 0 <= (line.booked_on - leg.sent_on).days <= LATEST:
            continue  # before the names are compared: most payments end here
        unnamed = not line.counterparty and not line.counterparty_account
        if not is_other_side(line, leg) and not (is_return(line) and (unnamed or is_marked(line.summary, mark=leg.mark))):
            continue
        if leg.state == "paid":
            found.append(Proposal("return", (line.id,), (leg.id,), (leg.amount_fen,), is_return(line), _why(line)))
        elif leg.id in out and days[out[leg.id].line_ids[0]] <= line.booked_on:
            found.append(Proposal("bounce", (*out[leg.id].line_ids, line.id), (leg.id,), (leg.amount_fen,), is_return(line), _why(line)))
    return found


def _why(line: Seen) -> str:
    return _("与汇出的一笔金额、收款人一致，摘要写着“%(summary)s”", summary=line.summary[:30]) if is_return(line) else _("与汇出的一笔金额、收款人一致，摘要没有写退汇，请核对")


def _on_paper(line: Seen, booked: Sequence[Booked]) -> list[Proposal]:
    """What was booked from a paper before the bank said so: certain where the paper's number or the day agrees."""
    equal = [each for each in booked if each.amount_fen == line.amount_fen]
    near = [each for each in equal if each.document and bare(each.document) in bare(line.summary)] or [
        each for each in equal if abs((line.booked_on - each.day).days) <= DAYS_APART]
    return [Proposal("booked", (line.id,), (each.entry_id,), (line.amount_fen,), True, _("与已登记的第 %(entry)s 号记账金额一致，只核对、不再记账", entry=each.entry_id))
            for each in near]


def _refunds(line: Seen, owed: Sequence[Owed]) -> list[Proposal]:
    """An implementer gives back what it holds: certain for the whole of it."""
    mine = [each for each in owed if is_other_side(line, each) and line.amount_fen <= each.amount_fen]
    named = [each for each in mine if is_marked(line.summary, mark=each.mark)] or mine
    whole = [each for each in named if each.amount_fen == line.amount_fen] or named
    return [Proposal("refund", (line.id,), (each.commitment_id,), (line.amount_fen,), each.amount_fen == line.amount_fen,
                     _("承接组织应退 %(amount)s，金额一致", amount=plain(each.amount_fen)) if each.amount_fen == line.amount_fen
                     else _("承接组织应退 %(amount)s，这是其中一部分，请核对", amount=plain(each.amount_fen))) for each in whole]


def _receipts(line: Seen, expected: Sequence[Expected]) -> list[Proposal]:
    """A funder gives what it pledged: certain for the whole of it."""
    mine = [each for each in expected if bare(line.counterparty) in {bare(name) for name in each.names if name}]
    whole = {each.fund_id: each for each in reversed(mine) if each.amount_fen == line.amount_fen} or {each.fund_id: each for each in reversed(mine)}
    return [Proposal("receipt", (line.id,), (each.fund_id,), (line.amount_fen,), each.amount_fen == line.amount_fen,
                     _("出资方已承诺、尚未到账的正是这个金额") if each.amount_fen == line.amount_fen
                     else _("付款户名是这个来源的出资方，承诺未到账 %(amount)s，请核对", amount=plain(each.amount_fen))) for _fund_id, each in sorted(whole.items())]


def _unsure(each: Proposal) -> Proposal:
    return replace(each, certain=False)


def _each_once(found: Sequence[Proposal]) -> list[Proposal]:
    """Two lines that claim the same payment, refund or pledge are both for a person to decide."""
    claims: dict[tuple[str, tuple[int, ...]], int] = {}
    for each in found:
        key = (_family(each), each.targets)
        claims[key] = claims.get(key, 0) + each.certain
    return [each if claims[_family(each), each.targets] < 2 else _unsure(each) for each in found]


def _family(each: Proposal) -> str:
    return "back" if each.kind in ("bounce", "return") else each.kind
