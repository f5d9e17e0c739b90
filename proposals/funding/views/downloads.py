"""Where a season's books are taken away whole: one page that says what each file is for."""
from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from ...gate import open_to
from .. import exports
from .blueprint import OVERSEERS, room
from .overview import season_asked

FILES = {"xlsx": (_l("Excel 工作簿"), _l("七张表：总表、项目、流水、预算执行、结算、余额调节、校验；合计由表格自己再算一遍。")),
         "csv": (_l("CSV 台账"), _l("每笔账按来源一行，金额以分为单位，带累计数和哈希，任何程序都能重新加一遍。")),
         "beancount": (_l("beancount 账本"), _l("用 bean-check 可以独立验证余额，差一分也会报错。")),
         "hledger": (_l("hledger 账本"), _l("用 hledger check --strict 可以独立验证。")),
         "360giving": (_l("360Giving 数据"), _l("资助公开的国际格式，每个项目每个来源一条资助。"))}


@room.get("/money/downloads")
@open_to(*OVERSEERS)
def downloads() -> ResponseReturnValue:
    """The sources, support, bureau and auditor: every file of a season's books."""
    files = [(form, *FILES[form]) for form in exports.FORMATS if form in FILES]
    return render_template("funding/downloads.html", season=season_asked(), files=files)
