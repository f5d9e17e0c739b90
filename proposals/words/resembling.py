"""Words for ideas that resemble each other."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "verdict-unknown": _l("比对结果只有“是同一件事”“有关联”“不是一件事”三种。请选一种后再保存。"),
    "compared-with-itself": _l("只能把点子与同一届里另一个已经提交的点子比对。请刷新页面，重新选择要比对的点子。"),
}

VERDICTS = {"same": _l("是同一件事"), "related": _l("有关联"), "different": _l("不是一件事")}
