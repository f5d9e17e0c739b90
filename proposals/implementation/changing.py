"""What a change of the agreement needs, and what the plan says after it. No session: rows in, rows out.

Place, people and a slightly longer period are told by notice; scope, amount, shares and a period more than thirty days longer than the
agreement's are agreed on anew by all parties (domain.md B8).
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..optimisation.models import HEADS, BudgetLine, Plan
from .models import Amendment

AGREED_ANEW = ("scope", "amount", "shares")
LONGEST_NOTICE = 30
"""Days by which the period may end later than the agreement says, without a new one."""
AHEAD = 7
"""A notice of a longer period comes so many days before the end, or it needs approval."""
TOGETHER = "变更后合计"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants changed: kind and reason; a new end; the new whole in fen with its parts by budget head; weights by source."""

    kind: str
    wish: str
    new_ends_on: date | None = None
    heads: Mapping[str, int] = field(default_factory=dict)
    weights: Mapping[int, int] = field(default_factory=dict)

    @property
    def amount_fen(self) -> int | None:
        """The new whole; None where the amount stays."""
        return sum(self.heads.values()) if self.kind == "amount" else None


def way_of(wanted: Wanted, *, agreed_end: date, ends_on: date, today: date) -> str:
    """``notice``, ``approval`` or ``agreement``. The period is measured against the agreement, so that small steps do not add up unseen."""
    if wanted.kind in AGREED_ANEW or wanted.new_ends_on is not None and (wanted.new_ends_on - agreed_end).days > LONGEST_NOTICE:
        return "agreement"
    return "approval" if wanted.kind == "schedule" and (ends_on - today).days < AHEAD else "notice"


def plan_after(plan: Plan, *, amendment: Amendment) -> Plan:
    """The plan as the amended agreement has it: the period, and in the heads that change one line each; not attached to any session."""
    kept = ("summary", "objectives", "risks", "activities_planned", "organisation_id", "beneficiaries_planned", "starts_on", "proposal_id")
    after = Plan(**{name: getattr(plan, name) for name in kept}, by_call=plan.by_call, version=plan.version + 1,
                 ends_on=amendment.new_ends_on or plan.ends_on, by_id=amendment.by_id)
    after.lines = [BudgetLine(position=number, head=head, title=title, unit_price_fen=fen, quantity=quantity)
                   for number, (head, title, fen, quantity) in enumerate(_lines(plan, amendment=amendment), start=1)]
    return after


def _lines(plan: Plan, *, amendment: Amendment) -> list[tuple[str, str, int, int]]:
    wanted = {row.head: row.amount_fen for row in amendment.heads}
    lines: list[tuple[str, str, int, int]] = []
    for head in HEADS:
        own = [line for line in plan.lines if line.head == head]
        if head not in wanted or sum(line.amount_fen for line in own) == wanted[head]:
            lines += [(head, line.title, line.unit_price_fen, line.quantity) for line in own]
        elif wanted[head]:
            lines.append((head, TOGETHER, wanted[head], 1))
    return lines
