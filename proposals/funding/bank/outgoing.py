"""Lines that went out, and the payments they may be: a whole batch, one payment, or several to one payee.

In this order: the batch's number or total; the purpose's mark; amount, payee and ±3 days; several payments to one payee that add up;
and last what a person should look at. Only what fits alone is certain. The same facts in any order give the same proposals.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from flask_babel import gettext as _

from .facts import Leg, Proposal, Seen
from .payees import bare, is_other_side

DAYS_APART = 3
LATEST = 60
"""Days after which a line is not taken for a payment any more, even by a person."""
MOST_TOGETHER = 12
MOST_CHOICES = 5


def propose(lines: Iterable[Seen], *, legs: Iterable[Leg]) -> list[Proposal]:
    """Proposals for the lines that went out; certain ones share neither line nor payment, and none takes more than the line's amount."""
    open_lines = sorted((line for line in lines if line.direction == "out"), key=lambda line: (line.booked_on, line.id))
    free = {leg.id: leg for leg in sorted(legs, key=lambda leg: leg.id) if leg.state == "sent"}
    found: list[Proposal] = []
    for look in (_whole_batches, _marked, _alone, _together, _worth_a_look):
        found += look(open_lines, free)
        settled = {line_id for each in found if each.certain for line_id in each.line_ids}
        open_lines = [line for line in open_lines if line.id not in settled]
        for each in found:
            for leg_id in each.targets if each.certain else ():
                free.pop(leg_id, None)
    told = {line_id for each in found if each.certain for line_id in each.line_ids}
    return [each for each in found if each.certain or not told & set(each.line_ids) and all(leg_id in free for leg_id in each.targets)]


def _whole_batches(lines: Sequence[Seen], free: Mapping[int, Leg]) -> list[Proposal]:
    """A line for a whole batch: it names the batch, or nobody, and is the only one of its total."""
    batches: dict[str, list[Leg]] = {}
    for leg in free.values():
        batches.setdefault(leg.batch, []).append(leg)
    sums = {batch: sum(leg.amount_fen for leg in legs) for batch, legs in batches.items() if len(legs) > 1}
    found = []
    for line in lines:
        fitting = [batch for batch, fen in sums.items() if fen == line.amount_fen and _apart(line, batches[batch][0]) <= DAYS_APART]
        named = [batch for batch in fitting if batch in line.summary]
        chosen = named or ([] if line.counterparty else fitting)
        twins = sum(1 for other in lines if other.amount_fen == line.amount_fen)
        if len(chosen) == 1:
            reason = _("与批次 %(batch)s 的合计一致，共 %(count)s 笔", batch=chosen[0], count=len(batches[chosen[0]]))
            found.append(_pays(line, batches[chosen[0]], certain=bool(named) or twins == 1, reason=reason))
    return _only_once(found)


def _marked(lines: Sequence[Seen], free: Mapping[int, Leg]) -> list[Proposal]:
    """The bank repeats the purpose; amount and payee must agree too."""
    found = []
    for line in lines:
        fitting = [leg for leg in free.values() if leg.amount_fen == line.amount_fen and is_marked(line.summary, mark=leg.mark) and _may_be(line, leg)]
        if len(fitting) == 1:
            found.append(_pays(line, fitting, certain=True, reason=_("金额、收款人和用途“%(mark)s”一致", mark=fitting[0].mark)))
    return _only_once(found)


def _alone(lines: Sequence[Seen], free: Mapping[int, Leg]) -> list[Proposal]:
    """Amount, payee and day agree; certain where no other payment and no other line would fit as well."""
    fitting = {line.id: [leg for leg in free.values() if leg.amount_fen == line.amount_fen and is_other_side(line, leg) and _apart(line, leg) <= DAYS_APART]
               for line in lines}
    wanted: dict[int, int] = {}
    for legs in fitting.values():
        for leg in legs:
            wanted[leg.id] = wanted.get(leg.id, 0) + 1
    found = []
    for line in lines:
        legs = fitting[line.id]
        certain = len(legs) == 1 and wanted[legs[0].id] == 1
        reason = _("金额和收款人一致，日期相差 %(days)s 天") if certain else _("金额和收款人一致，日期相差 %(days)s 天；有几笔同样的，请按用途选择")
        found += [_pays(line, [leg], certain=certain, reason=reason % {"days": _apart(line, leg)}) for leg in legs[:MOST_CHOICES]]
    return found


