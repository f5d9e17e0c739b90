"""Refusals of the funding room: what is wrong, why, and what to do now."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "sources-missing": _l("本届还没有登记资金来源，预算无法分摊。请区民政局先在届次设置里登记资金来源和比例。"),
    "budget-cannot-be-shared": _l("预算 %(amount)s 无法由 %(sources)s 个资金来源分摊。请先在方案里填好预算明细。"),
    "budget-used-up": _l("%(fund)s可用的资金只剩 %(left)s，本项目需由它出 %(amount)s，还差 %(short)s。请调整金额、列入候补，或等资金到账后再办。"),
    "balance-short": _l("这笔钱超出了账上的余额：余额 %(balance)s，需要 %(amount)s，还差 %(short)s。请先登记到账资金，或核对金额。"),
    "booked-otherwise": _l("同一个凭证号已经记过另一笔账（第 %(entry)s 号）。请核对凭证号后重新登记。"),
    "shares-changed": _l("各资金来源签约时的份额与协议金额对不上，不能变更。请先由基金会会计核对台账。"),
    "tranche-plan-missing": _l("本届没有适用于这个金额的拨付方案。请区民政局先在届次设置里补上。"),
    "project-not-payable": _l("项目目前不在可以拨款的状态（未签约、暂停整改或清算中）。请等项目恢复或办理清算。"),
    "settlement-comes-first": _l("末期款按实际支出结算。请先由基金会会计确认结算金额，再申请拨付。"),
    "midterm-not-reached": _l("中期款需要至少一次督导走访，并完成一半活动：现有走访 %(visits)s 次，活动 %(held)s 场，至少 %(need)s 场。请补记活动或联系支持机构安排走访。"),
    "payment-exceeds-plan": _l("本笔金额 %(amount)s 超出计划的 %(planned)s。请按计划金额申请。"),
    "payments-exceed-agreement": _l("各期合计 %(amount)s 超出这一来源签约的 %(signed)s，多出 %(over)s。请退回核对。"),
    "legs-off-their-shares": _l("到这一期为止各来源的金额（%(parts)s）偏离了约定的比例。请退回，由基金会会计核对后重新申请。"),
    "first-tranche-unpaid": _l("第一期款还没有全部到账，暂不能开工。请先申请第一期拨款，或催办未到账的一笔。"),
    "nothing-committed": _l("这个项目还没有落实资金。请先完成五方签约。"),
    "tranches-off-agreement": _l("各期金额合计与协议金额不一致。请基金会会计核对台账。"),
    "payments-open": _l("还有 %(count)s 笔拨款没有办结，合计 %(amount)s。请先办完拨付，再继续。"),
    "payment-in-flight": _l("还有 %(count)s 笔拨款正在办理，合计 %(amount)s，金额不能再变。请等它们到账或退回后再结算。"),
    "refund-outstanding": _l("承接组织还有结余 %(amount)s 没有退回。请催退，到账后登记退款。"),
    "books-differ": _l("拨款记录 %(paid)s 与台账 %(booked)s 不一致。请基金会会计核对台账。"),
    "nothing-to-return": _l("这个项目没有需要退回的结余。请核对项目和金额。"),
    "receipt-not-yours": _l("这个来源的到账资金不由您登记。请交给该来源的会计或区民政局。"),
    "refund-not-yours": _l("退款到账由基金会登记。请交给基金会会计。"),
    "settlement-not-yours": _l("结算金额由基金会会计确认。请交给基金会会计。"),
    "tranche-has-nothing-to-request": _l("这一期没有待申请的拨款，可能已经申请过。请刷新页面查看进度。"),
    "sources-not-yours": _l("资金来源和比例由区民政局登记。请交给区民政局。"),
    "sources-named": _l("本届的资金来源和比例已经登记，不能再改：已通过的项目和已签的协议都以它为准。请在下一届调整。"),
    "reversed-already": _l("第 %(entry)s 号记账已经冲正过，或本身就是冲正，不能再冲。请查看台账，必要时重新记账。"),
    "period-closed": _l("%(day)s 所在的账期已经结账（结至 %(through)s），不能再记账。请用结账之后的日期登记，并在说明里写明实际发生日。"),
    "caps-too-low": _l("各资金来源对一个项目的限额合计只有 %(limit)s，不够 %(amount)s。请调低金额，或由区民政局调整来源。"),
    "refund-too-large": _l("承接组织手里只有 %(held)s，退不了 %(amount)s。请核对退款金额。"),
    "second-approval-needed": _l("这一期 %(amount)s 达到了两人批准的额度（%(limit)s）。请选“批准并送加签”，由区民政局加签。"),
    "one-approval-suffices": _l("这一期 %(amount)s 没有达到两人批准的额度（%(limit)s），不需要加签。请直接批准。"),
    "other-source-not-ready": _l("同一期里%(funds)s的 %(amount)s 还没有批准，不能只由一个来源先付。请等它批准后再汇出。"),
    "payment-not-in-batch": _l("拨款只能随付款批次汇出。请在拨付页面勾选后生成付款批次。"),
    "no-bank-line": _l("这笔款还没有在银行对账单上找到，不能算到账。请先导入对账单并核对。"),
    "no-return-line": _l("还没有在银行对账单上找到退回的一笔。请先导入对账单，把退回的那一行对上。"),
    "paid-beyond-new-amount": _l("已经拨付和汇出的款项共 %(paid)s，比新的协议金额 %(amount)s 多 %(over)s。请提高金额，或等款项退回后再变更。"),
    "nothing-changes": _l("填写的和现在的一样，或者款项都已汇出，没有可以变更的。请核对后再提交。"),
    "nobody-pays-the-rest": _l("各来源都已到达限额或不再承担，没有人承担其余的款项。请至少给一个来源写上比例。"),
    "head-below-spent": _l("%(head)s的新预算（连同已调剂的）是 %(budget)s，少于已经报销和申请调出的 %(told)s。请提高这一科目的预算。"),
    "agreement-being-changed": _l("项目正在重签协议，暂时不能申请拨付。请等各方签完变更协议。"),
    "settles-in-closeout": _l("正常实施的项目在结项时结算。请先由承接组织提交结项材料。"),
}

CONDITIONS = {"signing": _l("签约后"), "midterm": _l("中期督导合格后"), "settlement": _l("结算后")}
KINDS = {"pledge": _l("认捐承诺"), "receipt": _l("资金到账"), "advance": _l("垫付"), "repay": _l("归还垫付"), "allot": _l("切块下达"), "recall": _l("收回切块"),
         "commit": _l("签约承诺"), "amend": _l("协议变更"), "release": _l("释放未用额度"), "order": _l("指令付款"), "void": _l("撤销付款指令"),
         "pay": _l("拨付到账"), "spend": _l("确认支出"), "disallow": _l("核减支出"), "refund": _l("结余退回"), "surplus": _l("余款退还来源"),
         "carry": _l("结转下届"), "reverse": _l("冲正")}
STAGES = {"origin": _l("来源"), "due": _l("应还垫付"), "pledged": _l("已认未到"), "pool": _l("资金池"), "lent": _l("已垫出"), "allot": _l("已切块"), "commit": _l("已签约未付"),
          "order": _l("在途"), "held": _l("组织持有"), "spent": _l("已支出"), "returned": _l("已退回")}
WAYS = {"promised": _l("认捐（减撤销）"), "kept": _l("认捐到账（减退还）"), "received": _l("到账（减退还）"), "set": _l("切块（减收回）"), "drawn": _l("用切块签约（减释放）"),
        "agreed": _l("签约（减释放）"), "paid": _l("实付（减退回）")}
"""Crossings between stages, as a filter of the books calls them."""
