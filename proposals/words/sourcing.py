"""Refusals about a season's sources: what is wrong, why, and what to do now; and the names of their kinds."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "source-code-taken": _l("本届已经有代码为“%(taken)s”的来源。请换一个代码，或修改已有的来源。"),
    "source-has-money": _l("%(fund)s已经有认捐或资金记录，不能删除。请改为修改条款，或保留不用。"),
    "match-needs-street": _l("街道配套资金只能用在一个街道。请选择是哪个街道。"),
    "mode-needs-another-desk": _l("基金会自己的资金直接拨付，不需要汇入或垫付。请选择“各自拨付”。"),
    "pledge-not-yours": _l("这个来源的认捐不由您登记。请交给该来源的会计或区民政局。"),
    "pledge-partly-received": _l("这笔认捐已经到账 %(received)s，不能整笔撤销。请只核销没有到账的部分。"),
    "write-off-above-open": _l("核销 %(amount)s 超出还没有到账的 %(left)s。请核对金额。"),
    "pledge-to-be-withdrawn": _l("这笔认捐一分都没有到账，全部不会到账时请整笔撤销，不用核销。"),
    "receipt-above-pledge": _l("这笔到账 %(amount)s 超出认捐尚未到账的 %(left)s，多出 %(over)s。请核对金额，多出的部分另行登记。"),
    "pledge-of-another": _l("这笔认捐不是给%(fund)s的。请选择同一来源的认捐。"),
    "advance-not-yours": _l("垫付和归还由出垫付款的一方登记。请交给基金会会计。"),
    "not-to-be-advanced": _l("%(lender)s不能为%(borrower)s垫付：只有拨付方式为“基金会垫付”的来源可以由基金会的自有资金垫付。请先核对资金方案。"),
    "repay-above-owed": _l("归还 %(amount)s 超出尚欠的 %(owed)s。请核对金额。"),
    "allotment-not-yours": _l("切块由区民政局办理。请交给区民政局。"),
    "place-missing": _l("切块要写明给哪个街道或哪类人群。请至少选择一项。"),
    "place-outside-source": _l("%(fund)s只能用在指定的街道或人群，不能切给别处。请重新选择。"),
    "allotment-above-plan": _l("下达 %(amount)s 超出计划尚未下达的 %(left)s。请先增加切块计划。"),
    "pool-promised": _l("%(fund)s的资金池里有已通过待签约项目要用的钱，还差 %(short)s。请减少金额，或等这些项目签约后再办。"),
    "gift-not-yours": _l("实物和志愿服务由支持机构或基金会登记。请交给他们办理。"),
    "evidence-used": _l("这份凭证已经用过：%(giver)s的第 %(number)s 号登记%(where)s。同一份凭证只能计一次，请核对。"),
    "evidence-file-used": _l("这个文件“%(file)s”已经是%(giver)s的第 %(number)s 号登记的凭证。同一份凭证只能计一次，请核对。"),
    "evidence-is-a-voucher": _l("这个文件“%(file)s”已经在“%(project)s”里作为支出票据报过，不能又算实物。请核对。"),
    "closing-not-yours": _l("结账和余款处理由区民政局办理，期间结账也可以由基金会负责人办理。请交给他们。"),
    "advance-open": _l("%(fund)s还有垫付款 %(owed)s 没有归还，余款不能处理。请先归还垫付。"),
    "next-source-missing": _l("下一届还没有与%(fund)s代码相同的来源，不能结转。请先在下一届登记这个来源。"),
    "period-not-over": _l("%(day)s 还没有过完，不能结账。请选择今天以前的日期。"),
    "period-closed-already": _l("本届账目已经结到 %(through)s，不能再结更早的日期，也不能重新打开。请选择之后的日期。"),
    "books-still-open": _l("本届账目还有没处理完的资金：%(left)s。请先拨付、退回、释放、归还或结转，再结清。"),
    "claim-not-yours": _l("追回资金由基金会负责人或区民政局决定。请交给他们办理。"),
    "claim-above-spent": _l("追回 %(amount)s 超出已认定的支出 %(spent)s。请核对金额。"),
}
KINDS = {"foundation": _l("基金会自有资金"), "treasury": _l("财政资金"), "enterprise": _l("企业捐赠"), "public_donation": _l("公众捐款"), "street_match": _l("街道配套")}
MODES = {"own": _l("各自拨付（从自己的账户付）"), "joint": _l("汇入专户（先汇到基金会专户，一起付）"), "advanced": _l("基金会垫付（到账后归还）")}
GIFTS = {"volunteer_hours": _l("志愿服务"), "venue": _l("场地"), "goods": _l("物资")}
ALLOTTING = {"plan": _l("增加切块计划"), "allot": _l("下达（从资金池划出）"), "recall": _l("收回（划回资金池）")}
ENDING = {"give_back": _l("退还来源"), "carry_over": _l("结转下届")}