def _together(lines: Sequence[Seen], free: Mapping[int, Leg]) -> list[Proposal]:
    """One line for several payments to one payee: certain where just one choice of them adds up."""
    found = []
    for line in lines:
        near = [leg for leg in free.values() if is_other_side(line, leg) and _apart(line, leg) <= DAYS_APART and leg.amount_fen < line.amount_fen]
        sums = subsets(near[:MOST_TOGETHER], total=line.amount_fen)
        reason = _("同一收款人的 %(count)s 笔合计一致") if len(sums) == 1 else _("同一收款人的 %(count)s 笔合计一致，但不止一种组合，请选择")
        found += [_pays(line, chosen, certain=len(sums) == 1, reason=reason % {"count": len(chosen)}) for chosen in sums[:MOST_CHOICES]]
    return _only_once(found)


def _worth_a_look(lines: Sequence[Seen], free: Mapping[int, Leg]) -> list[Proposal]:
    """The amount agrees and one thing does not: never certain."""
    found = []
    for line in lines:
        equal = [leg for leg in free.values() if leg.amount_fen == line.amount_fen and leg.sent_on <= line.booked_on and _apart(line, leg) <= LATEST]
        late = [leg for leg in equal if is_other_side(line, leg) and _apart(line, leg) > DAYS_APART]
        other = [leg for leg in equal if not is_other_side(line, leg) and _apart(line, leg) <= DAYS_APART]
        found += [_pays(line, [leg], certain=False, reason=_("金额和收款人一致，但日期相差 %(days)s 天，请核对", days=_apart(line, leg))) for leg in late[:MOST_CHOICES]]
        found += [_pays(line, [leg], certain=False, reason=_("金额和日期一致，但收款人不同，请核对回单")) for leg in other[:MOST_CHOICES - len(late)] if not late]
    return found


def subsets(legs: Sequence[Leg], *, total: int) -> list[tuple[Leg, ...]]:
    """Every choice of two or more payments that adds up to ``total``, the fewest first; at most twelve payments, so at most 4,083 choices."""
    return [chosen for size in range(2, len(legs) + 1) for chosen in combinations(legs[:MOST_TOGETHER], size) if sum(leg.amount_fen for leg in chosen) == total]


def is_marked(summary: str, *, mark: str) -> bool:
    """Whether a summary repeats a purpose's mark, and not a longer one that begins with it."""
    return re.search(rf"(?<![0-9A-Z]){re.escape(bare(mark).upper())}(?![0-9])", bare(summary).upper()) is not None


def _pays(line: Seen, legs: Sequence[Leg], *, certain: bool, reason: str) -> Proposal:
    return Proposal("pay", (line.id,), tuple(leg.id for leg in legs), tuple(leg.amount_fen for leg in legs), certain, reason)


def _only_once(found: Sequence[Proposal]) -> list[Proposal]:
    """Two certain proposals for the same payment are both none."""
    count: dict[int, int] = {}
    for each in found:
        for leg_id in each.targets if each.certain else ():
            count[leg_id] = count.get(leg_id, 0) + 1
    return [replace(each, certain=each.certain and all(count[leg_id] == 1 for leg_id in each.targets)) for each in found]


def _may_be(line: Seen, leg: Leg) -> bool:
    """Not somebody else: the same payee, or the line names none."""
    return is_other_side(line, leg) or not line.counterparty and not line.counterparty_account


def _apart(line: Seen, leg: Leg) -> int:
    return abs((line.booked_on - leg.sent_on).days)
