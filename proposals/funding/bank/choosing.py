"""What a person may choose for a line: the proposals as buttons, and by hand what no rule proposed."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from ...amounts import plain
from ...paging import PAGE_ROWS, Page
from ...storage import db
from ..models import BankAccount, Fund
from . import lists, unmatched
from .facts import Leg, Proposal, Seen

MOST_CHOICES = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a line may be, in words."""

    text: str
    match: Proposal


def token(match: Proposal) -> str:
    """A proposal's name on its button: kind, lines and targets. What it stands for is worked out anew when the button is pressed."""
    return ":".join((match.kind, "-".join(map(str, match.line_ids)), "-".join(map(str, match.targets))))


def by_line(matches: Collection[Proposal]) -> dict[int, list[Proposal]]:
    """The proposals of each line; one for two lines stands at the first, and the second points to it."""
    found: dict[int, list[Proposal]] = {}
    for match in matches:
        for line_id in match.line_ids:
            found.setdefault(line_id, []).append(match)
    return found


def page_of(lines: Sequence[Seen], *, after: int | None, before: int | None) -> Page[Seen]:
    """A page of the open lines, the oldest first, by their numbers."""
    kept = [line for line in lines if (after is None or line.id > after) and (before is None or line.id < before)]
    rows = kept[-PAGE_ROWS:] if before is not None else kept[:PAGE_ROWS]
    if not rows:
        return Page([], None, None)
    return Page(rows, rows[0].id if rows[0].id != lines[0].id else None, rows[-1].id if rows[-1].id != lines[-1].id else None)


def offered(account: BankAccount, *, line_id: int) -> dict[str, Choice]:
    """Everything that the account's cashier may take this line for: first what is proposed, then open payments or sources that could hold it."""
    found = unmatched.of_account(account)
    line = next((each for each in found.lines if each.id == line_id), None)
    if line is None:
        return {}
    proposed = [each for each in found.matches if line_id in each.line_ids]
    told = lists.targets(proposed)
    choices = {token(each): Choice(f"{_told(each, told)} · {each.reason}", each) for each in proposed}
    by_hand = _payments(line, found.legs) if line.direction == "out" else _funds(line, account)
    return {**choices, **{token(each.match): each for each in by_hand if token(each.match) not in choices}}


def _told(match: Proposal, told: dict[tuple[str, int], lists.Target]) -> str:
    return _("、").join(told[lists.family(match.kind), target].text for target in match.targets)


def _payments(line: Seen, legs: Sequence[Leg]) -> list[Choice]:
    """Open payments no larger than what the line has left, the nearest amount first."""
    fitting = sorted((leg for leg in legs if leg.amount_fen <= line.amount_fen), key=lambda leg: (line.amount_fen - leg.amount_fen, leg.id))[:MOST_CHOICES]
    told = lists.payments({leg.id for leg in fitting})
    return [Choice(_("拨款 %(title)s，%(holder)s，%(amount)s", title=told["payment", leg.id].text, holder=leg.holder, amount=plain(leg.amount_fen)),
                   Proposal("pay", (line.id,), (leg.id,), (leg.amount_fen,), False, "")) for leg in fitting]


def _funds(line: Seen, account: BankAccount) -> list[Choice]:
    """The desk's sources, the latest season's first: all of the line is theirs."""
    funds = db.session.scalars(select(Fund).where(Fund.pays_through == account.desk).order_by(Fund.season_id.desc(), Fund.position).limit(MOST_CHOICES))
    return [Choice(_("资金到账：%(fund)s，%(amount)s", fund=fund.title, amount=plain(line.amount_fen)),
                   Proposal("receipt", (line.id,), (fund.id,), (line.amount_fen,), False, "")) for fund in funds]
