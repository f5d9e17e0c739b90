"""How a judge's own sealed scores lie: seen by this judge alone, so that they notice when everybody gets the same from them."""
from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from ...charts import Bar, Chart, bars
from ..queries.judging import QueueItem

BANDS = (9_000, 8_000, 7_000, 6_000, 0)
"""Where each band of totals begins, in hundredths of a point."""
FEWEST = 3


def own_scores(items: Sequence[QueueItem]) -> Chart | None:
    """How many of the judge's totals lie in which band; nothing to see before there are three."""
    totals = [item.own_total for item in items if item.own_total is not None]
    if len(totals) < FEWEST:
        return None
    rows, above = [], 10_001
    for low in BANDS:
        label = _("%(low)s–%(high)s 分", low=low // 100, high=(above - 1) // 100) if low else _("%(high)s 分以下", high=above // 100)
        rows.append(Bar(label, sum(low <= total < above for total in totals), "", "pine"))
        above = low
    mean = sum(totals) / len(totals) / 100
    title = _("我给出的总分（平均 %(mean)s 分）", mean=f"{mean:.1f}")
    return bars(rows, name="own-scores", title=title, head=(_("总分"), _("项目")), show=str)
