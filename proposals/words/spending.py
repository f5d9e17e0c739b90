"""Refusals about spending: what is wrong, why, and what to do now; and the names of papers, states and steps."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "spending-not-yours": _l("这个项目的支出由承接组织填报。请用承接组织的账号登录。"),
    "spending-not-open": _l("项目现在不在可以办理支出的阶段（还没有签约，或者已经结束）。请先看项目的状态。"),
    "checking-not-yours": _l("票据由支持机构或基金会核对。请交给他们办理。"),
    "deciding-not-yours": _l("支出报告和预算调剂由基金会决定。请交给基金会办理。"),
    "spending-needs-second-person": _l("自己填报或经手的，不能由自己核定。请由另一位工作人员办理。"),
    "voucher-day-impossible": _l("票据日期 %(day)s 不在项目期内（%(first)s 至 %(last)s）。请核对票面日期；签约以前的票据不能列支。"),
    "voucher-has-no-number": _l("这种凭证没有发票号码。请把代码和号码留空，或者改选票据种类。"),
    "voucher-has-no-code": _l("数电发票没有发票代码。请把代码留空，只填 20 位号码。"),
    "voucher-code-wrong": _l("这种票据的代码是 %(digits)s 位数字，现在填了 %(length)s 位。请照票面重新填写。"),
    "voucher-number-wrong": _l("这种票据的号码是 %(digits)s 位数字，现在填了 %(length)s 位。请照票面重新填写。"),
    "seller-code-wrong": _l("销售方的统一社会信用代码校验不对，可能抄错了一位。请照票面重新填写。"),
    "seller-code-missing": _l("专用发票要填写销售方的统一社会信用代码（纳税人识别号）。请照票面填写。"),
    "seller-code-is-a-person": _l("这像是个人的身份证号，我们不收集。请把这一项留空，只填姓名。"),
    "buyer-is-not-payee": _l("发票抬头“%(buyer)s”不是收款单位“%(payee)s”，不能列支。请核对抬头；开错了的，请销售方重开。"),
    "voucher-over-nothing": _l("票据金额要大于零。请照票面填写价税合计。"),
    "net-without-tax": _l("不含税金额和税额要么都填，要么都不填。请补上另一项。"),
    "net-and-tax-differ": _l("不含税 %(net)s 加税额 %(tax)s 不等于价税合计 %(gross)s，相差 %(fen)s 分。请照票面核对。"),
    "head-not-payable": _l("固定资产、礼品和现金不能用项目资金列支（上限为零）。请用其他资金支付，并从报告里去掉这一张。"),
    "claims-more-than-voucher": _l("计入本项目的 %(amount)s 超过票面的 %(gross)s，或者不大于零。请按票面以内的金额填写。"),
    "voucher-used-before": _l("号码 %(number)s 的票据已经在“%(project)s”（%(project_number)s）报过，票面日期 %(day)s。一张票据只能报一次，请核对号码。"),
    "voucher-file-used-before": _l("这个文件（%(file)s）已经在“%(project)s”（%(project_number)s）报过，票面日期 %(day)s。请上传这张票据自己的原件。"),
    "voucher-not-in-draft": _l("这张票据不在正在填写的报告里，不能再改。请等基金会退回报告，或者刷新页面查看进度。"),
    "voucher-not-questioned": _l("这张票据没有被提出疑问，不用说明。请刷新页面查看进度。"),
    "voucher-not-under-check": _l("这张票据所在的报告没有在核对中。请刷新页面查看进度。"),
    "voucher-not-in-accepted-report": _l("这张票据不在已经核定的报告里。还在核对的，请直接提出疑问。"),
    "voucher-checked": _l("这张票据已经这样处理过了，可能是同事先办的。请刷新页面查看。"),
    "report-under-check": _l("第 %(period)s 份支出报告正在核对，不能再加减票据。请等核定或退回以后再办。"),
    "report-not-draft": _l("这份支出报告已经提交过了。请刷新页面查看进度。"),
    "report-not-submitted": _l("这份支出报告没有在等待核定，可能同事已经办过。请刷新页面查看进度。"),
    "report-days-impossible": _l("报告的起止日期（%(begins)s 至 %(ends)s）不对：起在前、止在后，最晚到今天（%(today)s）。请重新填写。"),
    "report-empty": _l("报告里还没有票据。请先录入票据再提交。"),
    "report-exceeds-held": _l("本次支出 %(amount)s 超过手里还没有报销的拨款，现在最多能报 %(left)s，多出 %(over)s。请少报几张，或等下一期拨款到账后再报。"),
    "report-not-handed-in": _l("还有 %(amount)s 的票据没有提交，总数对不上。请先提交支出报告，或者撤下这些票据。"),
    "report-undecided": _l("还有 %(amount)s 的支出没有提交或没有核定，不能结算。请先办完支出报告。"),
    "vouchers-questioned": _l("有 %(count)s 张票据还有疑问。请逐张说明或者撤下，再提交。"),
    "vouchers-unchecked": _l("还有 %(waiting)s 张票据没有核对，%(questioned)s 张有疑问，不能核定。请先核对完；有疑问的，请把报告退回。"),
    "vouchers-differ": _l("票据合计 %(vouchers)s，与填写的支出 %(told)s 相差 %(difference)s。请按票据合计填写；票据不全的，请先补报。"),
    "head-overspent": _l("“%(head)s”已报 %(told)s，超过预算 %(budget)s，多出 %(over)s。请先办预算调剂，或者减少这一科目的票据。"),
    "head-has-less": _l("“%(head)s”只剩 %(left)s 可以调出，不够 %(amount)s。请减少金额，或从别的科目调。"),
    "head-over-cap": _l("“%(head)s”最多占预算的 %(percent)s%%（%(limit)s），这样会多出 %(over)s。请减少调入的金额。"),
    "heads-the-same": _l("调出和调入要是两个不同的预算科目。请重新选择。"),
    "transfer-of-nothing": _l("调剂的金额要大于零。请重新填写。"),
    "transfer-needs-no-ruling": _l("这笔调剂不用审批，或者已经审批过了。请刷新页面查看。"),
}

KINDS = {"digital": _l("数电发票"), "special": _l("增值税专用发票"), "ordinary": _l("增值税普通发票"), "fiscal": _l("财政票据"), "labour": _l("劳务签领单"),
         "goods": _l("物资签收单"), "unreceipted": _l("无票情况说明")}
NOT_PAYABLE = {"fixed_assets": _l("固定资产（不能列支）"), "gifts": _l("礼品、现金（不能列支）")}
VOUCHER_STATES = {"entered": _l("待核对"), "accepted": _l("已核对"), "questioned": _l("有疑问"), "withdrawn": _l("已撤下"), "disallowed": _l("不予认可")}
REPORT_STATES = {"draft": _l("填写中"), "submitted": _l("核对中"), "accepted": _l("已核定"), "returned": _l("已退回")}
STEPS = {"voucher-entered": _l("已录入"), "voucher-withdrawn": _l("已撤下"), "voucher-answered": _l("已说明"), "voucher-accepted": _l("核对无误"),
         "voucher-questioned": _l("提出疑问"), "voucher-disallowed": _l("不予认可"), "report-submitted": _l("已提交"), "report-returned": _l("已退回"),
         "report-accepted": _l("已核定")}
TONES = {"entered": "gold", "accepted": "green", "questioned": "red", "withdrawn": "grey", "disallowed": "red", "draft": "grey", "submitted": "gold",
         "returned": "red"}
