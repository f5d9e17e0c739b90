"""Refusals and coded reasons of the collection room, and the words for who proposes, how and through which door."""
from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "text-incomplete": _l("题目、要解决的问题、您的办法、所在社区和联系方式都要写上，内容太短别人看不明白。请补充完整后再提交。"),
    "too-many-ideas": _l("每人每届最多提交 %(most)s 个点子，您已经用完了。可以先撤回一个，或者下一届再提。"),
    "same-words-not-looked-at": _l("有内容一样的点子还没有比对，不能受理。请先在“相同的点子”里看过，选“是同一件事”“有关联”或“不是一件事”。"),
    "guardian-consent-missing": _l("提案人未成年，还没有监护人的姓名、电话和同意，不能受理。请退回补充，或在本页登记监护人的同意。"),
    "reason-unknown": _l("“%(reason)s”不是这一步可以选的理由。请从清单中选择一项。"),
    "something-still-open": _l("还有关联的事项没有办结，这一步暂时不能办。请先把它办完或撤销。"),
    "same-move-too-often": _l("同一个步骤最多做 %(most)s 次，已经用完了。请与同事商量别的办法。"),
    "no-later-season": _l("下一届还没有开始征集，不能转入。请等征集令发布之后再来。"),
    "carried-over-before": _l("这个点子已经转入“%(season)s”，不用再转。请到那一届的草稿里修改后提交。"),
    "not-a-part": _l("这份草稿不是拆分或合并出来的，不能直接立案。请按正常程序提交。"),
    "no-longer-a-draft": _l("这个点子已经提交，草稿不能再改。请用回执码 %(receipt)s 查询进度；工作人员退回补充时可以修改。"),
    "too-many-photos": _l("最多放 %(most)s 张照片。请先删掉一张再添加。"),
    "unit-required": _l("转办要写明由哪个单位答复。请填写承办单位后再提交。"),
    "replied-before": _l("这张转办单已经登记过答复，没有重复保存。请刷新页面查看。"),
    "not-entered-here": _l("这个点子不是服务台代填的，这里不能更正或撤销。请联系提案人自己办理，或由街道退回补充。"),
    "taken-up-already": _l("街道已经签收了这个点子，服务台不能再更正或撤销。请街道工作人员退回补充，或请提案人撤回。"),
    "not-to-be-followed": _l("这个点子还没有公开，不能关注。"),
    "follows-too-many": _l("最多关注 %(most)s 个点子。请先取消几个。"),
    "no-such-draft": _l("没有找到这份草稿。请核对草稿号和六位续写码；提交过的点子请到“查进度”查询。"),
    "code-tried-too-often": _l("续写码连续输错 5 次，为保护您的草稿，不能再用续写码打开。请用原来的链接，或者重新写一份。"),
    "no-open-collection": _l("现在没有正在征集点子的届次，不能提交。请留意征集令，或到社区服务台留下您的想法。"),
}

REASONS = {
    "personal-claim": _l("属于个人诉求"),
    "private-matter": _l("属于私人领域的事务"),
    "commercial": _l("属于商业推广"),
    "property-duty": _l("属于物业服务企业的职责"),
    "other-duty": _l("属于其他单位的法定责任"),
    "government-duty": _l("属于政府部门自身的职能"),
    "outside-district": _l("不在本区范围内"),
    "fixed-assets": _l("主要用于固定资产或基础设施"),
    "cash-or-gifts": _l("主要是发放现金或礼品"),
    "over-maximum": _l("所需金额超过上限"),
    "same-idea-again": _l("同一个人重复提交"),
    "unlawful": _l("内容违反法律法规"),
    "guardian-missing": _l("没有取得监护人同意"),
    "transferred": _l("转办：交由职能部门答复"),
    "whistle": _l("吹哨：请几个单位尽快一起处理"),
    "deliberation": _l("转居民协商议事"),
    "hotline": _l("转 12345 热线办理"),
    "micro-wish": _l("列为微心愿，等人认领"),
    "market": _l("转社区集市"),
    "not-feasible": _l("调研后认为难以实施"),
    "low-need": _l("需要的人不多"),
    "project-library": _l("列入项目库，留待以后"),
    "no-implementer": _l("没有合适的承接组织"),
    "funded-elsewhere": _l("已有其他资金支持"),
    "incomplete": _l("内容不完整"),
    "unclear-place": _l("地点不清楚"),
    "contact": _l("联系方式有误"),
    "guardian-consent": _l("需要监护人同意"),
    "no-answer": _l("超过期限没有补充"),
    "not-sent": _l("本届结束时没有送审"),
    "taken-apart": _l("并入的点子都已分出，不再单独办理"),
    "withdrawn": _l("提案人撤回"),
    "import-undone": _l("登记错误，整份名单撤销"),
    "entered-in-error": _l("登记有误，已撤销"),
    "other": _l("其他原因"),
}

SUBMITTERS = {
    "resident": _l("居民个人"),
    "self_org": _l("居民自发小组"),
    "community_org": _l("社区社会组织（备案）"),
    "social_org": _l("社会组织（登记）"),
    "enterprise": _l("企业"),
    "minor": _l("未成年人"),
}

CHANNELS = {
    "web": _l("网上"),
    "desk": _l("社区服务台"),
    "event": _l("活动现场"),
    "phone": _l("电话"),
    "import": _l("批量登记"),
}

PARTICIPATION = {
    "propose": _l("只提建议"),
    "help": _l("可以帮忙"),
    "lead": _l("愿意牵头"),
}

ORIGINS = {
    "collected": _l("征集"),
    "merged": _l("合并"),
    "split": _l("拆分"),
    "carried": _l("上届转入"),
}

REFERRALS = {
    "transfer": _l("转办"),
    "deliberation": _l("协商议事"),
    "hotline": _l("12345 热线"),
    "wish": _l("微心愿"),
    "market": _l("社区集市"),
}

WHO_NEXT = {
    "draft": _l("等您写完并提交"), "submitted": _l("等街道工作人员受理"), "needs_info": _l("等您补充内容"), "accepted": _l("等工作人员开始调研"),
    "researching": _l("工作人员正在走访调研"), "optimising": _l("工作人员正在和您一起完善方案"), "revising": _l("方案正在修改"), "planned": _l("等街道送评审组评审"),
    "reviewing": _l("评审组正在评审"), "waitlisted": _l("列入候补，等名额"), "publicised": _l("结果正在公示"), "appealing": _l("等区民政局复核"),
    "signing": _l("等五方签约"), "signed": _l("等承接组织开工"), "implementing": _l("承接组织正在实施"), "suspended": _l("等承接组织整改"),
    "terminating": _l("等基金会清算"), "reporting": _l("等承接组织提交结项材料"), "correcting": _l("等承接组织补正材料"), "assessing": _l("正在结算和评估"),
    "announcing": _l("成果正在公示"),
}
