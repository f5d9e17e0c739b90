"""Refusals about taking entries of the books back: what is wrong, why, and what to do now; and whose turn it is with a payment."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "entry-not-reversible": _l("这里只能冲正登记错的到账和认捐。拨付请在对账页面撤销核对或办理退汇，支出请核减，切块请收回。"),
    "reversal-not-yours": _l("这笔账要由该来源的负责人冲正。请把理由告诉他，由他办理。"),
    "reversal-by-another": _l("这笔账是您自己登记的，冲正要由另一个人办理。请交给另一位负责人。"),
    "entry-matched": _l("这笔到账已经和银行流水核对过，不能直接冲正。请出纳先在对账页面撤销那一行的核对。"),
}
TURNS = {
    "planned": _l("等承接组织申请"), "requested": _l("等支持机构复核"), "verified": _l("等%(desk)s负责人批准"), "endorsed": _l("等区民政局加签"),
    "authorised": _l("等%(desk)s出纳汇出"), "authorised-alone": _l("%(desk)s已批准，等同一期的另一来源批准后一起汇出"), "sent": _l("已汇出，等银行对账单确认"),
    "bounced": _l("银行退汇，等%(desk)s负责人重新批准"), "held": _l("项目暂停，暂缓拨付"), "paid": _l("已到账"), "cancelled": _l("已取消，不再拨付"),
}
"""By the payment's state; ``authorised-alone``: another source of the same tranche has not approved yet."""
