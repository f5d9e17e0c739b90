"""Refusals about bank accounts, statements, matches and batches: what is wrong, why, and what to do now; and the names of their kinds."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "account-missing": _l("还没有登记付款账户。请基金会或财政的负责人先在“银行对账”里登记。"),
    "account-not-yours": _l("这个账户由本方负责人或区民政局登记。请交给他们办理。"),
    "account-known": _l("尾号 %(number)s 的账户已经登记过。请核对账号。"),
    "payee-not-yours": _l("收款账户由收款单位自己或基金会、财政的工作人员登记。请交给他们办理。"),
    "needs-another-checker": _l("这个收款账户是您登记的，要由另一个人核对。请交给同事核对开户证明。"),
    "payee-checked-already": _l("这个收款账户已经核对过，或者已经停用。请刷新页面查看。"),
    "payee-unchecked": _l("%(names)s还没有核对过的收款账户，不能汇款。请先登记收款账户，并由另一个人核对。"),
    "batch-not-yours": _l("付款批次由本来源的出纳制作。请交给出纳。"),
    "batch-mixed": _l("一个批次只能有同一届、同一方付款的拨款，最多 %(most)s 笔。请重新勾选。"),
    "statement-not-yours": _l("对账单由这个账户的出纳导入。请交给出纳。"),
    "statement-known": _l("这个文件已经导入过（%(name)s，%(first)s 至 %(last)s）。同一份对账单不能导入两次。"),
    "statement-of-another": _l("文件里写的账号是 %(said)s，不是所选账户 %(own)s。请核对选择的账户和文件。"),
    "statement-gap": _l("第 %(line)s 行：这份对账单从余额 %(opening)s 开始，而上一份（到 %(last)s）的期末余额是 %(closing)s，中间缺了流水。请补齐后再导入。"),
    "statement-overlaps": _l("第 %(line)s 行：这份对账单从 %(first)s 开始，与上一份（到 %(last)s）重叠。请从上一份之后导出。"),
    "line-known": _l("第 %(line)s 行：流水号 %(reference)s 以前已经导入过。请从上一份对账单之后导出。"),
    "match-not-yours": _l("核对由这个账户的出纳办理。请交给出纳。"),
    "line-spent": _l("这一行还没有核对的只有 %(left)s，对不上 %(amount)s。请刷新页面后再核对。"),
    "line-not-matched": _l("这一行没有可以撤销的核对。请刷新页面查看。"),
    "payment-moved-on": _l("这笔拨款后来又办理过，不能直接撤销。请先撤销后面的一步。"),
    "match-gone": _l("情况已经变化，这个配对不再成立。请刷新页面后重新核对。"),
    "match-still-stands": _l("这笔拨款在对账单上的核对还有效。请在对账页面撤销那一行的核对。"),
}
KINDS = {"pay": _l("拨款到账"), "bounce": _l("汇出后退回"), "return": _l("到账后退汇"), "returned": _l("已登记退汇，只核对"), "receipt": _l("资金到账"), "refund": _l("结余退回"),
         "booked": _l("已登记，只核对")}
DESKS = {"foundation": _l("基金会"), "treasury": _l("财政")}
DIRECTIONS = {"in": _l("收入"), "out": _l("支出")}
