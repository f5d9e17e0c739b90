"""Refusals and words of ranking, limits and minutes."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "figure-below-line": _l("按本届的计分办法得 %(mean)s 分，没有达到 %(line)s 分的通过线。可以退回修改，或者不通过。"),
    "total-money-taken": _l("本届可立项的资金只剩 %(left)s 元，这个项目要 %(amount)s 元。可以列入候补，等有余额再递补。"),
    "street-places-taken": _l("这个街道的名额已经用完。可以列入候补，等有名额再递补。"),
    "street-money-taken": _l("这个街道的限额只剩 %(left)s 元，这个项目要 %(amount)s 元。可以列入候补，等有余额再递补。"),
    "category-places-taken": _l("这一类人群的名额已经用完。可以列入候补，等有名额再递补。"),
    "category-money-taken": _l("这一类人群的限额只剩 %(left)s 元，这个项目要 %(amount)s 元。可以列入候补，等有余额再递补。"),
}
