"""Refusals about taking entries of the books back: what is wrong, why, and what to do now."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "entry-not-reversible": _l("这里只能冲正登记错的到账和认捐。拨付请在对账页面撤销核对或办理退汇，支出请核减，切块请收回。"),
    "reversal-not-yours": _l("这笔账要由该来源的负责人冲正。请把理由告诉他，由他办理。"),
    "reversal-by-another": _l("这笔账是您自己登记的，冲正要由另一个人办理。请交给另一位负责人。"),
    "entry-matched": _l("这笔到账已经和银行流水核对过，不能直接冲正。请出纳先在对账页面撤销那一行的核对。"),
}
